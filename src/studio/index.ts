// The door of the studio: forms built and changed on screen.
export { studio } from './module.ts'
export { askReplay } from './replayed/ask.ts'
