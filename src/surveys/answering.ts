// What whoever answers sees: a question at a time, each a part of one form (nothing is sent before the end), and what is promised to them.
import { type FormProblem, fieldsOf, pageFields, type RawAnswers } from '#forms'
import type { Read } from '#platform/db/db.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { attrs, type Html, html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { draftKey } from '#platform/http/seal.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { territory } from '#territory'
import { addressOf, PLACES } from './places.ts'
import type { Survey } from './queries.ts'

/** What was typed, and why it is refused. */
export interface Typed {
  raw: RawAnswers
  problems: readonly FormProblem[]
  said: readonly FieldProblem[]
}

const SECONDS_EACH = 20
const LAST = 'envoi'
const stepOf = (n: number): string => `question-${n}`

export const errorsShown = ({ said }: Typed): Html | null | false =>
  said.length > 0 && errorSummary(said.map(({ field, message }) => ({ id: field, message })))

function farAlong(n: number, most: number): Html {
  const minutes = Math.ceil(((most - n + 1) * SECONDS_EACH) / 60)
  return html`<div class="far-along"><span><b>Question ${n} sur ${most}</b>, encore ${plural(minutes, 'minute', 'minutes')} environ</span><progress max="${most}" value="${n}" aria-label="Avancement">${n} sur ${most}</progress></div>`
}

/** One question and the ways on and back: links within the page, so that nothing typed is sent, nor lost, by going back. */
function step(field: Html, n: number, most: number): Html {
  const next =
    n === most ? linkButton('Finir', `#${LAST}`) : linkButton('Question suivante', `#${stepOf(n + 1)}`)
  const before =
    n > 1 && linkButton(`Question ${n - 1}`, `#${stepOf(n - 1)}`, { kind: 'bare', icon: 'arrow-left' })
  return html`<section class="step" id="${stepOf(n)}" tabindex="-1" aria-label="Question ${n} sur ${most}">${farAlong(n, most)}${field}<p class="forward">${next}${before}</p></section>`
}

const lastStep = (most: number): Html =>
  html`<section class="step" id="${LAST}" tabindex="-1" aria-label="Envoyer"><h2>C’est fini</h2><p>Après l’envoi, vous ne pourrez plus corriger. Avant, <a href="#questionnaire">tout relire</a>.</p><p class="forward">${button('Envoyer mes réponses')}${linkButton(`Question ${most}`, `#${stepOf(most)}`, { kind: 'bare', icon: 'arrow-left' })}</p></section>`

/** What their browser keeps of what is typed until it is sent, sealed by a key that it is given again at each visit, and does not keep. */
export function draftKept(ctx: Context, survey: Survey, form: Html | null): Html {
  const { personId } = ctx.actor
  const given = attrs({
    'data-questionnaire': String(survey.id),
    'data-key':
      form !== null && personId !== null
        ? draftKey(ctx.config.secret, `survey ${survey.id}`, personId)
        : undefined,
  })
  return html`<survey-draft ${given}>${form}</survey-draft>`
}

const NOTHING = html`<button class="hidden" tabindex="-1" aria-hidden="true" formmethod="dialog">Rester ici</button>`

/** Its questions, with what was typed. `shared`: where the answers go from a device that is nobody’s, hence keeps nothing. */
export async function questions(
  ctx: Context,
  tx: Read,
  survey: Survey,
  typed: Typed,
  shared?: { action: string },
): Promise<Html> {
  const { form } = survey
  const fields = pageFields(
    {
      ...{ form, raw: typed.raw, answers: {}, problems: typed.problems, map: null, assets: ctx.assets },
      areas: (await territory(tx)).areas,
    },
    fieldsOf(form),
  )
  const steps = fields.map((field, at) => step(field, at + 1, fields.length))
  // What is refused is shown whole, each error beside its question. The first button is that of the Enter key: a dialog
  // that is none, hence nothing is sent by itself.
  const isWhole = typed.said.length > 0
  const given = attrs({ class: isWhole ? 'by-steps whole' : 'by-steps', id: 'questionnaire' })
  const asked = html`<form ${given} method="post" action="${shared?.action ?? addressOf(survey)}">${NOTHING}${csrfField(ctx.csrf)}${steps}${lastStep(fields.length)}</form>
    <p class="no-name">${icon('shield-check')}<span>Votre nom ne part pas avec vos réponses. <span role="status" data-kept></span></span></p>
    ${!isWhole && html`<p class="meta"><a href="#questionnaire">Voir toutes les questions ensemble</a></p>`}`
  return html`${errorsShown(typed)}<div class="answering"><div class="stack">${shared === undefined ? draftKept(ctx, survey, asked) : asked}</div>${vow(survey)}</div>`
}

const DRAWERS = html`<svg class="drawers" viewBox="0 0 400 214" role="img" aria-labelledby="tiroirs"><title id="tiroirs">Deux tiroirs sans lien entre eux&nbsp;: la liste des noms à gauche, les réponses à droite</title><path class="front" d="M2 40h172v132H2z"/><path class="box" d="M20 58h136v26H20zM20 92h136v26H20zM20 126h136v26H20z"/><path class="line" d="M30 68h52v6H30zM30 102h64v6H30zM30 136h44v6H30z"/><path class="front" d="M226 40h172v132H226z"/><path class="box" d="M244 58h136v26H244zM244 92h136v26H244zM244 126h136v26H244z"/><path class="mark" d="M254 68h86v6h-86zM254 102h58v6h-58zM254 136h72v6h-72z"/><path class="cut" d="M200 8v196"/><text x="2" y="26">Qui a répondu</text><text x="226" y="26">Les réponses</text><text class="say" x="2" y="194">votre nom, rien d’autre</text><text class="say" x="226" y="194">ni nom, ni heure</text></svg>`

function vow({ closesOn, asked }: Survey): Html {
  const lines: readonly (readonly [string, string])[] = [
    [
      'La liste des noms',
      `empêche de répondre deux fois${asked === 'residents' ? '' : ', et choisit à qui rappeler'}. Elle ne contient aucune réponse. Elle est effacée à la fermeture, le ${longDate(closesOn)}.`,
    ],
    ['Les réponses', 'n’ont ni nom, ni jour, ni ordre\u00a0: elles sont mélangées à chaque envoi.'],
    ['Aucun chiffre', 'n’est montré pour moins de cinq personnes, même en croisant deux tableaux.'],
    [
      'Après l’envoi,',
      'vous ne pourrez plus corriger\u00a0: nous ne saurions pas quelles réponses sont les vôtres. Jusque-là, rien ne quitte cet appareil.',
    ],
  ]
  return html`<section class="vow" aria-labelledby="promesse"><h2 id="promesse">Personne ne saura ce que vous avez répondu</h2><p>${PLACES[asked].from}, ni qui pose les questions. Ce n’est pas une consigne&nbsp;: vos réponses sont rangées de façon qu’on ne puisse pas les relier à vous.</p>${DRAWERS}<ul>${lines.map(
    ([what, said]) => html`<li>${icon('check')}<span><b>${what}</b> ${said}</span></li>`,
  )}</ul>
    <details><summary>Ce qui se saura quand même</summary><p>Que vous avez répondu, jusqu’à la fermeture&nbsp;: le programme seul le lit. Tant qu’une seule personne a répondu, qui tient la base de données y verrait ses réponses&nbsp;; et qui en comparerait deux copies, faites juste avant et juste après vous, verrait les vôtres.</p></details></section>`
}
