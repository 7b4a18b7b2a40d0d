// The door of forms: definitions and their proof, answers and their judgement, drafts.
export { type AnswerLine, answerByRole, answersSummary, sampleAnswers } from './answers.ts'
export { checkForm, type FormFault } from './check.ts'
export type {
  Answer,
  Answers,
  Field,
  FieldRole,
  FileAnswer,
  FormDefinition,
  FormPage,
  LocationAnswer,
  ProfileFact,
} from './definition.ts'
export { dangersIn } from './danger.ts'
export {
  DRAFT_DAYS,
  type Draft,
  draftOrNew,
  dropDraft,
  filesOfDraft,
  findDraft,
  heldByDrafts,
  listDrafts,
  lockDraft,
  markSubmitted,
  saveDraft,
} from './drafts.ts'
export { forms } from './module.ts'
export { type FieldsView, pageFields } from './page-fields.ts'
export { liveForms } from './queries.live.ts'
export { fieldsOf, reachableAnswers, reachablePages, shownFields } from './reachable.ts'
export { draftsToRemind, forgetSent, noteReminded, purgeDrafts } from './queries.ts'
export { MAX_FILES, uploadRules } from './fields/files.ts'
export { blockSchema, formSchema } from './schema.ts'
export {
  CONTACT_ROLES,
  type FormProblem,
  type Judges,
  type RawAnswers,
  rawOfAnswers,
  rawOfValues,
  validate,
} from './validate.ts'
export { formVersion, publishForm } from './versions.ts'
export { takeDraftRoom } from './room.ts'
