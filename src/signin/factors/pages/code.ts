// The pages of the second half of signing in.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { textInput } from '#platform/ui/fields.ts'
import { formPage, hidden, problemOf, sayPage } from '#platform/http/form-page.ts'
import { passkeyFirst, passkeySignIn } from '../../entry/pages/passkey-form.ts'
import { demoCodeNote } from './demo-code.ts'

export interface CodeView {
  next: string
  hasPasskey: boolean
  usedSteps: readonly number[]
  /** Somebody is in charge of agents and elected members; residents ask themselves. */
  isInOffice: boolean
  problems?: readonly FieldProblem[]
}

const withNext = (path: string, next: string) =>
  next === '' ? path : `${path}?suite=${encodeURIComponent(next)}`

const startAgain = (ctx: Context): Html =>
  buttonForm('Revenir à la connexion', '/deconnexion', ctx.csrf, { kind: 'bare' })

/** A line for six digits: telephones propose the code they receive. */
export const codeInput = (problems: readonly FieldProblem[], hint?: string): Html =>
  textInput({
    name: 'code',
    label: 'Code à six chiffres',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    medium: true,
    hint,
    error: problemOf(problems, 'code'),
  })

const lostEverything = (isInOffice: boolean): Html =>
  isInOffice
    ? html`<p>Vous n’avez plus rien&nbsp;? La personne responsable de votre service, ou qui administre votre collectivité, peut demander que vos moyens de connexion soient oubliés, ce qui prend 24&nbsp;heures.</p>`
    : html`<p>Vous n’avez plus rien&nbsp;? <a href="/connexion/perdu">Demandez que vos moyens de connexion soient oubliés</a>, ce qui prend trois jours.</p>`

export function codePage(ctx: Context, view: CodeView): Html {
  const { next, hasPasskey, usedSteps, isInOffice, problems = [] } = view
  return formPage(ctx, {
    title: 'Code à six chiffres',
    current: '/connexion',
    intro: html`${hasPasskey && passkeyFirst(ctx, next)}<p>Ouvrez votre application de codes et recopiez le code qu’elle montre.</p>`,
    action: '/connexion/code',
    fields: html`${hidden('suite', next)}${codeInput(problems)}`,
    button: 'Se connecter',
    problems,
    demoNote: demoCodeNote(ctx, usedSteps),
    after: html`<section class="stack tight" aria-labelledby="sans-application"><h2 id="sans-application" class="small">Vous n’avez pas votre application&nbsp;?</h2>
      <p><a class="more" href="${withNext('/connexion/secours', next)}">Utiliser un code de secours</a></p>
      ${lostEverything(isInOffice)}</section>
      ${startAgain(ctx)}`,
  })
}

/** For whoever has passkeys and no application. */
export function passkeyOnlyPage(ctx: Context, next: string): Html {
  const main = html`<p>Votre compte s’ouvre avec une clé d’accès.</p>${passkeySignIn(ctx, next, true)}
    <noscript><p>Une clé d’accès demande JavaScript&nbsp;: activez-le, ou prenez un autre navigateur.</p></noscript>
    <p>Vous n’avez plus votre clé&nbsp;? La personne responsable de votre service, ou qui administre votre collectivité, peut demander que vos moyens de connexion soient oubliés, ce qui prend 24&nbsp;heures.</p>
    ${startAgain(ctx)}`
  return sayPage(ctx, 'Utilisez votre clé d’accès', main)
}

export function recoveryCodePage(
  ctx: Context,
  { next, problems = [] }: { next: string; problems?: readonly FieldProblem[] },
): Html {
  const input = textInput({
    name: 'code',
    label: 'Code de secours',
    hint: 'Huit lettres et chiffres. Chaque code sert une fois.',
    autocomplete: 'off',
    spellcheck: false,
    medium: true,
    error: problemOf(problems, 'code'),
  })
  return formPage(ctx, {
    title: 'Code de secours',
    current: '/connexion',
    action: '/connexion/secours',
    fields: html`${hidden('suite', next)}${input}`,
    button: 'Se connecter',
    problems,
    after: html`<p><a href="${withNext('/connexion/code', next)}">Revenir au code à six chiffres</a></p>`,
  })
}

/** For an agent, or an elected member, who has no second factor yet: the link goes to the mail box. */
export function askLinkPage(ctx: Context, next: string): Html {
  return formPage(ctx, {
    title: 'Activez la double vérification',
    current: '/connexion',
    intro: html`<p>Un compte d’agent ou d’élu s’ouvre avec un mot de passe et un code que montre votre téléphone. Pour commencer, nous envoyons un lien à votre adresse.</p>`,
    action: '/connexion/code/lien',
    fields: hidden('suite', next),
    button: 'Recevoir le lien',
    after: startAgain(ctx),
  })
}

export function linkSentPage(ctx: Context): Html {
  return sayPage(
    ctx,
    'Regardez votre messagerie',
    html`<p>Le lien vient de partir. Ouvrez-le dans ce navigateur&nbsp;; il fonctionne une fois, pendant 30&nbsp;minutes.</p>
      <p>Rien n’arrive&nbsp;? <a href="/connexion/code">Demandez-en un autre</a>.</p>`,
  )
}
