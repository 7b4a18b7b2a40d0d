// Handlers of the form of a service: begin, show a page, save it by its button.
import { randomUUID } from 'node:crypto'
import type { FieldProblem } from '#platform/errors.ts'
import { freshVisitor } from '#platform/http/fresh-visitor.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import {
  type BlockDone,
  type FormPage,
  type FormProblem,
  pressedIn,
  questionOfProblem,
  rawOfValues,
  reachablePages,
  takeDraftRoom,
} from '#forms'
import { speaking } from '#platform/tongue/sentences.ts'
import { networkOf } from '#platform/limits/throttle.ts'
import { askedPage, type SaidPlace, saidPlace } from '#services'
import { isDivided, type Territory } from '#territory'
import { type Application, loadApplication, pageOf } from './apply.ts'
import { storeAll } from './files.ts'
import { fillPage, type Filled, progress, REVIEW, stepAfter } from './fill.ts'
import {
  begunQuery,
  languageAsked,
  linkQuery,
  load,
  reloadLocked,
  showOwn,
  slugOf,
  stepUrl,
} from './draft.citizen.ts'
import { alreadyReported } from '../near/near.ts'
import { applyPage, unseenOf } from './pages/apply.ts'
import { OWN_SITE } from './pages/own-site.ts'
import { SAYS } from './pages/words.ts'

/** GET /demarches/:slug/demande: a new draft, saved when something is typed, under a name that nobody noted before. */
export async function beginApplication(ctx: Context): Promise<Reply> {
  const id = randomUUID()
  const said = saidPlace(ctx.query)
  const { form, place } = await ctx.db.read(ctx.actor, (tx) => loadApplication(tx, slugOf(ctx), id, said))
  const { cookies } = await freshVisitor(ctx)
  const query = linkQuery(ctx, begunQuery(await precise(ctx, said, place), languageAsked(ctx)))
  const to = stepUrl(slugOf(ctx), id, form.pages[0]?.id ?? '') + query
  return { ...redirect(to), cookies }
}

/** « 12 rue Garibaldi, Lyon »: the arrondissement, when the geocoder knows; the form asks it otherwise. */
async function precise({ geocoder, ip }: Context, said: SaidPlace, place: Territory): Promise<SaidPlace> {
  const commune = place.area(said.commune ?? '')
  if (said.address === '' || commune === undefined || !isDivided(commune, place)) return said
  const asked = { limit: 1, network: networkOf(ip) }
  const [found] = await geocoder.searchAddress(`${said.address} ${commune.name}`, asked)
  const there = place.area(found?.citycode ?? '')
  return there?.authorityId === commune.authorityId ? { ...said, commune: there.code } : said
}

export const showPage = (ctx: Context): Promise<Reply> =>
  showOwn(ctx, async (application) => {
    if (application.submitted) return redirect(stepUrl(slugOf(ctx), application.id, 'recu'))
    const current = pageOf(application, ctx.params.page ?? '')
    if (!reachablePages(application.form, application.answers).includes(current))
      return redirect(stepUrl(slugOf(ctx), application.id, 'reprendre'))
    return page(await pageWith(ctx, application, current, []))
  })

async function pageWith(ctx: Context, application: Application, current: FormPage, problems: FormProblem[]) {
  return ctx.db.read(ctx.actor, async (tx) => {
    const { pages } = progress(tx, application)
    const near = await alreadyReported(tx, application)
    const content = speaking(application.language, () =>
      applyPage(ctx, { application, current, problems, pages, near, now: tx.now }),
    )
    return askedPage(ctx, tx, application.service, content)
  })
}

const unseenText = (unseen: readonly string[]): string => {
  const questions = unseen.filter((id) => id !== OWN_SITE && !id.includes(':'))
  const isOffered = unseen.some((id) => id.includes(':') && !questions.includes(id.split(':')[0] ?? ''))
  const added = [
    ...(questions.length > 0 ? [SAYS.more(questions.length)] : []),
    ...(isOffered ? [SAYS.moreChoices()] : []),
  ]
  const more = added.map((said) => ` ${said}`).join('')
  const site = unseen.includes(OWN_SITE)
    ? ' Dans cette commune, un autre site répond : lisez ci-dessous.'
    : ''
  return `${SAYS.answersKept()}${more}${site}`
}

/** POST of a page by its button. */
export async function savePage(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const before = await load(ctx)
  const receipt = redirect(stepUrl(slugOf(ctx), before.id, 'recu'))
  if (before.submitted) return receipt
  const current = pageOf(before, ctx.params.page ?? '')
  if (before.savedAt === null) await takeDraftRoom(ctx)
  const stored = await storeAll(ctx, before, current, posted)
  const removed = one(posted.values, REMOVE_FILE)
  const pressed = pressedIn(current.fields, posted.values, removed === '')
  const filled = await ctx.db.write(ctx.actor, async (tx) =>
    fillPage(tx, await reloadLocked(ctx, tx), current, posted, stored.added, removed, (raw) =>
      speaking(before.language, () => pressed.after(raw)),
    ),
  )
  const done = pressed.done()
  if (done !== null && stored.problems.length === 0 && !filled.application.submitted)
    return atItem(ctx, filled.application, current, done)
  return filled.application.submitted ? receipt : afterSaving(ctx, current, posted, filled, stored.problems)
}

/** The page again where one was: the item has the focus, and its place is said. */
const atItem = (ctx: Context, { id }: Application, current: FormPage, { focused, said }: BlockDone): Reply =>
  redirect(`${stepUrl(slugOf(ctx), id, current.id)}#${focused}`, said)

/** The page as it was posted, nothing saved: its token was old, some of it could not be received, or nothing kept. */
export const savePageAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  showOwn(ctx, async (before) => {
    if (before.submitted) return redirect(stepUrl(slugOf(ctx), before.id, 'recu'))
    const current = pageOf(before, ctx.params.page ?? '')
    const typed = { ...before, raw: rawOfValues(current.fields, values, before.raw) }
    const told = problems.map(({ field, message }) => ({ field, fieldId: field, message }))
    return page(await pageWith(ctx, typed, current, told), 422)
  })

/** The same page when something is to be corrected or seen, the next otherwise. */
async function afterSaving(
  ctx: Context,
  current: FormPage,
  posted: Posted,
  { application, problems }: Filled,
  refused: FormProblem[],
): Promise<Reply> {
  const isRemoval = one(posted.values, REMOVE_FILE) !== ''
  const unseen = unseenOf(application, current, posted)
  // Taking a file away, or a question not seen yet, is not an error; a refused file is.
  const judged = isRemoval ? [] : problems.filter((problem) => !unseen.includes(questionOfProblem(problem)))
  const all = [...judged, ...refused]
  if (all.length > 0) return page(await pageWith(ctx, application, current, all), 422)
  if (isRemoval) return page(await pageWith(ctx, application, current, []))
  if (unseen[0] !== undefined)
    return redirect(
      `${stepUrl(slugOf(ctx), application.id, current.id)}${linkQuery(ctx)}#${unseen[0].split(':')[0]}`,
      speaking(application.language, () => unseenText(unseen)),
    )
  const next = await ctx.db.read(ctx.actor, async (tx) => stepAfter(tx, application, current))
  return redirect(stepUrl(slugOf(ctx), application.id, next) + (next === REVIEW ? '' : linkQuery(ctx)))
}
