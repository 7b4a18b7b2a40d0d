// What a directory says of somebody becomes what the screens do by hand: an invitation, a departure, its undoing, posts given and ended.
import {
  agentLine,
  agentsPage,
  dayBefore,
  depart,
  departureOf,
  endPost,
  givePost,
  keepers,
  undoDeparture,
} from '#people'
import type { Read, Write } from '#platform/db/db.ts'
import { TooMany } from '#platform/errors.ts'
import { inviteAgent, openInvitation, promisePosts, takeBackInvitation } from '#signin'
import { addDays, localDay, territory } from '#territory'
import type { Key } from '../keys/queries.ts'
import { bad, ScimError } from '../protocol/dialect.ts'
import {
  alike,
  deleteMember,
  type Group,
  insertMember,
  invitedSince,
  type Member,
  setInvitation,
  updateMember,
} from './queries.ts'
import type { Said } from './user.ts'

type Standing = Pick<Member, 'invitationId' | 'personId'>
const NOBODY: Standing = { invitationId: null, personId: null }

const today = async (tx: Read): Promise<string> => localDay(tx.now, (await territory(tx)).zone)

/** @throws ScimError uniqueness when the directory has somebody of that name, or that person under another */
async function checkAlone(
  tx: Read,
  key: Key,
  id: string | null,
  who: Standing & Pick<Said, 'userName'>,
): Promise<void> {
  const other = await alike(tx, key, { id, ...who })
  if (other === undefined) return
  const message = other.sameName
    ? 'Ce userName est déjà celui de quelqu’un.'
    : 'Cette personne est déjà dans l’annuaire, sous un autre userName.'
  throw new ScimError(409, message, 'uniqueness')
}

/** Whoever of the authority has that address: an agent, somebody invited, or nobody yet. */
async function known(tx: Read, { authorityId }: Key, email: string): Promise<Standing> {
  const asked = {
    filters: {},
    order: { name: 'nom', descending: false },
    after: null,
    before: null,
    most: 2,
    isExport: false,
  }
  const { rows } = await agentsPage(tx, keepers, { email, authorityId }, asked)
  return rows.find(({ standing }) => standing !== 'left') ?? NOBODY
}

/** The invitation that waits for their answer. */
const waiting = async (tx: Read, { invitationId }: Standing) =>
  invitationId === null ? undefined : openInvitation(tx, invitationId)

/** Invitations of a key in an hour: a whole town hall in a morning, and no flood of mails to strangers in its name. */
export const MOST_INVITED = 300
const HOUR_MS = 3_600_000

/** @throws TooMany */
async function checkPace(tx: Read, key: Key): Promise<void> {
  if ((await invitedSince(tx, key, new Date(tx.now.getTime() - HOUR_MS))) < MOST_INVITED) return
  const message = `Cette clé a envoyé ${MOST_INVITED}\u00a0invitations en une heure\u00a0: la suite attend.`
  throw new TooMany(message, 600)
}

/** Invites them to a post: that of arrival unless another is said. @returns the invitation */
async function invite(
  tx: Write,
  key: Key,
  { displayName: name, email }: Pick<Said, 'displayName' | 'email'>,
  { unitId, role }: Pick<Key, 'unitId' | 'role'> = key,
): Promise<number> {
  await checkPace(tx, key)
  const posts = [{ unitId, role, from: await today(tx), to: null }]
  return inviteAgent(tx, { authorityId: key.authorityId, name, email, posts })
}

/** Whoever works there already, or is invited, is taken as they are; anybody else is invited. */
async function welcome(tx: Write, key: Key, said: Said): Promise<Standing> {
  const { personId, invitationId } = await known(tx, key, said.email)
  return personId === null && invitationId === null && said.isActive
    ? { personId, invitationId: await invite(tx, key, said) }
    : { personId, invitationId }
}

/** Creates somebody. @returns their id. @throws ScimError */
export async function create(tx: Write, key: Key, said: Said): Promise<string> {
  const { userName } = said
  await checkAlone(tx, key, null, { userName, ...NOBODY })
  const standing = await welcome(tx, key, said)
  await checkAlone(tx, key, null, { userName, ...standing })
  const id = await insertMember(tx, key, said, standing)
  if (!said.isActive) await leave(tx, key, standing)
  return id
}

