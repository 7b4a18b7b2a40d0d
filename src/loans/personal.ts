// What loans hold about a person: what they asked for. What they wrote goes with the loan.
import { forgetNotices } from '#notices'
import { type Holding } from '#platform/house/personal.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { trimEvents } from '#platform/ledger/events.ts'
import { LOAN } from './loan.ts'
import { askedBy, forgetLoans, unlinkLoans } from './queries.personal.ts'

const STAYS =
  'Les deux communes gardent ce qui a été prêté, et quand, jusqu’à ce que ce soit effacé. Rien ne le relie plus à votre compte, ni à votre nom.'

const asked: Holding = {
  id: 'loans.loan',
  processing: 'prets',
  until: 'loan.delete',
  title: 'Les prêts que vous avez demandés',
  tables: ['loans.loan'],
  async held(tx, personId) {
    const byAuthority = Map.groupBy(await askedBy(tx, personId), ({ authorityId }) => authorityId)
    return [...byAuthority].map(([authorityId, rows]) => ({
      authorityId,
      count: rows.length,
      since: rows[0]?.at ?? null,
      rows: rows.map(({ fromDay, toDay, purpose, at }) => ({
        Du: fromDay,
        Au: toDay,
        'Pour quoi faire': purpose,
        Demandé: at.toISOString(),
      })),
    }))
  },
  erase: async (tx, personId) =>
    (await unlinkLoans(tx, personId)).map(({ authorityId, count }) => ({
      authorityId,
      erased: 0,
      kept: count,
      because: STAYS,
    })),
}

export const personal: readonly Holding[] = [asked]

export const retention: readonly RetentionRule[] = [
  simple('loan.delete', 'Prêts entre communes', async (tx, before, most) => {
    const ids = await forgetLoans(tx, before, most)
    await forgetNotices(tx, LOAN, ids)
    await trimEvents(tx, LOAN, before, most)
    return ids.length
  }),
]
