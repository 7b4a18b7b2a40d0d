// What the process knows of the territory: one immutable snapshot, small enough to hold whole (a few hundred rows).
import type { Read, Write } from '#platform/db/db.ts'
import { snapshot } from '#platform/db/snapshot.ts'
import { StartError } from '#platform/start-error.ts'
import { type Calendar, compileCalendar } from './calendar.ts'
import {
  type AreaRow,
  type AuthorityRow,
  type CalendarRow,
  areaRows,
  authorityRows,
  calendarRows,
  type HostRow,
  hostRows,
  territoryRevision,
  type UnitRow,
  unitRows,
  settingsRow,
} from './queries.ts'
import { lockTree } from './queries.edit.ts'

export type Authority = AuthorityRow
export type Area = AreaRow
export type Unit = UnitRow

export interface Territory {
  readonly zone: string
  readonly metropolis: Authority
  readonly authorities: readonly Authority[]
  /** Communes and arrondissements, in French order. */
  readonly areas: readonly Area[]
  readonly communes: readonly Area[]
  /** @throws when the id is unknown: ids come from the database */
  authority(id: number): Authority
  authorityByCode(code: string): Authority | undefined
  area(code: string): Area | undefined
  /** @throws when the id is unknown */
  unit(id: number): Unit
  /** Every unit, closed ones too: what they did keeps their name. */
  readonly units: readonly Unit[]
  /** Those that are open. */
  unitsOf(authorityId: number): readonly Unit[]
  /** The unit that fills a function for an area: one that lists the area's commune wins over one that serves all. */
  unitFor(authorityId: number, fn: string, areaCode: string): Unit | undefined
  /** Ids of the unit and of all units above it, nearest first. */
  lineage(unitId: number): number[]
  /** What people call a function: « Voirie ». */
  functionName(fn: string): string
  /** What each of them is called. */
  readonly functions: Readonly<Record<string, string>>
  calendarOf(unitId: number): Calendar
  calendar(id: string): Calendar | undefined
  /** As they are written, by name. */
  readonly calendars: readonly CalendarRow[]
  /** The authority whose site a host name is; the metropolis by default. */
  siteOf(host: string): Authority
  /** Host names of an authority's counter. */
  hostsOf(authorityId: number): readonly string[]
  /** Those that do not lead here yet: the DNS or the certificate is still to come. */
  awaitedOf(authorityId: number): readonly string[]
  /** Is that the host name of an authority's counter? */
  isHost(host: string): boolean
}

/** A commune whose arrondissements are chosen, not itself. */
export const isDivided = ({ kind, authorityId }: Area, { areas }: Territory): boolean =>
  kind === 'commune' &&
  areas.some((part) => part.kind === 'arrondissement' && part.authorityId === authorityId)

/** The territory as it stands, followed by its revision. @throws StartError when nothing was imported yet: nobody can answer */
export function territory(tx: Read): Promise<Territory> {
  return snapshot(tx, 'territory', territoryRevision, loadTerritory)
}

/** The territory read anew while nobody else changes the units of that authority, until the end of the transaction. */
export async function heldTerritory(tx: Write, authorityId: number): Promise<Territory> {
  await lockTree(tx, authorityId)
  return loadTerritory(tx)
}

async function loadTerritory(tx: Read): Promise<Territory> {
  const settings = await settingsRow(tx)
  if (settings === undefined)
    throw new StartError(
      'Cette installation n’a pas encore de territoire\u00a0: npm run import -- definitions (ou votre dossier), puis recommencez.',
    )
  const { zone, functions } = settings
  const authorities = await authorityRows(tx)
  const areas = await areaRows(tx)
  const units = await unitRows(tx)
  const calendars = await calendarRows(tx)
  const hosts = await hostRows(tx)
  return build({ zone, functions, authorities, areas, units, calendars, hosts })
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`unknown ${what}`)
  return value
}

/** It leads to the machine of whoever reads (RFC 6761, 6.3): no DNS is awaited. */
const isOfThisMachine = (host: string): boolean => host.endsWith('.localhost')

interface Rows {
  zone: string
  functions: Readonly<Record<string, string>>
  authorities: Authority[]
  areas: Area[]
  units: readonly Unit[]
  calendars: readonly CalendarRow[]
  hosts: readonly HostRow[]
}

function build({ zone, functions, authorities, areas, units, calendars, hosts }: Rows): Territory {
  const byId = new Map(authorities.map((item) => [item.id, item]))
  const byCode = new Map(authorities.map((item) => [item.code, item]))
  const byHost = new Map(hosts.map(({ host, authorityId }) => [host, authorityId]))
  const areaByCode = new Map(areas.map((item) => [item.code, item]))
  const metropolis = found(
    authorities.find((item) => item.level === 'metropolis'),
    'metropolis',
  )
  const communeOf = (code: string) => byId.get(areaByCode.get(code)?.authorityId ?? -1)?.code ?? code
  const compiled = new Map(calendars.map((row) => [row.id, compileCalendar(row.definition, zone)]))
  const tree = treeOf(units, communeOf)
  return {
    ...tree,
    zone,
    calendars,
    functions,
    metropolis,
    authorities,
    areas,
    communes: areas.filter((item) => item.kind === 'commune'),
    authority: (id) => found(byId.get(id), `authority ${id}`),
    authorityByCode: (code) => byCode.get(code),
    area: (code) => areaByCode.get(code),
    functionName: (fn) => functions[fn] ?? fn,
    calendar: (id) => compiled.get(id),
    calendarOf: (unitId) => found(compiled.get(tree.unit(unitId).calendarId), 'calendar'),
    siteOf: (host) => byId.get(byHost.get(host) ?? -1) ?? metropolis,
    hostsOf: (id) => hosts.filter(({ authorityId }) => authorityId === id).map(({ host }) => host),
    awaitedOf: (id) =>
      hosts
        .filter(({ authorityId, answers, host }) => authorityId === id && !answers && !isOfThisMachine(host))
        .map(({ host }) => host),
    isHost: (host) => byHost.has(host),
  }
}

type Tree = Pick<Territory, 'units' | 'unit' | 'unitsOf' | 'unitFor' | 'lineage'>

function treeOf(units: readonly Unit[], communeOf: (code: string) => string): Tree {
  const byId = new Map(units.map((item) => [item.id, item]))
  const open = Map.groupBy(
    units.filter(({ closedOn }) => closedOn === null),
    (item) => item.authorityId,
  )
  const unit = (id: number) => found(byId.get(id), `unit ${id}`)
  const unitsOf = (authorityId: number) => open.get(authorityId) ?? []
  // Whatever the rows say, it ends: a loop is walked once.
  const lineage = (unitId: number): number[] => {
    const line = new Set<number>()
    for (let id: number | null = unitId; id !== null && !line.has(id); id = unit(id).parentId) line.add(id)
    return [...line]
  }
  return {
    units,
    unit,
    unitsOf,
    lineage,
    unitFor(authorityId, fn, areaCode) {
      const able = unitsOf(authorityId).filter((item) => item.functions.includes(fn))
      const commune = communeOf(areaCode)
      return (
        able.find((item) => item.communes?.includes(commune)) ?? able.find((item) => item.communes === null)
      )
    },
  }
}

/** The same territory if its units were these: what a change would make. */
export function withUnits(place: Territory, units: readonly Unit[]): Territory {
  const communeOf = (code: string) => {
    const area = place.area(code)
    return area === undefined ? code : place.authority(area.authorityId).code
  }
  return { ...place, ...treeOf(units, communeOf) }
}
