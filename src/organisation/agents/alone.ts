// What nobody would answer any more without somebody: said before they leave, are away, or a post of theirs ends.
import type { AgentPost } from '#people'
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { notice } from '#platform/ui/feedback.ts'
import { territory, type Unit } from '#territory'
import { silentAmong, TAKEN_UP } from '../units/silent.ts'

/** The units that those posts alone answer on that day. */
export async function leftAlone(tx: Read, posts: readonly AgentPost[], day: string): Promise<Unit[]> {
  const place = await territory(tx)
  const own = new Set(posts.map(({ unitId }) => unitId))
  const below = place.units.filter(({ id }) => place.lineage(id).some((above) => own.has(above)))
  const already = new Set(await silentAmong(tx, below, { day }))
  const without = posts.flatMap(({ id }) => id ?? [])
  const silent = await silentAmong(tx, below, { day, without })
  return silent.filter((unit) => !already.has(unit))
}

/** Nothing when somebody stays everywhere. */
export const aloneNotice = (units: readonly Unit[], title: string): Html | null =>
  units.length === 0
    ? null
    : notice(
        'warn',
        title,
        html`<p>Personne d’autre n’y travaille&nbsp;:</p><ul>${units.map(({ name }) => html`<li>${name}</li>`)}</ul><p>${TAKEN_UP}</p>`,
      )
