// The territory that a content speaks of: communes, or all those that a conference gathers.
import { type Conference, conferences } from '#bodies'
import type { Read } from '#platform/db/db.ts'
import type { Choice } from '#platform/screens/field.ts'
import { territory } from '#territory'

const communeKey = (code: string): string => `commune:${code}`
const conferenceKey = (id: number): string => `conference:${id}`

/** What may be picked. */
export async function aboutChoices(tx: Read): Promise<Choice[]> {
  const place = await territory(tx)
  return [
    ['', 'Tout le territoire'],
    ...(await conferences(tx)).map(({ id, name }): Choice => [conferenceKey(id), name, 'Conférences']),
    ...place.communes.map(({ code, name }): Choice => [communeKey(code), name, 'Communes']),
  ]
}

/** Keys of what speaks of that commune: by its name, or by its conference’s; null for what is no commune. */
export async function aboutCommune(tx: Read, code: string): Promise<string[] | null> {
  const place = await territory(tx)
  const commune = place.communes.find((one) => one.code === code)
  if (commune === undefined) return null
  const isOf = ({ authorityIds }: Conference) => authorityIds.includes(commune.authorityId)
  return [communeKey(code), ...(await conferences(tx)).filter(isOf).map(({ id }) => conferenceKey(id))]
}

/** What they are called; what is of the territory no more is left out. */
export async function aboutWords(tx: Read, about: readonly string[]): Promise<string[]> {
  if (about.length === 0) return []
  const known = new Map((await aboutChoices(tx)).map(([key, name]) => [key, name]))
  return about.flatMap((key) => known.get(key) ?? [])
}
