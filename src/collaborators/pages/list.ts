// « Collaborateurs »: who acts for the member, for whom one acts, what is proposed, what is over.
import { COLLABORATORS, type Mandate } from '#mandates'
import { accountMain } from '#people'
import { CAPACITIES } from '#signin'
import { ofPerson } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { button, buttonForm, csrfField, linkButton } from '#platform/ui/button.ts'
import { card } from '#platform/ui/content.ts'
import { tag } from '#platform/ui/feedback.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'

export interface CollaboratorsView {
  personId: number
  zone: string
  sits: boolean
  mandates: readonly Mandate[]
  proposals: readonly Mandate[]
}

const STATES = {
  waiting: tag('idle', 'N’a pas encore répondu'),
  coming: tag('info', 'À venir'),
  live: tag('good', 'En cours'),
  over: null,
} as const

const list = (items: readonly Html[]): Html => html`<ul class="own-requests">${items}</ul>`

const capacityOf = ({ capacity }: Mandate): string => (capacity === null ? '' : CAPACITIES[capacity])

const daysOf = ({ validFrom, validTo }: Mandate): string =>
  `du ${mediumDate(validFrom)} au ${mediumDate(validTo)}`

const about = (mandate: Mandate): Html => html`<p class="meta">${capacityOf(mandate)}, ${daysOf(mandate)}</p>`

const endButton = ({ csrf }: Context, { id }: Mandate, label: string, more: string): Html =>
  buttonForm(label, `/compte/proches/${id}/fin`, csrf, { kind: 'bare', more })

function given(ctx: Context, mandate: Mandate): Html {
  const { helperName, invitedEmail, state } = mandate
  const name = helperName ?? invitedEmail ?? ''
  const end =
    state === 'waiting'
      ? endButton(ctx, mandate, 'Annuler la proposition', `faite à ${name}`)
      : endButton(ctx, mandate, 'Reprendre le mandat', ofPerson(name))
  return html`<li><p>${STATES[state]}</p><h3>${name}</h3>${about(mandate)}${state === 'waiting' && html`<p class="meta">${invitedEmail}</p>`}<div class="row">${end}</div></li>`
}

const isOver = ({ state }: Mandate): boolean => state === 'over'

function givenCard(ctx: Context, { personId, sits, mandates }: CollaboratorsView): Html | null {
  const mine = mandates.filter((one) => one.personId === personId)
  if (!sits && mine.length === 0) return null
  const items = mine.filter((one) => !isOver(one)).map((one) => given(ctx, one))
  const more = sits
    ? linkButton('Donner un mandat', `${COLLABORATORS}/nouveau`, { kind: 'quiet' })
    : html`<p>Vous n’avez pas de mandat électif en cours&nbsp;: personne n’agit en votre nom.</p>`
  return card(
    'Vos collaborateurs',
    html`${items.length > 0 ? list(items) : sits && html`<p>Personne n’agit en votre nom.</p>`}<div class="row">${more}${linkButton('Ce qui a été fait en votre nom', `${COLLABORATORS}/journal`, { kind: 'bare' })}</div>`,
  )
}

function proposal({ csrf }: Context, mandate: Mandate): Html {
  const { id, personName } = mandate
  const answer = (value: string, label: string, kind: 'main' | 'quiet') =>
    button(label, {
      name: 'choix',
      value,
      more: `d’agir pour ${personName}`,
      ...(kind === 'main' ? {} : { kind }),
    })
  return html`<li><p>${tag('info', 'Proposition')}</p><h3>${personName}</h3>${about(mandate)}
    <form method="post" action="${COLLABORATORS}/${id}/reponse">${csrfField(csrf)}<div class="row">${answer('accepter', 'Accepter', 'main')}${answer('refuser', 'Refuser', 'quiet')}</div></form></li>`
}

function held(ctx: Context, mandate: Mandate): Html {
  const { id, personName, state } = mandate
  const act =
    state === 'live' &&
    buttonForm(`Agir pour ${personName}`, `/compte/proches/${id}/agir`, ctx.csrf, { kind: 'quiet' })
  return html`<li><p>${STATES[state]}</p><h3>${personName}</h3>${about(mandate)}<div class="row">${act}${endButton(ctx, mandate, 'Rendre le mandat', ofPerson(personName))}</div></li>`
}

function heldCard(ctx: Context, { personId, mandates, proposals }: CollaboratorsView): Html {
  const mine = mandates.filter((one) => one.helperId === personId && !isOver(one))
  const items = [...proposals.map((one) => proposal(ctx, one)), ...mine.map((one) => held(ctx, one))]
  const none = html`<p>Quand un élu vous confie un mandat, il est ici, et vous recevez un courriel.</p>`
  return card('Vous agissez pour', items.length > 0 ? list(items) : none)
}

function overCard({ personId, mandates, zone }: CollaboratorsView): Html | null {
  const rows = mandates
    .filter(isOver)
    .map((one) => [
      one.personId === personId ? (one.helperName ?? 'Proposition sans suite') : `Pour ${one.personName}`,
      capacityOf(one),
      mediumDate(one.validFrom),
      one.endedAt === null ? mediumDate(one.validTo) : mediumDate(one.endedAt, zone),
    ])
  if (rows.length === 0) return null
  const columns = [{ label: 'Qui' }, { label: 'En qualité de' }, { label: 'Début' }, { label: 'Fin' }]
  return card(
    'Mandats finis',
    table({ caption: 'Liste des mandats finis', captionHidden: true, columns, rows }),
  )
}

export function collaboratorsPage(ctx: Context, view: CollaboratorsView): Html {
  const title = 'Collaborateurs'
  const body = html`<h1>${title}</h1>
    <p class="lead">Un collaborateur agit au nom d’un élu, entre deux jours. Chaque acte dit qui l’a fait.</p>
    <div class="cards">${givenCard(ctx, view)}${heldCard(ctx, view)}</div>${overCard(view)}`
  const main = accountMain(ctx, COLLABORATORS, body, { wide: true })
  return ownPage(ctx, { title, main })
}
