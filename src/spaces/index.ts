// The door of spaces: rooms in which people work together.
export { spacesModule } from './module.ts'
export { fileDocuments } from './documents/file.ts'
export { foldersOf } from './documents/queries.ts'
export { insertMeeting, insertTask } from './plan/queries.ts'
export { spaceAudience } from './record/queries.ts'
export { closeSpace, invitePerson, openSpace } from './record/write.ts'
export { openTopic, reply } from './talk/say.ts'
