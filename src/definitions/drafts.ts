// What is being written of a definition: begun from what is in force, made by commands that a log keeps, published or given up.
import { mayEver } from '#platform/access.ts'
import { type Actor, labelled } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import type { Defining, DefinitionKind, Problem } from '#platform/house/definition.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { access, mayWrite } from './access.ts'
import { applied, type Command, isThing, type Thing, undoing } from './command.ts'
import { groundOf, type Proposal } from './ground.ts'
import { archive, judge } from './publish.ts'
import { archiveLive, liveRow, lockPublication } from './queries.ts'
import {
  changeBacks,
  changeDraft,
  type DraftRow,
  deleteDraft,
  draftRow,
  draftRows,
  dropUndone,
  type EditRow,
  editRows,
  insertDraft,
  insertEdits,
  lockDraft,
  markAct,
  publishDraft,
  type Taken,
} from './queries.drafts.ts'
import { noteChange } from './store.ts'

/** Which definition. */
export interface Name {
  kind: DefinitionKind
  id: string
}

const ofIt = ({ kind, id }: Name): string =>
  `${kind.isFeminine === true ? 'de la' : 'du'} ${kind.one} «\u00a0${id}\u00a0»`

/** @throws NotFound for whoever does not write what belongs to that authority; null: the whole territory’s */
export function requireEditor(actor: Actor, authorityId: number | null): void {
  if (!mayWrite(actor, authorityId)) throw new NotFound('Ce brouillon n’existe pas, ou n’est pas à vous.')
}

/** The same of what is written or in force under that name. */
async function requireOwn(tx: Read, actor: Actor, { kind, id }: Name): Promise<void> {
  const row = (await draftRow(tx, kind.kind, id)) ?? (await liveRow(tx, kind.kind, id))
  requireEditor(actor, row?.authorityId ?? null)
}

/**
 * Holds what was read of a definition, its draft or what is in force: until the transaction ends, nobody else begins, writes, publishes
 * or gives it up.
 * @param seen the edition that was shown
 * @throws Outdated when another stands since; NotFound for whoever does not write it
 */
export async function holdSeen(tx: Write, name: Name, seen: number): Promise<void> {
  const { kind, id } = name
  await lockPublication(tx)
  await requireOwn(tx, tx.actor, name)
  const row = (await lockDraft(tx, kind.kind, id)) ?? (await liveRow(tx, kind.kind, id))
  if (row?.edition !== seen) throw new Outdated('Quelqu’un')
}

/**
 * The draft of a definition, begun from what is in force when there is none.
 * @param fresh what a new definition begins as
 * @throws NotFound when nothing is in force under that id and nothing is given
 */
export async function draft(tx: Write, { kind, id }: Name, fresh?: Thing): Promise<DraftRow> {
  const known = await draftRow(tx, kind.kind, id)
  if (known !== undefined) {
    requireEditor(tx.actor, known.authorityId)
    return known
  }
  await lockPublication(tx)
  const live = await liveRow(tx, kind.kind, id)
  const body = (live?.body as Thing | undefined) ?? fresh
  // Whose a new one is stands in its body, and is found by the database.
  if (body?.owner === undefined) requireEditor(tx.actor, live?.authorityId ?? null)
  if (body === undefined) throw new NotFound(`Rien n’est publié sous le nom ${id}.`)
  if (live !== undefined) requireEditor(tx.actor, live.authorityId)
  await insertDraft(tx, { kind: kind.kind, id, body, base: live?.version ?? 0 })
  return held(tx, { kind, id })
}

async function held(tx: Write, name: Name): Promise<DraftRow> {
  const row = await lockDraft(tx, name.kind.kind, name.id)
  if (row === undefined) await requireOwn(tx, tx.actor, name)
  else requireEditor(tx.actor, row.authorityId)
  if (row === undefined) throw new NotFound(`Il n’y a pas de brouillon ${ofIt(name)}.`)
  return row
}

/**
 * Changes the draft by these commands, in their order, all or none; its log keeps them.
 * @throws BadInput when one names what is not there
 */
export async function edit(tx: Write, name: Name, commands: readonly Command[]): Promise<void> {
  const row = await held(tx, name)
  const { body, taken } = take(name, row.body, commands)
  await changeDraft(tx, { ...row, body })
  await insertEdits(tx, row, taken)
}

