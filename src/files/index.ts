// The door of files: taking them in, what holds them, those that nothing holds yet, room for them.
export { eraseFiles, planErasure } from './loose.ts'
export { files } from './module.ts'
export {
  claimFiles,
  type HeldFile,
  type KeptFile,
  type OpenedFile,
  type Part,
  sizeOfPicture,
  type Subject,
} from './queries.ts'
export { looseFiles, oldLooseFiles } from './queries.loose.ts'
export { type Asking, countDay, countOne, fullForAll, takeFileRoom } from './room.ts'
export { type Made, madeOf } from './queries.reading.ts'
export { drawnTypes, MAKE_OF_FILES, readNow } from './reading.ts'
export { noteOpened } from './show.citizen.ts'
export { makeRenditions } from './renditions.ts'
export { judgeUpload, keepMade, keepOnePdf, receive, storeUploads, type Storing } from './upload.ts'
export { attach, detach, filesOf, hold, openFile } from './subject.ts'
