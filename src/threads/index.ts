// The door of threads: what one message may hold, the files that come with it, the box it is written in.
export { composer, type Draft, emptyDraft, messageFiles, problemOf } from './pages/composer.ts'
export { joinedFiles } from './joined-files.ts'
export { KEPT_FILES, MOST_CHARACTERS, MOST_FILE_BYTES, MOST_FILES, SAME_MESSAGE_MS } from './limits.ts'
