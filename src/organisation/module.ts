// What the organisation brings to the program: who works where, on screen.
import type { Module } from '#platform/house/module.ts'
import { agentsPart } from './agents/part.ts'
import { arrivalRoutes } from './arrivals/routes.ts'

export const organisation: Module = {
  name: 'organisation',
  ...agentsPart,
  routes: [...agentsPart.routes, ...arrivalRoutes],
}
