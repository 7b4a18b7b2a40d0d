// The door of people: persons, their posts, their sessions, what they have told of themselves.
export { leaveHere } from './account/leave.ts'
export { accountMain, accountNav } from './account/nav.ts'
export { people } from './module.ts'
export { atMain } from './passage/main-host.ts'
export { closeAccount, mayClose } from './person/closing.ts'
export { createPerson, personEmail, personName, profileOf, tell } from './person/person.ts'
export {
  type Account,
  accountAsked,
  accountByEmail,
  accountById,
  insertPerson,
  lockPerson,
  type NewPerson,
  peopleNamed,
  type Profile,
  saveCredential,
} from './person/queries.ts'
export { writerOf } from './person/writer.ts'
export { COMMUNE, DESK, PERSON, publishers, SHARED, UNIT } from './keys.ts'
export {
  addMembership,
  addMembershipOnce,
  closenessOf,
  firstStaffed,
  peopleOfUnits,
  staffedUnits,
} from './posts/posts.ts'
export { isFull, NO_PLACE } from './posts/places.ts'
export {
  changePost,
  checkGiven,
  dayBefore,
  daysVersion,
  endPost,
  givePost,
  placePost,
  keepers,
  keptUnits,
} from './posts/govern.ts'
export { endAbsence, setAbsent } from './posts/absence.ts'
export { depart, undoDeparture } from './posts/depart.ts'
export {
  type Departure,
  departureOf,
  dueDepartures,
  lockDeparture,
  noteMoved,
} from './posts/queries.departure.ts'
export { type Absence, absencesOf, absentAmong, type Away } from './posts/queries.absence.ts'
export {
  type AgentFilter,
  type AgentLine,
  agentLine,
  type AgentPost,
  agentsPage,
  countByStanding,
  governedPost,
  type Standing,
  STANDINGS,
} from './posts/queries.governed.ts'
export { isStaffed, unanswered } from './posts/queries.held.ts'
export {
  administratorsOf,
  type Colleague,
  countPosts,
  hearersOf,
  holdersOf,
  holdersOn,
  knownNames,
  type NewMembership,
  workersOf,
} from './posts/queries.ts'
export { hasTurned } from './profile/age.ts'
export { checks } from './profile/checks.ts'
export type { Level, NewValue, ProfileValueId, Source } from './profile/kinds.ts'
export { endValuesFrom, type ProfileValue } from './profile/queries.ts'
export { spokenSource, spokenValue } from './profile/spoken.ts'
export { isInForce, PROFILE_VALUES, profileValues, recordValue, valueProblem } from './profile/values.ts'
export {
  noteWarned,
  peopleToClose,
  peopleToWarn,
} from './queries.retention.ts'
export { actorFrom, actorOfPerson, identify } from './sessions/identity.ts'
export { deleteApplicationPasswords } from './sessions/queries.ts'
export { endOf, isInOffice, SHARED_MINUTES } from './sessions/life.ts'
export { inForce, inOffice, today } from './sessions/queries.in-force.ts'
export { beginLook, endLook } from './sessions/look.ts'
export { type Look, looksAs, mayLookRow as mayLook } from './sessions/queries.look.ts'
export { electedColumn, identities, type Identity, membershipsJson } from './sessions/queries.ts'
export {
  closeSession,
  closeSessionsOf,
  openSession,
  type OpenedSession,
  sessionCookie,
} from './sessions/session.ts'
export { digest, newToken } from './sessions/token.ts'
