// What nobody would answer any more without somebody: said before they leave, are away, or a post of theirs ends; and once they have left.
import type { AgentPost } from '#people'
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { notice } from '#platform/ui/feedback.ts'
import { addDays, territory, type Unit } from '#territory'
import { silentAmong, TAKEN_UP } from './silent.ts'

/** The units that those posts alone answer on that day. */
export async function leftAlone(tx: Read, posts: readonly AgentPost[], day: string): Promise<Unit[]> {
  const below = await under(tx, posts)
  const already = new Set(await silentAmong(tx, below, { day }))
  const without = posts.flatMap(({ id }) => id ?? [])
  const silent = await silentAmong(tx, below, { day, without })
  return silent.filter((unit) => !already.has(unit))
}

/** The units that somebody answered on that day, and nobody does on the next. */
export async function fellSilent(tx: Read, posts: readonly AgentPost[], lastDay: string): Promise<Unit[]> {
  const below = await under(tx, posts)
  const already = new Set(await silentAmong(tx, below, { day: lastDay }))
  const silent = await silentAmong(tx, below, { day: addDays(lastDay, 1) })
  return silent.filter((unit) => !already.has(unit))
}

/** Where those posts answer: their units, and all below. */
async function under(tx: Read, posts: readonly AgentPost[]): Promise<Unit[]> {
  const place = await territory(tx)
  const own = new Set(posts.map(({ unitId }) => unitId))
  return place.units.filter(({ id }) => place.lineage(id).some((above) => own.has(above)))
}

/** Nothing when somebody stays everywhere. */
export const aloneNotice = (units: readonly Unit[], title: string): Html | null =>
  units.length === 0
    ? null
    : notice(
        'warn',
        title,
        html`<p>Personne d’autre n’y répond&nbsp;:</p><ul>${units.map(({ name }) => html`<li>${name}</li>`)}</ul><p>${TAKEN_UP}</p><p>Rien n’est encore noté.</p>`,
      )
