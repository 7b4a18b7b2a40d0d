// The door of reply templates on screen.
export { templates } from './module.ts'
