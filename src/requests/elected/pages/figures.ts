// The requests of a commune in figures: a sentence, four figures, then by theme.
import { of } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { figures as figureList } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { number, plural } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { shareText } from '#services'
import { type Authority, authorityNoun } from '#territory'
import type { Figures, Theme } from '../figures.ts'
import { type Behind, DAYS } from '../read.ts'

export const titleOf = (authority: Authority): string => `Les demandes ${of(authorityNoun(authority))}`

/** « 488 demandes reçues en 30 jours, 91 sur 100 ont eu leur réponse à temps. » */
export function sentence({ received, answered, kept, open, late }: Figures): Html {
  const inTime =
    answered === 0
      ? ''
      : ` De celles qui devaient avoir leur solution, ${shareText({ answered, kept })} l’ont eue à temps.`
  const now =
    open === 0
      ? ' Aucune n’est ouverte.'
      : ` ${plural(open, 'est ouverte', 'sont ouvertes')}, ${late === 0 ? 'aucune n’est en retard' : plural(late, 'est en retard', 'sont en retard')}.`
  return html`<p class="say-it"><b>${plural(received, 'demande reçue', 'demandes reçues')} en ${DAYS} jours.</b>${inTime}${now}</p>`
}

/** Fewer than five are not told: one of them would be known. */
export const tooFew = (): Html =>
  emptyState(
    'Trop peu de demandes pour être comptées',
    `Moins de cinq sont ouvertes ou ont été reçues en ${DAYS} jours.`,
  )

export const isTold = ({ themes }: Figures): boolean => themes.length > 0

export const keyFigures = (
  { open, late, own, answered, kept }: Figures,
  authority: Authority,
  behind: Behind | null,
): Html =>
  figureList([
    { label: 'Ouvertes', value: number(open), href: behind?.open },
    { label: 'En retard', value: number(late), href: behind?.late },
    {
      label: authority.level === 'commune' ? 'Attendent la mairie' : 'Attendent la métropole',
      value: number(own),
      href: behind?.own,
    },
    {
      label: 'À temps',
      value: answered === 0 ? '–' : shareText({ answered, kept }),
      detail: `en ${DAYS} jours`,
    },
  ])

const themeRow = ({ label, received, open, late }: Theme) => [
  label ?? 'Autres, trop peu nombreuses pour être distinguées',
  number(received),
  number(open),
  number(late),
]

/** Nothing of one theme alone: the figures above say it. */
export function themesTable({ themes }: Figures): Html {
  const [only, second] = themes
  if (only !== undefined && second === undefined)
    return only.label === null
      ? html`<p class="inside">Trop peu nombreuses dans chaque thème pour être distinguées.</p>`
      : html`<p class="inside">Toutes relèvent du même thème&nbsp;: <b>${only.label}</b>.</p>`
  const columns = [
    { label: 'Thème' },
    { label: 'Reçues', right: true },
    { label: 'Ouvertes', right: true },
    { label: 'En retard', right: true },
  ]
  return table({
    ...{ caption: 'Demandes par thème', captionHidden: true, columns, dense: true },
    rows: themes.map(themeRow),
  })
}
