// Keeping agents: the posts that are given to them, changed and ended, each told on its own history. Whoever acts does it in their own
// name; the database asks again whose unit it is (db/migrations/000447_govern_agents.sql).
import { agent, metropolitanAdministrator, type Relation } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import type { Role } from '#platform/roles.ts'
import { Outdated, versionOf } from '#platform/screens/outdated.ts'
import { addDays, lastWriter, type Territory, territory, type Unit, todayThere } from '#territory'
import type { postListeners } from './events.ts'
import { FULL, NO_PLACE } from './places.ts'
import { agentLine, changePostRow, givePostRow, governedPost } from './queries.governed.ts'

interface Days {
  from: string
  to: string | null
}

/** Whoever keeps the agents of a unit. */
export const keepers: readonly Relation[] = [
  agent('admin').inItsAuthority,
  agent('steward').inItsUnit,
  metropolitanAdministrator,
]

/** What the database refuses, in words: beside which field. */
const REFUSALS: Refusals = {
  [FULL]: { field: 'role', message: NO_PLACE },
  '23P01': {
    field: 'from',
    message:
      'Ces dates se chevauchent\u00a0: cette personne a déjà cette fonction dans ce service sur une partie de la période.',
  },
  '23001': {
    field: 'to',
    message:
      'C’est la dernière personne qui administre cette collectivité. Donnez d’abord ce rôle à quelqu’un d’autre.',
  },
  '23514': { field: 'to', message: 'Le dernier jour est avant le premier.' },
  '22023': {
    field: 'from',
    message: 'Cette fonction a déjà commencé\u00a0: son premier jour ne change plus.',
  },
}

/** Could whoever acts give that role in that unit? Asked before a form is shown, and again by the database. */
async function mayGive(tx: Read, unitId: number, role: Role): Promise<boolean> {
  const { memberships } = tx.actor
  if (tx.actor.kind === 'system' || metropolitanAdministrator.ever(tx.actor)) return true
  const { authorityId } = (await territory(tx)).unit(unitId)
  return memberships.some(
    (held) =>
      (held.role === 'admin' && held.authorityId === authorityId) ||
      (held.role === 'steward' && role !== 'admin' && held.below.includes(unitId)),
  )
}

/** The units whose agents whoever acts keeps, in the order of the territory. */
export function keptUnits(actor: Actor, place: Territory): readonly Unit[] {
  const { memberships } = actor
  const isAll = actor.kind === 'system' || metropolitanAdministrator.ever(actor)
  const whole = new Set(
    memberships.flatMap(({ role, authorityId }) => (role === 'admin' ? [authorityId] : [])),
  )
  const below = new Set(memberships.flatMap(({ role, below: ids }) => (role === 'steward' ? ids : [])))
  return place.authorities
    .flatMap(({ id }) => place.unitsOf(id))
    .filter(({ id, authorityId }) => isAll || whole.has(authorityId) || below.has(id))
}

export interface GivenPost {
  personId: number
  unitId: number
  role: Role
  from: string
  to: string | null
}

/** @throws NotFound for a unit that is none of theirs; BadInput on `role`, that only an administrator gives */
export async function checkGiven(tx: Read, unitId: number, role: Role): Promise<void> {
  if (!keptUnits(tx.actor, await territory(tx)).some(({ id }) => id === unitId)) throw new NotFound()
  if (!(await mayGive(tx, unitId, role)))
    throw new BadInput([
      {
        field: 'role',
        message: 'Seule une personne qui administre toute la collectivité donne cette fonction.',
      },
    ])
}

/** @throws NotFound or BadInput, as `checkGiven`; BadInput on `from` or `to` */
export async function givePost(tx: Write, post: GivenPost): Promise<number> {
  const id = await placePost(tx, post)
  await tellPost(tx, 'post.given', id, { ...post })
  return id
}

/** The same, told to nobody: for whoever tries it and takes it back. */
export async function placePost(tx: Write, post: GivenPost): Promise<number> {
  await checkGiven(tx, post.unitId, post.role)
  if (post.personId === tx.actor.personId && !(await mayGive(tx, post.unitId, 'admin')))
    throw new BadInput([
      {
        field: 'role',
        message:
          'On ne se donne pas de fonction à soi-même\u00a0: demandez-la à quelqu’un qui administre la collectivité.',
      },
    ])
  if (post.to !== null && post.to < post.from) throw new BadInput([REFUSALS['23514'] as FieldProblem])
  if ((await agentLine(tx, keepers, post.personId))?.standing === 'left')
    throw new BadInput([
      {
        field: 'role',
        message: 'Cette personne ne travaille plus dans vos services\u00a0: invitez-la de nouveau.',
      },
    ])
  return inWords(givePostRow(tx, post), REFUSALS)
}

/** Whose it is and what, for whoever is told. */
const told = ({ personId, unitId, role, from }: GivenPost) => ({ personId, unitId, role, from })

const tellPost = (
  tx: Write,
  name: keyof typeof postListeners,
  subjectId: number,
  payload: Record<string, unknown>,
): Promise<number> => emit(tx, { name, subjectKind: 'post', subjectId, payload })

async function heldPost(tx: Read, postId: number) {
  const post = await governedPost(tx, keepers, postId)
  if (post === undefined || !(await mayGive(tx, post.unitId, post.role))) throw new NotFound()
  return post
}

/** Of the days of a post, as they are shown. */
export const daysVersion = ({ from, to }: Days): number => versionOf({ from, to })

/** Changes the days of a post. @throws NotFound; Outdated when somebody changed them since they were shown; BadInput on `from` or `to` */
export async function changePost(tx: Write, postId: number, { from, to }: Days, seen: number): Promise<void> {
  const post = await heldPost(tx, postId)
  if (daysVersion(post) !== seen) throw new Outdated(await lastWriter(tx, 'post', postId))
  if (post.from === from && post.to === to) return
  if (to !== null && to < from) throw new BadInput([REFUSALS['23514'] as FieldProblem])
  const refusals = { ...REFUSALS, [FULL]: { field: 'to', message: NO_PLACE } }
  await inWords(changePostRow(tx, postId, from, to), refusals)
  await tellPost(tx, 'post.changed', postId, {
    ...told(post),
    from,
    to,
    before: { from: post.from, to: post.to },
  })
}

/** The last day of what ends now. */
export const dayBefore = async (tx: Read): Promise<string> => addDays(await todayThere(tx), -1)

/** Ends a post now: yesterday was its last day; one that has not begun never was. @throws NotFound, BadInput on `to` */
export async function endPost(tx: Write, postId: number): Promise<void> {
  const post = await heldPost(tx, postId)
  const yesterday = await dayBefore(tx)
  if (post.to !== null && post.to <= yesterday) return
  // One that never was goes with its row: it is told while it stands.
  const tell = () => tellPost(tx, 'post.ended', postId, { ...told(post), to: yesterday })
  if (yesterday < post.from) await tell()
  await inWords(changePostRow(tx, postId, post.from, yesterday), REFUSALS)
  if (yesterday >= post.from) await tell()
}
