// The door of real time: what is followed elsewhere for the agents of an authority.
export { addConnector } from './act.ts'
export type { KindName } from './kinds.ts'
export { live } from './module.ts'
export { readConnectors } from './read.ts'
