// The door of the organisation: who works where, on screen.
export { organisation } from './module.ts'
