// The door of threads: what people say to each other on a subject, what one message may hold, the box it is written in.
export { composer, type Draft, emptyDraft, messageFiles, problemOf } from './pages/composer.ts'
export { mentionsIn, namesIn } from './mentions.ts'
export { writingBox } from './pages/writing-box.ts'
export { typedMessage } from './typed.ts'
export { joinedFiles } from './joined-files.ts'
export { KEPT_FILES, MOST_CHARACTERS, MOST_FILE_BYTES, MOST_FILES, SAME_MESSAGE_MS } from './limits.ts'
export {
  emptyMessages,
  filesOfThread,
  messageOf,
  messageIdsOf,
  type MessageRow,
  messagesOf,
  type ThreadFile,
  wasSaid,
} from './queries.ts'
export { endOfLot, type SaidByMail, type Sending, threadMail } from './mailed.ts'
export { leaving } from './leaving.ts'
export { say } from './say.ts'
export { threads } from './module.ts'
export {
  dropOldWritings,
  type Begun,
  dropWriting,
  dropWritingsOn,
  keepWriting,
  lockWriting,
  ownWriting,
  ownWritings,
  trimWritings,
  type Writing,
} from './writing.ts'
