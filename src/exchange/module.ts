// What the exchange brings to the program: keys by which programs of others call, and what they are told.
import type { Module } from '#platform/house/module.ts'
import { hooksEnvironment } from './environment.ts'
import { AGAIN, again, CATCH_UP, catchUp, DELIVER, deliver, STOPPED, TELL, tell } from './hooks/deliver.ts'
import { keyCaller } from './keys/keys.ts'

export const exchange: Module = {
  name: 'exchange',
  callers: { key: keyCaller },
  environment: hooksEnvironment,
  listeners: { [STOPPED]: [] },
  jobs: (config, _held, { toldEvents }) => ({
    [TELL]: tell(toldEvents),
    [DELIVER]: deliver(config),
    [AGAIN]: again,
    [CATCH_UP]: catchUp,
  }),
  recurring: [{ task: CATCH_UP, minutes: 1 }],
}
