// « Proches et aidants »: who helps me, whom I help, my children, what was done for me, what is over.
import { ofPerson } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import type { HelpedEvent } from '#platform/ledger/events.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { card } from '#platform/ui/content.ts'
import { tag } from '#platform/ui/feedback.ts'
import { dateTime, longDate, mediumDate } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { showNumber } from '#signin'
import { accountMain } from '#people'
import { ageOn } from '../days.ts'
import type { Mandate } from '../queries.ts'

export interface MandatesView {
  personId: number
  zone: string
  /** `YYYY-MM-DD`, where people are. */
  today: string
  mandates: readonly Mandate[]
  acts: readonly HelpedEvent[]
}

/** From that age a child consents alone to the use of personal data (loi Informatique et Libertés, art. 45). */
const OWN_ACCOUNT_AGE = 15

const list = (items: readonly Html[]): Html => html`<ul class="own-requests">${items}</ul>`

const endButton = (ctx: Context, { id }: Mandate, label: string, more: string): Html =>
  buttonForm(label, `/compte/proches/${id}/fin`, ctx.csrf, { kind: 'bare', more })

const actButton = (ctx: Context, { id, personName }: Mandate): Html =>
  buttonForm(`Agir pour ${personName}`, `/compte/proches/${id}/agir`, ctx.csrf, { kind: 'quiet' })

function waiting(ctx: Context, mandate: Mandate): Html {
  const { invitedEmail, personName, kind } = mandate
  const what = kind === 'parent' ? `pour ${personName}, ` : ''
  return html`<li><h3>${invitedEmail}</h3><p>${tag('idle', 'N’a pas encore répondu')}</p><p class="meta">${what}jusqu’au ${longDate(mandate.validTo)}</p>
    <div class="row">${endButton(ctx, mandate, 'Annuler l’invitation', `envoyée à ${invitedEmail}`)}</div></li>`
}

function helpersCard(ctx: Context, { personId, mandates }: MandatesView): Html {
  const mine = mandates.filter((one) => one.personId === personId && one.kind === 'helper')
  const live = mine
    .filter(({ state }) => state === 'live')
    .map(
      (one) =>
        html`<li><h3>${one.helperName}</h3><p>Agit pour vous jusqu’au ${longDate(one.validTo)}.</p><div class="row">${endButton(ctx, one, 'Mettre fin', `au mandat ${ofPerson(one.helperName ?? '')}`)}</div></li>`,
    )
  const items = [...live, ...mine.filter(({ state }) => state === 'waiting').map((one) => waiting(ctx, one))]
  return card(
    'Personnes qui m’aident',
    html`${items.length > 0 ? list(items) : html`<p>Personne n’agit pour vous.</p>`}
    <p>${linkButton('Confier mes démarches à quelqu’un', '/compte/proches/confier', { kind: 'quiet' })}</p>`,
  )
}

function helpedCard(ctx: Context, { personId, mandates }: MandatesView): Html {
  const items = mandates
    .filter((one) => one.helperId === personId && one.kind === 'helper' && one.state === 'live')
    .map(
      (one) =>
        html`<li><h3>${one.personName}</h3><p>Jusqu’au ${longDate(one.validTo)}.</p><div class="row">${actButton(ctx, one)}${endButton(ctx, one, 'Mettre fin', `à mon mandat pour ${one.personName}`)}</div></li>`,
    )
  return card(
    'Personnes que j’aide',
    items.length > 0
      ? list(items)
      : html`<p>Quand quelqu’un vous confie ses démarches, vous recevez un courriel avec un lien.</p>`,
  )
}

function numberOf(ctx: Context, { personId, personName, number }: Mandate): Html {
  if (number === null)
    return html`<div class="row">${buttonForm('Obtenir son numéro de compte', `/compte/proches/enfants/${personId}/numero`, ctx.csrf, { kind: 'bare', more: `pour ${personName}` })}</div>`
  return html`<p class="meta">Numéro de compte&nbsp;: ${showNumber(number)}. À partir de 18&nbsp;ans, ${personName} peut demander un code à un guichet, avec ce numéro et une pièce d’identité.</p>`
}

