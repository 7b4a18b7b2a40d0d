// The door of the steering: what is read, counted of nobody, and those who write.
export { type Count, addCounts, keepThings, readersOn, tellMonths } from './count/queries.ts'
export { freshnessOf, type UnitFreshness } from './board/queries.ts'
export {
  contributed,
  contributors,
  dropTraining,
  giveThanks,
  noteTraining,
  trainingsOf,
} from './network/queries.ts'
export { makeReview } from './report/make.ts'
export { steering } from './module.ts'
