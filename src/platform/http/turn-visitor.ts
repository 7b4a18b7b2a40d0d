// A session that begins or ends in a browser gives it another visitor's name: no way in or out can forget it.
import type { FastifyRequest } from 'fastify'
import { system } from '../actor.ts'
import { leaveVisitor, moveVisitor } from '../visitors.ts'
import { readCookie, SESSION, VISITOR, visitorCookie } from './cookies.ts'
import { leftReaders } from './reader.ts'
import type { Context, Reply } from './route.ts'
import { seal, visitorAfter, visitorMark } from './seal.ts'
import { mayKeepCookies } from './whence.ts'

/** The reply with the visitor's cookie that goes with its session's; any other reply as it is. */
export async function turnVisitor(ctx: Context, request: FastifyRequest, answered: Reply): Promise<Reply> {
  const session = answered.cookies?.find(({ name }) => name === SESSION)
  if (session === undefined || !mayKeepCookies(request)) return answered
  // Whatever this device kept for whoever was there is nobody’s from now on.
  const left = leftReaders((name) => readCookie(ctx.config, ctx.header('cookie') ?? undefined, name))
  const cookies = [...(answered.cookies ?? []), ...left]
  if (session.value === null) {
    await ctx.db.write(system, (tx) => leaveVisitor(tx, ctx.visitorTables, ctx.visitorId))
    return { ...answered, cookies: [...cookies, { name: VISITOR, value: null }] }
  }
  if (session.opens === undefined) throw new TypeError('a session of nobody')
  const { secret } = ctx.config
  const personId = session.opens
  const [from, to] = [ctx.visitorId, visitorAfter(secret, visitorMark(secret, ctx.visitorId), personId)]
  await ctx.db.write(system, (tx) => moveVisitor(tx, ctx.visitorTables, { from, to, personId }))
  return { ...answered, cookies: [...cookies, visitorCookie(seal(secret, 'visitor', to))] }
}
