// What reference lists bring to the program: what questions propose, kept here or read elsewhere by a job.
import type { Module } from '#platform/house/module.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { access } from './access.ts'
import { listEnvironment } from './address/environment.ts'
import { READ_LISTS, readingJob } from './address/read.ts'
import { REFERENCE } from './record/kind.ts'
import { routes } from './routes.ts'

export const lists: Module = {
  name: 'lists',
  access,
  definitions: [REFERENCE],
  routes,
  environment: listEnvironment,
  jobs: ({ listOrigins: origins }) => ({ [READ_LISTS]: readingJob({ fetch: guardedFetch, origins }) }),
  recurring: [{ task: READ_LISTS, minutes: 5 }],
}
