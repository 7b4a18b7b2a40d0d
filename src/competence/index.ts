// The door of the rules of competence on screen.
export { competence } from './module.ts'
