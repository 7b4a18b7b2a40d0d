// The door of the exchange.
export { keyOf, makeKey, replaceKey, stopKey } from './keys/keys.ts'
export { keyChoices, keyFacts, keyFields, keysTable, madeKey } from './keys/parts.ts'
export { type KeyOwner, keysHeld } from './keys/queries.ts'
export { exchange } from './module.ts'
