// The pages of somebody FranceConnect knows and we do not yet: an address, then the code received there.
import { ofPerson } from '#platform/french/noun.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { textInput } from '#platform/ui/fields.ts'
import { emailInput, formPage, problemOf } from '#platform/http/form-page.ts'

export interface NewcomerView {
  id: string
  name: string
  email: string
  problems?: readonly FieldProblem[]
}

const addressOf = (id: string) => `/connexion/franceconnect/compte/${id}`

/** First time here: open an account, or link the one they have. */
export function newcomerPage(ctx: Context, { id, name, email, problems = [] }: NewcomerView): Html {
  const link = `/connexion?suite=${encodeURIComponent(`/compte/connexions/arrivee/${id}`)}`
  return formPage(ctx, {
    title: `Bonjour ${name}`,
    current: '/connexion',
    intro: html`<p>C’est la première fois que vous venez ici avec FranceConnect. Pour ouvrir votre compte, donnez l’adresse où vous écrire&nbsp;: nous y envoyons un code.</p><p>L’état civil que FranceConnect transmet sera gardé dans votre profil pendant un an après chaque connexion, pour vos démarches.</p>`,
    action: addressOf(id),
    fields: emailInput(email, problems, 'email'),
    button: 'Recevoir le code',
    problems,
    after: html`<h2>Vous avez déjà un compte ici&nbsp;?</h2>
      <p>Connectez-vous une fois comme d’habitude&nbsp;: vous pourrez relier FranceConnect à ce compte.</p>
      <p>${linkButton('Me connecter et relier', link, { kind: 'quiet' })}</p>`,
  })
}

/** The code received. */
export function codePage(ctx: Context, { id, email, problems = [] }: Omit<NewcomerView, 'name'>): Html {
  return formPage(ctx, {
    title: 'Tapez le code reçu',
    current: '/connexion',
    intro: html`<p>Un message est parti à ${email}. Gardez cette page ouverte&nbsp;: le code fonctionne ici, pendant dix minutes.</p>`,
    action: `${addressOf(id)}/code`,
    fields: textInput({
      name: 'code',
      label: 'Code à six chiffres',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      error: problemOf(problems, 'code'),
    }),
    button: 'Ouvrir mon compte',
    problems,
    after: html`<p>Rien n’arrive&nbsp;? Regardez dans les courriers indésirables, ou <a href="${addressOf(id)}">demandez un autre code</a>.</p>`,
  })
}

/** Signed in meanwhile: link the two? */
export function adoptPage(ctx: Context, { id, name }: Pick<NewcomerView, 'id' | 'name'>): Html {
  return formPage(ctx, {
    title: 'Relier FranceConnect à ce compte',
    current: '/compte',
    intro: html`<p>Vous êtes connecté au compte ${ofPerson(ctx.actor.label)}. L’identité reçue de FranceConnect est celle ${ofPerson(name)}. Une fois les deux reliées, FranceConnect suffira pour vous connecter.</p>`,
    action: `/compte/connexions/arrivee/${id}`,
    fields: null,
    button: 'Relier FranceConnect',
    after: html`<p><a href="/compte">Ne pas relier</a></p>`,
  })
}
