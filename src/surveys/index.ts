// The door of questionnaires.
export { surveys } from './module.ts'
