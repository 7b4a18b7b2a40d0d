// What files bring to the program.
import { openFiles } from '#platform/files/store/open.ts'
import type { Module } from '#platform/house/module.ts'
import { LIMITS } from './limits.ts'
import { FORGET_FILES, forgetFiles, sweepFiles } from './loose.ts'
import { personal } from './personal.ts'
import { access, routes } from './routes.ts'

export const files: Module = {
  name: 'files',
  access,
  routes,
  personal,
  limits: LIMITS,
  visitorTables: [{ table: 'files.file', mayBePersonal: true, claimed: 'beside the browser' }],
  jobs: (config) => ({ [FORGET_FILES]: forgetFiles(openFiles(config)), 'files.sweep': sweepFiles }),
  recurring: [{ task: 'files.sweep', minutes: 60 }],
}
