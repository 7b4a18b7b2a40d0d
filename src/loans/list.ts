// GET /prets: what communes offer to whoever reads, and on which days it is taken.
import { inOffice } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { type Day, localDay, territory } from '#territory'
import { offers } from './loan.ts'
import { type TakenDays, takenDays } from './queries.ts'
import { daysText } from './words.ts'

export const HERE = '/prets'
export const FOLLOWED = `${HERE}/suivi`
export const offerAt = (id: number): string => `${HERE}/${id}`

interface Line {
  id: number
  title: string
  summary: string
  theme: string
  owner: string
  terms: string
  isFree: boolean
  taken: readonly TakenDays[]
  today: Day
}

const textOf = (fields: Readonly<Record<string, unknown>>, name: string): string => {
  const kept = fields[name]
  return typeof kept === 'string' ? kept : ''
}

async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const found: Line[] = []
  for (const { id, title, summary, theme, authorityId, fields } of await offers(tx))
    found.push({
      ...{ id, title, summary, theme, today, terms: textOf(fields, 'terms'), isFree: fields.free === true },
      owner: place.authority(authorityId).name,
      taken: await takenDays(tx, id),
    })
  return found
}

const isOut = ({ taken, today }: Line): boolean =>
  taken.some(({ fromDay, isOut: out }) => out || fromDay <= today)

/** Whether it is there today, and the days on which it is lent, now or next: « Prêté », « du 3 au 5 déc. 2026 ». */
function standing(line: Line): readonly [word: 'Libre' | 'Prêté', days: string] {
  const [next] = line.taken
  if (next === undefined) return ['Libre', '']
  const days = daysText(next.fromDay, next.toDay)
  if (!isOut(line)) return ['Libre', `prêté ${days}`]
  return ['Prêté', next.isOut && next.toDay < line.today ? `${days}, pas encore rendu` : days]
}

export const list = listOf<Line>({
  at: HERE,
  action: 'loan.list',
  title: 'Prêts entre communes',
  one: 'offre',
  several: 'offres',
  intro: html`<p class="reading">Du matériel et des salles que des communes prêtent aux autres. Demandez des jours&nbsp;: la commune qui prête répond, et vous vous écrivez ici.</p>`,
  ways: [{ label: 'Vos prêts en cours', href: FOLLOWED, who: inOffice }],
  columns: [
    {
      label: 'Offre',
      text: ({ title }) => title,
      cell: ({ id, title, summary }) =>
        html`<a href="${offerAt(id)}">${title}</a>${summary !== '' && html`<br><span class="meta">${summary}</span>`}`,
      sort: { name: 'offre', by: ({ title }) => title },
    },
    { label: 'De', text: ({ owner }) => owner, sort: { name: 'de', by: ({ owner }) => owner } },
    { label: 'Rubrique', text: ({ theme }) => theme },
    { label: 'Prix', text: ({ isFree }) => (isFree ? 'Gratuit' : 'Payant') },
    {
      label: 'Disponibilité',
      text: (line) => standing(line).filter(Boolean).join(', '),
      cell(line) {
        const [word, days] = standing(line)
        return html`${tag(word === 'Libre' ? 'good' : 'warn', word)}${days !== '' && html` <span class="meta">${days}</span>`}`
      },
    },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Podium, tables, broyeur',
      in: ({ title, summary, owner, terms }) => [title, summary, owner, terms],
    },
    {
      name: 'rubrique',
      label: 'Rubrique',
      all: 'Toutes',
      of: ({ theme }) => ({ value: theme, label: theme }),
    },
    {
      name: 'libre',
      label: 'Aujourd’hui',
      all: 'Toutes',
      of: (line) => (isOut(line) ? { value: 'non', label: 'Prêtées' } : { value: 'oui', label: 'Libres' }),
    },
  ],
  id: ({ id }) => id,
  order: 'offre',
  rows: lines,
  empty: {
    title: 'Aucune offre pour vous',
    text: 'Une commune qui prête quelque chose l’écrit dans ses contenus, et le publie.',
  },
  export: 'prets-entre-communes',
  keeps: true,
})
