// The door of mandates: acting for somebody.
export { COLLABORATOR } from './acting.ts'
export { dayOfParts, yearsLater } from './days.ts'
export { dayBoxes, partsOf } from './inputs.ts'
export { acceptedMail, COLLABORATORS, refusedMail } from './mails.ts'
export { answerInvitation, checkCount, countTry, giveMandate, refuse } from './mandate.ts'
export { declareChild } from './child.ts'
export { selfOf } from './mandates.citizen.ts'
export { mandates } from './module.ts'
export {
  childOf,
  childrenAlone,
  insertProposal,
  INVITATION_DAYS,
  liveMandate,
  type Mandate,
  mandateOfInvitation,
  mandatesOf,
  markEnded,
  type Proposal,
  proposalsTo,
  proposedAlready,
} from './queries.ts'
export { ACCEPTED, REFUSED, tellSide } from './tell.ts'
