// A mandate that ends soon asks the member who gave it for another, or for nothing.
import { COLLABORATORS } from '#mandates'
import { ownName, system } from '#platform/actor.ts'
import type { AwaitedSource } from '#platform/http/route.ts'
import { addDays } from '#territory'
import { mandatesEnding } from './queries.ts'

const DAYS_AHEAD = 30

export const endingMandates: AwaitedSource = {
  id: 'collaborators.mandate',
  async read({ actor, db }, today, most) {
    const personId = ownName(actor)
    if (personId === null || (actor.elected ?? []).length === 0) return []
    const ending = await db.read(system, (tx) =>
      mandatesEnding(tx, personId, addDays(today, DAYS_AHEAD), most),
    )
    return ending.map(({ name, endsOn }) => ({
      href: COLLABORATORS,
      title: `Le mandat donné à ${name} se termine`,
      about: 'proposez-en un autre si cette personne continue',
      dueOn: endsOn,
    }))
  },
}
