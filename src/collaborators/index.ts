// The door of collaborators: who acts for an elected member.
export { answerProposal } from './answer.ts'
export { propose } from './propose.ts'
export { collaborators } from './module.ts'
