// What was posted with an expired session is kept until the same person has signed in again: nothing typed is ever lost, nor shown
// to the next one at the computer. What was typed without any session may be anybody's: it is asked about before it is shown.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, anonymous } from '../actor.ts'
import type { Read, Write } from '../db/db.ts'
import { Full, TooMany } from '../errors.ts'
import { HOUR, type Limits, MINUTE } from '../limits/limits.ts'
import { networkOf, throttleAll } from '../limits/throttle.ts'
import { type Context, one, type Posted, type Values } from './route.ts'

/** A kept form: values only, files are not kept. */
export interface KeptPost {
  /** Where it was going, a path of this site. */
  path: string
  values: Values
  hadFiles: boolean
  /** Its page shows it again, as it was typed. */
  onItsPage?: boolean
}

/** One that was found again. */
export interface FoundPost extends KeptPost {
  id: string
  keptAt: Date
  /** Typed in the session of whoever finds it; otherwise in nobody's, and whoever held this browser may have written it. */
  inSession: boolean
}

export const LIMITS = {
  keptForm: { limit: 60, windowSeconds: 15 * MINUTE },
  keptOfVisitor: { limit: 20, windowSeconds: HOUR },
} satisfies Limits

/** Characters of one kept form: more than any form of ours, less than what would fill a disk. */
const MOST = 1_000_000
/** Bytes of all that is kept, past which nothing more is for whoever never had a session: a week of a busy installation. */
const MOST_KEPT_BYTES = 2 * 1024 ** 3

const INSTEAD =
  'Gardez cette page ouverte, connectez-vous dans un autre onglet, puis revenez ici et envoyez de nouveau.'

/** Field names whose value is never kept nor shown again: the person types it again. */
const SECRETS = /password|passe|secret|^current$|^_csrf$/i

export const isSecret = (name: string): boolean => SECRETS.test(name)

/** The values that may be sent again: everything but secrets. */
export function resendable(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !isSecret(name)))
}

interface Kept {
  /** Where one says again who one is; signing in when absent. */
  askAt?: string | undefined
  onItsPage?: boolean
}

/**
 * Keeps what was posted, for the same visitor.
 * @returns the address to sign in at, which leads back to the kept form
 * @throws Full when one browser or one network keeps too many forms, or nobody has room left
 */
export async function keepPost(
  ctx: Context,
  path: string,
  posted: Posted,
  { askAt = ctx.door.signIn, onItsPage = false }: Kept = {},
  mostBytes = MOST_KEPT_BYTES,
): Promise<string> {
  const kept = { values: resendable(posted.values), hadFiles: posted.uploads.length > 0, onItsPage }
  const body = JSON.stringify(kept)
  if (body.length > MOST) return `${ctx.door.signIn}?suite=${encodeURIComponent(path)}`
  await takeRoom(ctx, mostBytes)
  const id = randomUUID()
  const here = keptFor(ctx)
  const whose = { ...here, personId: here.personId ?? ctx.actor.wasPerson ?? null }
  await ctx.db.write(whose, async (tx) => {
    await sql`insert into platform.kept_post (id, visitor_id, person_id, in_session, path, body)
      values (${id}, ${ctx.visitorId}, ${whose.personId}, ${whose.personId !== null}, ${path}, ${body}::jsonb)`.execute(
      tx.q,
    )
  })
  return `${askAt}?suite=${encodeURIComponent(`/reprise/${id}`)}`
}

/** So much for one browser, for one network, and for everybody together. @throws Full */
async function takeRoom(ctx: Context, mostBytes: number): Promise<void> {
  try {
    await throttleAll(ctx, [
      { key: `keep:visitor:${ctx.visitorId}`, ...LIMITS.keptOfVisitor },
      { key: `keep:ip:${networkOf(ctx.ip)}`, ...LIMITS.keptForm },
    ])
  } catch (error) {
    if (!(error instanceof TooMany)) throw error
    throw new Full(
      `Beaucoup de formulaires ont été gardés depuis votre navigateur ou votre réseau. ${INSTEAD}`,
    )
  }
  if (ctx.actor.personId !== null || ctx.actor.wasPerson !== undefined) return
  const { rows } = await ctx.db.read(ctx.actor, (tx) =>
    sql<{ bytes: number }>`
      select pg_total_relation_size('platform.kept_post')::double precision as bytes`.execute(tx.q),
  )
  if ((rows[0]?.bytes ?? 0) > mostBytes)
    throw new Full(`Nous n’avons presque plus de place pour garder un formulaire. ${INSTEAD}`)
}

/** Whoever is signed in on this browser, in their own name, acting for somebody or not. */
export const keptFor = ({ actor, visitorId }: Context): Actor => ({
  ...anonymous(visitorId),
  personId: actor.by?.personId ?? actor.personId,
})

/** The kept form of that id, or null: absent, or another person's, or another visitor's (row-level security). */
export async function readKept(tx: Read, id: string): Promise<FoundPost | null> {
  type Row = Omit<FoundPost, keyof KeptPost> & { path: string; body: Omit<KeptPost, 'path'> }
  const { rows } = await sql<Row>`select id, path, body, created_at as "keptAt", in_session as "inSession"
    from platform.kept_post where id::text = ${id}`.execute(tx.q)
  const [row] = rows
  if (row === undefined) return null
  const { body, ...found } = row
  return { ...found, ...body }
}

/** In an address: the kept form that this page shows again. */
const AGAIN = 'garde'

/** The page of a form that was kept, as it was typed. */
export const pageOfKept = ({ id, path }: Pick<FoundPost, 'id' | 'path'>): string =>
  `${path}${path.includes('?') ? '&' : '?'}${AGAIN}=${id}`

/** What was typed on this page in a session that ended, when its address names it. */
export async function keptHere(ctx: Context): Promise<Values | null> {
  const id = one(ctx.query, AGAIN)
  if (id === '') return null
  const kept = await ctx.db.read(keptFor(ctx), (tx) => readKept(tx, id))
  const isHere = kept?.inSession === true && pathOf(kept.path) === pathOf(ctx.url)
  return isHere ? kept.values : null
}

const pathOf = (address: string): string => address.replace(/[?#].*/s, '')

/** Nobody will send it. */
export async function dropKept(tx: Write, id: string): Promise<void> {
  await sql`delete from platform.kept_post where id = ${id}`.execute(tx.q)
}

/** Forgets the forms that nobody came back for within a week. */
export async function sweepKept(tx: Write): Promise<void> {
  await sql`delete from platform.kept_post where created_at < ${new Date(tx.now.getTime() - 7 * 86_400_000)}`.execute(
    tx.q,
  )
}