/** They are to work here no more: what was sent opens nothing, what they hold goes back to their units. @throws ScimError */
async function leave(tx: Write, { authorityId }: Key, { invitationId, personId }: Standing): Promise<void> {
  const waits = await waiting(tx, { invitationId, personId })
  if (waits !== undefined) await takeBackInvitation(tx, waits.id)
  if (personId === null) return
  const agent = await agentLine(tx, keepers, personId)
  if (agent === undefined || agent.standing === 'left') return
  const planned = await departureOf(tx, personId, authorityId)
  if (planned !== undefined && planned.doneAt === null) {
    if (!planned.isByKey && agent.posts.some(({ role }) => role === 'admin'))
      throw bad(
        'invalidValue',
        'Cette personne administre la collectivité, et son départ est prévu à l’écran\u00a0: c’est là qu’il s’avance.',
      )
    // One that was planned for later is now.
    await undoDeparture(tx, personId, authorityId)
  }
  await depart(tx, { personId, authorityId, lastDay: await dayBefore(tx), takers: {} })
}

/** How long a departure is undone. */
const DAYS = 30

/** They are here again: as if they had not left when a key said it lately, else invited. @returns the invitation that stands */
async function comeBack(tx: Write, key: Key, member: Member, said: Said): Promise<number | null> {
  const { personId } = member
  const agent = personId === null ? undefined : await agentLine(tx, keepers, personId)
  if (agent !== undefined && agent.standing !== 'left') return member.invitationId
  const left = personId === null ? undefined : await departureOf(tx, personId, key.authorityId)
  if (personId === null || left?.isByKey !== true || addDays(left.lastDay, DAYS) < (await today(tx)))
    return (await welcome(tx, key, said)).invitationId
  await undoDeparture(tx, personId, key.authorityId)
  return member.invitationId
}

/** An invitation that waits follows a new address; an account that exists keeps its own, which is the person’s. */
async function readdress(tx: Write, key: Key, member: Member, said: Said): Promise<number | null> {
  const { invitationId, personId } = member
  const waits = personId === null ? await waiting(tx, member) : undefined
  if (waits === undefined || said.email.toLowerCase() === member.email.toLowerCase()) return invitationId
  await checkPace(tx, key)
  await takeBackInvitation(tx, waits.id)
  const { authorityId, posts } = waits
  return inviteAgent(tx, { authorityId, name: said.displayName, email: said.email, posts })
}

/** Makes somebody what the directory says. @throws ScimError, BadInput */
export async function change(tx: Write, key: Key, member: Member, said: Said): Promise<void> {
  await checkAlone(tx, key, member.id, { userName: said.userName, ...NOBODY })
  let { invitationId } = member
  if (member.isActive && !said.isActive) await leave(tx, key, member)
  else if (!member.isActive && said.isActive) invitationId = await comeBack(tx, key, member, said)
  else if (said.isActive) invitationId = await readdress(tx, key, member, said)
  await updateMember(tx, key, member.id, { ...said, invitationId })
}

/** They leave, and the directory knows them no more. */
export async function remove(tx: Write, key: Key, member: Member): Promise<void> {
  if (member.isActive) await leave(tx, key, member)
  await deleteMember(tx, key, member.id)
}

/** Gives somebody the post of a group; whoever has none any more is invited to it. @throws ScimError, BadInput */
export async function join(tx: Write, key: Key, member: Member, { unitId, role }: Group): Promise<void> {
  const { id, personId, displayName, isActive } = member
  if (!isActive)
    throw bad(
      'invalidValue',
      `«\u00a0${displayName}\u00a0» n’est pas actif dans l’annuaire\u00a0: rendez-le d’abord actif.`,
    )
  const post = { unitId, role, from: await today(tx), to: null }
  const agent = personId === null ? undefined : await agentLine(tx, keepers, personId)
  if (personId !== null && agent !== undefined && agent.standing !== 'left') {
    await givePost(tx, { personId, ...post })
    return
  }
  const waits = await waiting(tx, member)
  if (waits !== undefined) await promisePosts(tx, waits.id, [...waits.posts, post])
  else await setInvitation(tx, key, id, await invite(tx, key, member, post))
}

/** Ends the post of a group; an invitation that promises nothing else is taken back. */
export async function quit(tx: Write, key: Key, member: Member, { unitId, role }: Group): Promise<void> {
  const isIt = (post: { unitId: number; role: string }) => post.unitId === unitId && post.role === role
  const agent = member.personId === null ? undefined : await agentLine(tx, keepers, member.personId)
  for (const post of agent?.posts ?? []) if (isIt(post) && post.id !== null) await endPost(tx, post.id)
  const waits = await waiting(tx, member)
  if (waits === undefined) return
  const left = waits.posts.filter((post) => !isIt(post))
  if (left.length > 0) return promisePosts(tx, waits.id, left)
  await takeBackInvitation(tx, waits.id)
  await setInvitation(tx, key, member.id, null)
}
