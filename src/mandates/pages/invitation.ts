// The page of an invitation: who asks, until when, what it opens; accept or refuse.
import { ofPerson } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { longDate } from '#platform/ui/french.ts'
import { hidden, sayPage } from '#platform/http/form-page.ts'
import type { Mandate } from '../queries.ts'

export function invitationPage(ctx: Context, token: string, { kind, personName, validTo }: Mandate): Html {
  const title = `Aider ${personName}`
  const who =
    kind === 'parent'
      ? html`<p>L’autre parent ${ofPerson(personName)} propose que vous fassiez aussi ses démarches, jusqu’à ses 18&nbsp;ans, le ${longDate(validTo)} compris.</p>`
      : html`<p><b>${personName}</b> propose que vous fassiez des démarches en son nom, jusqu’au ${longDate(validTo)} compris.</p>`
  const main = html`<div class="reading stack"><h1>${title}</h1>${who}
    <ul class="plain"><li>Vous ferez et suivrez ses demandes. Chacune dira que c’est vous qui l’avez faite.</li>
    <li>Vous n’ouvrirez ni la sécurité de son compte, ni ses sites connectés, et ne vous connecterez nulle part à sa place.</li>
    <li>Chacun de vous peut y mettre fin à tout moment.</li></ul>
    <p>Vous ne connaissez pas cette personne&nbsp;? Refusez.</p>
    <form class="stack" method="post" action="/compte/proches/invitation">${csrfField(ctx.csrf)}${hidden('jeton', token)}
    <div class="actions">${button('Accepter', { name: 'choix', value: 'accepter' })}${button('Refuser', { kind: 'quiet', name: 'choix', value: 'refuser' })}</div></form></div>`
  return ownPage(ctx, { title, main })
}

/** The same for a link that never was, is over, or went to another address. */
export function deadInvitationPage(ctx: Context, email: string | null): Html {
  const account =
    email === null
      ? html`<p>Une invitation s’ouvre avec le compte de l’adresse e-mail qui l’a reçue. Votre compte n’a pas d’adresse e-mail.</p>`
      : html`<p>Une invitation s’ouvre avec le compte de l’adresse e-mail qui l’a reçue. Vous êtes connecté avec <b>${email}</b>.</p>`
  return sayPage(
    ctx,
    'Ce lien ne s’ouvre pas',
    html`${account}<p>Il peut aussi avoir déjà servi, ou dater de plus de 7&nbsp;jours. Demandez alors une nouvelle invitation.</p>
    <p>${linkButton('Voir mes proches et aidants', '/compte/proches', { kind: 'quiet' })}</p>`,
  )
}