function childItem(ctx: Context, mandate: Mandate, { mandates, today, personId }: MandatesView): Html {
  const { personName, birthdate, validTo } = mandate
  const others = mandates.filter((one) => one.personId === mandate.personId && one.id !== mandate.id)
  const parents = others.filter(({ state }) => state === 'live')
  const age = birthdate === null ? null : ageOn(birthdate, today)
  const old =
    age !== null &&
    age >= OWN_ACCOUNT_AGE &&
    html`<p class="meta">À ${OWN_ACCOUNT_AGE}&nbsp;ans, un enfant peut ouvrir son propre compte.</p>`
  const shared = parents.map(
    (one) =>
      html`<li>${one.helperName} agit aussi pour ${personName}. ${one.givenBy === personId && endButton(ctx, one, 'Mettre fin', `au mandat ${ofPerson(one.helperName ?? '')} pour ${personName}`)}</li>`,
  )
  return html`<li><h3>${personName}</h3><p>${birthdate !== null && html`Date de naissance&nbsp;: ${mediumDate(birthdate)}. `}Vous agissez en son nom jusqu’au ${longDate(validTo)}.</p>${old}
    ${shared.length > 0 && html`<ul>${shared}</ul>`}${numberOf(ctx, mandate)}
    ${others.filter(({ state }) => state === 'waiting').length > 0 && list(others.filter(({ state }) => state === 'waiting').map((one) => waiting(ctx, one)))}
    <div class="row">${actButton(ctx, mandate)}${linkButton('Inviter l’autre parent', `/compte/proches/confier?enfant=${mandate.personId}`, { kind: 'bare', more: ofPerson(personName) })}${endButton(ctx, mandate, parents.length > 0 ? 'Ne plus agir' : 'Ne plus agir et effacer', `pour ${personName}`)}</div></li>`
}

function childrenCard(ctx: Context, view: MandatesView): Html {
  const items = view.mandates
    .filter((one) => one.helperId === view.personId && one.kind === 'parent' && one.state === 'live')
    .map((one) => childItem(ctx, one, view))
  return card(
    'Mes enfants',
    html`${items.length > 0 ? list(items) : html`<p>Ajoutez vos enfants mineurs pour faire des demandes en leur nom.</p>`}
    <p>${linkButton('Ajouter un enfant', '/compte/proches/enfants', { kind: 'quiet' })}</p>`,
  )
}

/** What events say to the person; others are the business of the account itself. */
const ACTS: Readonly<Record<string, string>> = {
  'person.mandate_used': 'A commencé à agir pour vous',
  'request.received': 'A envoyé une demande',
  'request.moved': 'A répondu ou agi sur une demande',
  'request.rated': 'A donné un avis sur une réponse',
  'request.attached': 'A rattaché une demande à votre compte',
}

function actsCard({ acts, mandates, zone }: MandatesView): Html | null {
  const nameOf = (id: number) => mandates.find(({ helperId }) => helperId === id)?.helperName ?? 'Un aidant'
  const rows = acts
    .filter(({ name }) => name in ACTS)
    .map(({ at, by, name }) => [
      html`<time datetime="${at.toISOString()}">${dateTime(at, zone)}</time>`,
      nameOf(by),
      ACTS[name] ?? '',
    ])
  if (rows.length === 0) return null
  const columns = [{ label: 'Quand' }, { label: 'Qui' }, { label: 'Quoi' }]
  return card(
    'Ce qui a été fait pour moi',
    html`${table({ caption: 'Actes faits pour moi', captionHidden: true, columns, rows })}<p><a class="more" href="/compte">Voir mes demandes</a></p>`,
  )
}

function overText({ acceptedAt, helperName, invitedEmail, personName }: Mandate): string {
  if (acceptedAt !== null) return `${helperName} pour ${personName}`
  return invitedEmail === null
    ? `Invitation sans suite pour ${personName}`
    : `Invitation envoyée à ${invitedEmail}`
}

function overCard({ mandates, zone, personId }: MandatesView): Html | null {
  const rows = mandates
    .filter(({ state }) => state === 'over')
    .filter((one) => [one.personId, one.helperId, one.givenBy].includes(personId))
    .map((one) => [
      overText(one),
      longDate(one.acceptedAt ?? one.askedAt, zone),
      one.endedAt === null ? longDate(one.validTo) : longDate(one.endedAt, zone),
    ])
  if (rows.length === 0) return null
  const columns = [{ label: 'Mandat' }, { label: 'Début' }, { label: 'Fin' }]
  return card(
    'Mandats finis',
    table({ caption: 'Liste des mandats finis', captionHidden: true, columns, rows }),
  )
}

export function mandatesPage(ctx: Context, view: MandatesView): Html {
  const title = 'Proches et aidants'
  const body = html`<h1>${title}</h1>
    <p class="lead">Un mandat laisse quelqu’un faire des demandes pour vous, jusqu’à un jour choisi. Chaque demande dit qui l’a faite.</p>
    <div class="cards"><div>${helpersCard(ctx, view)}${helpedCard(ctx, view)}</div>${childrenCard(ctx, view)}</div>${actsCard(view)}${overCard(view)}`
  const main = accountMain(ctx, '/compte/proches', body, { wide: true })
  return ownPage(ctx, { title, main })
}
