// Loads a territory from its definition and from the official list of communes. Idempotent: run it again after a change.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRequire } from 'node:module'
import type { Write } from '#platform/db/db.ts'
import { of, town } from '#platform/french/noun.ts'
import { forget } from '#platform/db/snapshot.ts'
import { readLogo } from '#platform/ui/logo.ts'
import type { AuthorityProfile, ListedCommune, TerritoryDefinition, UnitDefinition } from './definition.ts'
import { placeWords } from './gazetteer.ts'
import {
  calendarNumber,
  type ElsewhereRow,
  raiseRevision,
  replaceElsewhere,
  replaceHosts,
  upsertArea,
  upsertAuthority,
  upsertCalendar,
  upsertUnit,
} from './queries.ts'
import { territorySchema } from './schema.ts'
import { readableName } from './typography.ts'

interface OfficialCommune {
  code: string
  nom: string
  type: string
  siren?: string
  codesPostaux?: string[]
  population?: number
  commune?: string
  region?: string
  /** INSEE code of the commune that it is now a part of. */
  chefLieu?: string
}

interface OfficialEpci {
  code: string
  populationTotale: number
  membres: { code: string; siren: string }[]
}

const load = createRequire(import.meta.url)

interface Official {
  listed: ListedCommune[]
  /** Names of the communes of before, by the one they are now part of. */
  former: ReadonlyMap<string, string[]>
  elsewhere: ElsewhereRow[]
}

/** Communes of the same region are near enough to be typed by mistake, and so are the large ones of the country. */
const LARGE = 20_000

function communesElsewhere(all: readonly OfficialCommune[], members: ReadonlySet<string>): ElsewhereRow[] {
  const regions = new Set(all.filter(({ code }) => members.has(code)).map(({ region }) => region))
  return all
    .filter(({ type, code }) => type === 'commune-actuelle' && !members.has(code))
    .filter(({ region, population = 0 }) => regions.has(region) || population >= LARGE)
    .map(({ code, nom, codesPostaux = [], population = 0 }) => {
      return {
        code,
        name: readableName(nom),
        key: placeWords(nom).join(' '),
        postcodes: codesPostaux,
        population,
      }
    })
}

/** Communes of an EPCI and arrondissements of some, from the official list (package @etalab/decoupage-administratif). */
function officialCommunes(siren: string, arrondissementsOf: string[]): Official {
  const epci = (load('@etalab/decoupage-administratif/data/epci.json') as OfficialEpci[]).find(
    (item) => item.code === siren,
  )
  if (epci === undefined) throw new Error(`no EPCI ${siren} in the official list`)
  const members = new Set(epci.membres.map((item) => item.code))
  const all = load('@etalab/decoupage-administratif/data/communes.json') as OfficialCommune[]
  const listed = all.flatMap((item) => {
    const current = item.type === 'commune-actuelle' && members.has(item.code)
    const part =
      item.type === 'arrondissement-municipal' &&
      item.commune !== undefined &&
      arrondissementsOf.includes(item.commune)
    if (!current && !part) return []
    const row = {
      code: item.code,
      name: readableName(item.nom),
      siren: item.siren ?? '',
      postcodes: item.codesPostaux ?? [],
      population: item.population ?? 0,
    }
    return [part && item.commune !== undefined ? { ...row, partOf: item.commune } : row]
  })
  const parts = all.filter(({ type, chefLieu = '' }) => type === 'commune-deleguee' && members.has(chefLieu))
  const former = Map.groupBy(parts, ({ chefLieu = '' }) => chefLieu)
  return {
    listed,
    former: new Map([...former].map(([code, items]) => [code, items.map(({ nom }) => readableName(nom))])),
    elsewhere: communesElsewhere(all, members),
  }
}

/** `Saint-Cyr-au-Mont-d’Or` -> `saint-cyr-au-mont-d-or`. */
export function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/g, 'oe')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

async function logoOf(folder: string, profile: AuthorityProfile): Promise<string | null> {
  if (profile.logo === undefined) return null
  const svg = await readFile(join(folder, profile.logo), 'utf8')
  readLogo(svg)
  return svg
}

/** What was changed on screen, and an import leaves as it is (decision 064). */
export interface LeftAlone {
  kind: 'unit' | 'calendar' | 'authority'
  /** As the file names it. */
  name: string
  /** Its events are told on. */
  id: number
}

