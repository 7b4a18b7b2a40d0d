// What workflows bring to the program: their kind of definition.
import type { Module } from '#platform/house/module.ts'
import { WORKFLOW } from './kind.ts'

export const workflows: Module = { name: 'workflows', definitions: [WORKFLOW] }
