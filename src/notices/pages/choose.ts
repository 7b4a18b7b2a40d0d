// What one chooses of what one is told: which kinds are mailed too, quiet hours, and what nobody takes off.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, many, one, type Values } from '#platform/http/route.ts'
import type { NoticeKind } from '#platform/house/notices.ts'
import { errorsOf } from '#platform/screens/form.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { checkboxCard, checkboxCards } from '#platform/ui/choices.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { fieldGroup, select } from '#platform/ui/fields.ts'
import { hourText } from '#territory'
import { ADDRESS, CHOICES, CHOOSE_TITLE, type Place, TITLE } from '../places.ts'
import { HOURS } from '../quiet.ts'
import type { Framed } from './frame.ts'

interface View {
  place: Place
  chosen: readonly NoticeKind[]
  owed: readonly NoticeKind[]
  typed: Values
  problems: readonly FieldProblem[]
  /** What else one chooses of mails, of other modules. */
  more: readonly Html[]
}

const kindsPart = ({ chosen, typed }: View): Html =>
  checkboxCards({
    name: 'courriel',
    label: 'Aussi par courriel',
    hint: 'Ce que vous laissez de côté se lit toujours dans vos notifications.',
    choices: chosen.map(({ id, label }) => ({ value: id, label })),
    values: many(typed, 'courriel'),
  })

function hours(name: 'debut' | 'fin', label: string, { typed, problems }: View): Html {
  const error = problems.find(({ field }) => field === name)?.message
  const options = HOURS.map((value) => ({ value, label: hourText(value) }))
  return select({ name, label, error, value: one(typed, name), options, medium: true })
}

const QUIET_HINT =
  'Un courriel qui tombe dans ces heures attend qu’elles finissent. Ce qui touche à la sécurité part toujours aussitôt.'

const quietPart = (view: View): Html => {
  const isTicked = (name: string) => one(view.typed, name) !== ''
  const name = { name: 'calmes', label: 'Heures calmes', hint: QUIET_HINT }
  const controls = html`${checkboxCard({ name: 'calme', label: 'Garder mes courriels pendant ces heures', checked: isTicked('calme') })}
${hours('debut', 'De', view)}
${hours('fin', 'À', view)}
${checkboxCard({ name: 'repos', label: 'Et toute la journée, le samedi et le dimanche', checked: isTicked('repos') })}`
  return fieldGroup(name, controls)
}

const owedPart = ({ owed }: View): Html | null =>
  owed.length === 0
    ? null
    : html`<section class="stack"><h2>Toujours par courriel</h2><ul class="told">${owed.map(({ label, owed: why }) => html`<li><div><h3>${label}</h3><p class="meta">${why}</p></div></li>`)}</ul></section>`

/** GET /compte/notifications/choix, /agents/notifications/choix */
export function choosePage(ctx: Context, framed: Framed, view: View): Html {
  const { place, chosen, problems, more } = view
  return framed(
    CHOOSE_TITLE,
    html`${errorSummary(errorsOf({ problems }))}<div class="stack"><p><a href="${ADDRESS[place]}">${TITLE[place]}</a></p>
<h1>${CHOOSE_TITLE}</h1>
<form class="stack" method="post" action="${CHOICES[place]}">${csrfField(ctx.csrf)}
${chosen.length > 0 && kindsPart(view)}
${quietPart(view)}
${button('Enregistrer mes choix')}</form>
${more}
${owedPart(view)}</div>`,
    problems.length,
  )
}
