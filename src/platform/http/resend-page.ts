// "Nothing is lost, send again": the page of a form whose token was old, and of a form kept while signing in again.
import { type Html, html } from '../html.ts'
import { button, csrfField } from '../ui/button.ts'
import { notice } from '../ui/feedback.ts'
import { citizenPage } from '../ui/layout.ts'
import { frameOf } from './frame.ts'
import { type KeptPost, resendable } from './keep.ts'
import type { Context, Posted, Values } from './route.ts'

/** The page for a form whose token was old: everything posted waits in it, files excepted. */
export function sendAgainPage(ctx: Context, path: string, posted: Posted): Html {
  const kept = { path, values: resendable(posted.values), hadFiles: posted.uploads.length > 0 }
  const title = 'Cette page était ouverte depuis longtemps'
  const text = `Par sécurité, nous vous demandons de confirmer l’envoi${nameOf(ctx)}. Rien n’est perdu.`
  return resendPage(ctx, title, text, kept)
}

/** In whose name it would be sent: not always who the page was opened for (mandates). */
const nameOf = ({ actor }: Context): string =>
  actor.personId === null ? '' : `, au nom de ${actor.by?.personName ?? actor.label}`

/** The page one comes back to after signing in again. */
export function keptPostPage(ctx: Context, kept: KeptPost): Html {
  const text = 'Vous êtes de nouveau connecté. Vos réponses sont gardées\u00a0: envoyez-les maintenant.'
  return resendPage(ctx, 'Votre session avait expiré. Rien n’est perdu.', text, kept)
}

function resendPage(ctx: Context, title: string, text: string, kept: KeptPost): Html {
  const files = kept.hadFiles
    ? notice(
        'warn',
        'Vos fichiers sont à choisir de nouveau',
        html`<p>Pour votre sécurité, le navigateur ne nous laisse pas les garder. Ajoutez-les à la page suivante, ou revenez en arrière.</p>`,
      )
    : null
  const main = html`<div class="reading stack"><h1>${title}</h1><p>${text}</p>${files}
    <form class="stack" method="post" action="${kept.path}" enctype="multipart/form-data">${csrfField(ctx.csrf)}${hiddenFields(kept.values)}
    <div class="actions">${button('Envoyer')}</div></form>
    <p class="meta">Vous n’avez rien rempli sur ce site&nbsp;? Fermez cette page, rien ne sera envoyé.</p></div>`
  return citizenPage(frameOf(ctx), { title, main })
}

function hiddenFields(values: Values): Html[] {
  return Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one) => html`<input type="hidden" name="${name}" value="${one}">`),
  )
}
