// What runs bring to the program.
import { ownDesk } from '#platform/access.ts'
import { openFiles } from '#platform/files/store/open.ts'
import type { Module } from '#platform/house/module.ts'
import { personal } from './personal.ts'
import { retention } from './retention.ts'
import { access, HERE, routes } from './routes.ts'
import { resumeRuns, STEP, takeSteps } from './step.ts'

const RESUME = 'runs.resume'

export const runs: Module = {
  name: 'runs',
  access,
  door: { runs: HERE },
  routes,
  navigation: [{ menu: 'own', order: 30, href: HERE, label: 'Mes travaux', who: ownDesk }],
  personal,
  retention,
  jobs: (config, _held, known) => ({
    [STEP]: takeSteps(known, openFiles(config), config),
    [RESUME]: resumeRuns,
  }),
  recurring: [{ task: RESUME, minutes: 5 }],
  islands: [new URL('run-progress.ts', import.meta.url)],
}