/** What these commands make of it, each with what takes it back. @throws BadInput when one names what is not there */
function take(
  { kind, id }: Name,
  body: Thing,
  commands: readonly Command[],
): { body: Thing; taken: Taken[] } {
  const taken: Taken[] = []
  let made = body
  for (const command of commands) {
    taken.push({ command, back: undoing(kind, made, command) })
    made = applied(kind, made, command)
  }
  if (kind.idOf(made) !== id) throw new BadInput(`L’identifiant «\u00a0${id}\u00a0» ne change pas.`)
  if (made.owner !== body.owner) throw new BadInput('Une définition reste à l’autorité dont elle est.')
  return { body: made, taken }
}

/**
 * The draft, begun when there is none, held until the transaction ends: nobody else writes it, publishes it or gives it up.
 * @throws NotFound when nothing is in force under that id
 */
export async function holdDraft(tx: Write, name: Name): Promise<DraftRow> {
  await lockPublication(tx)
  await draft(tx, name)
  return held(tx, name)
}

/** The acts of a log that may be undone, and done again: numbers; null when there is none. */
export function actsToTake(log: readonly EditRow[]): { undo: number | null; redo: number | null } {
  const undone = log.flatMap(({ act, state }) => (state === 'undone' && act !== null ? [act] : []))
  const last = log.findLast(({ state }) => state === 'done')
  return { undo: last?.act ?? null, redo: undone.length === 0 ? null : Math.min(...undone) }
}

/**
 * Undoes the last act of the draft, whoever did it and whenever; or does the last one undone again.
 * @param act the act that was shown
 * @throws Outdated when another is the last one since
 */
export async function takeBack(tx: Write, name: Name, way: 'undo' | 'redo', act: number): Promise<void> {
  const row = await holdDraft(tx, name)
  const log = await editRows(tx, row.kind, row.id, 0)
  if (actsToTake(log)[way] !== act) throw new Outdated('Quelqu’un')
  const own = log.filter((edit) => edit.act === act)
  const commands =
    way === 'redo'
      ? own.map(({ command }) => command)
      : own.toReversed().flatMap(({ back }) => (back === null ? [] : [back]))
  await changeDraft(tx, { ...row, body: commanded(name, row.body, commands) })
  await markAct(tx, row, act, way === 'undo' ? 'undone' : 'done')
}

/** What these commands make of it. @throws BadInput when one names what is not there */
export const commanded = (name: Name, body: Thing, commands: readonly Command[]): Thing =>
  take(name, body, commands).body

/**
 * Takes the draft to what is in force since it was begun: its commands again, on that. What they do not name is as it is in force.
 * @returns the version that it changes then
 * @throws BadInput when one names what is no longer there
 */
export async function renew(tx: Write, name: Name): Promise<number> {
  const row = await held(tx, name)
  const live = await liveRow(tx, row.kind, row.id)
  if (live === undefined || live.version === row.base) return row.base
  const log = (await editRows(tx, row.kind, row.id, 0)).filter(({ state }) => state === 'done')
  const { body, taken } = take(
    name,
    live.body as Thing,
    log.map(({ command }) => command),
  )
  await changeDraft(tx, { ...row, base: live.version, body })
  await dropUndone(tx, row)
  await changeBacks(
    tx,
    row,
    log.map(({ n }, at) => ({ n, back: taken[at]?.back as Command })),
  )
  return live.version
}

/** Gives the draft up: its log goes with it. */
export async function giveUp(tx: Write, name: Name): Promise<void> {
  await requireOwn(tx, tx.actor, name)
  await deleteDraft(tx, name.kind.kind, name.id)
}

/** Everything that is being written, for who may see it. */
export const drafts = (tx: Read): Promise<DraftRow[]> => draftRows(tx)

/** The commands that made the draft. */
export function editsOf(tx: Read, { kind, id }: Name): ReturnType<typeof editRows> {
  return editRows(tx, kind.kind, id, 0)
}

/** What keeps a draft back, or the numbers that they have. */
export type Outcome = { problems: { name: Name; problem: Problem }[] } | { numbers: readonly number[] }

/**
 * Publishes drafts together, as the system: each is judged beside the others, and all are published or none.
 * @param reviewerId who let them be
 */
export async function publish(
  tx: Write,
  house: Defining,
  names: readonly Name[],
  reviewerId: number | null = null,
): Promise<Outcome> {
  await lockPublication(tx)
  const problems: { name: Name; problem: Problem }[] = []
  const proposals: Proposal[] = []
  for (const name of names) {
    const read = await readDraft(tx, name)
    if ('proposal' in read) proposals.push(read.proposal)
    else problems.push(...read.problems.map((problem) => ({ name, problem })))
  }
  const ground = groundOf(tx, house, proposals)
  for (const proposal of proposals)
    problems.push(...(await judge(house, proposal, ground)).map((problem) => ({ name: proposal, problem })))
  if (problems.length > 0) return { problems }
  const numbers: number[] = []
  for (const { kind, id, body } of proposals) {
    await archiveLive(tx, kind.kind, [id])
    numbers.push(await publishDraft(tx, { kind: kind.kind, id, body }, reviewerId))
  }
  await noteChange(tx)
  return { numbers }
}

