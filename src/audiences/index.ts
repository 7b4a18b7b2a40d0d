// The door of audiences: who may see a row, declared once.
export { type Readers, readersOf, type Way } from './readers.ts'
