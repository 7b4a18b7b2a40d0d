// GET /intranet/emplois/candidatures: one’s own applications, sent or prepared.
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { capital, dateTime } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { applyAt, HERE, OWN } from '../record/where.ts'
import { draftedVacancies, ownApplications, type State } from './queries.ts'
import { STATES, stateTag } from './shown.ts'

interface Line {
  vacancyId: number
  title: string
  state: State | 'draft'
  at: Date
  zone: string
}

async function lines(tx: Read): Promise<Line[]> {
  const { zone } = await territory(tx)
  const sent = await ownApplications(tx)
  const drafts = await draftedVacancies(tx)
  return [
    ...drafts.map(({ savedAt, ...one }) => ({ ...one, state: 'draft' as const, at: savedAt, zone })),
    ...sent.map(({ vacancyId, title, state, sentAt, decidedAt }) => ({
      ...{ vacancyId, title, state, at: decidedAt ?? sentAt, zone },
    })),
  ]
}

export const ownList = listOf<Line>({
  at: OWN,
  action: 'vacancy.seek',
  title: 'Mes candidatures',
  one: 'candidature',
  several: 'candidatures',
  ways: [{ label: 'Toutes les offres', href: HERE }],
  columns: [
    {
      label: 'Offre',
      text: ({ title }) => title,
      cell: ({ vacancyId, title }) => html`<a href="${applyAt(vacancyId)}">${title}</a>`,
    },
    {
      label: 'État',
      text: ({ state }) => (state === 'draft' ? 'Brouillon' : STATES[state][1]),
      cell: ({ state }) => (state === 'draft' ? tag('warn', 'Brouillon, pas envoyé') : stateTag(state)),
    },
    { label: 'Depuis', text: ({ at, zone }) => capital(dateTime(at, zone)) },
  ],
  id: ({ vacancyId }) => vacancyId,
  rows: lines,
  empty: {
    title: 'Aucune candidature',
    text: 'Celles que vous préparez ou envoyez se suivent ici. Vous seul voyez cette page.',
  },
})
