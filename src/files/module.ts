// What files bring to the program.
import { join } from 'node:path'
import { diskStore } from '#platform/files/store.ts'
import type { Module } from '#platform/module.ts'
import { LIMITS } from './limits.ts'
import { FORGET_FILES, forgetFiles } from './loose.ts'
import { personal } from './personal.ts'
import { access, routes } from './routes.ts'

export const files: Module = {
  name: 'files',
  access,
  routes,
  personal,
  limits: LIMITS,
  visitorTables: [{ table: 'platform.file', mayBePersonal: true }],
  jobs: (config) => ({ [FORGET_FILES]: forgetFiles(diskStore(join(config.dataFolder, 'files'))) }),
}
