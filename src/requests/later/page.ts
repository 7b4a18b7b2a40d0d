// « Finir plus tard »: what is kept, until when, and how to go on elsewhere.
import { leaveHere } from '#people'
import type { FieldProblem } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { emailInput, hidden } from '#platform/http/form-page.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { button, linkButton } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { longDate } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { aboutDraft, CRUMBS, type DraftLine } from '../apply/pages/drafts.ts'

interface Asked {
  zone: string
  email: string
  problems: readonly FieldProblem[]
}

function elsewhere(ctx: Context, { id }: DraftLine, { email, problems }: Asked): Html {
  if (ctx.actor.personId !== null)
    return html`<p>Vous la retrouverez dans vos brouillons, ici ou sur un autre appareil, en vous connectant.</p>`
  const body = html`<div class="fields">${emailInput(email, problems, 'email')}</div><div class="row actions">${button('Recevoir un lien')}</div>`
  return html`<section class="stack"><h2>Finir sur un autre appareil</h2><p>Recevez par e-mail un lien qui l’ouvre ailleurs, sans compte. L’adresse ne sert qu’à cela, et à vous prévenir deux semaines avant que ce brouillon soit effacé.</p>
    ${form({ action: `/brouillons/${id}/plus-tard`, csrf: ctx.csrf, body })}</section>`
}

/** GET /brouillons/:draft/plus-tard */
export function laterPage(ctx: Context, draft: DraftLine, asked: Asked): Html {
  const title = 'Vos réponses sont gardées'
  const { problems, zone } = asked
  const main = html`<div class="reading sections">${problems.length > 0 && errorSummary(problems.map(({ field, message }) => ({ id: field, message })))}
    <div class="stack"><h1>${title}</h1><div class="stack tight"><p><b>${draft.title}</b></p>${aboutDraft(draft, zone)}</div>
    <p>Rien n’est envoyé. Vous pouvez fermer cette page${ctx.actor.personId === null && html`&nbsp;: sur cet appareil, vous la retrouverez dans <a href="/brouillons">vos brouillons</a> jusqu’au ${longDate(draft.keptUntil, zone)}`}.</p>
    <div class="row actions">${linkButton('Continuer maintenant', draft.href, { kind: 'quiet' })}</div></div>
    ${elsewhere(ctx, draft, asked)}${leaveHere(ctx, 'Ce brouillon sera perdu ici.')}</div>`
  return citizenPage(frameOf(ctx), { title, main, crumbs: CRUMBS, errorCount: problems.length })
}

/** GET /brouillons/lien */
export function followLinkPage(ctx: Context, token: string): Html {
  const title = 'Reprendre votre demande'
  const body = html`${hidden('jeton', token)}<div class="row actions">${button('Reprendre ici')}</div>`
  const main = html`<div class="reading stack"><h1>${title}</h1><p class="lead">La demande que vous avez commencée s’ouvre sur cet appareil, avec vos réponses et vos fichiers. Elle quitte celui d’avant.</p>
    <p>Cet appareil sert à plusieurs personnes&nbsp;? Finissez ou effacez votre brouillon avant de le quitter.</p>${form({ action: '/brouillons/lien', csrf: ctx.csrf, body })}</div>`
  return citizenPage(frameOf(ctx), { title, main, crumbs: CRUMBS })
}
