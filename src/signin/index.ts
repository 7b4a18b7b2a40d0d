// The door of signing in: what proves who somebody is, the ways in, what is asked again before a dangerous act.
export { browserName } from './entry/browser-name.ts'
export { RecoverInput } from './entry/inputs.ts'
export { confirmAddress, RECENT_MINUTES, requireRecent } from './entry/recent.ts'
export { FACTORS as SECURITY_CHANGED } from './entry/kinds.ts'
export { warn } from './entry/warn.ts'
export { said as saidOfSecurity } from './factors/mails.ts'
export { employerAt } from './employer/employer.admin.ts'
export { domainsOf as employerDomains } from './employer/registration.ts'
export { readFactors } from './factors/queries.ts'
export { setTotp } from './factors/enrolment.ts'
export { codeAt, DEMO_TOTP_SECRET } from './factors/one-time.ts'
export {
  inviteAgain,
  inviteAgent,
  promiseAgent,
  invitationHeld,
  promisePosts,
  takeBackInvitation,
} from './invitation/agents.ts'
export {
  inviteMember,
  inviteMemberAgain,
  takeBackMember,
  takeBackUnseated,
} from './invitation/members.ts'
export { inviteToPartner } from './invitation/partners.ts'
export { CAPACITIES, type Capacity } from './invitation/capacities.ts'
export { inviteCollaborator } from './invitation/collaborators.ts'
export { acceptPromise } from './invitation/join.ts'
export {
  AGENT_IMPORTS,
  type AgentImport,
  type Foreseen,
  importById,
  insertImport,
  type Made,
} from './invitation/queries.import.ts'
export {
  endInvitation,
  invitationsOf,
  type InvitationRow,
  openInvitation,
  openInvitationOf,
  standingFor,
} from './invitation/queries.ts'
export { hasAdministrator, inviteAdministrator } from './invitation/invite.ts'
export { endSessionsFor } from './lost/end-sessions.ts'
export { lostAccess } from './lost/access.ts'
export { myTeam } from './lost/reset.ts'
export { signin } from './module.ts'
export { newPaperCode, readPaperCode, showPaperCode } from './paper/code.ts'
export { agentOf, count as countAtDesk, findAtDesk } from './paper/find.ts'
export { askNumber } from './paper/give.ts'
export { showNumber } from './paper/number.ts'
export { openAtDesk } from './paper/open.ts'
export { setPassword } from './secret/credential.ts'
export { hashPassword, passwordMatches } from './secret/hash.ts'
