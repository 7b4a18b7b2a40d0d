// The page of a resident who lost the application and the recovery codes, and the notice that every open session shows.
import { type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { notice } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import { formPage, sayPage } from '#platform/http/form-page.ts'
import type { Reset } from '../../factors/queries.reset.ts'

const moment = (when: Date, zone: string): Html =>
  html`<time datetime="${when.toISOString()}">${dateTime(when, zone)}</time>`

const BACK = html`<p><a href="/connexion/code">Revenir au code à six chiffres</a></p>`

export function lostPage(ctx: Context, waiting: Reset | null, zone: string): Html {
  if (waiting !== null)
    return sayPage(
      ctx,
      'C’est demandé',
      html`<p>Le ${moment(waiting.dueAt, zone)}, votre application de codes, vos clés d’accès et vos codes de secours seront oubliés. Votre mot de passe suffira alors.</p>
        <p>Vous retrouvez un code d’ici là&nbsp;? Connectez-vous avec lui&nbsp;: la demande est annulée.</p>${BACK}`,
    )
  return formPage(ctx, {
    title: 'Application de codes perdue',
    current: '/connexion',
    intro: html`<p>Vous n’avez plus ni votre application, ni un code de secours&nbsp;: nous pouvons les oublier, et vos clés d’accès avec.</p>
      <p>Cela prend <b>trois jours</b>. Nous vous écrivons tout de suite et encore un jour avant, avec un lien pour annuler&nbsp;: personne ne prend ainsi votre compte sans que vous le sachiez. Vous identifier avec FranceConnect ne raccourcit pas ce délai.</p>`,
    action: '/connexion/perdu',
    fields: null,
    button: 'Oublier mes moyens de connexion dans trois jours',
    after: BACK,
  })
}

/** Shown to whoever is signed in while something waits; null otherwise. */
export function lostNotice(ctx: Context, reset: Reset | null, zone: string): Html | null {
  if (reset === null || reset.askedBy !== null) return null
  return notice(
    'warn',
    'Vos moyens de connexion vont être oubliés',
    html`<p>Quelqu’un qui connaît votre mot de passe a dit avoir perdu votre application de codes. Elle sera oubliée le ${moment(reset.dueAt, zone)}, avec vos clés d’accès. Ce n’est pas vous&nbsp;? Annulez, puis changez votre mot de passe.</p>
    ${buttonForm('Annuler', '/compte/securite/reinitialisation/annulation', ctx.csrf, { kind: 'quiet', more: 'l’oubli de mes moyens de connexion' })}`,
  )
}
