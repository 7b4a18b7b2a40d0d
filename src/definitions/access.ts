// Who drafts definitions: what the whole territory uses, the administrators of the metropolis; what belongs to an authority, its own.
// Publication is the system's.
import { type AccessTable, agent, mayEver, metropolitanAdministrator } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'

export const access = {
  'definition.draft': [metropolitanAdministrator],
  'definition.own': [agent('admin').inItsAuthority],
} satisfies AccessTable

/** May they write what belongs to that authority (null: the whole territory)? */
export const mayWrite = (actor: Actor, authorityId: number | null): boolean =>
  actor.kind === 'system' ||
  (authorityId === null
    ? mayEver(access['definition.draft'], actor)
    : actor.memberships.some((held) => held.role === 'admin' && held.authorityId === authorityId))
