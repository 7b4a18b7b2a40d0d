// What is asked at work where the pages are others’ (a kiosk): the form of a service for whoever acts, by the verbs of its own pages. No file
// is taken there, and no map is shown.
import { typo } from '#platform/ui/french.ts'
import {
  type AnswerLine,
  answersSummary,
  asksFiles,
  endText,
  everyFieldOf,
  factsBeside,
  type Field,
  type FormDefinition,
  type FormPage,
  type FormProblem,
  formVersion,
  listDrafts,
  lockDraft,
  pageFields,
  pressedIn,
  questionOfProblem,
  reachablePages,
  takeDraftRoom,
  takesFiles,
} from '#forms'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import type { Html } from '#platform/html.ts'
import type { Context, Posted } from '#platform/http/route.ts'
import { catalogue, isInternal, isMeantFor, serviceVersion } from '#services'
import { isDivided } from '#territory'
import { type Application, loadApplication, pageOf } from '../apply/apply.ts'
import { fillPage, progress, stepAfter } from '../apply/fill.ts'
import { SEEN_FIELDS, shownOn, unseenOf } from '../apply/pages/apply.ts'
import type { ReceiptView } from '../apply/receipt-words.ts'
import { receiptView, sendOnce } from '../apply/send.ts'
import { ALONE, asksCosignatory } from '../signed/asking.ts'

/** An application, and where whoever asks works, when that is one commune: INSEE code. */
export interface AskedAt {
  slug: string
  draft: string
  commune: string | null
}

/** Another step of it: a page of the form, `verifier` or `recu`. */
export interface Elsewhere {
  step: string
}

/** A page of the form, for whoever draws it. */
export interface AskedPage {
  service: string
  title: string
  page: string
  /** « étape 1 sur 3 » */
  at: string
  controls: readonly Html[]
  /** What conditions read of the other pages (conditional-fields). */
  facts: Readonly<Record<string, unknown>>
  /** What it shows where no script shows more: sent back with it. */
  seen: { name: string; value: string }
  problems: readonly FormProblem[]
  previous: string | null
  /** A file may be joined, elsewhere. */
  takesFiles: boolean
}

/** A service that one may ask for there, and its promise in working days. */
export interface AskedService {
  slug: string
  title: string
  days: number | null
  /** Without a file that it requires, hence there. */
  isHere: boolean
}

/** Does it require a file, always or by what is answered? */
export const needsFile = (form: FormDefinition): boolean =>
  everyFieldOf(form).some((field) => asksFiles(field) && field.optional !== true)

/** What one may ask for at work. */
export async function askedServices(tx: Read): Promise<AskedService[]> {
  const services: AskedService[] = []
  for (const { slug, definition, formVersion: version } of (await catalogue(tx)).every) {
    const isAsked = isInternal(definition) && isMeantFor(tx.actor, definition)
    if (!isAsked || version === null || definition.askedAt !== undefined) continue
    const form = await formVersion(tx, definition.form ?? '', version)
    services.push({
      ...{ slug, title: definition.title, days: definition.delays?.solution.days ?? null },
      isHere: !needsFile(form),
    })
  }
  return services
}

/** What one began to ask at work, and did not send. */
export async function askedDrafts(
  tx: Read,
): Promise<{ id: string; slug: string; title: string; at: Date }[]> {
  const begun = []
  for (const draft of await listDrafts(tx)) {
    const {
      id,
      serviceSlug: slug,
      serviceVersion: version,
      formId,
      formVersion: formNumber,
      updatedAt: at,
    } = draft
    const service = await serviceVersion(tx, slug, version)
    if (!isInternal(service)) continue
    const form = await formVersion(tx, formId, formNumber)
    if (!needsFile(form)) begun.push({ id, slug, title: service.title, at })
  }
  return begun
}

/** @throws NotFound for a service that is not asked at work, or a draft of somebody else */
async function readAsked(tx: Read, { slug, draft, commune }: AskedAt): Promise<Application> {
  const application = await loadApplication(tx, slug, draft, { commune, address: '' })
  if (!isInternal(application.service)) throw new NotFound('Cette demande ne se fait pas ici.')
  if (!application.submitted && needsFile(application.form))
    throw new NotFound(
      'Un document est à joindre\u00a0: faites cette demande depuis un ordinateur ou un téléphone.',
    )
  return application
}

const SENT: Elsewhere = { step: 'recu' }

/** No file is joined there: none is asked of the items of a block either. */
const withoutFiles = (field: Field): Field =>
  field.questions === undefined
    ? field
    : { ...field, questions: field.questions.filter((question) => !asksFiles(question)) }

