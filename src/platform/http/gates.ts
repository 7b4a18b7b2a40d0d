// The gates before a handler: the form token, who could ever act, the shape of what was posted.
import type { FastifyRequest } from 'fastify'
import { type Actor, acting, anonymous, isNobody, type Lent, lentTo, ownName, readingOf } from '../actor.ts'
import { mayEver, ownDesk, type Relation, signedIn } from '../access.ts'
import {
  BadInput,
  LooksOnly,
  NotFound,
  OwnNameOnly,
  type ParvisError,
  PostIdle,
  Unauthenticated,
} from '../errors.ts'
import { asParvisError, noteFault, Walled } from './faults.ts'
import { keepPost } from './keep.ts'
import { noteLent, refuseLent } from './lending.ts'
import { look } from './looking.ts'
import { backToFormPage, oldPageText, sendAgainPage, unsavedPage } from './resend-page.ts'
import {
  type Context,
  type GetRoute,
  one,
  type Posted,
  type PostRoute,
  page,
  type Reply,
  type Route,
} from './route.ts'
import { csrfHolds } from './seal.ts'
import { formerPage, whence } from './whence.ts'
import { problemsOf, wrongValue } from './wrong-value.ts'

type Post = PostRoute<unknown>

interface Asked {
  request: FastifyRequest
  /** null for a GET. */
  posted: Posted | null
}

/** Passes the gates in order, then lets the handler answer. */
export async function answer(
  route: Route,
  relations: readonly Relation[],
  ctx: Context,
  asked: Asked,
): Promise<Reply> {
  const { by } = ctx.actor
  const serve = (as: Context) => pass(route, relations, as, asked)
  refuseLent(route, relations, ctx)
  return by?.looks ? look(route, by, ctx, { posted: asked.posted, serve }) : serve(ctx)
}

async function pass(
  route: Route,
  relations: readonly Relation[],
  ctx: Context,
  { request, posted }: Asked,
): Promise<Reply> {
  if ('get' in route || posted === null)
    return orSignIn(ctx, request.url, () =>
      allowed(
        relations,
        ctx,
        { back: ctx.url, who: whoReads(getOf(route), ctx), isPlace: isPlace(getOf(route)) },
        async () => {
          const reply = await getOf(route).handle(ctx)
          await noteLent('Lecture', relations, ctx, reply.about)
          return reply
        },
      ),
    )
  const isOurs = route.signed === true || fromOurPages(ctx, posted)
  if (route.script && !isOurs) return { kind: 'json', status: 403, body: { error: 'csrf' } }
  const former = formerPage(request) ?? '/'
  if (!isOurs && whence(request) !== 'here') return page(backToFormPage(ctx, former), 403)
  const work = () =>
    allowed(relations, ctx, { back: ctx.door.account, who: whoActs(relations, ctx) }, () =>
      isOurs ? act(route, relations, ctx, { request, posted }) : askAgain(route, ctx, posted, former),
    )
  if (route.script) return work()
  const { resend, askAt } = route
  const kept = () => keepPost(ctx, request.url, posted, { askAt, onItsPage: resend === 'on its page' })
  return orSignIn(ctx, resend ? kept : former, work)
}

function getOf(route: Route): GetRoute {
  if ('get' in route) return route
  throw new TypeError('a form without a body')
}

/** Posts that only read open no act; what is told to an agent stays theirs to put away. */
const whoActs = (relations: readonly Relation[], { actor }: Context): Actor =>
  relations.includes(ownDesk) ? actor : acting(actor)

/** A page that leads to an act alone is no reading. */
const whoReads = ({ leadsToAct }: GetRoute, { actor }: Context): Actor =>
  leadsToAct === true ? acting(actor) : actor

/** The first gate. Who is signed in and could never act learns nothing; who is not may be somebody else. */
async function allowed(
  relations: readonly Relation[],
  { actor, db, door }: Context,
  { back, who = actor, isPlace = false }: { back: string; who?: Actor; isPlace?: boolean },
  work: () => Promise<Reply>,
): Promise<Reply> {
  if (mayEver(relations, who)) return work()
  if (actor.by?.looks && relations.includes(ownDesk)) throw new LooksOnly(actor.by.personName)
  if (actor.by && relations.includes(signedIn)) throw new OwnNameOnly(actor.by.name, back)
  const lent = lentTo(actor)
  if (lent !== null && isPlace && mayEver(relations, inOwnName(lent))) throw new OwnNameOnly(lent.name, back)
  if (isNobody(actor)) throw new Unauthenticated()
  // Whoever would, if their post still worked; a page that was never theirs is not found.
  const isIdle = actor.memberships.length === 0 || mayEver(relations, actor)
  const personId = ownName(actor)
  const why = isIdle && personId !== null ? await door.whyIdle(db, personId) : null
  throw why === null ? new NotFound() : new PostIdle(why)
}

