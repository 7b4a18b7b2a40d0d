// The pages of a sign-in by mail: « look at your mail », and what the link opens.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { formPage, hidden, sayPage } from './form.ts'

/** The same whether the password was right or wrong. */
export function signInLinkSentPage(ctx: Context): Html {
  return sayPage(
    ctx,
    'Regardez votre messagerie',
    html`<p>Beaucoup de comptes sont essayés en ce moment depuis votre réseau, par quelqu’un d’autre sans doute. D’ici, un appareil que nous ne connaissons pas se connecte donc par un lien.</p>
      <p>Si cette adresse et ce mot de passe sont bons, nous venons d’envoyer un lien de connexion. Il fonctionne une fois, pendant 10&nbsp;minutes.</p>
      <p>Rien n’arrive d’ici quelques minutes&nbsp;? Regardez dans les courriers indésirables, puis <a href="/connexion">essayez de nouveau</a>, ou <a href="/mot-de-passe-oublie">choisissez un nouveau mot de passe</a>.</p>
      <p class="meta">Une clé d’accès, FranceConnect et un appareil qui s’est déjà connecté ouvrent votre compte sans attendre.</p>`,
  )
}

export function signInLinkPage(ctx: Context, token: string): Html {
  return formPage(ctx, {
    title: 'Se connecter',
    current: '/connexion',
    intro: html`<p>Votre adresse et votre mot de passe étaient bons. Un geste encore, et vous êtes connecté.</p>`,
    action: '/connexion/lien',
    fields: hidden('jeton', token),
    button: 'Me connecter',
  })
}
