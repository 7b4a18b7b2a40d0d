// Loads a territory from its definition and from the official list of communes. Idempotent: run it again after a change.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Write } from '#platform/db/db.ts'
import { of, town } from '#platform/french/noun.ts'
import { forget } from '#platform/db/snapshot.ts'
import { slugFor } from '#platform/plain-words.ts'
import { readLogo } from '#platform/ui/logo.ts'
import type { AuthorityProfile, TerritoryDefinition, UnitDefinition } from './definition.ts'
import { type Official, officialCommunes } from './official.ts'
import {
  calendarNumber,
  raiseRevision,
  replaceElsewhere,
  noteAnswers,
  replaceHosts,
  upsertArea,
  upsertAuthority,
  upsertCalendar,
  upsertUnit,
} from './queries.ts'
import { lockTree } from './queries.edit.ts'
import { territorySchema } from './schema.ts'

async function logoOf(folder: string, profile: AuthorityProfile): Promise<string | null> {
  if (profile.logo === undefined) return null
  const svg = await readFile(join(folder, profile.logo), 'utf8')
  readLogo(svg)
  return svg
}

/** Names in the files answer: whoever writes them runs the DNS. */
async function giveHosts(tx: Write, authorityId: number, hosts: readonly string[] = []): Promise<void> {
  await replaceHosts(tx, authorityId, hosts)
  await noteAnswers(tx, hosts)
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
  await lockTree(tx, authorityId)
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
  else await giveHosts(tx, metropolisId, profile.hosts)
  left.push(...(await importUnits(tx, metropolisId, definition.units, fallback)))

  const ids = new Map<string, number>()
  for (const commune of communes) {
    const { units, name: called, ...own } = definition.communes[commune.code] ?? {}
    const row = {
      code: commune.code,
      level: 'commune' as const,
      slug: slugFor(commune.name),
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
    else await giveHosts(tx, id, own.hosts)
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