/** A page of whoever asks, rather than of a thing that its address names. */
const isPlace = ({ get }: GetRoute): boolean => !get.includes(':')

/** Whoever acts for a member, as a resident: what is theirs asks them to stop first. */
const inOwnName = ({ personId }: Lent): Actor => ({ ...anonymous(), kind: 'resident', personId })

/** Signing in is needed: there, and back to where one was with everything typed. Whoever acts for a member is somebody, elsewhere. */
async function orSignIn(
  ctx: Context,
  back: string | (() => Promise<string>),
  work: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    const lent = lentTo(ctx.actor)
    if (error instanceof Unauthenticated && lent !== null) throw new OwnNameOnly(lent.name, ctx.door.account)
    if (!(error instanceof Unauthenticated) || !isNobody(ctx.actor)) throw error
    return {
      kind: 'redirect',
      to: typeof back === 'string' ? `${ctx.door.signIn}?suite=${encodeURIComponent(back)}` : await back(),
    }
  }
}

/** What an agent reads and may no longer act on is there: whoever works elsewhere too is told why it is not found. */
async function refuseReader({ actor, db, door }: Context): Promise<void> {
  const why =
    readingOf(actor) === null || actor.personId === null ? null : await door.whyIdle(db, actor.personId)
  if (why !== null) throw new PostIdle(why)
}

async function act(
  route: Post,
  relations: readonly Relation[],
  ctx: Context,
  { request, posted }: { request: FastifyRequest; posted: Posted },
): Promise<Reply> {
  const parsed = route.input.safeParse(posted.values, { error: wrongValue })
  try {
    if (posted.refusal) throw new BadInput(posted.refusal)
    if (!parsed.success) throw new BadInput(problemsOf(parsed.error))
    await noteLent('Envoi', relations, ctx)
    return await route.handle(ctx, parsed.data, posted)
  } catch (error) {
    if (error instanceof BadInput && route.again !== undefined)
      return route.again(ctx, error.problems, posted)
    if (error instanceof NotFound) await refuseReader(ctx)
    const told = asParvisError(error)
    if (route.resend && (told.status === 503 || told.status === 507 || told instanceof Walled)) {
      noteFault(request, error, told)
      return showUnsaved(route, ctx, posted, told)
    }
    throw error
  }
}

/** The page is old: its form again with everything typed, or the way back to it when the act is a grave one. */
async function askAgain(route: Post, ctx: Context, posted: Posted, former: string): Promise<Reply> {
  if (!route.resend) return page(backToFormPage(ctx, former), 403)
  const shown = () => page(sendAgainPage(ctx, ctx.url, posted), 403)
  return shownAgain(route, ctx, posted, { message: oldPageText(ctx), status: 403 }, shown)
}

/** Nothing could be kept (the database is away, a disk is full, a right has just ended): everything typed goes back to the person. */
async function showUnsaved(route: Post, ctx: Context, posted: Posted, told: ParvisError): Promise<Reply> {
  const shown = () => page(unsavedPage(ctx, ctx.url, posted, told), told.status)
  return shownAgain(route, ctx, posted, told, shown)
}

/** The form with everything typed and what is said of it; otherwise, where it has no page or what it was about is no more, `shown`. */
async function shownAgain(
  { again }: Post,
  ctx: Context,
  posted: Posted,
  { message, status }: Pick<ParvisError, 'message' | 'status'>,
  shown: () => Reply,
): Promise<Reply> {
  if (again === undefined) return shown()
  try {
    return withStatus(await again(ctx, [{ field: '', message }], posted), status)
  } catch {
    return shown()
  }
}

const withStatus = (reply: Reply, status: number): Reply =>
  reply.kind === 'page' ? { ...reply, status } : reply

/** The token of this visitor, in this session, under this mandate. */
function fromOurPages({ config, visitorId, sessionToken, actor }: Context, posted: Posted): boolean {
  const shown = { visitorId, sessionToken, under: actor.by?.under ?? null }
  return csrfHolds(config.secret, shown, one(posted.values, '_csrf'))
}
