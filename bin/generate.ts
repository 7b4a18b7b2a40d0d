// Writes or checks the generated files against a fresh database made from the migrations.
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#platform/db/migrate.ts'
import { startEmbedded } from '#platform/postgres/open.ts'
import { houseOf } from '../src/app.ts'
import { generatedFiles, staleFiles, writeFiles } from '../src/generate.ts'

const secret = randomBytes(32)
const folder = mkdtempSync(join(tmpdir(), 'parvis-generate-'))
chmodSync(folder, 0o711)
const database = await startEmbedded(folder, { fast: true, secret })
try {
  await migrate(database.urls.owner, secret)
  const files = await generatedFiles(database.urls.owner, houseOf({ demo: true }))
  if (process.argv.includes('--check')) {
    const stale = await staleFiles(files)
    for (const path of stale) console.error(`${path} is stale: run npm run check -- --write`)
    if (stale.length > 0) process.exitCode = 1
  } else await writeFiles(files)
} finally {
  await database.remove()
  rmSync(folder, { recursive: true, force: true })
}
