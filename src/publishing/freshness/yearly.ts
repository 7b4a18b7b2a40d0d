// What the report of a year says of contents: which directorates contributed.
import type { Yearly } from '#platform/db/db.ts'
import { plural } from '#platform/ui/french.ts'
import { type Territory, territory } from '#territory'
import { shownFirst } from './queries.ts'

const MOST = 15

/** The directorate that a unit is of; without one, the unit at its head. */
function directorateOf(place: Territory, unitId: number): string {
  const line = place.lineage(unitId).map((id) => place.unit(id))
  return (line.find(({ kind }) => kind === 'directorate') ?? line.at(-1) ?? place.unit(unitId)).name
}

export const contributionsOfYear: Yearly = {
  id: 'publishing.contributions',
  title: 'Contributions par direction',
  order: 10,
  async of(tx, asked) {
    const place = await territory(tx)
    const sums = new Map<string, number>()
    for (const { unitId, count } of await shownFirst(tx, asked)) {
      const name = directorateOf(place, unitId)
      sums.set(name, (sums.get(name) ?? 0) + count)
    }
    if (sums.size === 0) return null
    const figures = [...sums]
      .map(([label, value]) => ({ label, value }))
      .toSorted((one, other) => other.value - one.value || one.label.localeCompare(other.label, 'fr'))
    const [first] = figures
    return {
      sentence: `${plural(sums.size, 'direction a publié', 'directions ont publié')} des contenus nouveaux\u00a0; la première, ${first?.label}, ${plural(first?.value ?? 0, 'contenu', 'contenus')}.`,
      figures: figures.slice(0, MOST),
      compared: { caption: 'Contenus nouveaux, par direction', heads: ['Direction', 'Contenus nouveaux'] },
    }
  },
}
