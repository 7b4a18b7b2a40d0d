// The pages of a change of address.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { textInput } from '#platform/ui/fields.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { formPage, hidden, problemOf, sayPage } from '#platform/http/form-page.ts'

export function changePage(
  ctx: Context,
  { current, email, problems = [] }: { current: string; email: string; problems?: readonly FieldProblem[] },
): Html {
  const input = textInput({
    name: 'email',
    label: 'Nouvelle adresse e-mail',
    kind: 'email',
    value: email,
    autocomplete: 'email',
    spellcheck: false,
    medium: true,
    error: problemOf(problems, 'email'),
  })
  return formPage(ctx, {
    title: 'Changer d’adresse e-mail',
    current: '/compte',
    intro:
      current === ''
        ? html`<p>Votre compte n’a pas encore d’adresse. Nous écrirons à celle que vous donnez, pour vérifier qu’elle est la vôtre.</p>`
        : html`<p>Votre adresse actuelle est <b>${current}</b>. Nous écrirons aux deux adresses. Le changement se fait quand les deux ont accepté, ou 7&nbsp;jours après si l’ancienne ne répond pas.</p>`,
    action: '/compte/securite/adresse',
    fields: input,
    button: 'Demander le changement',
    problems,
  })
}

export function linkPage(ctx: Context, token: string, side: 'new' | 'old'): Html {
  const refuse = button('Refuser le changement', { kind: 'quiet', name: 'choix', value: 'refuser' })
  const title = side === 'new' ? 'Confirmer votre nouvelle adresse' : 'Accepter le changement d’adresse'
  const text =
    side === 'new'
      ? html`<p>Confirmez que cette adresse est la vôtre&nbsp;: votre compte la prendra.</p>`
      : html`<p>Votre compte va prendre une autre adresse. Si ce n’est pas vous qui l’avez demandé, refusez.</p>`
  const main = html`<div class="reading stack"><h1>${title}</h1>${text}
    <form class="stack" method="post" action="/connexion/adresse">${csrfField(ctx.csrf)}${hidden('jeton', token)}
    <div class="actions">${button(side === 'new' ? 'Confirmer' : 'Accepter', { name: 'choix', value: 'accepter' })}${side === 'old' && refuse}</div></form></div>`
  return citizenPage(frameOf(ctx), { title, main, current: '/connexion' })
}

export function answeredPage(ctx: Context, said: 'done' | 'waiting' | 'refused'): Html {
  const texts = {
    done: ['Votre adresse est changée', 'Connectez-vous désormais avec la nouvelle.'],
    waiting: [
      'C’est noté',
      'Le changement se fera quand l’autre adresse aura accepté aussi, ou 7\u00a0jours après la demande si l’ancienne ne répond pas.',
    ],
    refused: [
      'Le changement est refusé',
      'Votre compte garde son adresse. Si vous n’aviez rien demandé, changez tout de suite votre mot de passe.',
    ],
  } as const
  const [title, text] = texts[said]
  return sayPage(
    ctx,
    title,
    html`<p>${text}</p><p>${linkButton('Se connecter', '/connexion', { kind: 'quiet' })}</p>
    ${said === 'done' && html`<p>Pas encore de mot de passe&nbsp;? <a href="/mot-de-passe-oublie">Choisissez-en un</a>.</p>`}`,
  )
}
