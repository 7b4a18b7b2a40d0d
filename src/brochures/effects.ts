// What acts on an order do to its copies: they are handed over, or come back to the shelf.
import { effectKind } from '#requests'
import { Conflict } from '#platform/errors.ts'
import { holdLinesAgain, settleLines } from './record/queries.ts'

export const DELIVER_COPIES = effectKind({
  name: 'deliverCopies',
  sentence: 'Les brochures de la commande sont remises\u00a0: elles quittent le stock pour de bon.',
  async change({ tx, request }) {
    await settleLines(tx, request, 'delivered')
    return {}
  },
})

export const GIVE_BACK_COPIES = effectKind({
  name: 'giveBackCopies',
  sentence: 'Les brochures de la commande reviennent au stock, et au quota de la commune.',
  async change({ tx, request }) {
    await settleLines(tx, request, 'returned')
    return {}
  },
})

export const HOLD_COPIES_AGAIN = effectKind({
  name: 'holdCopiesAgain',
  sentence: 'Les brochures qui étaient revenues au stock sont gardées de nouveau pour la commande.',
  async change({ tx, request }) {
    if ((await holdLinesAgain(tx, request)) > 0)
      throw new Conflict(
        'Ses exemplaires ne peuvent plus être gardés\u00a0: ils ont été commandés par d’autres depuis, ou le quota de la commune est pris. Une nouvelle commande dira ce qui reste.',
      )
    return {}
  },
})
