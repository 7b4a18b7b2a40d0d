// The door of forms: definitions and their proof, answers and their judgement, drafts.
export {
  addressIn,
  type AnswerLine,
  answerByRole,
  answersSummary,
  countedAnswers,
  placeIn,
  sampleAnswers,
  sampleItems,
} from './answers/answers.ts'
export { askedByBoth } from './answers/both.ts'
export { checkForm } from './versions/check.ts'
export { labelsOf } from './versions/labels.ts'
export {
  type Answer,
  type Answers,
  everyFieldOf,
  type Field,
  type FieldRole,
  fieldsOf,
  type FileAnswer,
  type FormDefinition,
  type FormLanguage,
  type FormPage,
  type FormTest,
  type PageCheck,
  type PageEnd,
  type LocationAnswer,
  type ProfileFact,
} from './definition/definition.ts'
export {
  type Model,
  MODEL_KINDS,
  modelAddress,
  modelOf,
  modelsOf,
  MOST_MODEL_BYTES,
} from './definition/model.ts'
export { keepModel, keepModelBytes, keptModels } from './models/models.ts'
export { type BlockDone, blockActDone, pressedIn } from './answers/block-acts.ts'
export { communeOf } from './answers/commune-of.ts'
export { dangersIn } from './answers/danger.ts'
export {
  DRAFT_DAYS,
  type Draft,
  draftOrNew,
  dropDraft,
  filesOfDraft,
  findDraft,
  isToAsk,
  listDrafts,
  lockDraft,
  markSubmitted,
  saveDraft,
  takeDraft,
} from './drafts/drafts.ts'
export { forms } from './module.ts'
export {
  type FilePlace,
  filePlaces,
  filesAnswered,
  heldAt,
  problemAtPlace,
  takesFiles,
  withHeld,
} from './answers/held.ts'
export { asItem } from './answers/items.ts'
export { type FieldsView, itemFields, pageFields } from './answers/page-fields.ts'
export { asOf } from './answers/as-of.ts'
export {
  askedFields,
  endOf,
  type Ended,
  factsBeside,
  isRequired,
  reachableAnswers,
  reachablePages,
  shownFields,
  shownParts,
} from './answers/reachable.ts'
export { questionOfProblem, shownIds } from './answers/seen.ts'
export { pageWhen, wholeIn } from './definition/resolved.ts'
export { endNotice, endText } from './answers/end-notice.ts'
export {
  askDraftLink,
  type DraftLink,
  lastDraftLink,
  linkedDraftsToRemind,
  resumeByLink,
  writeDraftLink,
} from './drafts/queries.links.ts'
export { draftsToRemind, forgetSent, noteReminded, purgeDrafts, setLanguage } from './drafts/queries.ts'
export { collectedBy } from './versions/collected.ts'
export { markWords } from './fields/identity-document.ts'
export { rowsOf, rowsSaid } from './fields/repeated/rows.ts'
export { fed, fedIn } from './fields/fed/feed.ts'
export {
  asksFiles,
  asksItems,
  asksPlace,
  fieldKinds,
  fieldOptions,
  kindOf,
  uploadRules,
} from './fields/index.ts'
export { boxOf, type CoSignatoryAnswer } from './fields/signed/co-signatory.ts'
export { isSigned, namedFor, namedIn, isName } from './fields/signed/names.ts'
export { judgeSigned, otherName } from './fields/signed/signature.ts'
export { linkedIn, linkNames, mayBeLinked, offeredByLink } from './versions/linked.ts'
export {
  CONTACT_ROLES,
  type FormProblem,
  type Judges,
  type RawAnswers,
  rawOfAnswers,
  rawOfValues,
  validate,
} from './answers/validate.ts'
export { FORM, formVersion } from './versions/kind.ts'
export { type MarkedQuestion, type MarkedQuestions, markedQuestions } from './versions/marked.ts'
export { type Case, type Way, waysThrough, type Ways } from './versions/ways.ts'
export { fieldSchema } from './versions/schema.ts'
export { ofNobody } from './tried/replaced.ts'
export { type AreaOf, differencesOf, expectedFrom, outcomeOf, rawOfTest } from './tried/run.ts'
export { languageIn, readIn, type SaidText, saidTexts, type TextState } from './tongues/texts.ts'
export { takeDraftRoom } from './drafts/room.ts'
