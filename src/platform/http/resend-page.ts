// "Nothing is lost, send again": the page of a form whose token was old, and of a form kept while signing in again.
import { ofPerson } from '#platform/french/noun.ts'
import { isNobody } from '../actor.ts'
import type { ParvisError } from '../errors.ts'
import { type Html, html } from '../html.ts'
import { button, csrfField, linkButton } from '../ui/button.ts'
import { facts, fold } from '../ui/content.ts'
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

/** The same, said above the form itself when it can be filled again. */
export const oldPageText = (ctx: Context): string =>
  `Cette page était ouverte depuis longtemps. Rien n’est perdu\u00a0: relisez ce que vous aviez écrit, puis envoyez de nouveau${nameOf(ctx)}.`

/** The page for a grave act whose token was old: nothing of what came is shown, the form itself is a link away. */
export function backToFormPage(ctx: Context, former: string): Html {
  const title = 'Cette page était ouverte depuis longtemps'
  const main = html`<div class="reading stack"><h1>${title}</h1>
    <p>Par sécurité, rien n’a été changé. Ouvrez de nouveau la page, et remplissez-la.</p>
    <div class="actions">${linkButton('Revenir à la page', former)}</div></div>`
  return citizenPage(frameOf(ctx), { title, main })
}

/** The page for what could not be kept: everything typed, to send again in a moment, or as whoever one is by then. */
export function unsavedPage(
  ctx: Context,
  path: string,
  posted: Posted,
  { message, status }: Pick<ParvisError, 'message' | 'status'>,
): Html {
  const kept = { path, values: resendable(posted.values), hadFiles: posted.uploads.length > 0 }
  const next =
    status < 500
      ? 'copiez-le, ou envoyez-le de nouveau si vous en avez encore le droit.'
      : 'attendez un instant, puis envoyez-le de nouveau. Il ne sera compté qu’une fois.'
  const text = `${message} Ce que vous aviez écrit est sur cette page\u00a0: ${next}`
  return resendPage(ctx, 'Votre envoi n’est pas encore enregistré', text, kept)
}

/** What was typed while looking as somebody else goes nowhere: it is given back, to be copied. null when nothing was. */
export function typedWhileLooking(ctx: Context, { values }: Posted, message: string): Html | null {
  const typed = shown(resendable(values)).typed
  if (typed === null) return null
  const title = 'Rien n’est envoyé'
  const main = html`<div class="reading stack"><h1>${title}</h1><p class="lead">${message}</p>
    <p>Ce que vous aviez écrit est ci-dessous&nbsp;: copiez-le, puis revenez à votre compte, par le bouton en haut de la page.</p>${typed}</div>`
  return citizenPage(frameOf(ctx), { title, main })
}

/** In whose name it would be sent: not always who the page was opened for (mandates). */
const nameOf = ({ actor }: Context): string =>
  isNobody(actor) ? '' : `, au nom ${ofPerson(actor.by?.personName ?? actor.label)}`

/** The page one comes back to after signing in again. `when`: it was typed without a session, and its day and hour. */
export function keptPostPage(ctx: Context, kept: KeptPost, when: string | null): Html {
  if (when !== null)
    return resendPage(
      ctx,
      'Relisez avant d’envoyer',
      `${typedBefore(ctx, when)} Envoyez-les si elles sont bien de vous${nameOf(ctx)}.`,
      kept,
    )
  const text = 'C’est bien vous\u00a0: ce que vous aviez écrit est gardé, envoyez-le maintenant.'
  return resendPage(ctx, 'Il reste à envoyer. Rien n’est perdu.', text, kept)
}

const typedBefore = ({ actor }: Context, when: string): string =>
  `Ces informations ont été saisies ${actor.personId === null ? 'sans connexion' : 'avant la connexion'}, sur cet appareil, le ${when}.`

