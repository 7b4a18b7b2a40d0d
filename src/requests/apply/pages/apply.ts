// One page of the form of a service.
import { html, type Html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, one, type Posted } from '#platform/http/route.ts'
import { button, linkButton } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { draftForm } from '#platform/ui/islands.ts'
import type { CitizenPage } from '#platform/ui/layout.ts'
import { steps } from '#platform/ui/navigation.ts'
import { KIT } from '#platform/ui/words.ts'
import {
  factsBeside,
  type Field,
  type FieldsView,
  type FilePlace,
  type FormPage,
  type FormProblem,
  itemFields,
  pageFields,
  shownFields,
  shownIds,
  takesFiles,
} from '#forms'
import type { Application } from '../apply.ts'
import { isDivided } from '#territory'
import { carriedQuery } from '../draft.citizen.ts'
import type { Near } from '../../near/queries.ts'
import { applyAside } from './aside.ts'
import { calledIn, languageChoice, stepTitle } from './language.ts'
import { SAYS } from './words.ts'
import { communeTyped, isOwnSiteTold, OWN_SITE, ownSiteNotices } from './own-site.ts'

export interface ApplyView {
  application: Application
  current: FormPage
  pages: readonly FormPage[]
  problems: readonly FormProblem[]
  /** What was reported close to the place already. */
  near: Near | null
  /** Instant of the page. */
  now: Date
}

/** Name of what a page says it has shown, where no script can show more: ids separated by spaces. */
export const SEEN_FIELDS = 'questions-vues'

/** Where the steps of an application live. */
export const applyUrl = (
  { application: { service, id } }: { application: Application },
  step: string,
): string => `/demarches/${service.slug}/demande/${id}/${step}`

type Answering = Pick<ApplyView, 'application' | 'current' | 'problems'>

function fieldsView(ctx: Context, { application, current, problems }: Answering): FieldsView {
  const { form, answers, place } = application
  const raw = { ...application.offered, ...application.raw }
  const frame = frameOf(ctx)
  const areas = place.areas.filter((area) => !isDivided(area, place))
  const typed = new Set(Object.keys(application.raw))
  const origins = Object.fromEntries(Object.entries(application.origins).filter(([id]) => !typed.has(id)))
  // The first file may be what saves the draft: the language and the place go along.
  const upload = `${applyUrl({ application }, current.id)}/fichiers${carriedQuery(ctx, application)}`
  return { form, raw, answers, problems, areas, map: frame.map, assets: frame.assets, upload, origins }
}

/** The controls of these questions, as they are answered so far. */
const applyFields = (ctx: Context, view: Answering, asked: readonly Field[]): Html[] =>
  pageFields(fieldsView(ctx, view), asked)

/** The control of a question that takes files, in a block or not. */
export function applyPlace(ctx: Context, view: Answering, { field, fieldId, key }: FilePlace): Html[] {
  const block = view.current.fields.find(({ id }) => id === fieldId)
  return key === undefined || block === undefined
    ? applyFields(ctx, view, [field])
    : itemFields(fieldsView(ctx, view), block, key, [field])
}

/** The place as far as it is known: typed, else offered. */
const siteAsked = ({ service, form, place, raw, offered }: Application) => ({
  service,
  place,
  commune: communeTyped(form, { ...offered, ...raw }),
})

/** What a page shows without a script: its questions, and that the commune has a site of its own. */
export function shownOn(application: Application, current: FormPage): string[] {
  const fields = shownFields(application.form, current, application.answers)
  const isTold = fields.some(({ role }) => role === 'place') && isOwnSiteTold(siteAsked(application))
  const { form, answers, raw } = application
  return [...shownIds(form, current, answers, raw), ...(isTold ? [OWN_SITE] : [])]
}

/** What the answers of a page open on that very page, when no script could show it: ids. */
export function unseenOf(application: Application, current: FormPage, { values }: Posted): string[] {
  if (values[SEEN_FIELDS] === undefined) return []
  const seen = one(values, SEEN_FIELDS).split(' ')
  return shownOn(application, current).filter((id) => !seen.includes(id))
}

function formBody(ctx: Context, view: ApplyView): Html {
  const { application, current } = view
  const fields = current.fields.flatMap((field) => [
    ...applyFields(ctx, view, [field]),
    ...(field.role === 'place' ? ownSiteNotices(siteAsked(application), 'resident') : []),
  ])
  const seen = shownOn(application, current).join(' ')
  return html`<noscript><input type="hidden" name="${SEEN_FIELDS}" value="${seen}"></noscript><p class="meta">${SAYS.allRequired()}</p><div class="fields">${fields}</div>`
}

function stepsOf(view: ApplyView, carried: string): Html {
  const { pages, current } = view
  const here = pages.findIndex((page) => page.id === current.id)
  return steps([
    ...pages.map((page, index) => ({
      label: page.title,
      state: index < here ? ('done' as const) : index === here ? ('now' as const) : ('next' as const),
      ...(index < here ? { href: applyUrl(view, page.id) + carried } : {}),
    })),
    { label: SAYS.check(), state: 'next' as const },
  ])
}

/** What the person may rely on after an error. */
const keptText = ({ fields }: FormPage): string =>
  takesFiles(fields) ? SAYS.othersAndFilesKept() : KIT.othersKept()

function wayBack(view: ApplyView, carried: string): Html {
  const {
    application: { service },
    pages,
    current,
  } = view
  const previous = pages[pages.findIndex((page) => page.id === current.id) - 1]
  return previous === undefined
    ? linkButton(SAYS.backToService(), `/demarches/${service.slug}`, { kind: 'bare' })
    : linkButton(SAYS.back(previous.title), applyUrl(view, previous.id) + carried, { kind: 'bare' })
}

function formOf(ctx: Context, view: ApplyView, step: string): Html {
  const { application, current, problems } = view
  const action = applyUrl(view, current.id)
  const carried = carriedQuery(ctx, application)
  const body = html`<header class="stack">${languageChoice({ application, to: `${action}/langue${carried}` })}${stepsOf(view, carried)}<h1><span class="over">${calledIn(application)}, ${step}</span>${current.title}</h1></header>
    ${
      problems.length > 0 &&
      errorSummary(
        problems.map(({ field, message }) => ({ id: field, message })),
        keptText(current),
      )
    }
    ${formBody(ctx, view)}
    <div class="row actions">${button(KIT.continue(), { big: true })}${wayBack(view, carried)}</div>`
  return draftForm({
    action: action + carried,
    csrf: ctx.csrf,
    body,
    autosave: `${action}/sauver${carried}`,
    saved: application.savedAt,
    facts: factsBeside(application.form, application.answers, current),
  })
}

/** GET and POST /demarches/:slug/demande/:draft/:page */
export function applyPage(ctx: Context, view: ApplyView): CitizenPage {
  const {
    application: { service },
    current,
    pages,
    problems,
  } = view
  const step = SAYS.step(pages.findIndex((page) => page.id === current.id) + 1, pages.length + 1)
  const aside = applyAside(ctx, { ...view, urlOf: (page) => applyUrl(view, page) })
  return {
    title: stepTitle(step, current.title, view.application),
    errorCount: problems.length,
    current: '/demarches',
    crumb: 'Votre demande',
    crumbs: [
      { href: '/', label: 'Accueil' },
      { href: `/demarches/${service.slug}`, label: service.title },
    ],
    main: html`<div class="split">${formOf(ctx, view, step)}${aside}</div>`,
  }
}
