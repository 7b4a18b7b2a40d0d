// The door of accounts: people, what proves who they are, their sessions, and where agents belong.
export { actorOfPerson, type CodesOf, identify, toldMandateOver } from './identity.ts'
export { hasAdministrator, inviteAdministrator } from './invitation/invite.ts'
export { closeAccount, mayClose } from './address/closing.ts'
export { identitiesToCheck } from './federation/links.ts'
export { setTotp } from './factors/enrolment.ts'
export { codeAt, DEMO_TOTP_SECRET } from './factors/one-time.ts'
export { accounts } from './module.ts'
export { answerInvitation, giveMandate } from './mandates/mandate.ts'
export { showPaperCode } from './paper/code.ts'
export { findAtDesk } from './paper/find.ts'
export { showNumber } from './paper/number.ts'
export { openAtDesk } from './paper/open.ts'
export { childOf, childrenAlone } from './mandates/queries.ts'
export { passkeyOffer } from './passkeys/offer.ts'
export { accountMain } from './pages/account-nav.ts'
export { closenessOf } from './personal.ts'
export { administratorAddresses } from './queries.personal.ts'
export { hashPassword } from './password.ts'
export {
  addMembership,
  createPerson,
  firstStaffed,
  peopleOfUnits,
  personEmail,
  personName,
  profileOf,
  setPassword,
  staffedUnits,
} from './person.ts'
export type { Colleague, NewMembership, NewPerson, Profile } from './queries.person.ts'
export { hasTurned } from './profile/age.ts'
export type { Level, NewValue, ProfileValueId, Source } from './profile/kinds.ts'
export type { ProfileValue } from './profile/queries.ts'
export { spokenSource, spokenValue } from './profile/spoken.ts'
export {
  isInForce,
  PROFILE_VALUES,
  profileValues,
  recordValue,
} from './profile/values.ts'
export { confirmAddress, RECENT_MINUTES, requireRecent } from './devices/recent.ts'
export { closeSession, type OpenedSession, openSession } from './session.ts'
export { localPath } from './local-path.ts'
export {
  forgetArrivals,
  forgetChecks,
  forgetDevices,
  forgetMandates,
  forgetMemberships,
  forgetRegistrations,
  forgetValues,
  noteWarned,
  peopleToClose,
  peopleToWarn,
} from './queries.retention.ts'
