// The door of joining: a commune made one of the territory, what it sees to, the day it opens.
export { join } from './join.ts'
export { joining } from './module.ts'
