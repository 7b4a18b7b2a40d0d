// What files bring to the program.
import { openFiles } from '#platform/files/store/open.ts'
import type { Module } from '#platform/house/module.ts'
import { LIMITS } from './limits.ts'
import { converterEnvironment } from '#platform/files/preview/environment.ts'
import { DRAW_FILES, drawingJob, READ_FILES, readingJob } from './reading.ts'
import { FORGET_FILES, forgetFiles, sweepFiles } from './loose.ts'
import { personal } from './personal.ts'
import { access, routes } from './routes.ts'

export const files: Module = {
  name: 'files',
  access,
  routes,
  personal,
  carried: [
    {
      table: 'files.file',
      rows: 'of-subjects',
      end: { with: 'requests.request' },
      bytes: { key: 'storage_key', sha256: 'sha256' },
      without: {
        storage_key: 'where the bytes stand here; in the copy they are named by their sha256',
        person_id: 'the sender’s account stays',
        visitor_id: 'the sender’s browser is nobody’s',
      },
    },
  ],
  environment: converterEnvironment,
  limits: LIMITS,
  visitorTables: [{ table: 'files.file', mayBePersonal: true, claimed: 'beside the browser' }],
  jobs: (config) => ({
    [FORGET_FILES]: forgetFiles(openFiles(config)),
    'files.sweep': sweepFiles,
    [READ_FILES]: readingJob(config),
    [DRAW_FILES]: drawingJob(config),
  }),
  recurring: [
    { task: 'files.sweep', minutes: 60 },
    { task: READ_FILES, minutes: 5 },
    { task: DRAW_FILES, minutes: 5 },
  ],
}
