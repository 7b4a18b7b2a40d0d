// What the exchange brings to the program: keys by which programs of others call.
import type { Module } from '#platform/house/module.ts'
import { keyCaller } from './keys/keys.ts'

export const exchange: Module = {
  name: 'exchange',
  callers: { key: keyCaller },
}
