// Room for what residents keep: without an account, so much for one browser, for one network, for all of them; under one, so
// much for a day. Whoever fills theirs fills nobody else's. Agents always find theirs.
import { statfs } from 'node:fs/promises'
import type { Config } from '#platform/config.ts'
import { Full, TooMany } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { LIMITS } from './limits.ts'
import { type Counter, networkOf, throttleAll } from '#platform/limits/throttle.ts'

/** Share of the disk of files that stays free. */
const FREE_SHARE = 0.05

const INSTEAD =
  'Connectez-vous pour continuer maintenant, ou attendez une heure. Un agent peut aussi remplir la demande avec vous.'
const DAY_OVER =
  'Beaucoup de brouillons ou de fichiers ont été enregistrés aujourd’hui sous votre compte. Continuez demain, ou demandez à un agent de remplir la demande avec vous.'
const NO_DISK =
  'Nous n’avons presque plus de place pour enregistrer des fichiers. Continuez sans fichier, ou revenez plus tard\u00a0: vos réponses sont gardées.'
/** Share of the disk that stays free whatever residents send: the database may stand on it too. */
const FLOOR = 0.01
const YOURS = `Beaucoup de brouillons ou de fichiers ont été enregistrés sans compte depuis votre navigateur ou votre réseau. ${INSTEAD}`
const ALL = `Nous n’avons presque plus de place pour ce qui est enregistré sans compte. ${INSTEAD}`

/** Whoever keeps something: a Context is one. */
export type Asking = Pick<Context, 'actor' | 'ip' | 'isHere' | 'visitorId' | 'db' | 'config'>

export type Limits = readonly [ofVisitor: Omit<Counter, 'key'>, fromNetwork: Omit<Counter, 'key'>]

/** Nobody has room any more without an account. */
export const fullForAll = (): Full => new Full(ALL)

/** Takes room for files that come. @throws Full */
export async function takeFileRoom(ctx: Asking, files: number, freeShare = FREE_SHARE): Promise<void> {
  if (ctx.actor.kind === 'agent') return
  if (ctx.actor.personId !== null) return takeFileRoomOfAccount(ctx, files)
  for (let each = 0; each < files; each++)
    await countOne(ctx, 'file', [LIMITS.filesOfVisitor, LIMITS.filesFromNetwork])
  if (files > 0 && !(await hasRoom(ctx.config, freeShare))) throw fullForAll()
}

/** Counts one thing kept without an account. @throws Full */
export async function countOne(ctx: Asking, what: string, [ofVisitor, fromNetwork]: Limits): Promise<void> {
  const counters: Counter[] = [{ key: `room:${what}:visitor:${ctx.visitorId}`, ...ofVisitor }]
  // A laptop that tries the program out is no network.
  if (!ctx.isHere) counters.push({ key: `room:${what}:network:${networkOf(ctx.ip)}`, ...fromNetwork })
  try {
    await throttleAll(ctx, counters)
  } catch (error) {
    throw error instanceof TooMany ? new Full(YOURS) : error
  }
}

async function takeFileRoomOfAccount(ctx: Asking, files: number): Promise<void> {
  for (let each = 0; each < files; each++) await countDay(ctx, 'file', LIMITS.filesOfAccount)
  if (files > 0 && !(await hasRoom(ctx.config, FLOOR))) throw new Full(NO_DISK)
}

/** Counts one thing kept under an account, for whoever acts, in their own name or for somebody. @throws Full */
export async function countDay(ctx: Asking, what: string, limit: Omit<Counter, 'key'>): Promise<void> {
  const person = ctx.actor.by?.personId ?? ctx.actor.personId
  try {
    await throttleAll(ctx, [{ key: `room:${what}:person:${person}`, ...limit }])
  } catch (error) {
    throw error instanceof TooMany ? new Full(DAY_OVER) : error
  }
}

// An object store says itself when it is full.
async function hasRoom({ filesUrl, dataFolder }: Config, freeShare: number): Promise<boolean> {
  if (filesUrl !== null) return true
  const { bavail, blocks } = await statfs(dataFolder)
  return bavail > blocks * freeShare
}