/**
 * The same of one, in the name of whoever may draft: versions are the system’s to write.
 * @param seen the edition that was read
 * @throws Outdated when another stands since; NotFound for whoever may not
 */
export function publishFor(
  db: Database,
  actor: Actor,
  house: Defining,
  name: Name,
  seen: number,
): Promise<Outcome> {
  return db.write(labelled(actor), async (tx) => {
    await requireOwn(tx, actor, name)
    await holdSeen(tx, name, seen)
    return publish(tx, house, [name], actor.personId)
  })
}

/**
 * One small change of what is in force, published at once: drafted, judged and published in one transaction, or nothing is.
 * @param seen number of the version that was shown
 * @throws Outdated when another is in force since; Conflict while somebody drafts it; BadInput with what keeps it back
 */
export function publishEdited(
  db: Database,
  actor: Actor,
  house: Defining,
  name: Name,
  { commands, seen }: { commands: readonly Command[]; seen: number },
): Promise<void> {
  return db.write(labelled(actor), async (tx) => {
    await lockPublication(tx)
    await requireOwn(tx, actor, name)
    if ((await liveRow(tx, name.kind.kind, name.id))?.version !== seen) throw new Outdated('Quelqu’un')
    await requireNoDraft(tx, name)
    await draft(tx, name)
    await edit(tx, name, commands)
    const done = await publish(tx, house, [name], actor.personId)
    if ('problems' in done)
      throw new BadInput(done.problems.map(({ problem }) => ({ field: '', message: problem.sentence })))
  })
}

/** Whoever administers some authority may try what says that it belongs to one: nothing is written, and nothing of another’s is read. */
const mayForesee = (actor: Actor, body: unknown): boolean =>
  mayWrite(actor, null) ||
  (isThing(body) && body.owner !== undefined && mayEver(access['definition.own'], actor))

/**
 * What would keep that back, once it has its shape: judged as publication will, with the same sight, while it is written.
 * @throws NotFound for whoever may not draft it
 */
export async function foreseenProblems(
  db: Database,
  actor: Actor,
  house: Defining,
  { kind, id, body }: Name & { body: unknown },
): Promise<readonly Problem[]> {
  const read = kind.schema.safeParse(body)
  if (!mayForesee(actor, body)) throw new NotFound('Ce brouillon n’existe pas, ou n’est pas à vous.')
  if (!read.success) return []
  const proposal = { kind, id, body: read.data }
  return db.read(labelled(actor), (tx) => judge(house, proposal, groundOf(tx, house, [proposal])))
}

/**
 * Withdraws what is in force, in the name of whoever may draft.
 * @returns why it is not
 * @throws Conflict while somebody drafts it; NotFound for whoever may not
 */
export function withdrawFor(
  db: Database,
  actor: Actor,
  house: Defining,
  name: Name,
): Promise<readonly Problem[]> {
  return db.write(labelled(actor), async (tx) => {
    await lockPublication(tx)
    await requireOwn(tx, actor, name)
    await requireNoDraft(tx, name)
    return archive(tx, house, name)
  })
}

async function requireNoDraft(tx: Read, name: Name): Promise<void> {
  if ((await draftRow(tx, name.kind.kind, name.id)) !== undefined)
    throw new Conflict(`Un brouillon ${ofIt(name)} attend déjà d’être publié.`)
}

/** The draft as it may be judged: of its shape, and of what is in force. */
async function readDraft(
  tx: Write,
  name: Name,
): Promise<{ proposal: Proposal } | { problems: readonly Problem[] }> {
  const { kind, id } = name
  const { body, base } = await held(tx, name)
  const live = await liveRow(tx, kind.kind, id)
  if (live !== undefined && live.version !== base)
    return {
      problems: [
        {
          sentence:
            'Une autre version a été publiée depuis que ce brouillon a été commencé\u00a0: reprenez-le, puis relisez-le.',
        },
      ],
    }
  if (live !== undefined && canonicalJson(live.body) === canonicalJson(body))
    return { problems: [{ sentence: 'Ce brouillon ne change rien à ce qui est publié.' }] }
  const read = kind.schema.safeParse(body)
  if (read.success) return { proposal: { kind, id, body: read.data } }
  return {
    problems: read.error.issues.map(({ path, message }) => ({
      ...(path.length === 0 ? {} : { at: path.join('.') }),
      sentence: message,
    })),
  }
}
