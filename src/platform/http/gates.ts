// The gates before a handler: the form token, who could ever act, the shape of what was posted.
import type { FastifyRequest } from 'fastify'
import type { ZodError } from 'zod'
import { mayEver, type Relation, signedIn } from '../access.ts'
import { BadInput, type FieldProblem, NotFound, OwnNameOnly, Unauthenticated } from '../errors.ts'
import { readBody } from './body.ts'
import type { Hooks } from './hooks.ts'
import { type Context, one, type Posted, type Reply, type Route } from './route.ts'
import { csrfHolds } from './seal.ts'

/** Passes the gates in order, then lets the handler answer. */
export async function answer(
  route: Route,
  relations: readonly Relation[],
  ctx: Context,
  request: FastifyRequest,
  hooks: Hooks,
): Promise<Reply> {
  if ('get' in route)
    return orSignIn(ctx, request.url, () => allowed(relations, ctx, ctx.url, () => route.handle(ctx)))
  const posted = await readBody(request)
  if (!fromOurPages(ctx, request, posted)) {
    if (route.script) return { kind: 'json', status: 403, body: { error: 'csrf' } }
    return { kind: 'page', status: 403, html: hooks.sendAgainPage(ctx, request.url, posted) }
  }
  const work = () => allowed(relations, ctx, '/compte', () => act(route, ctx, posted))
  return route.script ? work() : orSignIn(ctx, () => hooks.keepPost(ctx, request.url, posted), work)
}

/** The first gate. Who is signed in and could never act learns nothing; who is not may be somebody else. */
async function allowed(
  relations: readonly Relation[],
  { actor }: Context,
  back: string,
  work: () => Promise<Reply>,
): Promise<Reply> {
  if (mayEver(relations, actor)) return work()
  if (actor.by && relations.includes(signedIn)) throw new OwnNameOnly(actor.by.name, back)
  throw actor.personId === null ? new Unauthenticated() : new NotFound()
}

/** Signing in is needed: there, and back to where one was with everything typed. */
async function orSignIn(
  ctx: Context,
  back: string | (() => Promise<string>),
  work: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Unauthenticated) || ctx.actor.personId !== null) throw error
    return {
      kind: 'redirect',
      to: typeof back === 'string' ? `/connexion?suite=${encodeURIComponent(back)}` : await back(),
    }
  }
}

async function act(route: Extract<Route, { post: string }>, ctx: Context, posted: Posted): Promise<Reply> {
  const parsed = route.input.safeParse(posted.values)
  try {
    if (!parsed.success) throw new BadInput(problemsOf(parsed.error))
    return await route.handle(ctx, parsed.data, posted)
  } catch (error) {
    if (error instanceof BadInput && route.again !== undefined)
      return route.again(ctx, error.problems, posted)
    throw error
  }
}

function problemsOf(error: ZodError): FieldProblem[] {
  return error.issues.map((issue) => ({ field: String(issue.path[0] ?? ''), message: issue.message }))
}

/** The visitor's token, and a browser that does not say the form came from elsewhere. */
function fromOurPages(ctx: Context, request: FastifyRequest, posted: Posted): boolean {
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site') return false
  const { secret } = ctx.config
  return csrfHolds(secret, ctx.visitorId, ctx.actor.by?.mandateId ?? null, one(posted.values, '_csrf'))
}
