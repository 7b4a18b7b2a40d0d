// The door of the administration home.
export { administration } from './module.ts'
