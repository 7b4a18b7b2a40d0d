// Brochures in words: what is left, for whom, until when; why an order is not taken.
import { longDate, number, plural } from '#platform/ui/french.ts'
import { addDays, type Day } from '#territory'

export const EACH = { month: 'par mois', quarter: 'par trimestre', year: 'par an' } as const
export type Each = keyof typeof EACH
export const isEach = (text: string): text is Each => Object.hasOwn(EACH, text)

const MONTHS: Readonly<Record<Each, number>> = { month: 1, quarter: 3, year: 12 }

/** The last day of the period of a quota that holds this day. */
function lastDayOf(each: Each, today: Day): Day {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const months = MONTHS[each]
  const next = new Date(Date.UTC(year, Math.floor((month - 1) / months) * months + months, 1))
  return addDays(next.toISOString().slice(0, 10), -1)
}

/** How many copies of a brochure may be ordered. */
export interface Supply {
  least: number
  most: number
  stock: number
  quota: number | null
  quotaEach: Each
}

export const copies = (count: number): string => plural(count, 'exemplaire', 'exemplaires')

/** « Il en reste 120 pour Bron jusqu’au 31 décembre 2026 » */
const leftOfQuota = (left: number, commune: string, each: Each, today: Day): string =>
  left === 0
    ? `Le quota de ${commune} est épuisé jusqu’au ${longDate(lastDayOf(each, today))}.`
    : `Il en reste ${number(left)} pour ${commune} jusqu’au ${longDate(lastDayOf(each, today))}.`

/** What may still be ordered for a commune that had so many, in one sentence. */
export function supplySentence(supply: Supply, taken: number, commune: string, today: Day): string {
  const { least, most, stock, quota, quotaEach } = supply
  if (stock < least) return 'Plus assez d’exemplaires pour le moment\u00a0: lisez-la en PDF.'
  const each =
    least === most ? `${copies(least)} par commande` : `De ${number(least)} à ${copies(most)} par commande`
  if (quota === null) return `${each}. ${number(stock)} en stock.`
  return `${each}. ${leftOfQuota(Math.min(stock, Math.max(0, quota - taken)), commune, quotaEach, today)}`
}

export type Why = 'gone' | 'size' | 'quota' | 'stock'

/** Why so many copies are not held: what remains, until when. */
export function refusal(
  why: Why,
  remaining: number,
  { least, most, quotaEach }: Supply,
  commune: string,
  today: Day,
): string {
  if (why === 'gone') return 'Cette brochure n’est plus proposée.'
  if (why === 'size') return `Une commande compte de ${number(least)} à ${copies(most)}.`
  if (why === 'stock')
    return remaining === 0
      ? 'Il n’en reste plus aucun exemplaire\u00a0: d’autres communes viennent de les commander.'
      : `Il n’en reste que ${copies(remaining)}\u00a0: commandez-en moins.`
  const until = longDate(lastDayOf(quotaEach, today))
  return remaining === 0
    ? `${commune} a reçu tous ceux de son quota\u00a0: le suivant commence après le ${until}.`
    : `Le quota de ${commune} laisse ${copies(remaining)} jusqu’au ${until}\u00a0: commandez-en moins.`
}

export const KINDS = {
  received: 'Reçus',
  corrected: 'Corrigés',
  held: 'Commandés',
  returned: 'Rendus',
  delivered: 'Remis',
} as const
export type MovementKind = keyof typeof KINDS
