// What reversibility brings to the program: what it tells of copies, which a command of the operator makes, and the erasure that follows.
import type { Module } from '#platform/house/module.ts'
import { listeners } from './copy/events.ts'
import { erasureRoutes } from './erasing/erase.admin.ts'
import { ERASURE } from './erasing/run.ts'

export const reversibility: Module = {
  name: 'reversibility',
  listeners,
  routes: erasureRoutes,
  runs: [ERASURE],
}
