// The door of accounts: people, what proves who they are, their sessions, and where agents belong.
export { actorOfPerson, type CodesOf, identify } from './identity.ts'
export { identitiesToCheck } from './federation/links.ts'
export { setTotp } from './factors/enrolment.ts'
export { codeAt, DEMO_TOTP_SECRET } from './factors/one-time.ts'
export { accounts } from './module.ts'
export { accountNav } from './pages/account-nav.ts'
export { hashPassword } from './password.ts'
export {
  addMembership,
  createPerson,
  peopleOfUnits,
  personEmail,
  personName,
  profileOf,
  setPassword,
} from './person.ts'
export type { Colleague, NewMembership, NewPerson, Profile } from './queries.person.ts'
export { confirmAddress } from './devices/recent.ts'
export { closeSession, type OpenedSession, openSession, SESSION_COOKIE } from './session.ts'
export { localPath } from './local-path.ts'
