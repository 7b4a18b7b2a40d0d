// GET /administration/instances/:instance
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { historyPanel, type Told } from '#platform/ui/history.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Territory } from '#territory'
import { kindWords } from '../../record/kinds.ts'
import type { Body, Seat, Term } from '../../record/queries.ts'
import { addressOf, daysText, HERE, isOn, seatText, termAddress } from '../words.ts'

export interface BodyView {
  body: Body
  /** The one that is shown; null: there is none. */
  term: Body['term'] | Term
  terms: readonly Term[]
  seats: readonly Seat[]
  gathered: readonly { commune: string; mayor: string | null }[]
  history: readonly Told[]
  place: Territory
  today: string
}

const COLUMNS = [
  { label: 'Nom' },
  { label: 'Fonction' },
  { label: 'Ce qui lui est délégué' },
  { label: 'Quand' },
  { label: 'Compte' },
]

function seatRow(seat: Seat, { body, term, seats, today }: BodyView) {
  const at = `${termAddress(body, term ?? { id: 0 })}/sieges/${seat.id}`
  return [
    html`<a href="${at}">${seat.name}</a>`,
    seatText(seat, seats),
    seat.delegation,
    daysText(seat, today),
    seat.hasAccount ? tag('good', 'Relié') : seat.isInvited ? tag('info', 'Invité') : tag('idle', 'Aucun'),
  ]
}

function seatsTable(title: string, seats: readonly Seat[], view: BodyView): Html {
  return panel(
    `${title} (${seats.length})`,
    table({
      ...{ caption: title, captionHidden: true, columns: COLUMNS, dense: true, brief: true },
      rows: seats.map((seat) => seatRow(seat, view)),
    }),
    { bare: true },
  )
}

/** Who sits there on the day: today, or the nearest day of a term that is over or to come. */
function seatPanels(view: BodyView): readonly Html[] {
  const { body, term, seats, today } = view
  const gathers = kindWords(body.kind).gathers === true
  if (seats.length === 0) return [panel('Membres', emptyState('Personne n’y est inscrit'))]
  const isNow = term !== null && isOn(term, today)
  const groups: readonly (readonly [title: string, seats: readonly Seat[]])[] = isNow
    ? [
        [gathers ? 'Désignés' : 'Siègent aujourd’hui', seats.filter((seat) => isOn(seat, today))],
        ['À venir', seats.filter(({ from }) => from > today)],
        ['N’y siègent plus', seats.filter(({ to }) => to !== null && to < today)],
      ]
    : [['Membres', seats]]
  return groups.filter(([, list]) => list.length > 0).map(([title, list]) => seatsTable(title, list, view))
}

function gatheredPanel({ gathered }: BodyView): Html {
  const rows = gathered.map(({ commune, mayor }) => [commune, mayor ?? 'Personne'])
  const columns = [{ label: 'Commune' }, { label: 'Maire' }]
  return panel(
    `Communes réunies (${rows.length})`,
    rows.length === 0
      ? emptyState('Aucune commune', 'Choisissez-les par «\u00a0Modifier\u00a0».')
      : table({ caption: 'Communes réunies', captionHidden: true, columns, rows, dense: true }),
    { bare: rows.length > 0 },
  )
}

function termsPanel({ body, terms, term, today }: BodyView): Html {
  const rows = terms.map((one) => [
    one.id === term?.id
      ? html`${daysText(one, today)} ${tag('info', 'Affichée')}`
      : html`<a href="${termAddress(body, one)}">${daysText(one, today)}</a>`,
    plural(one.seats, 'siège', 'sièges'),
    html`<div class="row">${linkButton('Dates', `${termAddress(body, one)}/dates`, { kind: 'quiet', more: daysText(one, today) })}${one.seats === 0 && linkButton('Retirer', `${termAddress(body, one)}/retrait`, { kind: 'quiet', more: daysText(one, today) })}</div>`,
  ])
  const columns = [{ label: 'Mandature' }, { label: 'Sièges' }, { label: 'Acte', hidden: true }]
  return panel(
    'Mandatures',
    table({ caption: 'Toutes les mandatures', captionHidden: true, columns, rows, dense: true, brief: true }),
    {
      bare: true,
      end: linkButton('Ajouter une mandature', `${addressOf(body)}/mandatures`, {
        kind: 'quiet',
        icon: 'plus',
      }),
    },
  )
}

export function bodyPage(frame: AgentFrame, view: BodyView): Html {
  const { body, term, terms, place, today, history } = view
  const known = facts([
    ['Genre', kindWords(body.kind).label],
    ['Collectivité', place.authority(body.authorityId).name],
    ['Mandature', term === null ? null : daysText(term, today)],
    ['Siègent aujourd’hui', plural(body.sitting, 'personne', 'personnes')],
  ])
  const acts = html`<div class="row">${term !== null && linkButton('Ajouter un membre', `${termAddress(body, term)}/sieges`, { kind: 'quiet', icon: 'plus' })}${linkButton('Modifier', `${addressOf(body)}/modifier`, { kind: 'quiet' })}${terms.every(({ seats }) => seats === 0) && linkButton('Retirer', `${addressOf(body)}/retrait`, { kind: 'quiet' })}</div>`
  const main = html`<div class="stack"><div class="row apart"><h1>${body.name}</h1>${acts}</div>
    ${known}${kindWords(body.kind).gathers === true && gatheredPanel(view)}${seatPanels(view)}${termsPanel(view)}${historyPanel(history, place.zone)}
    <p><a href="${HERE}">Revenir aux instances</a></p></div>`
  return agentPage(frame, { title: body.name, main, current: HERE })
}
