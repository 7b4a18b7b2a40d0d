// A reorganisation: previewed, planned, done on its day as one act, undone as one. Whoever administers says it, under both walls; what
// units hold is moved by the system, in their name, for an administrator reads neither requests nor posts.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import {
  addDays,
  heldTerritory,
  keptFromRestoring,
  localDay,
  regroup,
  restored,
  restoreUnits,
  type Territory,
  territory,
  uncovered,
  uncoveredSentence,
} from '#territory'
import { heldInAll } from './held.ts'
import { askedWrong, strandings } from './judge.ts'
import {
  type ChangeRow,
  insertChange,
  laterChange,
  lockChange,
  type NewChange,
  setApplied,
  setState,
  type Undoing,
} from './queries.ts'

export const changeAccess: AccessTable = {
  'unit.reorganise': [agent('admin').inItsAuthority, metropolitanAdministrator],
}
export const REORGANISE = changeAccess['unit.reorganise'] ?? []

/** A month to change one's mind. */
const UNDO_DAYS = 30

const note = (
  tx: Write,
  { id }: Pick<ChangeRow, 'id'>,
  name: 'planned' | 'applied' | 'dropped' | 'undone',
  isFirst = false,
): Promise<number> =>
  emit(tx, {
    name: `reorganisation.${name}`,
    subjectKind: 'reorganisation',
    subjectId: id,
    payload: {},
    isFirst,
  })

/** What would be done, kept to be looked at: nothing moves. @throws BadInput beside a field @returns its id */
export async function preview(tx: Write, asked: NewChange): Promise<number> {
  const problems = askedWrong(tx, asked, await territory(tx))
  if (problems.length > 0) throw new BadInput(problems)
  return insertChange(tx, asked)
}

/** It, held. @throws NotFound when it is not theirs; Conflict when it stands otherwise */
async function held(tx: Write, id: number, states: readonly ChangeRow['state'][]): Promise<ChangeRow> {
  const change = await lockChange(tx, id, REORGANISE)
  if (change === undefined) throw new NotFound()
  if (!states.includes(change.state))
    throw new Conflict('Cette réorganisation a déjà été décidée autrement\u00a0: relisez-la.')
  return change
}

/** @throws Conflict with what would strand somebody */
async function mayHold(tx: Write, change: ChangeRow, place: Territory): Promise<void> {
  const wrong = [
    ...askedWrong(tx, { ...change, day: localDay(tx.now, place.zone) }, place).map(({ message }) => message),
    ...(await strandings(tx, change, place)),
  ]
  if (wrong.length > 0) throw new Conflict(wrong.join(' '))
}

/** Said: it will be done on its day, which may be today. @throws as `held` and `mayHold` */
export async function plan(tx: Write, id: number): Promise<ChangeRow> {
  const change = await held(tx, id, ['previewed'])
  await mayHold(tx, change, await heldTerritory(tx, change.authorityId))
  await setState(tx, id, 'planned')
  await note(tx, change, 'planned', true)
  return change
}

/** It will not be done. @throws as `held` */
export async function drop(tx: Write, id: number): Promise<void> {
  const change = await held(tx, id, ['previewed', 'planned'])
  await setState(tx, id, 'dropped')
  await note(tx, change, 'dropped', change.state === 'previewed')
}

async function tellUnits(tx: Write, { id, units, target }: ChangeRow, name: string): Promise<void> {
  for (const unit of [...units, ...(target === null ? [] : [target])])
    await emit(tx, { name, subjectKind: 'unit', subjectId: unit, payload: { change: id, units, target } })
}

/** Does it, whole, once its day has come. As the system; again, it does nothing. @throws Conflict when it would strand somebody today */
export async function apply(tx: Write, id: number): Promise<void> {
  const change = await lockChange(tx, id, REORGANISE)
  if (change === undefined || change.state !== 'planned') return
  const place = await heldTerritory(tx, change.authorityId)
  if (change.day > localDay(tx.now, place.zone)) return
  await mayHold(tx, change, place)
  // What is done the day it is said ends that day; what was planned ended the day before.
  const isAtOnce = change.plannedAt !== null && localDay(change.plannedAt, place.zone) === change.day
  const counts = await heldInAll(tx, change)
  const units = await regroup(tx, place, change, isAtOnce ? change.day : addDays(change.day, -1))
  const possessions = change.kind === 'move' ? [] : await movePossessions(tx, change)
  await setApplied(tx, id, { units, counts, possessions })
  await note(tx, change, 'applied')
  await tellUnits(tx, change, 'unit.reorganised')
}

async function movePossessions(tx: Write, { units, target }: ChangeRow): Promise<Undoing['possessions']> {
  const moved = []
  for (const from of units)
    for (const { id, handing } of tx.heldByUnits)
      if (handing !== undefined && target !== null)
        moved.push({ id, moved: await handing.move(tx, from, target) })
  return moved
}

/** Until when what was done may be undone, included; null when it was not done. */
export const undoneUntil = ({ appliedAt }: Pick<ChangeRow, 'appliedAt'>, zone: string): string | null =>
  appliedAt === null ? null : addDays(localDay(appliedAt, zone), UNDO_DAYS)

/** May they undo it? As whoever acts: judged before the system does it. @throws NotFound, Conflict */
export async function mayUndo(tx: Write, id: number): Promise<void> {
  await undoable(tx, await held(tx, id, ['applied']))
}

/** @throws Conflict when too much has passed, or changed, since */
async function undoable(tx: Write, change: ChangeRow): Promise<void> {
  const place = await heldTerritory(tx, change.authorityId)
  if (localDay(tx.now, place.zone) > (undoneUntil(change, place.zone) ?? ''))
    throw new Conflict(
      'Plus d’un mois a passé\u00a0: cette réorganisation ne se défait plus. Faites-en une autre.',
    )
  const later = await laterChange(tx, change)
  if (later !== null)
    throw new Conflict(`Ces unités ont changé depuis\u00a0: défaites d’abord la réorganisation n° ${later}.`)
  if (change.moved === null) return
  const { units } = change.moved
  const kept = keptFromRestoring(place, units)
  const lost = kept.length > 0 ? [] : uncovered(place, restored(place, units), change.authorityId)
  const wrong = [...kept, ...lost.map((one) => uncoveredSentence(one, place))]
  if (wrong.length > 0) throw new Conflict(wrong.join(' '))
}

/** Gives everything back, the last moved first. As the system, which judges again. @throws as `mayUndo` */
export async function undo(tx: Write, id: number): Promise<void> {
  const change = await held(tx, id, ['applied'])
  await undoable(tx, change)
  const brought = new Map(tx.heldByUnits.map(({ id: name, handing }) => [name, handing]))
  for (const { id: name, moved } of (change.moved?.possessions ?? []).toReversed())
    await brought.get(name)?.giveBack(tx, moved)
  if (change.moved !== null) await restoreUnits(tx, change.moved.units)
  await setState(tx, id, 'undone')
  await note(tx, change, 'undone')
  await tellUnits(tx, change, 'unit.restored')
}
