// The door of the register of processing (GDPR art. 30): entries as data, what they allow, how long things are kept.
export {
  CATEGORIES,
  type CategoryId,
  type Duration,
  limitOf,
  type ProcessingEntry,
  type RetentionLine,
  SECTORS,
} from './definition.ts'
export { changeLine, type SaidOfLine, withLine } from './change.ts'
export { type Collected, collectionProblems, covers, requireProcessing } from './gates.ts'
export { registerModule } from './module.ts'
export { insertRun, lastRuns, type RunRow } from './queries.ts'
export { PROCESSING } from './kind.ts'
export { type Register, register, registerOf, unequalRules } from './register.ts'
export { controllerWords, durationWords, legalBaseWords } from './words.ts'
