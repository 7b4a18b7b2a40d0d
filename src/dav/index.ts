// The door of WebDAV: the documents of spaces, as a folder of one's computer.
export { dav } from './module.ts'
