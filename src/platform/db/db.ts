// The only way to PostgreSQL: a transaction that says who acts, so that the second wall (row-level security) knows.
import { DummyDriver, type Kysely, Kysely as KyselyClass, PostgresDialect } from 'kysely'
import pg from 'pg'
import { type Actor, acting, lentTo } from '../actor.ts'
import { type Clock, systemClock } from '../clock.ts'
import type { DB } from './db-types.generated.ts'
import type { EffectKind } from '../house/effect.ts'
import type { NamedOf } from './named.ts'
import type { CarriedOf, ErasingOf } from '../partnership/carried.ts'
import type { AddressedOf, IllustratedOf, PossessionOf } from './possession.ts'
import type { YearlyOf } from './yearly.ts'
import { isUnavailable, Unavailable } from '../errors.ts'
import type { DatabaseUrls } from '../postgres/url.ts'
import { countStatements, lazyTransaction, type Statements, type Transaction } from './transaction.ts'

/** For each event name, the jobs it causes. A job receives `{ eventId }`. */
export type Listeners = Readonly<Record<string, readonly string[]>>

/** What verbs find of the house in their transaction. */
export interface Brought {
  /** Who listens to which event (events.ts). */
  readonly listeners?: Listeners
  /** What acts may cause. */
  readonly effects?: readonly EffectKind[]
  /** What units hold. */
  readonly heldByUnits?: readonly Possession[]
  /** What is shown to audiences. */
  readonly addressed?: readonly Addressed[]
  /** What shows pictures of the library. */
  readonly illustrated?: readonly Illustrated[]
  /** What somebody may be. */
  readonly keys?: readonly NamedKind[]
  /** What authorities take away. */
  readonly carried?: readonly Carried[]
  /** What reports of a year say. */
  readonly yearly?: readonly Yearly[]
}

/** The power to read, as one actor, in one snapshot. `now` is the injected time of the transaction. */
export interface Read {
  readonly q: Kysely<DB>
  readonly actor: Actor
  readonly now: Date
  /** What the process remembers of this database (snapshot.ts). */
  readonly snapshots: Map<string, unknown>
  /** What acts may cause. */
  readonly effects: readonly EffectKind[]
  /** What units hold, whatever the module. */
  readonly heldByUnits: readonly Possession[]
  /** What is shown to audiences, whatever the module. */
  readonly addressed: readonly Addressed[]
  /** What shows pictures of the library, whatever the module. */
  readonly illustrated: readonly Illustrated[]
  /** What somebody may be, whatever the module. */
  readonly keys: readonly NamedKind[]
  /** What authorities take away, whatever the module. */
  readonly carried: readonly Carried[]
  /** What reports of a year say, whatever the module. */
  readonly yearly: readonly Yearly[]
}

/** The power to change things. Verbs that change take a Write; the signature states the power. */
export interface Write extends Read {
  readonly listeners: Listeners
  /** Within a job: ids of the mails it wrote, which it then sends itself (mail/outbox.ts). */
  readonly mailsWritten?: string[]
}

/** What rules of audiences may name of a kind of key, and the kinds as transactions know them. */
export type Named = NamedOf<Read>
export type NamedKind = Readonly<{ kind: string; named?: Named }>

/** What a unit or somebody holds, and another may take. */
export type Possession = PossessionOf<Read, Write>

/** What is shown to audiences. */
export type Addressed = AddressedOf<Read, Write>
export type Illustrated = IllustratedOf<Read>

/** What a module says of a year. */
export type Yearly = YearlyOf<Read>
export type { YearAsked, YearlyFigure } from './yearly.ts'
export type { PictureUse } from './possession.ts'

/** What an authority takes away, and what becomes of it here. */
export type Carried = CarriedOf<Read, Write>
export type Erasing = ErasingOf<Read, Write>

export interface Database {
  /** Runs in a read-only transaction as the actor. */
  read<T>(actor: Actor, work: (tx: Read) => Promise<T>): Promise<T>
  /** Runs in a transaction as the actor; rolled back if the work throws. */
  write<T>(actor: Actor, work: (tx: Write) => Promise<T>): Promise<T>
  readonly clock: Clock
  /** Whoever acts, before they are said to be anybody: sees what is everybody's. */
  readonly pool: pg.Pool
  /** The system's, for one statement that needs no transaction. */
  readonly systemPool: pg.Pool
  close(): Promise<void>
}

// PostgreSQL bigint ids stay far below 2^53: as numbers they are simpler everywhere.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

const UUID = /^[0-9a-f-]{36}$/

