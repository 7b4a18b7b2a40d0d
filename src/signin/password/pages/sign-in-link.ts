// The pages of a sign-in by mail: « look at your mail », and what the link opens.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { formPage, hidden, sayPage } from '#platform/http/form-page.ts'
import { passwordInput } from '../../secret/pages/password-input.ts'

/** The same whether the password was right or wrong. */
export function signInLinkSentPage(ctx: Context): Html {
  return sayPage(
    ctx,
    'Regardez votre messagerie',
    html`<p>Trop d’essais ont échoué, sur ce compte ou depuis votre réseau, faits par quelqu’un d’autre sans doute. Un appareil que nous ne connaissons pas se connecte donc par un lien.</p>
      <p>Si cette adresse et ce mot de passe sont bons, nous venons d’envoyer un lien de connexion. Il fonctionne une fois, pendant 10&nbsp;minutes.</p>
      <p>Rien n’arrive d’ici quelques minutes&nbsp;? Regardez dans les courriers indésirables, puis <a href="/connexion">essayez de nouveau</a>, ou <a href="/mot-de-passe-oublie">choisissez un nouveau mot de passe</a>.</p>
      <p class="meta">Une clé d’accès, FranceConnect et un appareil qui s’est déjà connecté ouvrent votre compte sans attendre.</p>`,
  )
}

/** Where the link was asked for, a button; in another browser, the password again: nobody enters an account that is not theirs. */
export function signInLinkPage(
  ctx: Context,
  { token, isHere, problems }: { token: string; isHere: boolean; problems: readonly FieldProblem[] },
): Html {
  return formPage(ctx, {
    title: 'Se connecter',
    current: '/connexion',
    intro: isHere
      ? html`<p>Votre adresse et votre mot de passe étaient bons. Un geste encore, et vous êtes connecté.</p>`
      : html`<p>Ce lien a été demandé dans un autre navigateur. Donnez ici encore votre mot de passe&nbsp;: vous n’entrez ainsi que dans votre compte.</p>`,
    action: '/connexion/lien',
    fields: html`${hidden('jeton', token)}${isHere ? '' : passwordInput('Mot de passe', problems)}`,
    button: 'Me connecter',
    problems,
  })
}
