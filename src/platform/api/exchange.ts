// One call of the table: who calls, whether they could ever, what came with it, the answer.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ZodError, ZodType } from 'zod'
import { mayEver, type Relation } from '../access.ts'
import type { Actor } from '../actor.ts'
import { BadInput, Forbidden, NotFound, ParvisError, Unauthenticated } from '../errors.ts'
import { isHere } from '../http/here.ts'
import { wrongValue } from '../http/wrong-value.ts'
import { readQuery } from '../http/gather.ts'
import type { Tools } from '../http/route.ts'
import { readCallBody } from './body.ts'
import type { Call, CallContext, Caller, Sent, Told } from './call.ts'
import { callerOf } from './callers.ts'
import { PLAIN } from './problem.ts'

const WHO = 'Dites qui appelle\u00a0: cet appel demande une clé ou un jeton.'
const LESS = 'La clé ou le jeton de cet appel ne le permet pas.'
const lacking = (scope: string) =>
  `Cette clé n’a pas la portée «\u00a0${scope}\u00a0», que cet appel demande\u00a0: faites-en une qui l’a.`

/** What every call of a server shares. */
export interface Exchange {
  readonly tools: Tools
  readonly callers: Readonly<Record<string, Caller>>
}

const problemsOf = (error: ZodError) =>
  error.issues.map(({ path, message }) => ({ field: path.map(String).join('.') || 'body', message }))

/** @throws BadInput naming each value that is wrong */
function judged(schema: ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return value
  const parsed = schema.safeParse(value, { error: wrongValue })
  if (!parsed.success) throw new BadInput(problemsOf(parsed.error))
  return parsed.data
}

const sentBy = (tools: Tools, request: FastifyRequest): Sent => ({
  isHere: isHere(tools.config, request),
  ip: request.ip,
  verb: request.method,
  url: request.url,
  header: (name) => request.headers[name]?.toString() ?? null,
  query: readQuery(request.url),
})

function send(row: Call, reply: FastifyReply, { body, status, headers = {} }: Told<unknown>): FastifyReply {
  reply.headers({ 'cache-control': 'no-store', ...headers })
  if (row.own === true) return reply.code(status ?? 200).send(body)
  if (status !== undefined || row.answer === undefined) return reply.code(status ?? 204).send()
  const told = row.answer.parse(body)
  reply.code(row.status ?? 200)
  return row.type === undefined
    ? reply.type(`${(row.dialect ?? PLAIN).json}; charset=utf-8`).send(JSON.stringify(told))
    : reply.type(row.type).send(told)
}

/** Why whoever calls could never; null when they could. */
function refusal({ scope }: Call, relations: readonly Relation[], actor: Actor): ParvisError | null {
  const lacks = scope !== undefined && !(actor.scopes ?? []).includes(scope)
  if (!lacks && mayEver(relations, actor)) return null
  if (actor.kind === 'anonymous') return new Unauthenticated(WHO)
  return new Forbidden(lacks ? lacking(scope) : LESS)
}

/** Who calls, when they could ever; `announce` says it on the answer. @throws Unauthenticated, Forbidden, TooMany; NotFound when the call is hidden from others */
async function admitted(
  row: Call,
  relations: readonly Relation[],
  { tools, callers }: Exchange,
  sent: Sent,
  announce: (headers: Readonly<Record<string, string>>) => void,
): Promise<Actor> {
  try {
    const { actor, headers, refused } = await callerOf(row, callers, tools, sent)
    announce(headers)
    const why = refused ?? refusal(row, relations, actor)
    if (why === null) return actor
    throw why
  } catch (error) {
    throw row.isHidden && error instanceof ParvisError && error.status < 500 ? new NotFound() : error
  }
}

/** The handler of a call. */
export function callOf(row: Call, relations: readonly Relation[], { tools, callers }: Exchange) {
  const bodySchema = row.body !== undefined && 'json' in row.body ? row.body.json : undefined
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const sent = sentBy(tools, request)
    const actor = await admitted(row, relations, { tools, callers }, sent, (said) => reply.headers(said))
    const query = judged(row.query, sent.query)
    const body = judged(bodySchema, await readCallBody(request.raw, row))
    const params = request.params as Record<string, string>
    const ctx: CallContext = {
      ...tools,
      actor,
      params,
      ip: request.ip,
      url: request.url,
      header: sent.header,
    }
    return send(row, reply, await row.handle(ctx, { query, body }))
  }
}
