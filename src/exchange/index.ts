// The door of the exchange.
export {
  changeHook,
  changeSecret,
  deliveryOf,
  hookOf,
  makeHook,
  turnHook,
} from './hooks/hooks.ts'
export { AGAIN, STOPPED, TELL } from './hooks/deliver.ts'
export {
  deliveriesTable,
  deliveryFacts,
  hookChoices,
  hookFacts,
  hookFields,
  hooksTable,
  madeSecret,
} from './hooks/parts.ts'
export { deleteHook, deliveriesOf, type Hook, hooksHeld, messagesOf } from './hooks/queries.ts'
export { stoppedHook } from './hooks/queries.job.ts'
export { keyOf, makeKey, replaceKey, stopKey } from './keys/keys.ts'
export { keyChoices, keyFacts, keyFields, keysTable, madeKey } from './keys/parts.ts'
export { type KeyOwner, keysHeld } from './keys/queries.ts'
export { exchange } from './module.ts'
