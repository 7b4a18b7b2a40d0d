// What accounts bring to the program.
import type { Module } from '#platform/module.ts'
import { access } from './access.ts'
import { listeners } from './events.ts'
import { jobs } from './jobs.ts'
import { routes } from './routes.citizen.ts'

export const accounts: Module = { name: 'accounts', access, routes, listeners, jobs: () => jobs }
