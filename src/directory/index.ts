// The door of the directory: who is elected in the territory, and which service does what.
export { directory } from './module.ts'
