// Units as administrators make and change them: whose they are, where they stand, what they do. Everything done is an event.
import { type AccessTable, agent, allowedRows, metropolitanAdministrator } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { forget } from '#platform/db/snapshot.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { of } from '#platform/french/noun.ts'
import { isSameWords, slugFor } from '#platform/plain-words.ts'
import type { Role } from '#platform/roles.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { unitNoun } from './nouns.ts'
import { codesLike, insertUnit, lockUnit, type SaidOfUnit, updateUnit } from './queries.edit.ts'
import {
  type Authority,
  heldTerritory,
  type Territory,
  territory,
  type Unit,
  withUnits,
} from './territory.ts'
import { type Rerouted, rerouted, uncovered, uncoveredSentence } from './uncovered.ts'
import { lastWriter } from './signed.ts'

export const unitAccess: AccessTable = {
  'unit.read': [agent('admin', 'steward').anywhere],
  'unit.change': [agent('admin').inItsAuthority, metropolitanAdministrator, agent('steward').inItsUnit],
}

/** The authorities that person administers whole. */
export const administeredAuthorities = (
  { actor }: Pick<Write, 'actor'>,
  place: Territory,
): readonly Authority[] => authoritiesOf(actor, place, ['admin'])

/** Those in which one holds one of these roles; all, for whoever administers the metropolis. */
export function authoritiesOf(actor: Actor, place: Territory, roles: readonly Role[]): readonly Authority[] {
  if (actor.kind === 'system' || metropolitanAdministrator.ever(actor)) return place.authorities
  const own = new Set(
    actor.memberships.filter(({ role }) => roles.includes(role)).map(({ authorityId }) => authorityId),
  )
  return place.authorities.filter(({ id }) => own.has(id))
}

/** Is that unit one they were given to administer, or below one? */
export function tendedUnits(actor: Actor, place: Territory): (unit: Unit) => boolean {
  const given = actor.memberships.filter(({ role }) => role === 'steward').map(({ unitId }) => unitId)
  return ({ id }) => place.lineage(id).some((above) => given.includes(above))
}

/** Is that unit theirs to change: of an authority they administer, or one they were given, with those below? */
export function theirs(tx: Pick<Write, 'actor'>, place: Territory): (unit: Unit) => boolean {
  const whole = new Set(administeredAuthorities(tx, place).map(({ id }) => id))
  const tended = tendedUnits(tx.actor, place)
  return (unit) => whole.has(unit.authorityId) || tended(unit)
}

/** Do they administer that authority whole? */
export const isWhole = (tx: Pick<Write, 'actor'>, place: Territory, authorityId: number): boolean =>
  administeredAuthorities(tx, place).some(({ id }) => id === authorityId)

/** What a unit does decides who receives the requests of the whole authority: it is the authority’s to say. */
function worked(
  tx: Write,
  place: Territory,
  authorityId: number,
  changes: readonly Change[],
): FieldProblem[] {
  if (isWhole(tx, place, authorityId)) return []
  return changes
    .filter(({ field }) => field === 'functions' || field === 'communes')
    .map(({ field }) => ({
      field,
      message:
        'Les fonctions et les communes d’une unité se décident pour toute la collectivité\u00a0: demandez-le à quelqu’un qui l’administre.',
    }))
}

function placed(place: Territory, self: Unit | null, authorityId: number, said: SaidOfUnit): FieldProblem[] {
  const problems: FieldProblem[] = []
  const open = place.unitsOf(authorityId)
  const parent = open.find(({ id }) => id === said.parentId)
  if (said.parentId !== null && parent === undefined)
    problems.push({
      field: 'parent',
      message: 'Cette unité est fermée, ou d’une autre collectivité\u00a0: choisissez-en une autre.',
    })
  else if (self !== null && said.parentId !== null && place.lineage(said.parentId).includes(self.id))
    problems.push({
      field: 'parent',
      message:
        said.parentId === self.id
          ? 'Une unité ne se place pas sous elle-même.'
          : `${parent?.name ?? ''} est déjà au-dessous ${of(unitNoun(self))}\u00a0: l’unité tournerait en rond. Choisissez une autre place.`,
    })
  const twin = open.find(
    ({ id, name, parentId }) => id !== self?.id && parentId === said.parentId && isSameWords(name, said.name),
  )
  if (twin !== undefined)
    problems.push({
      field: 'name',
      message: `Une unité s’appelle déjà «\u00a0${twin.name}\u00a0» à cette place.`,
    })
  return problems
}

/** Whoever administers some units alone moves them among these. */
function elsewhere(tx: Write, place: Territory, former: Unit, said: SaidOfUnit): FieldProblem[] {
  if (said.parentId === former.parentId) return []
  const above = place.units.find(({ id }) => id === said.parentId)
  return isWhole(tx, place, former.authorityId) || (above !== undefined && theirs(tx, place)(above))
    ? []
    : [
        {
          field: 'parent',
          message: 'Vous n’administrez pas cette place : choisissez-en une parmi vos unités.',
        },
      ]
}

