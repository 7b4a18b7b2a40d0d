// Puts the calls of the table on the server, apart from pages: their bodies are read by themselves, their errors are problem
// details, and the description of them all (OpenAPI) stands beside them.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound, ParvisError } from '../errors.ts'
import { asParvisError, noteFault } from '../http/faults.ts'
import type { Tools } from '../http/route.ts'
import type { House } from '../house.ts'
import { type Call, pathOfCall, type Verb, verbOf } from './call.ts'
import { challenge } from './callers.ts'
import { callOf } from './exchange.ts'
import { DESCRIPTION, openapi } from './openapi.ts'
import { PROBLEM_TYPE, problemOf } from './problem.ts'

type Calls = Pick<House, 'calls' | 'callers' | 'access'>

/** 405: the address answers other verbs. */
class WrongVerb extends ParvisError {
  readonly status = 405
}

function sendProblem(reply: FastifyReply, error: ParvisError): FastifyReply {
  const { retryAfter = error.status === 503 ? 5 : undefined } = error as { retryAfter?: number }
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  return reply
    .code(error.status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(error)))
}

const nothingHere = (_request: FastifyRequest, reply: FastifyReply) =>
  sendProblem(reply, new NotFound(`Aucun appel ne répond à cette adresse\u00a0: ${DESCRIPTION} les décrit.`))

const VERBS: readonly Verb[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The verbs that an address does not take are told those it takes. */
function refuseOthers(scope: FastifyInstance, calls: readonly Call[]): void {
  for (const [url, rows = []] of Object.entries(Object.groupBy(calls, pathOfCall))) {
    const taken = rows.map(verbOf)
    const others = VERBS.filter((verb) => !taken.includes(verb))
    if (others.length === 0) continue
    scope.route({
      method: others,
      url,
      handler: (_request, reply) => {
        reply.header('allow', taken.join(', '))
        return sendProblem(reply, new WrongVerb(`Cette adresse prend ${taken.join(', ')}.`))
      },
    })
  }
}

/** Mounts the calls, their description, and what answers where no call is. */
export async function mountCalls(
  app: FastifyInstance,
  tools: Tools,
  { calls, callers, access }: Calls,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Read by each call, in its own bounds.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.setErrorHandler((error, request, reply) => {
      const told = asParvisError(error)
      noteFault(request, error, told)
      const row = calls.find((one) => pathOfCall(one) === request.routeOptions.url)
      if (told.status === 401 && row !== undefined) reply.header('www-authenticate', challenge(row, callers))
      // What was not read to its end must not be taken for the next request.
      if (!request.raw.complete) reply.header('connection', 'close')
      return sendProblem(reply, told)
    })
    for (const row of calls)
      scope.route({
        method: verbOf(row),
        url: pathOfCall(row),
        handler: callOf(row, access[row.action] ?? [], { tools, callers }),
      })
    refuseOthers(
      scope,
      calls.filter(({ isHidden }) => isHidden !== true),
    )
    const description = JSON.stringify(openapi({ calls, callers, publicUrl: tools.config.publicUrl }))
    scope.get(DESCRIPTION, (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=300')
        .type('application/json; charset=utf-8')
        .send(description),
    )
  })
  await app.register(async (scope) => scope.setNotFoundHandler(nothingHere), { prefix: '/api' })
}