/** The settings that policies read (db/migrations/000070, 000401, 000710). Values are ids, never free text: safe to inline. */
function actorSettings(actor: Actor): string {
  const lent = lentTo(actor)
  const visitor = actor.visitorId !== null && UUID.test(actor.visitorId) ? actor.visitorId : ''
  const settings = {
    'parvis.person': actor.personId === null ? '' : String(Math.trunc(actor.personId)),
    'parvis.visitor': visitor,
    ...(actor.by?.looks ? { 'parvis.looks': 'on' } : {}),
    ...(actor.keyId === undefined ? {} : { 'parvis.key': String(Math.trunc(actor.keyId)) }),
    ...(actor.by ? { 'parvis.helper': String(Math.trunc(actor.by.personId)) } : {}),
    ...(lent === null ? {} : { 'parvis.mandate': String(Math.trunc(lent.mandateId)) }),
  }
  return Object.entries(settings)
    .map(([name, value]) => `set local ${name} = '${value}'`)
    .join(';')
}

// Lists are written so that one plan fits every value: an index read in its order, stopped at a page. Planning them and their
// policies again costs more than reading them; PostgreSQL, which guesses how many units an agent has, would not believe it.
const PLANNED_ONCE = ';set local plan_cache_mode = force_generic_plan'

function openPool(url: string, size: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    pipeline: true,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    // Nothing a page or a job asks takes this long: what does is stuck, or the server no longer answers.
    statement_timeout: 30_000,
    query_timeout: 40_000,
  })
  // An idle connection that breaks (database restarted) is dropped by the pool; the next query opens another.
  pool.on('error', () => {})
  // One that breaks between two statements of a transaction tells the next statement, and must not end the program.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** The same way in, with settings from the first moment on. */
function withOptions(url: string, more: string): string {
  const own = new URL(url)
  own.searchParams.set('options', `${own.searchParams.get('options') ?? ''} ${more}`.trim())
  return own.href.replaceAll('+', '%20')
}

/** Opens the database under the two accounts of the program: no statement sent by one has the rights of the other. */
export function openDatabase(
  urls: Pick<DatabaseUrls, 'web' | 'system'>,
  clock: Clock,
  {
    listeners = {},
    effects = [],
    heldByUnits = [],
    addressed = [],
    illustrated = [],
    keys = [],
    carried = [],
    yearly = [],
  }: Brought,
  size = 16,
  statements: Statements = countStatements(),
): Database {
  const pool = openPool(urls.web, size)
  const systemPool = openPool(urls.system, size)
  // What the system reads, on every page, needs no transaction: one round trip for a statement instead of three. Nothing can
  // be written through these connections.
  const sight = openPool(withOptions(urls.system, '-c default_transaction_read_only=on'), size)
  const dialect = new PostgresDialect({ pool })
  const executor = new KyselyClass<DB>({ dialect }).getExecutor()
  const on = ({ connection }: Transaction): Kysely<DB> =>
    new KyselyClass<DB>({
      config: { dialect },
      dialect,
      driver: new DummyDriver(),
      executor: executor.withConnectionProvider({ provideConnection: (consumer) => consumer(connection) }),
    })

  // A moved clock (tests, the demonstration) is told; no installation's database believes it, only those of the tests (test/support).
  const told = () => (clock === systemClock ? '' : `;set local parvis.clock = '${clock().toISOString()}'`)
  const brought = {
    ...{ snapshots: new Map<string, unknown>(), effects },
    ...{ heldByUnits, addressed, illustrated, keys, carried, yearly },
  }

  async function run<T>(mode: string, actor: Actor, work: (tx: Write) => Promise<T>): Promise<T> {
    const isSystem = actor.kind === 'system'
    const transaction = lazyTransaction(
      isSystem ? systemPool : pool,
      {
        begin: isSystem
          ? `begin ${mode}`
          : `begin ${mode};${actorSettings(actor)}${mode === '' ? '' : PLANNED_ONCE}${told()}`,
        isRead: mode !== '',
      },
      statements,
    )
    try {
      const result = await work({ q: on(transaction), actor, now: clock(), ...brought, listeners })
      const isKept = await transaction.commit()
      if (!isKept && mode === '')
        throw new Error('a statement of this transaction had failed: nothing was kept')
      return result
    } catch (error) {
      await transaction.rollback()
      throw isUnavailable(error) ? new Unavailable() : error
    }
  }

  async function readAsSystem<T>(actor: Actor, work: (tx: Read) => Promise<T>): Promise<T> {
    const transaction = lazyTransaction(sight, { begin: null, isRead: true }, statements)
    try {
      const result = await work({ q: on(transaction), actor, now: clock(), ...brought })
      await transaction.commit()
      return result
    } catch (error) {
      await transaction.rollback()
      throw isUnavailable(error) ? new Unavailable() : error
    }
  }

  return {
    read: (actor, work) =>
      actor.kind === 'system' ? readAsSystem(actor, work) : run('read only', actor, work),
    // Whoever looks as somebody else changes nothing, whatever the verb: PostgreSQL holds it. Nor do posts that only read (000540).
    write: (actor, work) => (actor.by?.looks ? run('read only', actor, work) : run('', acting(actor), work)),
    clock,
    pool,
    systemPool,
    async close() {
      await Promise.all([pool.end(), systemPool.end(), sight.end()])
      brought.snapshots.clear()
    },
  }
}
