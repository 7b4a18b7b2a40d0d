// The words of a digest: what is urgent first, the rest by subject, what is for the record last. Pure.
import type { Novelty } from '#platform/mail/digest.ts'
import type { MailGroup } from '#platform/mail/render.ts'
import { plural } from '#platform/ui/french.ts'

/** A novelty, with its source in its key. */
export type Gathered = Novelty

const FIRST = 'À lire d’abord'
const LAST = 'Pour mémoire'
const REST = 'Autres nouvelles'

/** How many lines a mail has at most. */
export const MOST_LINES = 40

const lineOf =
  (origin: string, isShort = false) =>
  ({ title, path, summary, author }: Gathered) => ({
    title,
    url: `${origin}${path}`,
    more: isShort || summary === '' ? author : `${summary} (${author})`,
  })

/** In groups; those that hold nothing are left out. */
export function groupsOf(items: readonly Gathered[], origin: string): MailGroup[] {
  const of = (urgency: Gathered['urgency']) => items.filter((item) => item.urgency === urgency)
  const bySubject = Map.groupBy(of('normal'), ({ subject }) => (subject === '' ? REST : subject))
  const subjects = [...bySubject].toSorted(([one], [other]) =>
    one === REST ? 1 : other === REST ? -1 : one.localeCompare(other, 'fr'),
  )
  return [
    { title: FIRST, items: of('urgent').map(lineOf(origin)) },
    ...subjects.map(([title, list]) => ({ title, items: list.map(lineOf(origin)) })),
    { title: LAST, items: of('low').map(lineOf(origin, true)) },
  ].filter((group) => group.items.length > 0)
}

/** No title of what it holds: it is read on the screen of a telephone that lies there. */
export const subjectOf = (count: number, isAlert: boolean): string =>
  isAlert
    ? plural(count, 'information urgente vous attend', 'informations urgentes vous attendent')
    : `Votre résumé\u00a0: ${plural(count, 'nouveauté', 'nouveautés')}`