function known(
  place: Territory,
  authorityId: number,
  said: SaidOfUnit,
  former: readonly string[] = [],
): FieldProblem[] {
  const calendar = place.calendars.find(({ id }) => id === said.calendarId)
  const isUsable = calendar !== undefined && [null, authorityId].includes(calendar.authorityId)
  const unheard = said.functions.filter((fn) => !Object.hasOwn(place.functions, fn) && !former.includes(fn))
  const strange = (said.communes ?? []).filter((code) => place.area(code)?.kind !== 'commune')
  return [
    ...(isUsable ? [] : [{ field: 'calendar', message: 'Choisissez un calendrier de la liste.' }]),
    ...(unheard.length === 0 ? [] : [{ field: 'functions', message: 'Choisissez des sujets de la liste.' }]),
    ...(strange.length === 0 ? [] : [{ field: 'communes', message: 'Choisissez des communes de la liste.' }]),
  ]
}

/** What would leave somebody without an answer, beside what was changed. */
function stranded(place: Territory, after: Territory, self: Unit, said: SaidOfUnit): FieldProblem[] {
  return uncovered(place, after, self.authorityId).map((lost) => ({
    field: said.functions.includes(lost.fn) ? 'communes' : 'functions',
    message: uncoveredSentence(lost, place),
  }))
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new BadInput([...problems])
}

async function freeCode(tx: Write, authorityId: number, name: string): Promise<string> {
  const code = slugFor(name) || 'unite'
  const taken = new Set(await codesLike(tx, authorityId, code))
  if (!taken.has(code)) return code
  let rank = 2
  while (taken.has(`${code}-${rank}`)) rank += 1
  return `${code}-${rank}`
}

/**
 * A new unit of an authority.
 * @throws NotFound when the authority is not theirs; BadInput beside a field
 * @returns its id, and what other units receive no more
 */
export async function createUnit(
  tx: Write,
  authorityId: number,
  said: SaidOfUnit,
): Promise<{ id: number; taken: readonly Rerouted[] }> {
  const place = await heldTerritory(tx, authorityId)
  const above = place.unitsOf(authorityId).find(({ id }) => id === said.parentId)
  if (!isWhole(tx, place, authorityId) && (above === undefined || !theirs(tx, place)(above)))
    throw new NotFound()
  refuse([
    ...worked(tx, place, authorityId, changesOf({ ...said, functions: [], communes: null }, said)),
    ...placed(place, null, authorityId, said),
    ...known(place, authorityId, said),
  ])
  const id = await insertUnit(tx, authorityId, await freeCode(tx, authorityId, said.name), said)
  await emit(tx, {
    name: 'unit.created',
    subjectKind: 'unit',
    subjectId: id,
    payload: { ...said },
    isFirst: true,
  })
  forget(tx, 'territory')
  return { id, taken: rerouted(place, await territory(tx), authorityId) }
}

const FIELDS = ['name', 'kind', 'parentId', 'functions', 'communes', 'calendarId', 'phone', 'email'] as const

/** The same whatever the order: lists are sets here. */
const plain = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? value.map(String).toSorted() : value)

interface Change {
  field: (typeof FIELDS)[number]
  before: unknown
  after: unknown
}

/** What differs, as it was and as it is. */
function changesOf(former: SaidOfUnit, said: SaidOfUnit): Change[] {
  return FIELDS.filter((field) => plain(former[field]) !== plain(said[field])).map((field) => ({
    field,
    before: former[field],
    after: said[field],
  }))
}

/**
 * Changes a unit, wherever it stands then in its tree. The same again writes nothing.
 * @throws NotFound when it is closed or not theirs; Outdated when somebody changed it since `version`; BadInput beside a field
 * @returns what other units receive no more
 */
export async function changeUnit(
  tx: Write,
  id: number,
  version: number,
  said: SaidOfUnit,
): Promise<readonly Rerouted[]> {
  const asked = (await territory(tx)).units.find((unit) => unit.id === id)
  if (asked === undefined) throw new NotFound()
  const place = await heldTerritory(tx, asked.authorityId)
  const held = await lockUnit(tx, id, allowedRows(unitAccess['unit.change'] ?? [], tx.actor, 'u'))
  if (held === undefined) throw new NotFound()
  if (held.version !== version) throw new Outdated(await lastWriter(tx, 'unit', id))
  const former = place.unit(id)
  const units = place.units.map((unit) => (unit.id === id ? { ...unit, ...said } : unit))
  const after = withUnits(place, units)
  const changes = changesOf(former, said)
  refuse([
    ...elsewhere(tx, place, former, said),
    ...placed(place, former, former.authorityId, said),
    ...worked(tx, place, former.authorityId, changes),
    ...known(place, former.authorityId, said, former.functions),
    ...stranded(place, after, former, said),
  ])
  if (changes.length === 0) return []
  await updateUnit(tx, id, said)
  await emit(tx, { name: 'unit.changed', subjectKind: 'unit', subjectId: id, payload: { changes } })
  forget(tx, 'territory')
  return rerouted(place, after, former.authorityId).filter(({ from }) => from.id !== id)
}
