// The pages of somebody FranceConnect knows and we do not yet: an address, then the code received there.
import { ofPerson } from '#platform/french/noun.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { textInput } from '#platform/ui/fields.ts'
import { emailInput, formPage, problemOf } from '#platform/http/form-page.ts'

export interface NewcomerView {
  id: string
  name: string
  email: string
  problems?: readonly FieldProblem[]
}

const addressOf = (id: string) => `/connexion/franceconnect/compte/${id}`
const LINKS = `/connexion?suite=${encodeURIComponent('/compte/connexions')}`

/** On a computer that others use, the identity on the page may be somebody else’s. */
const notYou = (ctx: Context, id: string, name: string): Html =>
  html`<section class="stack tight" aria-labelledby="pas-vous"><h2 id="pas-vous">Vous n’êtes pas ${name}&nbsp;?</h2>
    <p>N’allez pas plus loin&nbsp;: le compte ouvert ici serait celui de cette personne. Effacez son identité de cet ordinateur.</p>
    ${buttonForm('Ce n’est pas moi\u00a0: effacer', `${addressOf(id)}/effacement`, ctx.csrf, { kind: 'quiet' })}</section>`

/** First time here: open an account, or sign in to the one they have. */
export function newcomerPage(ctx: Context, { id, name, email, problems = [] }: NewcomerView): Html {
  return formPage(ctx, {
    title: `Bonjour ${name}`,
    current: '/connexion',
    intro: html`<p>FranceConnect nous dit que vous êtes <strong>${name}</strong>. C’est la première fois que vous venez ici avec FranceConnect. Pour ouvrir votre compte, donnez l’adresse où vous écrire&nbsp;: nous y envoyons un code.</p><p>L’état civil que FranceConnect transmet sera gardé dans votre profil pendant un an après chaque connexion, pour vos démarches.</p>`,
    action: addressOf(id),
    fields: emailInput(email, problems, 'email'),
    button: 'Recevoir le code',
    problems,
    after: html`<h2>Vous avez déjà un compte ici&nbsp;?</h2>
      <p>Connectez-vous comme d’habitude, puis choisissez «&nbsp;Relier FranceConnect&nbsp;» dans votre compte. Par sécurité, FranceConnect vous sera demandé de nouveau.</p>
      <p>${linkButton('Me connecter pour relier', LINKS, { kind: 'quiet' })}</p>
      ${notYou(ctx, id, name)}`,
  })
}

/** The code received. */
export function codePage(ctx: Context, { id, name, email, problems = [] }: NewcomerView): Html {
  return formPage(ctx, {
    title: 'Tapez le code reçu',
    current: '/connexion',
    intro: html`<p>Un message est parti à ${email}, pour ouvrir le compte ${ofPerson(name)}. Gardez cette page ouverte&nbsp;: le code fonctionne ici, pendant dix minutes.</p>`,
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
    after: html`<p>Rien n’arrive&nbsp;? Regardez dans les courriers indésirables, ou <a href="${addressOf(id)}">demandez un autre code</a>.</p>${notYou(ctx, id, name)}`,
  })
}
