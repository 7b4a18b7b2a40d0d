// The door of digests: one mail that gathers what is new to somebody, as often as they choose.
export { groupsOf } from './compose.ts'
export { digest } from './module.ts'
export { beginDigest } from './queries.ts'
export { planAlert, sendDigests } from './send.ts'
