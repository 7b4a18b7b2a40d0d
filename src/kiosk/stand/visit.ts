// A visit at a kiosk: minutes, at one device, for an agent of its authority. It is no session: every other page of the program sees nobody
// there, and its own pages act as the agent, whose rows the database still judges.
import { actorOfPerson, digest, newToken } from '#people'
import { acting, type Actor, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { readCookie, VISITOR } from '#platform/http/cookies.ts'
import type { Context, Cookie } from '#platform/http/route.ts'
import { territory } from '#territory'
import { type Device, deviceOfToken } from '../device/queries.ts'
import { deleteVisit, insertVisit, seeVisit, useVisit, type VisitRow } from './queries.ts'

/** What the device holds; whose turn it is there. */
const DEVICE_COOKIE = 'parvis_kiosk'
const VISIT_COOKIE = 'parvis_visit'
const YEAR = 365 * 86_400

/** Without use; where one writes; in all. */
export const IDLE_MINUTES = 2
export const WRITING_MINUTES = 5
const MOST_MINUTES = 10

const TOKEN = /^[\w-]{43}$/

export interface Visit extends VisitRow {
  /** The agent, without a browser; posts that only read change nothing. */
  actor: Actor
  /** That of the territory, by which hours are said. */
  zone: string
}

const cookieOf = (ctx: Context, name: string): string | null => {
  const value = readCookie(ctx.config, ctx.header('cookie') ?? undefined, name)
  return value !== null && value !== undefined && TOKEN.test(value) ? value : null
}

export const deviceCookie = (token: string): Cookie => ({ name: DEVICE_COOKIE, value: token, maxAge: YEAR })

/** The device that asks, when it is one. */
export async function deviceHere(ctx: Context): Promise<Device | undefined> {
  const token = cookieOf(ctx, DEVICE_COOKIE)
  return token === null ? undefined : ctx.db.read(system, (tx) => deviceOfToken(tx, digest(token)))
}

/** Did somebody’s time end here? */
export const hadVisit = (ctx: Context): boolean => cookieOf(ctx, VISIT_COOKIE) !== null

const minutesFrom = (now: Date, minutes: number): Date => new Date(now.getTime() + minutes * 60_000)

/** Somebody who proved who they are comes in. Act as the system. */
export async function beginVisit(tx: Write, personId: number, deviceId: number): Promise<Cookie> {
  const token = newToken()
  await insertVisit(tx, {
    ...{ tokenHash: digest(token), personId, deviceId },
    expiresAt: minutesFrom(tx.now, IDLE_MINUTES),
    endsAt: minutesFrom(tx.now, MOST_MINUTES),
  })
  return { name: VISIT_COOKIE, value: token }
}

/** An agent who works in the authority of the device today; null for anybody else. As the system. */
export async function agentHere(tx: Write, personId: number, authorityId: number): Promise<Actor | null> {
  const actor = await actorOfPerson(tx, personId)
  const isHere = actor?.memberships.some((one) => one.authorityId === authorityId) === true
  return actor === null || !isHere ? null : { ...acting(actor), elected: [] }
}

/**
 * Who is there. @param minutes how long the visit then lives without use; null: it is looked at, and time goes on
 * @returns null when nobody is, or not any more
 */
export async function visitHere(ctx: Context, minutes: number | null): Promise<Visit | null> {
  const [device, token] = [cookieOf(ctx, DEVICE_COOKIE), cookieOf(ctx, VISIT_COOKIE)]
  if (device === null || token === null) return null
  return ctx.db.write(system, async (tx) => {
    const hashes = [digest(token), digest(device)] as const
    const row =
      minutes === null
        ? await seeVisit(tx, ...hashes)
        : await useVisit(tx, ...hashes, minutesFrom(tx.now, minutes))
    const actor = row === undefined ? null : await agentHere(tx, row.personId, row.authorityId)
    return row === undefined || actor === null ? null : { ...row, actor, zone: (await territory(tx)).zone }
  })
}

export async function endVisit(ctx: Context): Promise<void> {
  const token = cookieOf(ctx, VISIT_COOKIE)
  if (token !== null) await ctx.db.write(system, (tx) => deleteVisit(tx, digest(token)))
}

/** What is sent with the last page: nothing that was shown or typed stays in the browser, which becomes another visitor. */
export const nothingLeft = {
  cookies: [
    { name: VISIT_COOKIE, value: null },
    { name: VISITOR, value: null },
  ],
  headers: { 'clear-site-data': '"cache", "storage"' },
} satisfies { cookies: Cookie[]; headers: Record<string, string> }
