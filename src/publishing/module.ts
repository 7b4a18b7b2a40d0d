// What publishing brings to the program.
import type { Module } from '#platform/house/module.ts'
import { information } from './findable.ts'
import { access } from './access.ts'
import { routes } from './routes.citizen.ts'

export const publishing: Module = { name: 'publishing', access, routes, searches: [information] }
