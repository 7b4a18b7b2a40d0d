// Everything one has answered, before sending.
import { html, type Html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { button } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { form } from '#platform/ui/islands.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { steps } from '#platform/ui/navigation.ts'
import { type AnswerLine, answersSummary, type FormPage } from '#forms'
import type { Application } from '../apply.ts'
import { applyUrl } from './apply.ts'

export interface ReviewView {
  application: Application
  pages: readonly FormPage[]
  problems?: readonly FieldProblem[]
}

/** An answer as shown: several on several lines. */
export function answerValue({ value }: Pick<AnswerLine, 'value'>): Html {
  const lines = [value].flat().flatMap((item) => item.split('\n'))
  return html`${lines.map((line, index) => html`${index > 0 && html`<br>`}${line}`)}`
}

function pageAnswers(view: ReviewView, page: FormPage, lines: readonly AnswerLine[]): Html {
  const own = lines.filter((line) => line.pageId === page.id)
  const list = own.length === 0 ? html`<p class="meta">Rien à dire sur cette page.</p>` : facts(own.map((line) => [line.label, answerValue(line)]))
  return html`<section class="stack" aria-labelledby="page-${page.id}"><div class="row apart"><h2 id="page-${page.id}">${page.title}</h2><a class="more" href="${applyUrl(view, page.id)}">Modifier<span class="hidden"> ${page.title.toLowerCase()}</span></a></div>${list}</section>`
}

/** GET /demarches/:slug/demande/:draft/verifier */
export function reviewPage(ctx: Context, view: ReviewView): Html {
  const { application, pages, problems = [] } = view
  const { service, form: definition, answers, place } = application
  const lines = answersSummary(definition, answers, place)
  const over = `${service.title}, étape ${pages.length + 1} sur ${pages.length + 1}`
  const main = html`<div class="reading stack wide">
    <header class="stack">${steps([...pages.map((page) => ({ label: page.title, state: 'done' as const, href: applyUrl(view, page.id) })), { label: 'Vérifier', state: 'now' as const }])}
    <h1><span class="over">${over}</span>Vérifiez avant d’envoyer</h1></header>
    ${problems.length > 0 && errorSummary(problems.map(({ field, message }) => ({ id: field, message })), 'Vos réponses sont gardées.')}
    ${pages.map((page) => pageAnswers(view, page, lines))}
    ${form({ action: applyUrl(view, 'envoyer'), csrf: ctx.csrf, className: 'stack actions', body: html`<p class="meta">Vous recevez tout de suite un accusé de réception, avec le service chargé de votre demande et les dates promises.</p><div class="row">${button('Envoyer ma demande', { big: true })}</div>` })}
    </div>`
  return citizenPage(frameOf(ctx), {
    title: `Vérifiez avant d’envoyer – ${service.title}`, main, errorCount: problems.length, current: '/demarches',
    crumbs: [{ href: '/', label: 'Accueil' }, { href: `/demarches/${service.slug}`, label: service.title }],
  })
}
