// The door of the extranet: what elected members come to.
export { type HelpDesk, helpDesksOf } from './desks.ts'
export { helpLines, stateOf } from './help.ts'
export { extranet } from './module.ts'
