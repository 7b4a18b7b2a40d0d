// The door of spaces: rooms in which people work together.
export { spacesModule } from './module.ts'
export {
  ACCEPTED,
  changeDocument,
  changeFolder,
  copied,
  fileDocuments,
  fileVersion,
  filing,
  makeFolder,
  MOST_FILE_BYTES,
  nameOf,
  NoRoom,
  removeDocument,
  removeFolder,
} from './documents/file.ts'
export { Held, holdingOf, locksBelow, locksOn, unheld } from './documents/locks.ts'
export {
  deleteLock,
  deleteLocksOn,
  deleteProperty,
  type Entry,
  entriesOf,
  forgetAwaited,
  forgetLocks,
  insertAwaited,
  insertLock,
  type Lock,
  locksOf,
  type Place,
  prolongLock,
  propertiesOf,
  type Property,
  saveProperty,
} from './documents/queries.entries.ts'
export { type Space, spacesFor } from './record/queries.ts'
export { holdSpace } from './record/queries.write.ts'
export { spaceFor } from './record/write.ts'
export { type Folder, foldersOf, heldBytes } from './documents/queries.ts'
export { insertMeeting, insertTask } from './plan/queries.ts'
export { spaceAudience } from './record/queries.ts'
export { closeSpace, invitePerson, openSpace } from './record/write.ts'
export { openTopic, reply } from './talk/say.ts'
