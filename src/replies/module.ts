// What answers by mail bring to the program.
import type { Module } from '#platform/house/module.ts'
import { repliesEnvironment } from './environment.ts'
import { LIMITS } from './limits.ts'
import { kinds } from './tell.ts'

export const replies: Module = {
  name: 'replies',
  environment: repliesEnvironment,
  limits: LIMITS,
  notices: kinds,
}
