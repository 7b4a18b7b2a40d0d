// Agents from a spreadsheet: read whole first, then a run that invites or gives a line at a time, then undone as one.
import { z } from 'zod'
import { agentsPage, endPost, givePost, keepers } from '#people'
import {
  importById,
  inviteAgent,
  type Made,
  noteMade,
  noteUndone,
  openInvitation,
  takeBackInvitation,
} from '#signin'
import type { Write } from '#platform/db/db.ts'
import { BadInput, NotFound, type ParvisError } from '#platform/errors.ts'
import { type RunLine, runKind } from '#platform/runs/kind.ts'
import { EVERYBODY } from '../agents/forms.ts'
import { addressOf } from '../agents/words.ts'
import { IMPORT_AT } from './pages/import.ts'
import type { AgentRow } from './spreadsheet.ts'

const input = z.object({ importId: z.number() })
type Input = z.infer<typeof input>

const problem = (sentence: string): RunLine => ({ sentence, isProblem: true })
const done = (sentence: string, personId: number | null, invitationId: number | null): RunLine => ({
  sentence,
  isProblem: false,
  href: addressOf({ personId, invitationId }),
})
/** Where it is read again, and undone. */
const back = (importId: number): RunLine => ({
  sentence: 'Relire cet import ou le défaire',
  isProblem: false,
  href: `${IMPORT_AT}/${importId}`,
})
const next = (at: number, length: number): number | null => (at + 1 < length ? at + 1 : null)

/** The reason, as it stands beside a field. */
const whyOf = (why: ParvisError): string =>
  why instanceof BadInput ? why.problems.map(({ message }) => message).join(' ') : why.message

async function held(tx: Write, importId: number) {
  const found = await importById(tx, importId)
  if (found === undefined) throw new NotFound()
  return found
}

/** One of theirs already: the post is added. Somebody else: they are invited. */
async function take(
  tx: Write,
  authorityId: number,
  line: AgentRow,
): Promise<{ made: Exclude<Made, null>; said: RunLine }> {
  const { name, email, unitId, role, from, to } = line
  const { rows } = await agentsPage(tx, keepers, { email }, EVERYBODY)
  const known =
    rows.find(({ personId, standing }) => personId !== null && standing !== 'left')?.personId ?? null
  if (known !== null) {
    const post = await givePost(tx, { personId: known, unitId, role, from, to })
    return { made: { post }, said: done(`Fonction ajoutée\u00a0: ${name}`, known, null) }
  }
  const posts = [{ unitId, role, from, to }]
  const invitation = await inviteAgent(tx, { authorityId, name, email, posts })
  return { made: { invitation }, said: done(`Invitation envoyée\u00a0: ${name}, ${email}`, null, invitation) }
}

export const IMPORT = runKind<Input, number>({
  kind: 'organisation.import',
  action: 'agent.invite',
  title: () => 'Importer des agents',
  one: 'ligne',
  several: 'lignes',
  input,
  async step(tx, { importId }, at) {
    const here = at ?? 0
    const { lines, authorityId } = await held(tx, importId)
    const line = lines[here]
    if (line === undefined) return { next: null, done: 0, lines: [back(importId)] }
    const { made, said } = await take(tx, authorityId, line)
    await noteMade(tx, importId, made)
    const after = next(here, lines.length)
    return { next: after, done: 1, lines: after === null ? [said, back(importId)] : [said] }
  },
  refused: (_input, at, why) => ({
    next: (at ?? 0) + 1,
    done: 1,
    lines: [problem(`Ligne ${(at ?? 0) + 1}, laissée\u00a0: ${whyOf(why)}`)],
  }),
})

/** Takes back what a line made. @returns what cannot be */
async function takeBack(tx: Write, made: Made): Promise<string | null> {
  if (made === null) return null
  if ('post' in made) {
    await endPost(tx, made.post)
    return null
  }
  if ((await openInvitation(tx, made.invitation)) === undefined)
    return 'une personne a déjà accepté, ou son invitation est retirée\u00a0: sa fiche reste.'
  await takeBackInvitation(tx, made.invitation)
  return null
}

export const UNDO_IMPORT = runKind<Input, number>({
  kind: 'organisation.undo_import',
  action: 'agent.invite',
  title: () => 'Défaire un import d’agents',
  one: 'ligne',
  several: 'lignes',
  input,
  async step(tx, { importId }, at) {
    const here = at ?? 0
    const { made } = await held(tx, importId)
    const why = await takeBack(tx, made[here] ?? null)
    const after = next(here, made.length)
    if (after === null) await noteUndone(tx, importId)
    return { next: after, done: 1, lines: why === null ? [] : [problem(why)] }
  },
  refused: (_input, at, why) => ({ next: (at ?? 0) + 1, done: 1, lines: [problem(whyOf(why))] }),
})
