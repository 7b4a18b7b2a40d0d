// A commune that joins: its authority, its area, its host name and the units that communes have; the day from which it answers.
import type { Write } from '#platform/db/db.ts'
import { forget } from '#platform/db/snapshot.ts'
import { BadInput } from '#platform/errors.ts'
import { of, town } from '#platform/french/noun.ts'
import { slugFor } from '#platform/plain-words.ts'
import { departmentOf, officialCommune } from './official.ts'
import type { ListedCommune } from './definition.ts'
import {
  type ImportedUnit,
  insertHost,
  insertOpening,
  updateOpening,
  upsertArea,
  upsertAuthority,
  upsertUnit,
} from './queries.ts'
import { type Territory, territory } from './territory.ts'

export interface Joined {
  authorityId: number
  name: string
  /** false: it was of the territory already. */
  isNew: boolean
}

/**
 * Makes a commune of the official list one of the territory, with the units that most communes have. Again: nothing more.
 * @param host under which its counter answers: `<slug>.<host>`; null: it has its page on the counter of the metropolis
 * @param opensOn the day from which it answers
 * @throws BadInput on `commune` when no commune bears that code, or it is in no department of the territory
 */
export async function addCommune(
  tx: Write,
  { code, host, opensOn }: { code: string; host: string | null; opensOn: string },
): Promise<Joined> {
  const place = await territory(tx)
  const known = place.authorityByCode(code)
  if (known !== undefined) return { authorityId: known.id, name: known.name, isNew: false }
  const commune = nearCommune(place, code)
  const { siren, population, postcodes } = commune
  const [name, slug] = [`Mairie ${of(town(commune.name))}`, freeSlug(place, commune)]
  const row = { code, level: 'commune' as const, slug, name, siren, population, profile: {}, logoSvg: null }
  const { id: authorityId } = await upsertAuthority(tx, row)
  await upsertArea(tx, {
    ...{ code, kind: 'commune', name: commune.name, authorityId, postcodes, population, aliases: [] },
  })
  if (host !== null) await insertHost(tx, `${slug}.${host}`, authorityId)
  for (const unit of usualUnits(place)) await upsertUnit(tx, { ...unit, authorityId, parentId: null })
  await insertOpening(tx, authorityId, opensOn)
  forget(tx, 'territory')
  return { authorityId, name, isNew: true }
}

/** The commune of that code, of a department where the territory has communes already: a code mistyped is one of far away. */
function nearCommune(place: Territory, code: string): ListedCommune {
  const refuse = (message: string) => new BadInput([{ field: 'commune', message }])
  const commune = officialCommune(code)
  if (commune === undefined)
    throw refuse(`${code} n’est le code INSEE d’aucune commune\u00a0: ce n’est pas le code postal.`)
  const departments = new Set(place.communes.map((one) => departmentOf(one.code)))
  const own = departmentOf(code)
  if (departments.size > 0 && !departments.has(own))
    throw refuse(
      `${commune.name} est dans le département ${own}, où le territoire n’a aucune commune\u00a0: vérifiez le code.`,
    )
  return commune
}

/** Two communes of one name have one slug each. */
function freeSlug({ authorities }: Territory, { name, code }: ListedCommune): string {
  const slug = slugFor(name)
  return authorities.some((one) => one.slug === slug) ? `${slug}-${code}` : slug
}

/** The units that most communes have, under the names most give them, without what is one’s own. */
function usualUnits(place: Territory): readonly ImportedUnit[] {
  const communes = place.authorities.filter(({ level }) => level === 'commune')
  const sets = Map.groupBy(
    communes.map(({ id }) => place.unitsOf(id).filter(({ parentId }) => parentId === null)),
    (units) => units.map(({ code, name }) => `${code} ${name}`).join('\n'),
  )
  const [most] = [...sets.values()].toSorted((one, other) => other.length - one.length)
  const shared = place.calendars.filter(({ authorityId }) => authorityId === null).map(({ id }) => id)
  const calendarOf = (id: string) => (shared.includes(id) ? id : (shared[0] ?? id))
  return (most?.[0] ?? []).map((unit) => ({
    ...unit,
    ...{ communes: null, email: null, phone: null, calendarId: calendarOf(unit.calendarId) },
  }))
}

/** The day from which an authority that is not open yet answers by itself: until then, what is its own goes to the contact centre. */
export async function openFrom(tx: Write, authorityId: number, day: string): Promise<void> {
  await updateOpening(tx, authorityId, day)
  forget(tx, 'territory')
}
