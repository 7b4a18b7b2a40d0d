// What happens leaves for the programs that asked: told in order by a job, posted one by one, tried again for three days, kept until then.
import { system } from '#platform/actor.ts'
import type { ToldEvent } from '#platform/api/told-event.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { unlock } from '#platform/db/locked.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { emit } from '#platform/ledger/events.ts'
import { FetchRefused, guardedFetch } from '#platform/outside/guard.ts'
import {
  askedAgain,
  dueHooks,
  type Held,
  holdNext,
  insertMessage,
  insertTrial,
  noteTry,
  planDelivery,
  resumeHook,
  sendAgain,
  stopAsSystem,
  sweepMessages,
  untoldUntil,
} from './queries.job.ts'
import { signedHeaders } from './sign.ts'

export const TELL = 'exchange.tell'
export const DELIVER = 'exchange.deliver'
export const AGAIN = 'exchange.again'
export const CATCH_UP = 'exchange.catch_up'
/** Said when nothing is taken any more at an address. */
export const STOPPED = 'hook.stopped'

type Delivering = Pick<Config, 'secret' | 'publicUrl' | 'insideHooks'>

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** After each try that failed; beyond the last, three days are over. */
const WAITS: readonly number[] = [
  5000,
  5 * MINUTE,
  30 * MINUTE,
  ...[2, 5, 10, 14, 20, 20].map((hours) => hours * HOUR),
]
/** An answer that takes longer is none; whoever holds a delivery for longer is dead. */
const PATIENCE_MS = 10_000
const HELD_MS = MINUTE
const MOST_ANSWER = 64 * 1024
/** By one job, and for how long it begins others: then those of other addresses take their turn, in the one queue of all deliveries. */
const MOST_AT_ONCE = 20
const TURN_MS = PATIENCE_MS

/** What is posted: a CloudEvent 1.0 as JSON. */
const bodyOf = ({ messageId, name, subject, at, data, hook }: Held, publicUrl: string): string =>
  JSON.stringify({
    specversion: '1.0',
    id: `msg_${messageId}`,
    source: new URL(`/${hook.ownerKind}/${hook.ownerId}`, publicUrl).href,
    type: name,
    subject,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    data,
  })

const REFUSED: Readonly<Record<FetchRefused['reason'], string>> = {
  address: 'Adresse refusée\u00a0: elle mène au réseau interne.',
  host: 'Adresse refusée.',
  redirects: 'L’adresse renvoie ailleurs.',
  size: 'La réponse est trop longue.',
  timeout: 'Pas de réponse en dix secondes.',
  network: 'L’adresse ne répond pas.',
}

/** One try. `status` null: nothing answered. */
async function post(
  config: Delivering,
  held: Held,
  now: Date,
): Promise<{ status: number | null; said: string }> {
  const { uid, url, ownerKind, ownerId } = held.hook
  const secrets = [held.secret, held.before].flatMap((sealed) =>
    sealed === null ? [] : (unlock(config.secret, uid, sealed) ?? []),
  )
  if (secrets.length === 0) return { status: null, said: 'Le secret ne se lit plus\u00a0: changez-le.' }
  const body = bodyOf(held, config.publicUrl)
  const isInside = config.insideHooks.includes(`${ownerKind}/${ownerId}`)
  if (!isInside && !url.startsWith('https:')) return { status: null, said: REFUSED.address }
  try {
    const { status } = await guardedFetch(url, {
      ...{
        timeoutMs: PATIENCE_MS,
        maxBytes: MOST_ANSWER,
        allowPrivate: isInside,
        posted: body,
        mostRedirects: 0,
      },
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        ...signedHeaders(secrets, { id: `msg_${held.messageId}`, at: now, body }),
      },
    })
    return { status, said: status >= 300 && status < 400 ? REFUSED.redirects : '' }
  } catch (error) {
    if (error instanceof FetchRefused) return { status: null, said: REFUSED[error.reason] }
    throw error
  }
}

/** Keeps what came of it; an address that took nothing for three days, or says that it is gone, is stopped, and its owner told. */
const settle = (
  db: Database,
  held: Held,
  { status, said }: { status: number | null; said: string },
): Promise<void> =>
  db.write(system, async (tx) => {
    const isTaken = status !== null && status >= 200 && status < 300
    const wait = WAITS[held.tries - 1]
    const nextAt = isTaken ? null : new Date(tx.now.getTime() + (wait ?? HOUR))
    await noteTry(tx, held.id, { status, said, nextAt })
    const because = status === 410 ? 'gone' : !isTaken && wait === undefined ? 'silent' : null
    if (because !== null && (await stopAsSystem(tx, held.hook.id, because)))
      await emit(tx, { name: STOPPED, subjectKind: 'hook', subjectId: held.hook.id, payload: { because } })
    if (nextAt !== null && because === null) await planDelivery(tx, held.hook.id, nextAt)
  })

/** Everything of one hook whose time has come, in order for each subject. */
export const deliver =
  (config: Delivering): JobHandler =>
  async (db, { hookId }) => {
    const began = performance.now()
    for (let count = 0; count < MOST_AT_ONCE && performance.now() - began < TURN_MS; count++) {
      const until = new Date(db.clock().getTime() + HELD_MS)
      const held = await db.write(system, (tx) => holdNext(tx, Number(hookId), until))
      if (held === undefined) return
      await settle(db, held, await post(config, held, db.clock()))
    }
    await db.write(system, (tx) => planDelivery(tx, Number(hookId)))
  }

/** An event of the house becomes messages, for whoever asked for them. */
export const tell =
  (events: readonly ToldEvent[]): JobHandler =>
  (db, { eventId }) =>
    db.write(system, async (tx) => {
      const hooks = new Set<number>()
      for (const event of await untoldUntil(tx, Number(eventId), [...new Set(events.map(({ on }) => on))]))
        for (const { name, owner, tell: say } of events.filter(({ on }) => on === event.name)) {
          const fact = await say(tx, event)
          if (fact === null) continue
          const told = { name, owner, eventId: event.id, at: event.at, fact }
          for (const hookId of await insertMessage(tx, told)) hooks.add(hookId)
        }
      for (const hookId of hooks) await planDelivery(tx, hookId)
    })

/**
 * A trial, one delivery again, or all that waits there: asked for by an event of the owner, whose payload says which hook (`hook`), and
 * `trial` or `delivery`.
 */
export const again: JobHandler = (db, { eventId }) =>
  db.write(system, async (tx) => {
    const asked = await askedAgain(tx, Number(eventId))
    if (asked === undefined) return
    const { hookId, deliveryId, isTrial } = asked
    if (isTrial) await insertTrial(tx, hookId)
    else if (deliveryId === null) await resumeHook(tx, hookId)
    else await sendAgain(tx, hookId, deliveryId)
    await planDelivery(tx, hookId)
  })

/** What a dead worker held, and what was never planned; what is old goes. */
export const catchUp: JobHandler = (db) =>
  db.write(system, async (tx) => {
    await sweepMessages(tx)
    for (const hookId of await dueHooks(tx)) await planDelivery(tx, hookId, null, `${DELIVER}:${hookId}`)
  })
