// Room for what is kept without an account: so much for one browser, for one network, for all of them. Whoever fills theirs
// fills nobody else's, and what is kept for accounts and agents always finds its place.
import { statfs } from 'node:fs/promises'
import { isLoopback } from '#platform/config.ts'
import { Full, TooMany } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { LIMITS } from '#platform/limits.ts'
import { type Counter, networkOf, throttleAll } from '#platform/throttle.ts'
import { draftBytes } from './queries.ts'

/** Share of a disk that stays free of what is kept without an account. */
const FREE_SHARE = 0.05
/** Bytes of all drafts together, past which none begins without an account: fifty times a busy year. */
const MOST_DRAFT_BYTES = 20 * 1024 ** 3

const INSTEAD =
  'Connectez-vous pour continuer maintenant, ou attendez une heure. Un agent peut aussi remplir la demande avec vous.'
const YOURS = `Beaucoup de brouillons ou de fichiers ont été enregistrés sans compte depuis votre navigateur ou votre réseau. ${INSTEAD}`
const ALL = `Nous n’avons presque plus de place pour ce qui est enregistré sans compte. ${INSTEAD}`

type Asking = Pick<Context, 'actor' | 'ip' | 'visitorId' | 'db' | 'config'>

/** Takes room for one new draft, unless an account has it. @throws Full */
export async function takeDraftRoom(ctx: Asking): Promise<void> {
  if (ctx.actor.personId !== null) return
  await count(ctx, 'draft', [LIMITS.draftsOfVisitor, LIMITS.draftsFromNetwork])
  if ((await ctx.db.read(ctx.actor, draftBytes)) > MOST_DRAFT_BYTES) throw new Full(ALL)
}

/** Takes room for files that come without an account. @throws Full */
export async function takeFileRoom(ctx: Asking, files: number): Promise<void> {
  if (ctx.actor.personId !== null) return
  for (let each = 0; each < files; each++)
    await count(ctx, 'file', [LIMITS.filesOfVisitor, LIMITS.filesFromNetwork])
  if (files > 0 && !(await hasRoom(ctx.config.dataFolder))) throw new Full(ALL)
}

type Limits = readonly [ofVisitor: Omit<Counter, 'key'>, fromNetwork: Omit<Counter, 'key'>]

async function count(ctx: Asking, what: string, [ofVisitor, fromNetwork]: Limits): Promise<void> {
  const counters: Counter[] = [{ key: `room:${what}:visitor:${ctx.visitorId}`, ...ofVisitor }]
  // A proxy that does not say for whom it speaks makes one network of everybody: no quota then.
  if (!isLoopback(ctx.ip)) counters.push({ key: `room:${what}:network:${networkOf(ctx.ip)}`, ...fromNetwork })
  try {
    await throttleAll(ctx, counters)
  } catch (error) {
    throw error instanceof TooMany ? new Full(YOURS) : error
  }
}

async function hasRoom(folder: string): Promise<boolean> {
  const { bavail, blocks } = await statfs(folder)
  return bavail > blocks * FREE_SHARE
}
