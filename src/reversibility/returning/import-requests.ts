// The requests of a copy, with what was said and done of them: each under a new number, its history in a new chain.
import { judgeAlone } from '#definitions'
import { Conflict } from '#platform/errors.ts'
import { type Territory, territory } from '#territory'
import {
  drawNumbers,
  insertRows,
  keepVersion,
  newRef,
  reserveRefs,
  sameVersion,
  shapeOf,
  takenRefs,
} from './queries.import.ts'
import { type Row, rowsIn } from './read.ts'
import type { Reading } from './reading.ts'
import { retelling } from './retell.ts'

const REQUEST = 'requests.request'
const MESSAGE = 'threads.message'
const EVENT = 'platform.event'
const UNIT = 'territory.unit'

export interface ReadRequests {
  requests: number
  /** Those whose number was taken: the former one, and theirs. */
  renumbered: readonly (readonly [former: string, ref: string])[]
}

export async function importRequests(reading: Reading): Promise<ReadRequests> {
  const versions = await readVersions(reading)
  const place = await territory(reading.tx)
  const refs = await readRequests(reading, versions, place)
  for (const table of ['requests.tracking', 'requests.access', 'requests.rating', 'requests.signature'])
    await readOf(reading, table)
  await readMessages(reading)
  await retell(reading, place, refs)
  return {
    requests: refs.size,
    renumbered: [...refs.values()]
      .filter(({ former, ref }) => former !== ref)
      .map(({ former, ref }) => [former, ref]),
  }
}

const versionKey = (kind: string, id: unknown, version: unknown) => `${kind} ${String(id)} ${String(version)}`

async function readVersions(reading: Reading): Promise<Map<string, number>> {
  const here = new Map<string, number>()
  for await (const rows of rowsIn(reading.folder, 'definitions.version'))
    for (const row of rows)
      here.set(versionKey(String(row.kind), row.id, row.version), await versionHere(reading, row))
  return here
}

/** One that says something else than those of here is judged as they were. @throws Conflict */
async function versionHere({ tx, house }: Reading, row: Row): Promise<number> {
  const known = await sameVersion(tx, row)
  if (known !== undefined) return known
  const { kind, id } = { kind: String(row.kind), id: String(row.id) }
  const [fault] = await judgeAlone(tx, house, { kind, id, body: row.body })
  if (fault === undefined) return keepVersion(tx, row)
  throw new Conflict(
    `La définition ${kind}/${id} de la copie ne tient pas ici. ${fault.sentence} Rien n’a été importé.`,
  )
}

interface Ref {
  former: string
  ref: string
}

async function readRequests(
  reading: Reading,
  versions: ReadonlyMap<string, number>,
  place: Territory,
): Promise<Map<unknown, Ref>> {
  const { tx, folder, numbers } = reading
  await keepNumbers(tx, folder)
  const shape = await shapeOf(tx, REQUEST)
  const refs = new Map<unknown, Ref>()
  for await (const rows of rowsIn(folder, REQUEST)) {
    const formers = rows.map(({ ref }) => String(ref))
    const taken = await takenRefs(tx, formers)
    const drawn = await drawNumbers(tx, REQUEST, 'id', rows.length)
    const written: Row[] = []
    for (const [at, row] of rows.entries()) {
      const former = String(row.ref)
      const ref = taken.has(former) ? await newRef(tx, Number(former.slice(0, 4))) : former
      refs.set(row.id, { former, ref })
      numbers.set(REQUEST, row.id, drawn[at])
      const commune = communeOf(place, String(row.area_code))
      const decided = { routing: routingOf(row, reading), commune_id: commune, ...versionsOf(row, versions) }
      // Who else reads it is said by the rows of requests.access, which follow.
      written.push({ ...numbers.follow(row, shape), ...decided, id: drawn[at], ref, shared_units: [] })
    }
    await insertRows(tx, REQUEST, shape, written)
  }
  return refs
}

/** What rules decided of it, by the numbers of here. */
function routingOf({ routing, unit_id }: Row, { numbers, authorityId }: Reading): Row {
  const decided = routing as Row
  const unitId = numbers.here(UNIT, decided.unitId) ?? numbers.here(UNIT, unit_id)
  return { ...decided, unitId, authorityId }
}

/** @throws Conflict when the place of a request is not of this territory */
function communeOf(place: Territory, code: string): number {
  const area = place.areas.find((one) => one.code === code)
  if (area === undefined)
    throw new Conflict(
      `Le lieu ${code} d’une demande n’est pas de ce territoire\u00a0: rien n’a été importé.`,
    )
  return area.authorityId
}

