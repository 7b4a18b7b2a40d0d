// What is contested of a right, in the words of the request: what was decided, on which day, and what the rule asks. Never what a proof showed.
import { live } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { capital, fullDate } from '#platform/ui/french.ts'
import { localDay, territory, todayThere } from '#territory'
import { classWords, GRID } from '../../grid/kind.ts'
import { conditionWords, type Place } from '../../grid/words.ts'
import type { Grid } from '../../grid/definition.ts'
import { isContestable } from '../../record/contest.ts'
import { entitlementsOf } from '../../record/entitlements.ts'
import { missingText, type Offer, offersFor } from '../offers.ts'
import { livePass } from '../own.ts'

export interface Contested {
  /** « Piscines, Dix entrées » */
  right: string
  decision: string
  rule: string
}

const MOST_RULE = 6000

/** The decision of today, or the one by which it is held, of the product that the address names. @throws NotFound */
export async function contestedOf(tx: Read, productId: string): Promise<Contested> {
  const pass = await livePass(tx)
  if (!(await isContestable(tx))) throw new NotFound('Un droit se conteste ici à un guichet.')
  const offer = (await offersFor(tx, pass)).find(({ product }) => String(product.id) === productId)
  if (offer === undefined) throw new NotFound('Ce droit n’est plus proposé.')
  const { product } = offer
  const { zone, communes } = await territory(tx)
  const today = await todayThere(tx)
  const held = (await entitlementsOf(tx, pass.id, today)).find((one) => one.productId === product.id)
  const grid = (await live(tx, GRID)).find(({ id }) => id === product.grid)?.body
  return {
    right: `${product.partner}, ${product.name}`.slice(0, 120),
    decision:
      held === undefined
        ? decisionText(offer, today)
        : `Donné le ${fullDate(localDay(held.decidedAt, zone))}${gives(grid, held.class)}. ${held.because}`,
    rule: grid === undefined ? '' : ruleText(grid, communes).slice(0, MOST_RULE),
  }
}

const gives = (grid: Grid | undefined, id: string): string =>
  grid === undefined || id === '' ? '' : `, ${classWords(id, grid)}`

function decisionText({ state, label, because, missing }: Offer, today: string): string {
  const given =
    state === 'closed' ? 'Refusé' : `Proposé${label === '' ? '' : ` au tarif «\u00a0${label}\u00a0»`}`
  const lacks = missing.length === 0 ? '' : ` Manque pour une autre réponse\u00a0: ${missingText(missing)}.`
  return `${given}, le ${fullDate(today)}. ${because}.${lacks}`
}

/** « Grille « Piscine solidaire ». Tarif solidaire : si … » */
function ruleText(grid: Grid, places: readonly Place[]): string {
  const rows = grid.rows.map(
    ({ class: id, when }) => `${capital(classWords(id, grid))}\u00a0: ${conditionWords(when, places)}`,
  )
  const rest =
    grid.otherwise === undefined ? [] : [`Dans les autres cas\u00a0: ${classWords(grid.otherwise, grid)}`]
  return [`Grille «\u00a0${grid.title}\u00a0»`, ...rows, ...rest].map((line) => `${line}.`).join('\n')
}
