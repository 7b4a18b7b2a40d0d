// The draft that an address names, as it is, for whoever may open it.
import type { Read, Write } from '#platform/db/db.ts'
import { type Context, one, page, type Reply } from '#platform/http/route.ts'
import { linkedIn, lockDraft } from '#forms'
import { CODE } from '#platform/tongue/said-in.ts'
import { placeQuery, type SaidPlace, saidPlace } from '#services'
import { type Application, loadApplication } from './apply.ts'
import { whoseDraftPage } from './pages/drafts.ts'

/** Where a step of an application lives. */
export const stepUrl = (slug: string, id: string, step: string) => `/demarches/${slug}/demande/${id}/${step}`
export const slugOf = (ctx: Context): string => ctx.params.slug ?? ''
export const idOf = (ctx: Context): string => ctx.params.draft ?? ''

/** Name, in addresses and in forms, of the language in which a form is read. */
export const LANGUAGE = 'langue'

/** The place said in the search and the language come along in the address until the draft is saved: then the draft holds them. */
export function begunQuery(place: SaidPlace, language: string): string {
  const query = placeQuery(place)
  if (!CODE.test(language)) return query
  return `${query}${query === '' ? '?' : '&'}${LANGUAGE}=${language}`
}

/** Answers that a link proposes go from page to page, and are kept nowhere until their page is sent. */
export function linkQuery({ query }: Pick<Context, 'query'>, before = ''): string {
  const said = new URLSearchParams(
    Object.entries(linkedIn(query)).flatMap(([name, value]) => [value].flat().map((one_) => [name, one_])),
  )
  if (said.size === 0) return before
  return `${before}${before === '' ? '?' : '&'}${said}`
}

export const languageAsked = ({ query }: Pick<Context, 'query'>): string => one(query, LANGUAGE)
/** What goes on in the address with each page of a draft. */
export const carriedQuery = (ctx: Context, { savedAt }: Pick<Application, 'savedAt'>): string =>
  linkQuery(ctx, savedAt === null ? begunQuery(saidPlace(ctx.query), languageAsked(ctx)) : '')

/** The application that the address names. @throws NotFound, Unauthenticated (loadApplication) */
function readApplication(ctx: Context, tx: Read): Promise<Application> {
  const said = saidPlace(ctx.query)
  const commune = said.commune ?? ctx.site.commune ?? ctx.commune
  return loadApplication(tx, slugOf(ctx), idOf(ctx), {
    ...{ ...said, commune },
    ...{ language: languageAsked(ctx), linked: linkedIn(ctx.query) },
  })
}

/** The same, in a transaction of its own. */
export const load = (ctx: Context): Promise<Application> =>
  ctx.db.read(ctx.actor, (tx) => readApplication(ctx, tx))

/** A page of it, unless whose it is must be said first; of one that was sent, only its receipt shows something. */
export async function showOwn(
  ctx: Context,
  show: (application: Application) => Promise<Reply>,
): Promise<Reply> {
  const application = await load(ctx)
  const { askedSince, submitted } = application
  return askedSince === null || submitted ? show(application) : askWhose(ctx, application)
}

/** Whose is it? Nothing of it is shown with the question. */
export function askWhose(ctx: Context, { id, submitted, askedSince, place }: Application): Reply {
  if (askedSince === null) throw new TypeError('nobody doubts whose it is')
  return page(whoseDraftPage(ctx, { id, since: askedSince, wasSent: submitted }, place.zone))
}

/** The draft as it is once nobody else writes it. */
export async function reloadLocked(ctx: Context, tx: Write): Promise<Application> {
  await lockDraft(tx, idOf(ctx))
  return readApplication(ctx, tx)
}