/** Typed without a session, by whoever held this browser: whose it is comes before what it says, and nothing here sends it. */
export function whosePostPage(ctx: Context, when: string): Html {
  const title = 'Des informations attendent d’être envoyées'
  const main = html`<div class="reading stack"><h1>${title}</h1><p>${typedBefore(ctx, when)} Est-ce bien vous qui les avez écrites&nbsp;?</p>
    <form class="stack" method="post" action="${ctx.url}">${csrfField(ctx.csrf)}
    <div class="actions">${button('Oui, les relire', { name: 'mien', value: 'oui' })}${button('Non, les effacer', { name: 'mien', value: 'non', kind: 'quiet' })}</div></form>
    <p class="meta">Rien n’est envoyé tant que vous ne l’avez pas relu et confirmé.</p></div>`
  return citizenPage(frameOf(ctx), { title, main })
}

function resendPage(ctx: Context, title: string, text: string, kept: KeptPost): Html {
  const files = kept.hadFiles
    ? notice(
        'warn',
        'Vos fichiers sont à choisir de nouveau',
        html`<p>Pour votre sécurité, le navigateur ne nous laisse pas les garder. Ajoutez-les à la page suivante, ou revenez en arrière.</p>`,
      )
    : null
  const { typed, added } = shown(kept.values)
  const main = html`<div class="reading stack"><h1>${title}</h1><p>${text}</p>${files}
    ${typed}${added}
    <form class="stack" method="post" action="${kept.path}" enctype="multipart/form-data">${csrfField(ctx.csrf)}${hiddenFields(kept.values)}
    <div class="actions">${button('Envoyer')}</div></form>
    <p class="meta">Vous n’avez rien rempli sur ce site&nbsp;? Fermez cette page, rien ne sera envoyé.</p></div>`
  return citizenPage(frameOf(ctx), { title, main })
}

const LABELS: Readonly<Record<string, string>> = {
  message: 'Votre message',
  motif: 'Pourquoi',
  valeur: 'Le réglage',
  title: 'Titre',
  summary: 'L’essentiel',
  text: 'Texte',
  theme: 'Rubrique',
  unit: 'Service',
  authority: 'Collectivité',
  audience: 'Pour qui',
  from: 'À partir du',
  until: 'Jusqu’au',
  to: 'Jusqu’au',
  word: 'Un mot',
  because: 'Pourquoi',
  reason: 'La raison',
  details: 'Précisions',
  description: 'Description',
  email: 'Adresse e-mail',
  name: 'Nom',
  phone: 'Téléphone',
  commune: 'Commune',
  code: 'Code',
  score: 'Votre avis',
  explanation: 'Pourquoi, pour la personne',
  date: 'Nouvelle date promise',
}

/** What a page says of itself beside what somebody typed: its own key, where it was, what it had seen. */
const OWN_MARKS: ReadonlySet<string> = new Set([
  ...['once', 'seen', 'vu', 'ecrit', 'fil', 'page', 'pour', 'ref', 'retour', 'suite', 'ensuite', 'confier'],
  ...['agent', 'target', 'faire', 'modele', 'kept', 'apercu', 'rang', 'version', 'lu', 'essai', 'acte'],
  'collectivite',
])

const labelOf = (name: string): string => LABELS[name] ?? name.replace(/[-_]+/g, ' ')

/** Nothing is sent that is not seen: what was typed first, then, folded, what the page adds by itself. */
function shown(values: Values): { typed: Html | null; added: Html | null } {
  const lines = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one, isTyped: one !== '' && !OWN_MARKS.has(name) })),
  )
  const typed = lines.filter(({ isTyped }) => isTyped)
  const added = lines.filter(({ isTyped }) => !isTyped)
  const told = (rows: [string, string][]) => facts(rows, { stacked: true })
  return {
    typed: typed.length === 0 ? null : told(typed.map(({ name, value }) => [labelOf(name), value])),
    added:
      added.length === 0
        ? null
        : fold(
            'Ce que la page envoie aussi',
            told(added.map(({ name, value }) => [name, value === '' ? 'Rien' : value])),
          ),
  }
}

function hiddenFields(values: Values): Html[] {
  return Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one) => html`<input type="hidden" name="${name}" value="${one}">`),
  )
}
