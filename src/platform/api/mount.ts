// Puts the calls of the table on the server, apart from pages: their bodies are read by themselves, their errors are problem
// details, and the description of them all (OpenAPI) stands beside them.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound, ParvisError } from '../errors.ts'
import { asParvisError, noteFault } from '../http/faults.ts'
import type { Tools } from '../http/route.ts'
import type { House } from '../house/house.ts'
import { type Call, DAV_VERBS, type Dialect, pathOfCall, verbOf } from './call.ts'
import { challenge } from './callers.ts'
import { callOf } from './exchange.ts'
import { DESCRIPTION, openapi } from './openapi.ts'
import { PLAIN } from './problem.ts'

type Calls = Pick<House, 'calls' | 'callers' | 'access'>

/** 405: the address answers other verbs. */
class WrongVerb extends ParvisError {
  readonly status = 405
}

function sendProblem(reply: FastifyReply, error: ParvisError, dialect: Dialect): FastifyReply {
  const { retryAfter = error.status === 503 ? 5 : undefined } = error as { retryAfter?: number }
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  return reply
    .code(dialect.statusOf?.(error) ?? error.status)
    .header('cache-control', 'no-store')
    .type(dialect.problemType)
    .send((dialect.written ?? JSON.stringify)(dialect.problem(error)))
}

/** Every way in which these calls speak, each with its calls. */
const spoken = (calls: readonly Call[]): [Dialect, Call[]][] => [
  ...Map.groupBy(calls, ({ dialect = PLAIN }) => dialect),
]

/** Answers an address that could not even be read, when it is one of programs'. @returns false when it is a page's */
export function refuseUnread(
  { calls }: Pick<Calls, 'calls'>,
  request: FastifyRequest,
  reply: FastifyReply,
): boolean {
  const [path = ''] = request.url.split('?', 1)
  const dialect = spoken(calls).find(([{ at }]) => path === at || path.startsWith(`${at}/`))?.[0]
  if (dialect !== undefined) nothingHere(dialect)(request, reply)
  return dialect !== undefined
}

const nothingHere = (dialect: Dialect) => (_request: FastifyRequest, reply: FastifyReply) =>
  sendProblem(
    reply,
    new NotFound(`Aucun appel ne répond à cette adresse\u00a0: ${DESCRIPTION} les décrit.`),
    dialect,
  )

const UNREAD =
  'Cette demande n’a pas pu être lue\u00a0: vérifiez son adresse, ses en-têtes et le type de son corps.'

/** 400, 415…: the server refused it before the call. */
class Unread extends ParvisError {
  readonly status: number
  constructor(status: number) {
    super(UNREAD)
    this.status = status
  }
}

/** The errors of pages speak of a browser; a program is told of what it sent. */
function asProblem(error: unknown): ParvisError {
  const status = error instanceof ParvisError ? undefined : (error as { statusCode?: number }).statusCode
  return status !== undefined && status >= 400 && status < 500 ? new Unread(status) : asParvisError(error)
}

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** The verbs that an address does not take are told those it takes. */
function refuseOthers(scope: FastifyInstance, calls: readonly Call[], dialect: Dialect): void {
  const shown = calls.filter(({ isHidden }) => isHidden !== true)
  const verbs = Object.entries(Object.groupBy(shown, pathOfCall)).map(
    ([url, rows = []]): [string, readonly string[]] => [url, rows.map(verbOf)],
  )
  if (dialect === PLAIN) verbs.push([DESCRIPTION, ['GET']])
  for (const [url, taken] of verbs) {
    const others = VERBS.filter((verb) => !taken.includes(verb))
    scope.route({
      method: others,
      url,
      handler: (_request, reply) => {
        reply.header('allow', taken.join(', '))
        return sendProblem(reply, new WrongVerb(`Cette adresse prend ${taken.join(', ')}.`), dialect)
      },
    })
  }
}

/** Nothing here reads a body before its call does, in its own bounds; whatever is refused is told as problem details. */
function speakToPrograms(
  scope: FastifyInstance,
  { calls, callers }: Pick<Calls, 'calls' | 'callers'>,
  dialect: Dialect,
): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
  scope.setErrorHandler((error, request, reply) => {
    const told = asProblem(error)
    noteFault(request, error, told)
    const row = calls.find((one) => pathOfCall(one) === request.routeOptions.url)
    if (told.status === 401 && row !== undefined) reply.header('www-authenticate', challenge(row, callers))
    // What was not read to its end must not be taken for the next request.
    if (!request.raw.complete) reply.header('connection', 'close')
    return sendProblem(reply, told, dialect)
  })
}

/** Mounts the calls, their description, and what answers where no call is. */
export async function mountCalls(
  app: FastifyInstance,
  tools: Tools,
  { calls, callers, access }: Calls,
): Promise<void> {
  for (const verb of DAV_VERBS) app.addHttpMethod(verb, { hasBody: true })
  for (const [dialect, rows] of spoken(calls)) {
    await app.register(async (scope) => {
      speakToPrograms(scope, { calls: rows, callers }, dialect)
      for (const row of rows)
        scope.route({
          method: verbOf(row),
          url: pathOfCall(row),
          handler: callOf(row, access[row.action] ?? [], { tools, callers }),
        })
      refuseOthers(scope, rows, dialect)
      if (dialect === PLAIN) describe(scope, { calls, callers }, tools)
    })
    await app.register(
      async (scope) => {
        speakToPrograms(scope, { calls: rows, callers }, dialect)
        scope.setNotFoundHandler(nothingHere(dialect))
      },
      { prefix: dialect.at },
    )
  }
}

function describe(
  scope: FastifyInstance,
  { calls, callers }: Omit<Calls, 'access'>,
  { config }: Tools,
): void {
  const description = JSON.stringify(openapi({ calls, callers, publicUrl: config.publicUrl }))
  scope.get(DESCRIPTION, (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=300')
      .type('application/json; charset=utf-8')
      .send(description),
  )
}
