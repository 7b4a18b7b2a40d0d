// The door of the register of processing (GDPR art. 30): entries as data, what they allow, how long things are kept.
export {
  CATEGORIES,
  type CategoryId,
  type Duration,
  limitOf,
  type ProcessingEntry,
  type RetentionLine,
  SECTORS,
} from './entry/definition.ts'
export { changeLine, type SaidOfLine, withLine } from './entry/change.ts'
export { type Collected, collectionProblems, covers, requireProcessing } from './entry/gates.ts'
export { registerModule } from './module.ts'
export { insertRun, lastRuns, type RunRow } from './entry/queries.ts'
export { PROCESSING } from './entry/kind.ts'
export { type Register, register, registerOf, unequalRules } from './entry/register.ts'
export { controllerWords, durationWords, legalBaseWords } from './entry/words.ts'
