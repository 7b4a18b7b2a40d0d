// Loans on which something is to be done by a day: an answer before the first, the thing brought back by the last.
import { mayEver } from '#platform/access.ts'
import { ownName } from '#platform/actor.ts'
import type { AwaitedSource } from '#platform/http/route.ts'
import { territory } from '#territory'
import { access } from './access.ts'
import { FOLLOWED } from './list.ts'
import { titlesOf } from './loan.ts'
import { pressingLoans } from './queries.ts'

export const awaitedLoans: AwaitedSource = {
  id: 'loans.loan',
  async read({ actor, db }, today, most) {
    const personId = ownName(actor)
    if (personId === null || !mayEver(access['loan.read'], actor)) return []
    return db.read(actor, async (tx) => {
      const found = await pressingLoans(tx, personId, today, most)
      if (found.length === 0) return []
      const [place, titleOf] = [await territory(tx), await titlesOf(tx)]
      return found.map((loan) => {
        const isOut = loan.state === 'out'
        const isOwn = loan.personId === personId
        const what = isOut ? (isOwn ? 'À rendre' : 'À récupérer') : 'Prêt à accorder ou à refuser'
        return {
          href: `${FOLLOWED}/${loan.id}`,
          title: `${what}\u00a0: ${titleOf(loan)}`,
          about: place.authority(isOut && isOwn ? loan.authorityId : loan.borrowerId).name,
          dueOn: isOut ? loan.toDay : loan.fromDay,
        }
      })
    })
  },
}
