// Who may do what in spaces. The policies of 000820 and 000821 say the same.
import { type RawBuilder, sql } from 'kysely'
import { type AccessTable, agent, inOffice, type Relation } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import { mayHold } from '#platform/house/audience.ts'
import { SPACE } from './keys.ts'

type Asked = (space: RawBuilder<unknown>) => RawBuilder<boolean>

/** By what PostgreSQL says of whoever acts in the space of the row. */
const inSpace = (name: string, asked: Asked): Relation => ({
  name,
  ever: (actor) => mayHold(SPACE, actor),
  rows: (_, alias) => asked(sql.ref(`${alias}.space_id`)),
})

const member = inSpace(
  'in its space',
  (space) => sql<boolean>`${space} = any ((select audiences.actor_ids('space'))::bigint[])`,
)
/** Mails are one’s own: neither whoever looks nor a collaborator chooses them. */
const ownMember: Relation = {
  ...member,
  name: 'in its space, in their own name',
  ever: (actor) => ownName(actor) !== null && member.ever(actor),
}
const contributor = inSpace('contributor of its space', (space) => sql<boolean>`spaces.contributes(${space})`)
const moderator = inSpace('moderator of its space', (space) => sql<boolean>`spaces.moderates(${space})`)
/** Agents and elected members, of a space whose page is theirs to read. */
const listed: Relation = {
  name: 'in office, of a space that is listed',
  ever: (actor) => mayHold(SPACE, actor),
  rows: (_, alias) =>
    sql<boolean>`(${sql.ref(`${alias}.is_listed`)} and ${sql.ref(`${alias}.archived_at`)} is null)`,
}
/** The same, the collaborator of an elected member, and whoever looks as an agent: these see no space. */
const office: Relation = {
  name: 'agent or elected member, or their collaborator',
  ever: (actor) => agent().anywhere.ever(actor) || mayHold(SPACE, actor),
}
const keeper = agent('admin').inItsAuthority

export const access = {
  'space.list': [office],
  'space.see': [member, listed],
  'space.read': [member],
  'space.mail': [ownMember],
  'space.contribute': [contributor],
  'space.moderate': [moderator],
  'space.join': [inOffice],
  // A collaborator is told that it is the member’s to ask.
  'space.wish': [office],
  'space.keep': [keeper],
} satisfies AccessTable

export type SpaceAction = Exclude<keyof typeof access, 'space.list' | 'space.join' | 'space.wish'>
