// On the home of elected members and the first page of the desk: the loans on which something is theirs to do, or to bring back.
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { mayEver } from '#platform/access.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { localDay, territory } from '#territory'
import { access } from './access.ts'
import { FOLLOWED, HERE } from './list.ts'
import { titlesOf } from './loan.ts'
import { ownLoans } from './queries.ts'
import { daysText, isLate, STATES } from './words.ts'

const MOST = 4

const current = async (ctx: Context): Promise<Html | null> => {
  if (!mayEver(access['loan.read'], ctx.actor)) return null
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const today = localDay(tx.now, place.zone)
    const going = (await ownLoans(tx)).filter(
      ({ state, toDay }) => state === 'out' || ((state === 'asked' || state === 'granted') && toDay >= today),
    )
    if (going.length === 0) return null
    const titleOf = await titlesOf(tx)
    const links = going.slice(0, MOST).map((loan) => ({
      href: `${FOLLOWED}/${loan.id}`,
      label: titleOf(loan),
      under: `${place.authority(loan.isKeeper ? loan.borrowerId : loan.authorityId).name}, ${daysText(loan.fromDay, loan.toDay)}`,
      end: isLate(loan, today) ? tag('bad', 'En retard') : tag(STATES[loan.state][1], STATES[loan.state][0]),
    }))
    return panel('Prêts entre communes', linkList(links), {
      end: html`<a href="${HERE}">Ce qui se prête</a>`,
    })
  })
}

export const blocks: readonly Block[] = [
  { on: 'territories-side', order: 34, show: current },
  { on: 'desk', order: 34, show: current },
]
