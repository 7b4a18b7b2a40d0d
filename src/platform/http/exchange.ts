// One exchange of the table: whose act it is, its body, its door, its context, the gates, the answer.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Relation } from '../access.ts'
import { ForeignAct, Unavailable } from '../errors.ts'
import { spoolFolder } from '../files/spool.ts'
import { networkOf } from '../limits/throttle.ts'
import { isMultipart, readBody } from './body.ts'
import { agentAsking, bareContext } from './context.ts'
import { crowdDoor } from './crowd.ts'
import { asParvisError } from './faults.ts'
import { answer } from './gates.ts'
import type { Hooks } from './hooks.ts'
import { isDocument, isLogo, isSheet } from '../files/kinds.ts'
import type { TakesFiles } from './multipart.ts'
import { markKept } from './reader.ts'
import { send, sendError } from './reply.ts'
import { unsavedPage } from './resend-page.ts'
import { type Context, one, type Posted, page, type Route, type Tools } from './route.ts'
import { turnVisitor } from './turn-visitor.ts'
import { uploadRoom } from './upload-room.ts'
import { isForeignAct, whence } from './whence.ts'

/** What every exchange of a server shares. */
export interface House {
  tools: Tools
  hooks: Hooks
  makeContext(request: FastifyRequest, reply: FastifyReply, title: string, names: boolean): Promise<Context>
}

/** A hook: what another site makes a browser do gets a plain page: no token, no value, no cookie, and no body is read. */
export const refuseForeign =
  ({ tools, hooks }: Pick<House, 'tools' | 'hooks'>, isScript = false) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (!isForeignAct(request)) return undefined
    reply.header('connection', 'close')
    if (isScript) return send(tools, reply, { kind: 'json', status: 403, body: { error: 'csrf' } })
    return sendError(tools, hooks, reply, bareContext(tools, request), new ForeignAct())
  }

/** The handler of a route. */
export function exchangeOf(route: Route, relations: readonly Relation[], house: House) {
  const { tools } = house
  const door = 'post' in route && route.atOnce !== undefined ? crowdDoor(route.atOnce) : null
  const exchange = async (request: FastifyRequest, reply: FastifyReply, posted: Posted | null) => {
    // What programs read, and caches may keep for everybody, names no browser.
    const names = !('get' in route && route.face === 'machine')
    const ctx = await house.makeContext(request, reply, route.title, names)
    const answered = await answer(route, relations, ctx, { request, posted })
    markKept(reply, route, answered, ctx.readers)
    const sent = send(tools, reply, await turnVisitor(ctx, request, answered), ctx.visitorId)
    if ('get' in route && answered.kind === 'page' && (answered.status ?? 200) === 200)
      tools.openings.note(route.get, ctx)
    return sent
  }
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if ('get' in route) return exchange(request, reply, null)
    const takes =
      route.takesFiles && isMultipart(request) ? await roomFor(tools, request, route.takesFiles) : null
    const { posted, release } = await readBody(request, takes)
    let leave: () => Promise<void> = release
    try {
      if (door !== null) leave = both(door.enter(), release)
      return await exchange(request, reply, posted)
    } catch (error) {
      return tellAway(route, house, { request, reply, posted, error })
    } finally {
      await leave()
    }
  }
}

const rooms = { agents: uploadRoom(), others: uploadRoom() }

/** What is let in besides pictures and PDFs. */
const READ = { documents: isDocument, sheets: isSheet, logos: isLogo }

async function roomFor(
  tools: Tools,
  request: FastifyRequest,
  what: true | keyof typeof READ,
): Promise<TakesFiles> {
  const agent = await agentAsking(tools, request)
  const share = agent === null ? rooms.others(networkOf(request.ip)) : rooms.agents(String(agent))
  return { folder: spoolFolder(tools.config), share, keeps: what === true ? undefined : READ[what] }
}

const both = (first: () => void, second: () => Promise<void>) => () => {
  first()
  return second()
}

interface Failed {
  request: FastifyRequest
  reply: FastifyReply
  posted: Posted
  error: unknown
}

// Told without asking anything of the database: it may be away, and whoever is one too many must cost nothing.
function tellAway(
  route: Extract<Route, { post: string }>,
  { tools, hooks }: House,
  failed: Failed,
): FastifyReply {
  const { request, reply, posted, error } = failed
  const told = asParvisError(error)
  if (!(told instanceof Unavailable)) throw error
  const bare = bareContext(tools, request)
  // Compressing it would cost more than sending it.
  request.headers['x-no-compression'] = '1'
  if (!route.resend || route.script || whence(request) !== 'here')
    return sendError(tools, hooks, reply, bare, told)
  const ctx = { ...bare, csrf: one(posted.values, '_csrf') }
  reply.header('retry-after', '5')
  return send(tools, reply, page(unsavedPage(ctx, request.url, posted, told), told.status))
}
