// One act of the resident, confirmed on a page of its own: no script, no surprise.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { button, linkButton } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { textarea } from '#platform/ui/fields.ts'
import { form } from '#platform/ui/islands.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { hasEffect, type Transition } from '#workflows'
import { CLOSE } from '../../act/effects/close.ts'
import type { FollowView } from '../view.ts'
import { MOST_CHARACTERS, problemOf } from '#threads'
import { followCrumbs } from './follow.ts'

/** What a transition asks beside a message, as typed. */
export interface Typed {
  reason: string
  problems: readonly FieldProblem[]
}

function consequence(transition: Transition): string {
  return hasEffect(transition, CLOSE)
    ? 'Le service arrête de s’en occuper, et la demande est terminée. Vous gardez vos échanges. Cette action ne peut pas être annulée ici.'
    : 'Le service en est prévenu.'
}

/** GET /suivi/:ref/actions/:transition */
export function followActPage(
  ctx: Context,
  { ref, title }: FollowView,
  transition: Transition,
  { reason, problems }: Typed = { reason: '', problems: [] },
): Html {
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const asksReason = transition.asks?.includes('reason')
  const why =
    asksReason &&
    textarea({
      name: 'reason',
      label: 'Pourquoi\u00a0?',
      value: reason,
      rows: 3,
      maxlength: MOST_CHARACTERS,
      error: problemOf(problems, 'reason'),
    })
  const main = html`<div class="reading stack">${errorSummary(errors, 'Votre texte est gardé.')}<h1>${transition.label}</h1>
    <p class="lead">${title}</p><p>${consequence(transition)}</p>
    ${form({
      action: `/suivi/${ref}/actions/${transition.id}`,
      csrf: ctx.csrf,
      body: html`${why}<div class="actions">${button(transition.label, hasEffect(transition, CLOSE) ? { kind: 'danger' } : {})}${linkButton('Garder la demande', `/suivi/${ref}`, { kind: 'quiet' })}</div>`,
    })}</div>`
  return citizenPage(frameOf(ctx), {
    title: transition.label,
    main,
    current: '/suivi',
    crumbs: [...followCrumbs(ctx), { href: `/suivi/${ref}`, label: `Demande ${ref}` }],
    errorCount: errors.length,
  })
}
