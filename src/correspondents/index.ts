// The door of the network of correspondents.
export { correspondents } from './module.ts'
export { agree, approve, doubt, fillCard, handOver, nameCorrespondent, wordSheet } from './record/act.ts'
