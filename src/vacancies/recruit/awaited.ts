// What is awaited of whoever recruits: applications to read, answered within two weeks of the last day of their offer.
import { mayEver } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import type { AwaitedSource } from '#platform/http/route.ts'
import { plural } from '#platform/ui/french.ts'
import { addDays, territory } from '#territory'
import { ANSWER_DAYS } from '../apply/application.ts'
import { waitingFor } from '../apply/queries.ts'
import { access } from '../record/access.ts'
import { RECEIVED } from '../record/where.ts'

export const awaitedApplications: AwaitedSource = {
  id: 'vacancies.application',
  async read({ actor, db }, _today, most) {
    if (ownName(actor) === null || !mayEver(access['vacancy.seek'], actor)) return []
    return db.read(actor, async (tx) => {
      const found = await waitingFor(tx, most)
      if (found.length === 0) return []
      const place = await territory(tx)
      return found.map(({ vacancyId, title, authorityId, endsOn, count }) => ({
        href: `${RECEIVED}?offre=${vacancyId}&etat=sent`,
        title: `${plural(count, 'candidature à lire', 'candidatures à lire')}\u00a0: ${title}`,
        about: place.authority(authorityId).name,
        dueOn: addDays(endsOn, ANSWER_DAYS),
      }))
    })
  },
}
