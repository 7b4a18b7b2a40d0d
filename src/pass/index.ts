// The door of the pass.
export { pass } from './module.ts'
