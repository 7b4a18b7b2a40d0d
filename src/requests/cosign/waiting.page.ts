// A draft that waits for a second signature: who is awaited, until when, and what one may do meanwhile.
import { html, type Html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { leaveHere } from '#people'
import { button, linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { dateTime, longDate, typo } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import type { CitizenPage } from '#platform/ui/layout.ts'
import type { Cosigning } from '../signed/queries.cosigning.ts'

export interface WaitingView {
  service: { slug: string; title: string }
  at: string
  zone: string
  asked: readonly Cosigning[]
  /** Days during which they are awaited. */
  silence: number
  first: string
}

function stateOf({ answer, answeredAt, askedAt, email }: Cosigning, { zone, silence }: WaitingView): Html {
  if (answer === 'signed' && answeredAt !== null) return html`A signé le ${dateTime(answeredAt, zone)}`
  const until = longDate(new Date(askedAt.getTime() + silence * 86_400_000), zone)
  return html`Signature demandée le ${dateTime(askedAt, zone)}, à l’adresse ${email}. Le lien sert jusqu’au ${until}.`
}

export function waitingPage(ctx: Context, view: WaitingView): CitizenPage {
  const { service, at, asked, first } = view
  const awaited = asked.filter(({ answer }) => answer === null)
  const title = awaited.length === 0 ? 'Tout le monde a signé' : 'Votre demande attend une signature'
  const list = asked.map((one): [string, Html] => [`${one.name}, ${typo(one.signsAs)}`, stateOf(one, view)])
  const now =
    awaited.length === 0
      ? html`<p class="lead">Votre demande part dans un instant. Si elle est toujours ici dans quelques minutes, envoyez-la vous-même&nbsp;: ce qui manque vous est dit.</p>${form({ action: `${at}/envoyer`, csrf: ctx.csrf, body: html`<div class="row">${button('Envoyer ma demande')}</div>` })}`
      : html`<p class="lead">Rien n’est encore envoyé. Votre demande part dès que cette signature est là, avec la date de ce moment&nbsp;; vous recevez alors l’accusé de réception.</p>`
  const main = html`<div class="reading sections"><div class="stack"><h1><span class="over">${service.title}</span>${title}</h1>${now}${facts(list)}</div>
    <section class="stack"><h2>En attendant</h2><p>Changer une réponse annule cette demande de signature&nbsp;: vous la demandez à nouveau ensuite. Sans réponse, nous rappelons la personne, puis nous vous prévenons.</p>
    <div class="row actions">${linkButton('Modifier mes réponses', `${at}/${first}`, { kind: 'quiet' })}${form({ action: `${at}/attente`, csrf: ctx.csrf, body: button('Retirer la demande de signature', { kind: 'bare' }) })}</div></section>
    ${leaveHere(ctx, 'Ce brouillon sera perdu ici.')}</div>`
  return {
    title: `${title} – ${service.title}`,
    main,
    current: '/demarches',
    crumb: 'Votre demande',
    crumbs: [
      { href: '/', label: 'Accueil' },
      { href: `/demarches/${service.slug}`, label: service.title },
    ],
  }
}
