// What of forums is found by one search: threads, by their title and by what is said in them. PostgreSQL says who reads each entry (001010).
import type { Addressed } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import type { Sought } from '#platform/house/search.ts'
import { PUBLIC } from '#audiences'
import { HERE, THREADS } from './record/find.ts'
import { countForAudiences, readdressForums } from './record/queries.ts'

export const sought: readonly Sought[] = [
  { id: 'forumthread', label: 'Forums', one: 'Sujet de forum', href: (id) => `${THREADS}/${id}` },
]

export const addressed: Addressed = {
  id: 'forums.forum',
  one: 'forum',
  several: 'forums',
  count: countForAudiences,
  href: () => HERE,
  async readdress(tx, from, to) {
    if (to === PUBLIC)
      throw new BadInput([
        {
          field: 'vers',
          message: 'Un forum n’est pas pour tout le monde\u00a0: choisissez un autre public.',
        },
      ])
    await readdressForums(tx, from, to)
  },
}
