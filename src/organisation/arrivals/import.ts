// Agents from a spreadsheet: read whole first, then a run that invites or gives a line at a time, then undone as one.
import { isDeepStrictEqual } from 'node:util'
import { agentsPage, dayBefore, endPost, givePost, governedPost, keepers, placePost } from '#people'
import {
  AGENT_IMPORTS,
  type AgentImport,
  type Foreseen,
  importById,
  inviteAgent,
  type Made,
  openInvitation,
  promiseAgent,
  takeBackInvitation,
} from '#signin'
import { apart, tried } from '#platform/db/apart.ts'
import type { Write } from '#platform/db/db.ts'
import { isRefusal } from '#platform/errors.ts'
import type { RunLine } from '#platform/runs/kind.ts'
import { undoable } from '#platform/runs/undoable.ts'
import { EVERYBODY } from '../agents/forms.ts'
import { addressOf } from '../agents/words.ts'
import { IMPORT_AT } from './pages/import.ts'
import type { AgentRow } from './spreadsheet.ts'

const done = (sentence: string, personId: number | null, invitationId: number | null): RunLine => ({
  sentence,
  isProblem: false,
  href: addressOf({ personId, invitationId }),
})

/** One of theirs already: the post is added. Somebody else: they are invited. */
async function take(
  tx: Write,
  authorityId: number,
  line: AgentRow,
  { give, invite }: { give: typeof givePost; invite: typeof inviteAgent } = {
    give: givePost,
    invite: inviteAgent,
  },
): Promise<{ made: Made; said: RunLine }> {
  const { name, email, unitId, role, from, to } = line
  const { rows } = await agentsPage(tx, keepers, { email }, EVERYBODY)
  const known =
    rows.find(({ personId, standing }) => personId !== null && standing !== 'left')?.personId ?? null
  if (known !== null) {
    const post = await give(tx, { personId: known, unitId, role, from, to })
    return { made: { post }, said: done(`Fonction ajoutée\u00a0: ${name}`, known, null) }
  }
  const posts = [{ unitId, role, from, to }]
  const invitation = await invite(tx, { authorityId, name, email, posts })
  return { made: { invitation }, said: done(`Invitation envoyée\u00a0: ${name}, ${email}`, null, invitation) }
}

const UNTOLD = { give: placePost, invite: promiseAgent }

/** What the run would refuse today, line by line: the same work, taken back. Places of the agreement are counted as they go. */
export const foresee = (tx: Write, authorityId: number, lines: readonly AgentRow[]): Promise<Foreseen[]> =>
  tried(tx, async () => {
    const refused: Foreseen[] = []
    for (const [index, line] of lines.entries())
      await apart(tx, () => take(tx, authorityId, line, UNTOLD)).catch((error: unknown) => {
        if (!isRefusal(error)) throw error
        refused.push({ line: index + 1, why: error.message })
      })
    return refused
  })

/** Ends a post that a line gave. @returns why it stays: somebody chose its days since */
async function takeBackPost(tx: Write, { from, to }: AgentRow, postId: number): Promise<string | null> {
  const post = await governedPost(tx, keepers, postId)
  if (post === undefined) return 'cette fonction n’existe plus, ou n’est plus à vous.'
  const isOver = post.to !== null && post.to <= (await dayBefore(tx))
  if (!isOver && (post.from !== from || post.to !== to))
    return 'les jours de cette fonction ont changé depuis\u00a0: elle reste.'
  await endPost(tx, postId)
  return null
}

/** Withdraws an invitation that a line sent. @returns why it stays */
async function takeBackInvited(tx: Write, line: AgentRow, invitationId: number): Promise<string | null> {
  const { unitId, role, from, to } = line
  const open = await openInvitation(tx, invitationId)
  if (open === undefined) return 'son invitation est acceptée ou déjà retirée\u00a0: sa fiche reste.'
  if (!isDeepStrictEqual(open.posts, [{ unitId, role, from, to }]))
    return 'son invitation promet autre chose depuis\u00a0: elle reste.'
  await takeBackInvitation(tx, invitationId)
  return null
}

export const AGENTS = undoable<AgentImport, AgentRow, Made>({
  does: { kind: 'organisation.import', title: 'Importer des agents' },
  undoes: { kind: 'organisation.undo_import', title: 'Défaire un import d’agents' },
  action: 'agent.invite',
  one: 'ligne',
  several: 'lignes',
  table: AGENT_IMPORTS,
  find: importById,
  href: (id) => `${IMPORT_AT}/${id}`,
  partsOf: ({ lines }) => new Map(lines.entries()),
  async make(tx, { authorityId }, line) {
    const { made, said } = await take(tx, authorityId, line)
    return { made, lines: [said] }
  },
  async takeBack(tx, _asked, line, made) {
    const why = await ('post' in made
      ? takeBackPost(tx, line, made.post)
      : takeBackInvited(tx, line, made.invitation))
    return why === null ? [] : [{ sentence: `${line.name}\u00a0: ${why}`, isProblem: true }]
  },
  refused: (why, place) => `Ligne ${place}, laissée\u00a0: ${why}`,
})
