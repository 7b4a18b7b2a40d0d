// The door of reversibility: all that is one authority's, copied in a documented format and read back (docs/guides/reversibility.md).
export { commandReversibility } from './command.ts'
export { reversibility } from './module.ts'