/** @throws Conflict when the copy lacks a definition that a request was made under */
function versionsOf(row: Row, versions: ReadonlyMap<string, number>): Row {
  const here = (kind: string, id: unknown, version: unknown): number => {
    const known = versions.get(versionKey(kind, id, version))
    if (known === undefined)
      throw new Conflict(
        `La copie n’a pas la définition ${kind}/${String(id)} d’une demande\u00a0: rien n’a été importé.`,
      )
    return known
  }
  return {
    form_version: here('form', row.form_id, row.form_version),
    workflow_version: here('workflow', row.workflow_id, row.workflow_version),
    service_version: here('service', row.service_slug, row.service_version),
  }
}

/** First of all, so that no number drawn for one is that of another. */
async function keepNumbers(tx: Reading['tx'], folder: string): Promise<void> {
  const last = new Map<number, number>()
  for await (const rows of rowsIn(folder, REQUEST))
    for (const { ref } of rows) {
      const [year = 0, n = 0] = String(ref).split('-').map(Number)
      last.set(year, Math.max(n, last.get(year) ?? 0))
    }
  for (const [year, n] of last) await reserveRefs(tx, year, n)
}

/** Rows that hang on requests; those of units that are not of the copy stay behind. */
async function readOf({ tx, folder, numbers }: Reading, table: string): Promise<void> {
  const shape = await shapeOf(tx, table)
  for await (const rows of rowsIn(folder, table))
    await insertRows(
      tx,
      table,
      shape,
      rows.map((row) => numbers.follow(row, shape)).filter(({ unit_id: unit }) => unit !== null),
    )
}

async function readMessages({ tx, folder, numbers }: Reading): Promise<void> {
  const shape = await shapeOf(tx, MESSAGE)
  for await (const rows of rowsIn(folder, MESSAGE)) {
    const drawn = await drawNumbers(tx, MESSAGE, 'id', rows.length)
    const written = rows.map((row, at) => {
      numbers.set(MESSAGE, row.id, drawn[at])
      return {
        ...numbers.follow(row, shape),
        id: drawn[at],
        subject_id: numbers.here(REQUEST, row.subject_id),
      }
    })
    await insertRows(tx, MESSAGE, shape, written)
  }
}

/** Where payloads of requests name rows. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ unitId: UNIT, fromUnitId: UNIT, countedBy: UNIT },
  ...{ messageId: MESSAGE, reasonId: MESSAGE, answers: EVENT, authorityId: 'territory.authority' },
}
/** Accounts are not of the copy. */
const PEOPLE = ['assigneeId', 'personId', 'by']

async function retell(reading: Reading, place: Territory, refs: ReadonlyMap<unknown, Ref>): Promise<void> {
  const { tx, folder, numbers, heads } = reading
  const shape = await shapeOf(tx, EVENT)
  const { isFirst, tell } = retelling()
  // What others did before they handed it over is told of the door that every metropolis has.
  const others = { unit: doorOf(place), authority: place.metropolis.id }
  for await (const all of rowsIn(folder, EVENT)) {
    const rows = all.filter(({ subject_kind: kind }) => kind === 'request')
    const drawn = await drawNumbers(tx, EVENT, 'id', rows.length)
    const written = rows.map((row, at) => {
      numbers.set(EVENT, row.id, drawn[at])
      const head = heads.get(`request:${String(row.subject_id)}`)
      const former = { ref: refs.get(row.subject_id)?.former, id: row.subject_id, head }
      const here = { ...row, id: drawn[at], subject_id: numbers.here(REQUEST, row.subject_id) }
      const payload = payloadHere(row.payload as Row, reading, others)
      return tell({ ...here, payload: isFirst(here) ? { ...payload, former } : payload })
    })
    await insertRows(tx, EVENT, shape, written)
  }
}

function doorOf(place: Territory): number {
  const { id } = place.metropolis
  const door = place.unitFor(id, 'contact-centre', '') ?? place.unitsOf(id)[0]
  if (door === undefined)
    throw new Conflict('La métropole de ce territoire n’a aucune unité\u00a0: rien n’a été importé.')
  return door.id
}

function payloadHere(payload: Row, { numbers }: Reading, others: { unit: number; authority: number }): Row {
  const kept = Object.entries(payload).filter(([name]) => !PEOPLE.includes(name))
  return Object.fromEntries(
    kept.map(([name, value]) => {
      const table = NAMED[name]
      if (table === undefined) return [name, value]
      const otherwise =
        table === UNIT ? others.unit : table === 'territory.authority' ? others.authority : null
      return [name, numbers.here(table, value) ?? otherwise]
    }),
  )
}
