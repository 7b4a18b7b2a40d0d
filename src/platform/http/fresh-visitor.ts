// A browser's name is drawn again before it begins anything: on a shared computer, whoever noted the former one has nothing by it.
import { randomUUID } from 'node:crypto'
import { isNobody } from '../actor.ts'
import { holdsAnything } from '../visitors.ts'
import { visitorCookie } from './cookies.ts'
import type { Context, Cookie } from './route.ts'
import { seal } from './seal.ts'

/** The name under which something begins, and the cookie that tells the browser. */
export interface Fresh {
  visitorId: string
  cookies: Cookie[]
}

/**
 * A new name for a browser without account that holds nothing yet; its own otherwise: what it holds would be lost with an answer
 * that does not arrive.
 */
export async function freshVisitor(ctx: Context): Promise<Fresh> {
  const isKept =
    !isNobody(ctx.actor) ||
    (await ctx.db.read(ctx.actor, (tx) => holdsAnything(tx, ctx.visitorTables, ctx.visitorId)))
  if (isKept) return { visitorId: ctx.visitorId, cookies: [] }
  const visitorId = randomUUID()
  return { visitorId, cookies: [visitorCookie(seal(ctx.config.secret, 'visitor', visitorId))] }
}
