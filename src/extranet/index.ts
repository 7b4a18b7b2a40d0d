// The door of the extranet: what elected members come to.
export { type HelpDesk, helpDesksOf } from './desks.ts'
export { helpLines } from './help.ts'
export { type HelpDesk, helpDesksOf } from './desks.ts'
export { stateOf } from './help.ts'
export { extranet } from './module.ts'
