// What one message of a resident may hold.

export const MOST_CHARACTERS = 4000
export const MOST_FILES = 3
export const MOST_FILE_BYTES = 10_000_000
/** Hidden fields that name the files stored with an earlier try. */
export const KEPT_FILES = 'kept'

/** Without a key of its form, the same words again within this time are the same message. */
export const SAME_MESSAGE_MS = 60_000