async function importUnits(
  tx: Write,
  authorityId: number,
  units: UnitDefinition[],
  fallback: string,
): Promise<LeftAlone[]> {
  const ids = new Map<string, number>()
  const left: LeftAlone[] = []
  for (const unit of units) {
    const parentId = unit.parent === undefined ? null : (ids.get(unit.parent) ?? null)
    if (unit.parent !== undefined && parentId === null)
      throw new Error(`unit ${unit.code}: parent ${unit.parent} must come before it`)
    const row = {
      authorityId,
      parentId,
      code: unit.code,
      name: unit.name,
      kind: unit.kind,
      functions: unit.functions,
      communes: unit.communes ?? null,
      email: unit.email ?? null,
      phone: unit.phone ?? null,
      calendarId: unit.calendar ?? fallback,
    }
    const { id, isKept } = await upsertUnit(tx, row)
    ids.set(unit.code, id)
    if (isKept) left.push({ kind: 'unit', name: unit.code, id })
  }
  return left
}

/**
 * Loads the territory described by `folder`/territory.json.
 * @returns what it left as somebody changed it on screen
 * @throws when the file does not fit its schema, or names what the official list does not know
 */
export async function importTerritory(tx: Write, folder: string): Promise<LeftAlone[]> {
  const definition: TerritoryDefinition = territorySchema.parse(
    JSON.parse(await readFile(join(folder, 'territory.json'), 'utf8')),
  )
  const { source, metropolis, calendars } = definition
  const { listed, former, elsewhere }: Official =
    source.kind === 'listed'
      ? { listed: source.communes, former: new Map(), elsewhere: [] }
      : officialCommunes(source.siren, source.arrondissementsOf ?? [])
  const communes = listed.filter((item) => item.partOf === undefined)
  const left: LeftAlone[] = []
  for (const calendar of calendars)
    if (!(await upsertCalendar(tx, calendar)))
      left.push({ kind: 'calendar', name: calendar.id, id: await calendarNumber(tx, calendar.id) })
  const fallback = calendars[0]?.id ?? ''

  const { code, name, siren, slug, ...profile } = metropolis
  const population = communes.reduce((sum, item) => sum + item.population, 0)
  const { id: metropolisId, isKept } = await upsertAuthority(tx, {
    code,
    level: 'metropolis',
    slug,
    name,
    siren,
    population,
    profile,
    logoSvg: await logoOf(folder, profile),
  })
  if (isKept) left.push({ kind: 'authority', name: code, id: metropolisId })
  else await replaceHosts(tx, metropolisId, profile.hosts ?? [])
  left.push(...(await importUnits(tx, metropolisId, definition.units, fallback)))

  const ids = new Map<string, number>()
  for (const commune of communes) {
    const { units, name: called, ...own } = definition.communes[commune.code] ?? {}
    const row = {
      code: commune.code,
      level: 'commune' as const,
      slug: slugOf(commune.name),
      name: called ?? `Mairie ${of(town(commune.name))}`,
      siren: commune.siren,
      population: commune.population,
    }
    const { id, isKept: isOwn } = await upsertAuthority(tx, {
      ...row,
      profile: own,
      logoSvg: await logoOf(folder, own),
    })
    ids.set(commune.code, id)
    if (isOwn) left.push({ kind: 'authority', name: commune.code, id })
    else await replaceHosts(tx, id, own.hosts ?? [])
    left.push(...(await importUnits(tx, id, units ?? definition.communeUnits, fallback)))
  }
  for (const area of listed) {
    const authorityId = ids.get(area.partOf ?? area.code)
    if (authorityId === undefined) throw new Error(`area ${area.code} belongs to no commune of the territory`)
    const kind = area.partOf === undefined ? 'commune' : 'arrondissement'
    await upsertArea(tx, {
      code: area.code,
      kind,
      name: area.name,
      authorityId,
      postcodes: area.postcodes,
      population: area.population,
      aliases: [...(former.get(area.code) ?? []), ...(definition.aliases?.[area.code] ?? [])],
    })
  }
  await replaceElsewhere(tx, elsewhere)
  await raiseRevision(tx, definition.zone, definition.functions ?? {})
  forget(tx, 'territory')
  forget(tx, 'contours')
  return left
}
