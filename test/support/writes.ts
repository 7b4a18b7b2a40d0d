// What the tests of the second wall share: everybody who may come by, under the account that the program uses, and an owner who looks.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { type Actor, anonymous } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { newFileKey } from '#platform/files/store/store.ts'
import { ACTORS, type ActorName, actorNames, makeWorld, type Target, type World } from './world.ts'

/** Days that nobody would choose in good faith, as SQL. */
export const ODD_DAYS = [`'1970-01-01'`, `'2099-01-01'`, `'infinity'`, `'-infinity'`] as const

class Undone extends Error {}

export interface Writes {
  world: World
  /** Owns the tables: sees and changes everything. */
  owner: pg.Client
  actors: Record<ActorName, Actor>
  /** Runs the work as that actor; nothing stays. @returns what it gave, or the refusal */
  undone<T>(who: Actor, work: (run: Run, tx: Write) => Promise<T>): Promise<T | string>
  /** Rows touched by a statement, or the refusal; nothing stays. */
  tried(who: Actor, statement: string): Promise<number | string>
  /** Ids of the requests of the world. */
  idsOf(): Promise<Record<Target, number>>
  close(): Promise<void>
}

/** One statement, with values for its $1, $2… @returns its first row */
export type Run = (statement: string, ...values: unknown[]) => Promise<Record<string, unknown> | undefined>

/** Statements of a transaction, as whoever acts in it would write them. */
export const runIn =
  (tx: Write): Run =>
  async (statement, ...parameters) => {
    const compiled = { ...sql.raw(statement).compile(tx.q), parameters }
    return (await tx.q.executeQuery<Record<string, unknown>>(compiled)).rows[0]
  }

/** What is written after a request is sent, by its verbs or by the system. */
const LATER =
  /^(search.*|shared_units|next_.*|assignee_id|closed_at|anonymised_at|untold_since|planned_day|read_language|resident_wrote_at|handler_read_at|filed)$/

/** What that request of the world said as it was sent. */
export async function saidOf({ owner }: Writes, id: number): Promise<Record<string, unknown>> {
  const { rows } = await owner.query<{ given: Record<string, unknown> }>(
    `select to_jsonb(r) as given from requests.request r where id = $1`,
    [id],
  )
  return Object.fromEntries(Object.entries(rows[0]?.given ?? {}).filter(([key]) => !LATER.test(key)))
}

/** The same request again, as nobody in particular but for `over`. */
export async function sendAgain(
  writes: Writes,
  run: Run,
  like: number,
  over: Record<string, unknown>,
): Promise<{ id: number; code: unknown }> {
  const at = writes.world.parvis.db.clock()
  const drawn = await run(
    `select nextval(pg_get_serial_sequence('requests.request', 'id'))::int as id, requests.next_ref(2026) as ref`,
  )
  const given = {
    ...{ ...(await saidOf(writes, like)), ...drawn, draft_id: null, resident_id: null, entered_by: null },
    ...{ entered_unit_id: null, channel: 'web', answer_done_at: null, solution_done_at: null },
    ...{ answer_risk_at: at, answer_due_at: at, solution_risk_at: at, solution_due_at: at },
    ...over,
  }
  const said = await run(`select requests.send($1::jsonb, now()) as code`, JSON.stringify(given))
  return { id: Number(drawn?.id), code: said?.code }
}

export async function openWrites(): Promise<Writes> {
  const world = await makeWorld()
  // Why its requests are where they are is said by the system.
  await world.parvis.runJobs()
  const owner = new pg.Client({ connectionString: world.parvis.ownerUrl })
  await owner.connect()
  const actors = {} as Record<ActorName, Actor>
  for (const name of actorNames) {
    const email = ACTORS[name]
    const known = email === null ? anonymous() : await world.parvis.actor(email)
    actors[name] = { ...known, visitorId: randomUUID() }
  }
  const undone: Writes['undone'] = (who, work) => undoneIn(world, who, work)
  return {
    world,
    owner,
    actors,
    undone,
    tried: (who, statement) =>
      undone(who, async (_run, tx) => {
        const done = await sql.raw(statement).execute(tx.q)
        return Number(done.numAffectedRows ?? done.rows.length)
      }),
    idsOf: async () => {
      const of = async (ref: string) =>
        (await owner.query<{ id: number }>('select id from requests.request where ref = $1', [ref])).rows[0]
          ?.id ?? 0
      const { metro, bron, mions } = world.refs
      return { metro: await of(metro), bron: await of(bron), mions: await of(mions) }
    },
    close: async () => {
      await owner.end()
      await world.parvis.close()
    },
  }
}

async function undoneIn<T>(
  world: World,
  who: Actor,
  work: (run: Run, tx: Write) => Promise<T>,
): Promise<T | string> {
  let given: T | undefined
  try {
    await world.parvis.db.write(who, async (tx) => {
      given = await work(runIn(tx), tx)
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) return (error as Error).message
  }
  return given as T
}

/** A file of that actor's own, as they would write it. */
export const insertOwn = (who: Actor, key: string): string =>
  `insert into files.file (id, storage_key, name, media_type, bytes, sha256, person_id, visitor_id)
   values ('${randomUUID()}', '${key}', 'a.pdf', 'application/pdf', 1, '\\x00', ${
     who.personId === null ? `null, '${who.visitorId}'` : `${who.personId}, null`
   }) returning id`

/** Somebody says something, if they say; then a file of theirs is given to it, or to what is there. */
export async function given(
  { undone }: Writes,
  who: Actor,
  kind: string,
  id: number | string,
  say?: string,
): Promise<string> {
  return undone(who, async (run) => {
    const said = say === undefined ? '' : String((await run(say))?.id ?? '')
    const file = String((await run(insertOwn(who, newFileKey())))?.id)
    await run(`select files.settle('${file}', 'checked')`)
    await run(
      `update files.file set subject_kind = '${kind}', subject_id = '${id}${said}', place = 0 where id = '${file}'`,
    )
    return 'given'
  })
}
