// What reversibility brings to the program: what it tells. The rest is a command of the operator.
import type { Module } from '#platform/house/module.ts'
import { listeners } from './copy/events.ts'

export const reversibility: Module = { name: 'reversibility', listeners }
