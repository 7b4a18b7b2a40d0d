// The door of agreements: who uses what, at which price, until when.
export { agreementsModule } from './module.ts'
