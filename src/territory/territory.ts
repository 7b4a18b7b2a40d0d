// What the process knows of the territory: one immutable snapshot, small enough to hold whole (a few hundred rows).
import type { Read } from '#platform/db/db.ts'
import { snapshot } from '#platform/db/snapshot.ts'
import { StartError } from '#platform/start-error.ts'
import { type Calendar, compileCalendar } from './calendar.ts'
import {
  type AreaRow,
  type AuthorityRow,
  areaRows,
  authorityRows,
  calendarRows,
  hostRows,
  territoryRevision,
  type UnitRow,
  unitRows,
  zoneRow,
} from './queries.ts'

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
  unitsOf(authorityId: number): readonly Unit[]
  /** The unit that fills a function for an area: one that lists the area's commune wins over one that serves all. */
  unitFor(authorityId: number, fn: string, areaCode: string): Unit | undefined
  /** Ids of the unit and of all units above it, nearest first. */
  lineage(unitId: number): number[]
  calendarOf(unitId: number): Calendar
  calendar(id: string): Calendar | undefined
  /** The authority whose site a host name is; the metropolis by default. */
  siteOf(host: string): Authority
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

async function loadTerritory(tx: Read): Promise<Territory> {
  const zone = (await zoneRow(tx))?.zone
  if (zone === undefined)
    throw new StartError(
      'Cette installation n’a pas encore de territoire\u00a0: npm run import -- definitions (ou votre dossier), puis recommencez.',
    )
  const authorities = await authorityRows(tx)
  const areas = await areaRows(tx)
  const units = await unitRows(tx)
  const calendars = new Map(
    (await calendarRows(tx)).map((row) => [row.id, compileCalendar(row.definition, zone)]),
  )
  const hosts = new Map((await hostRows(tx)).map((row) => [row.host, row.authorityId]))
  return build(zone, authorities, areas, units, calendars, hosts)
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`unknown ${what}`)
  return value
}

function build(
  zone: string,
  authorities: Authority[],
  areas: Area[],
  units: Unit[],
  calendars: Map<string, Calendar>,
  hosts: Map<string, number>,
): Territory {
  const byId = new Map(authorities.map((item) => [item.id, item]))
  const byCode = new Map(authorities.map((item) => [item.code, item]))
  const areaByCode = new Map(areas.map((item) => [item.code, item]))
  const unitById = new Map(units.map((item) => [item.id, item]))
  const unitsByAuthority = Map.groupBy(units, (item) => item.authorityId)
  const metropolis = found(
    authorities.find((item) => item.level === 'metropolis'),
    'metropolis',
  )
  const unitsOf = (authorityId: number) => unitsByAuthority.get(authorityId) ?? []
  const communeOf = (code: string) => byId.get(areaByCode.get(code)?.authorityId ?? -1)?.code ?? code
  const unit = (id: number) => found(unitById.get(id), `unit ${id}`)
  return {
    zone,
    metropolis,
    authorities,
    areas,
    unitsOf,
    unit,
    communes: areas.filter((item) => item.kind === 'commune'),
    authority: (id) => found(byId.get(id), `authority ${id}`),
    authorityByCode: (code) => byCode.get(code),
    area: (code) => areaByCode.get(code),
    unitFor(authorityId, fn, areaCode) {
      const able = unitsOf(authorityId).filter((item) => item.functions.includes(fn))
      const commune = communeOf(areaCode)
      return (
        able.find((item) => item.communes?.includes(commune)) ?? able.find((item) => item.communes === null)
      )
    },
    lineage(unitId) {
      const above = unit(unitId).parentId
      return above === null ? [unitId] : [unitId, ...this.lineage(above)]
    },
    calendar: (id) => calendars.get(id),
    calendarOf: (unitId) => found(calendars.get(unit(unitId).calendarId), 'calendar'),
    siteOf: (host) => byId.get(hosts.get(host) ?? -1) ?? metropolis,
    isHost: (host) => hosts.has(host),
  }
}
