// The door of media: pictures of the library, as other modules take and show them.
export { smallOf, sourcesOf } from './address.ts'
export { media } from './module.ts'
export { addPicture, describePicture, fileOfPicture } from './picture.ts'
export { keptPicture, type Shown as ShownPicture, shownByKey } from './queries.ts'
export { pictureChoices, unknownPictures } from './take.ts'
export { WIDTHS } from './words.ts'