function drawn(
  ctx: Context,
  tx: Read,
  application: Application,
  current: FormPage,
  problems: readonly FormProblem[],
  focused?: string,
): AskedPage {
  const { form, answers, place, offered, origins } = application
  const { pages } = progress(tx, application)
  const at = pages.indexOf(current)
  const typed = new Set(Object.keys(application.raw))
  const view = {
    // Where the device stands says nothing of where one works.
    ...{ form, answers, problems, map: null, assets: ctx.assets, elsewhere: true as const, focused },
    raw: { ...offered, ...application.raw },
    areas: place.areas.filter((area) => !isDivided(area, place)),
    origins: Object.fromEntries(Object.entries(origins).filter(([id]) => !typed.has(id))),
  }
  return {
    ...{ service: application.service.title, title: current.title, page: current.id, problems },
    at: `étape ${at + 1} sur ${pages.length + 1}`,
    controls: pageFields(view, current.fields.filter((field) => !asksFiles(field)).map(withoutFiles)),
    facts: factsBeside(form, answers, current),
    seen: { name: SEEN_FIELDS, value: shownOn(application, current).join(' ') },
    previous: pages[at - 1]?.id ?? null,
    takesFiles: takesFiles(current.fields),
  }
}

/** A page of the form; `page` null: where one had got to. @throws NotFound */
export function askedPageOf(
  ctx: Context,
  asked: AskedAt,
  page: string | null,
): Promise<AskedPage | Elsewhere> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const application = await readAsked(tx, asked)
    if (application.submitted) return SENT
    if (page === null) return { step: progress(tx, application).unfinished?.id ?? 'verifier' }
    const current = pageOf(application, page)
    const isReached = reachablePages(application.form, application.answers).includes(current)
    return isReached
      ? drawn(ctx, tx, application, current, [])
      : { step: progress(tx, application).unfinished?.id ?? 'verifier' }
  })
}

/** Saves a page right or wrong: it again when something is to be corrected or seen, else where one goes on. @throws NotFound, Full */
export async function saveAsked(
  ctx: Context,
  asked: AskedAt,
  page: string,
  posted: Posted,
): Promise<AskedPage | Elsewhere> {
  const before = await ctx.db.read(ctx.actor, (tx) => readAsked(tx, asked))
  if (before.submitted) return SENT
  const current = pageOf(before, page)
  if (before.savedAt === null) await takeDraftRoom(ctx)
  return ctx.db.write(ctx.actor, async (tx) => {
    await lockDraft(tx, asked.draft)
    const pressed = pressedIn(current.fields, posted.values, true)
    const known = await readAsked(tx, asked)
    const { application, problems } = await fillPage(tx, known, current, posted, {}, '', pressed.after)
    if (application.submitted) return SENT
    const done = pressed.done()
    if (done !== null) return drawn(ctx, tx, application, current, [], done.focused)
    const unseen = unseenOf(application, current, posted)
    const judged = problems.filter((problem) => !unseen.includes(questionOfProblem(problem)))
    if (judged.length > 0 || unseen.length > 0) return drawn(ctx, tx, application, current, judged)
    return { step: stepAfter(tx, application, current) }
  })
}

export interface AskedReview {
  service: string
  pages: readonly { id: string; title: string; lines: readonly AnswerLine[] }[]
  /** Is the service still offered? */
  isOpen: boolean
  /** Where the answers stop the form: nothing is sent. */
  ended: { page: string; title: string; text: Html } | null
}

/** All that one answered. @throws NotFound */
export function askedReview(ctx: Context, asked: AskedAt): Promise<AskedReview | Elsewhere> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const application = await readAsked(tx, asked)
    const { pages, unfinished, ended } = progress(tx, application)
    if (application.submitted) return SENT
    if (unfinished !== undefined) return { step: unfinished.id }
    const lines = answersSummary(application.form, application.answers, application.place)
    return {
      service: application.service.title,
      pages: pages.map(({ id, title }) => ({
        id,
        title,
        lines: lines.filter(({ pageId }) => pageId === id),
      })),
      isOpen: application.open,
      ended:
        ended === undefined
          ? null
          : { page: ended.page.id, title: typo(ended.end.title), text: endText(ended.end) },
    }
  })
}

/** Sends, once. @throws BadInput when the service is no longer offered; NotFound */
export function sendAsked(ctx: Context, asked: AskedAt): Promise<Elsewhere> {
  return ctx.db.write(ctx.actor, async (tx) => {
    await lockDraft(tx, asked.draft)
    const application = await readAsked(tx, asked)
    if (asksCosignatory(application.form)) throw new BadInput(ALONE)
    return { step: await sendOnce(tx, application) }
  })
}

/** What the receipt says, to whoever sent it. @throws NotFound */
export function askedReceipt(ctx: Context, asked: AskedAt): Promise<ReceiptView> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const application = await readAsked(tx, asked)
    if (!application.submitted) throw new NotFound('Cette demande n’est pas encore envoyée.')
    return receiptView(tx, application)
  })
}
