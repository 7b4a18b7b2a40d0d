// The door of requests: sending one, acting on it, following it.
export { act } from './act/act.ts'
export type { ActInput } from './act/acting.ts'
export { correctService } from './correct/correct.ts'
export { effectKind } from './act/effects/kind.ts'
export { settle } from './tell/settle.ts'
export { rateRequest } from './follow/follow.ts'
export { runTimeouts } from './act/timeouts.ts'
export { requests } from './module.ts'
export { spokenForm } from './enter/spoken.ts'
export { noteRequest } from './act/notes.ts'
export { leaveShown, noteShown } from './record/journal.ts'
export { namedByLink } from './record/words.ts'
export { proveCode } from './record/queries.code.ts'
export { type Channel } from './record/channel.ts'
export { type Sent, type Submission, submitRequest } from './send/submit.ts'
export { askCosignatures } from './signed/queries.cosigning.ts'
export {
  casesSince,
  correctedRefs,
  countSentUnder,
  type Decided,
  decidedSince,
  readableRefs,
  residentOf,
  routedOfEvent,
  routedRequest,
  type SentUnder,
  sentToRead,
  sentUnder,
} from './routed/queries.ts'
export { type Preview, previewOn, previewSample } from './tell/preview.ts'
export { spoken, unspoken, VARIABLES } from './act/variables.ts'
export {
  askedDrafts,
  type AskedAt,
  type AskedPage,
  askedPageOf,
  askedReceipt,
  type AskedReview,
  askedReview,
  askedServices,
  type Elsewhere,
  saveAsked,
  sendAsked,
} from './atwork/asked.ts'
export { chargeWords, promisedItems, titleWords } from './apply/receipt-words.ts'
export { followAtWork, ownAtWork } from './atwork/own.ts'
export { standingText } from './follow/own.ts'
export { ownOpen } from './follow/queries.ts'
