// The door of definitions: one store of versions, whatever the kind.
export { mayWrite } from './access.ts'
export { bundle, unbundle } from './bundle.ts'
export { type Command, commandsSchema } from './command.ts'
export { compare } from './compare.ts'
export {
  actsToTake,
  commanded,
  draft,
  drafts,
  edit,
  editsOf,
  foreseenProblems,
  giveUp,
  holdDraft,
  holdSeen,
  type Name,
  publish,
  publishEdited,
  publishFor,
  renew,
  takeBack,
  withdrawFor,
} from './drafts.ts'
export { definitionReader } from './files.ts'
export { publishFiled, readFiled } from './load.ts'
export { definitions } from './module.ts'
export { archive, judgeAlone, publishAll } from './publish.ts'
export type { DraftRow, EditRow } from './queries.drafts.ts'
export { type LiveRow, lockPublication, type VersionRow } from './queries.ts'
export { live, makeAnew, noteChange, published, replacedSince, version, whileDefined } from './store.ts'
