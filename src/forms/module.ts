// What forms bring to the program.
import type { Module } from '#platform/module.ts'
import { LIMITS } from './limits.ts'
import { access, routes } from './routes.ts'
import { personal } from './personal.ts'

export const forms: Module = {
  name: 'forms',
  access,
  routes,
  personal,
  limits: LIMITS,
}
