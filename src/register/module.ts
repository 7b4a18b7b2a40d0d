// What the register brings to the program.
import type { Module } from '#platform/module.ts'
import { access } from './access.ts'
import { routes } from './routes.admin.ts'

export const registerModule: Module = { name: 'register', access, routes }
