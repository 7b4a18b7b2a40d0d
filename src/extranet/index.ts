// The door of the extranet: what elected members come to.
export { extranet } from './module.ts'
