// The words of a door, for what it decided and for what it holds. Never of whom.
import { type Known, type State } from '../../gate/state.ts'
import { wordsOf } from '../../token/words.ts'
import type { Shown } from './gatekeeper.ts'
import type { Names } from './memory.ts'

const DAY = 86_400
const NONE = 'tous'

const euro = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' })
const euros = (cents: number): string => euro.format(cents / 100)
const many = (count: number, one: string, more: string): string => `${count} ${count > 1 ? more : one}`

/** « 14 h 02 » @param at in seconds */
export function hour(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, hour: 'numeric', minute: '2-digit' })
    .formatToParts(at * 1000)
    .reduce<Record<string, string>>((all, { type, value }) => ({ ...all, [type]: value }), {})
  return `${Number(parts.hour)}\u00a0h\u00a0${parts.minute}`
}

/** « demain 13 h 45 », « 13 h 45 » today. */
function moment(at: number, now: number, zone: string): string {
  const day = (seconds: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(seconds * 1000)
  if (day(at) === day(now)) return hour(at, zone)
  if (day(at) === day(now + DAY)) return `demain ${hour(at, zone)}`
  const when = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, day: 'numeric', month: 'long' })
  return `le ${when.format(at * 1000)} à ${hour(at, zone)}`
}

/** « Tarif solidaire »; of a product without classes, its name. */
export function classWords({ product, class: held }: Shown, names: Names | null): string {
  const name = (product !== null && names?.products[product]) || 'Entrée'
  if (held === null || held === NONE) return name
  const label = product === null ? undefined : names?.classes?.[product]?.[held]
  return label ?? `Tarif ${held.replaceAll('-', ' ')}`
}

const kindOf = ({ product }: Shown, known: Known | null) =>
  known?.products.find(({ id }) => id === product)?.counted ?? 'nothing'

export interface Left {
  before: string
  figure: string
  after: string
}

/** « reste 6 entrées », the figure apart. */
export function leftWords(shown: Shown, known: Known | null): Left | null {
  const { left, cents } = shown
  const kind = kindOf(shown, known)
  if (left === null || kind === 'nothing') return null
  if (kind === 'credit') return { before: `${euros(cents ?? 0)} pris, reste`, figure: euros(left), after: '' }
  const after =
    kind === 'weekly'
      ? left > 1
        ? 'passages cette semaine'
        : 'passage cette semaine'
      : left > 1
        ? 'entrées'
        : 'entrée'
  return { before: 'reste', figure: String(left), after }
}

/** « il y a 20 secondes » */
function ago(seconds: number): string {
  if (seconds < 120) return `il y a ${many(seconds, 'seconde', 'secondes')}`
  if (seconds < 7200) return `il y a ${Math.round(seconds / 60)} minutes`
  return `il y a ${Math.round(seconds / 3600)} heures`
}

/** The sign, the word and what to do of what is not taken. */
export function refusalWords({ refusal, detail, before }: Shown): { word: string; why: string } {
  const { word, todo } = wordsOf(refusal ?? 'unread')
  if (detail !== null) return { word, why: detail }
  return { word, why: before === null ? todo : `${ago(before).replace('il', 'Il')}. ${todo}` }
}

/** « 2 entrées » */
export function moreWords(shown: Shown, known: Known | null): string | null {
  const { more } = shown
  if (more === null) return null
  const kind = kindOf(shown, known)
  const much = kind === 'credit' ? euros(more) : many(more, 'entrée', 'entrées')
  return `Cette porte peut encore accepter ${much} de ce pass.`
}

export const keptWords = (count: number): string =>
  count === 0 ? 'Tout est envoyé.' : `${many(count, 'passage gardé', 'passages gardés')} ici, à envoyer.`

/** « Listes de 13 h 45, bonnes jusqu’à demain 13 h 45. » @param now in seconds, as the server would say it */
export function listWords({ known }: Pick<State, 'known'>, now: number): string {
  const oldest = Math.min(known.fetchedAt, known.list?.issuedAt ?? 0)
  const until = Math.min(oldest + DAY, known.list?.expiresAt ?? 0)
  const { zone } = known
  if (now >= until) return 'Listes trop anciennes\u00a0: cette porte ne décide plus seule.'
  return `Listes de ${hour(oldest, zone)}, bonnes jusqu’à ${moment(until, now, zone)}.`
}

const FOUND: Readonly<Record<string, (count: number) => string>> = {
  double: (n) =>
    `${many(n, 'code accepté', 'codes acceptés')} ici l’avai${n > 1 ? 'en' : ''}t été à une autre porte.`,
  over: (n) => `${many(n, 'passage accepté', 'passages acceptés')} au-delà de ce qui restait.`,
  dead: (n) => `${many(n, 'passage', 'passages')} d’un pass arrêté entre-temps.`,
  late: (n) => `${many(n, 'passage envoyé', 'passages envoyés')} plus d’un jour après.`,
  unproven: (n) => `${many(n, 'passage', 'passages')} sans preuve.`,
}

/** What the server found in what this door did alone. */
export const foundWords = (found: Readonly<Record<string, number>>): string[] =>
  Object.entries(found).flatMap(([word, count]) => FOUND[word]?.(count) ?? [])
