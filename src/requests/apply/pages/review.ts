// Everything one has answered, before sending.
import { html, type Html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { button } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { notice } from '#platform/ui/feedback.ts'
import { longDate } from '#platform/ui/french.ts'
import { form } from '#platform/ui/islands.ts'
import type { CitizenPage } from '#platform/ui/layout.ts'
import { steps } from '#platform/ui/navigation.ts'
import {
  type AnswerLine,
  answersSummary,
  type CoSignatoryAnswer,
  DRAFT_DAYS,
  fieldsOf,
  type FormPage,
  kindOf,
} from '#forms'
import { type Application, communeOf } from '../apply.ts'
import { asksCosignatory } from '../../signed/asking.ts'
import { unsignedNotice } from '../../signed/panel.ts'
import type { Cosigning } from '../../signed/queries.cosigning.ts'
import { finalAnswers } from '../fill.ts'
import { applyUrl } from './apply.ts'
import { calledIn, stepTitle } from './language.ts'
import { SAYS } from './words.ts'
import { ownSiteNotice } from './own-site.ts'

export interface ReviewView {
  application: Application
  pages: readonly FormPage[]
  problems?: readonly FieldProblem[]
  /** Second signatures that were asked for it. */
  asked?: readonly Cosigning[]
}

/** An answer as shown: several on several lines. */
export function answerValue({ value }: Pick<AnswerLine, 'value'>): Html {
  const lines = [value].flat().flatMap((item) => item.split('\n'))
  return html`${lines.map((line, index) => html`${index > 0 && html`<br>`}${line}`)}`
}

function pageAnswers(view: ReviewView, page: FormPage, lines: readonly AnswerLine[]): Html {
  const own = lines.filter((line) => line.pageId === page.id)
  const list =
    own.length === 0
      ? html`<p class="meta">${SAYS.nothingHere()}</p>`
      : facts(own.map((line) => [line.label, answerValue(line)]))
  return html`<section class="stack" aria-labelledby="page-${page.id}"><div class="row apart"><h2 id="page-${page.id}">${page.title}</h2><a class="more" href="${applyUrl(view, page.id)}">${SAYS.change()}<span class="hidden"> ${page.title.toLowerCase()}</span></a></div>${list}</section>`
}

/** The service is no longer offered: what is kept, and whom to call. */
function closedNotice(ctx: Context, { application: { savedAt, place } }: ReviewView): Html {
  const until =
    savedAt === null ? null : longDate(new Date(savedAt.getTime() + DRAFT_DAYS * 86_400_000), place.zone)
  const { phone } = ctx.site
  return notice(
    'warn',
    'Cette démarche n’est plus proposée en ligne',
    html`<p>Rien n’est envoyé.${until !== null && html` Vos réponses sont gardées jusqu’au ${until}.`}${phone !== null && html` Pour faire cette demande, appelez le <b class="nowrap">${phone}</b>.`}</p>
    <p><a class="more" href="/demarches">Voir les autres démarches</a></p>`,
  )
}

/** What could not be sent, and why. */
function refusals(ctx: Context, view: ReviewView): Html | null {
  if (!view.application.open) return closedNotice(ctx, view)
  const { problems = [] } = view
  if (problems.length === 0) return null
  return notice(
    'bad',
    SAYS.notSent(),
    html`${problems.map(({ message }) => html`<p>${message}</p>`)}<p class="meta">${SAYS.answersKept()}</p>`,
  )
}

/** Whoever signs too, by name. */
function cosigners({ application }: ReviewView): string[] {
  const { form: definition } = application
  if (!asksCosignatory(definition)) return []
  const answers = finalAnswers(application)
  return fieldsOf(definition)
    .filter(({ id, type }) => kindOf(type).invites && answers[id] !== undefined)
    .map(({ id }) => (answers[id] as CoSignatoryAnswer).name)
}

function sending(ctx: Context, view: ReviewView): Html {
  const names = cosigners(view)
  const [said, label] =
    names.length === 0
      ? [SAYS.receiptComes(), SAYS.send()]
      : [SAYS.signersComeFirst(names), SAYS.signAndAsk()]
  const body = html`<p class="meta">${said}</p><div class="row">${button(label, { big: true })}</div>`
  // What the pages before left in this tab has arrived.
  return html`<autosave-form>${form({ action: applyUrl(view, 'envoyer'), csrf: ctx.csrf, className: 'stack actions', body })}</autosave-form>`
}

/** GET /demarches/:slug/demande/:draft/verifier */
export function reviewPage(ctx: Context, view: ReviewView): CitizenPage {
  const { application, pages, problems = [] } = view
  const { service, form: definition, answers, place } = application
  const lines = answersSummary(definition, answers, place)
  const step = SAYS.step(pages.length + 1, pages.length + 1)
  const done = pages.map((page) => ({
    label: page.title,
    state: 'done' as const,
    href: applyUrl(view, page.id),
  }))
  const main = html`<div class="reading stack wide">
    <header class="stack">${steps([...done, { label: SAYS.check(), state: 'now' as const }])}
    <h1><span class="over">${calledIn(application)}, ${step}</span>${SAYS.checkBefore()}</h1></header>
    ${refusals(ctx, view)}${unsignedNotice(view.asked ?? [], place.zone)}
    ${pages.map((page) => pageAnswers(view, page, lines))}
    ${application.open && ownSiteNotice({ service, place, commune: communeOf(application) })}${application.open && sending(ctx, view)}
    </div>`
  return {
    title: stepTitle(step, SAYS.checkBefore(), application),
    main,
    errorCount: problems.length,
    current: '/demarches',
    crumb: 'Votre demande',
    crumbs: [
      { href: '/', label: 'Accueil' },
      { href: `/demarches/${service.slug}`, label: service.title },
    ],
  }
}
