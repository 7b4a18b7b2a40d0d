// Pages of the engine's own moments, in the look of the counter.
import { type Html, html } from '#platform/html.ts'
import { button, linkButton } from '#platform/ui/button.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import type { Frame } from '#platform/ui/site.ts'

const say = (frame: Frame, title: string, body: Html): Html =>
  citizenPage(frame, {
    title,
    main: html`<div class="reading stack"><h1>${title}</h1>${body}</div>`,
    current: '/connexion',
  })

/** The site asked for something that cannot be: the person can do nothing about it, and is told so. */
export function errorScreen(frame: Frame, code: string): Html {
  return say(
    frame,
    'La connexion n’a pas pu se faire',
    html`
    <p>Le site d’où vous venez a envoyé une demande incomplète ou trop ancienne. Rien n’a été transmis, et vous n’y êtes pour rien.</p>
    <p>Retournez sur ce site et recommencez. Si cela continue, donnez-lui ce code&nbsp;: <code>${code}</code></p>
    <p>${linkButton('Aller au guichet', '/', { kind: 'quiet' })}</p>`,
  )
}

export function logoutScreen(
  frame: Frame,
  view: { action: string; xsrf: string; site: string | null },
): Html {
  const from = view.site === null ? null : html`<p>Vous quittez <b>${view.site}</b>.</p>`
  return say(
    frame,
    'Se déconnecter',
    html`${from}
    <p>Vous serez déconnecté de votre compte, et de tous les sites où vous vous étiez connecté avec lui.</p>
    <form method="post" action="${view.action}"><input type="hidden" name="xsrf" value="${view.xsrf}">
    <div class="actions">${button('Se déconnecter', { name: 'logout', value: 'yes' })}${button('Rester connecté', { kind: 'quiet' })}</div></form>`,
  )
}

export function loggedOutScreen(frame: Frame): Html {
  const isStill = frame.account !== null
  return say(
    frame,
    isStill ? 'Vous avez quitté le site' : 'Vous êtes déconnecté',
    html`
    <p>${isStill ? 'Vous restez connecté à votre compte.' : 'Votre compte est fermé sur cet appareil. Les sites où vous l’aviez utilisé en sont prévenus.'}</p>
    <p>${linkButton('Aller au guichet', '/', { kind: 'quiet' })}</p>`,
  )
}

/** Shown for an instant between our page and the site: it goes on by itself. */
export function goingOnScreen(to: string): Html {
  return html`<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Vous êtes connecté</title></head>
    <body><p>Vous êtes connecté. <a href="${to}">Continuer vers le site</a></p></body></html>`
}
