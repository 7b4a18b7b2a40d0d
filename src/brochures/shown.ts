// What others ask of brochures: which an audience has, which show a picture, which a search finds.
import type { Addressed, Illustrated } from '#platform/db/db.ts'
import type { Sought } from '#platform/house/search.ts'
import { readdress } from './record/keep.ts'
import { KEPT } from './keeping/list.admin.ts'
import { addressOf } from './catalogue/list.ts'
import { brochuresFor, brochuresWith, countForAudiences, countWith } from './record/queries.ts'

export const addressed: Addressed = {
  id: 'brochures.brochure',
  one: 'brochure',
  several: 'brochures',
  count: countForAudiences,
  href: () => KEPT,
  readdress: async (tx, from, to) => readdress(tx, await brochuresFor(tx, from), to),
}

export const illustrated: Illustrated = {
  id: 'brochures.brochure',
  uses: async (tx, key) =>
    (await brochuresWith(tx, key)).map(({ id, title, pdf }) => ({
      title,
      href: `${KEPT}/${id}`,
      standing: pdf === null ? 'written' : 'shown',
    })),
  count: countWith,
}

export const sought: readonly Sought[] = [
  { id: 'brochure', label: 'Brochures', one: 'Brochure', href: (id) => addressOf({ id }) },
]
