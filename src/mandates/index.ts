// The door of mandates: acting for somebody.
export { answerInvitation, giveMandate } from './mandate.ts'
export { mandates } from './module.ts'
export { childOf, childrenAlone } from './queries.ts'
