// The statements that one creation sends, as they go through the driver: caught in this process, where the same program
// answers the same POST and runs the same jobs.
import pg from 'pg'
import { createApp, houseOf, jobsOf } from '../src/app.ts'
import { systemClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db/db.ts'
import type { Shot } from './plan.ts'
import type { World } from './world.ts'

export interface Statement {
  text: string
  values: readonly unknown[]
  /** Under which the program prepares it. */
  name: string | undefined
  /** Sent under the system's account, not the actor's. */
  isSystem: boolean
  /** First row of the result. */
  row: Record<string, unknown> | undefined
}

type Query = (this: pg.Client, text: unknown, values?: unknown, done?: unknown) => unknown

/** Runs `work` and gives the statements that went to PostgreSQL meanwhile, in order. */
export async function statementsOf(work: () => Promise<void>): Promise<Statement[]> {
  // Transactions run side by side on several connections: their statements are kept together, in the order they began.
  const transactions: Statement[][] = []
  const open = new Map<pg.Client, Statement[]>()
  const client = pg.Client.prototype as unknown as { query: Query }
  const real = client.query
  client.query = function (text, values, done) {
    const answer = real.call(this, text, values, done)
    const config =
      typeof text === 'object' && text !== null
        ? (text as { text?: unknown; values?: unknown; name?: string })
        : { text, values, name: undefined }
    if (typeof config.text !== 'string' || !(answer instanceof Promise)) return answer
    const statement: Statement = {
      text: config.text,
      values: (config.values ?? []) as unknown[],
      name: config.name,
      isSystem: this.user?.startsWith('parvis_sys_') ?? false,
      row: undefined,
    }
    const own = statement.text.startsWith('begin') ? [] : (open.get(this) ?? [])
    if (own.length === 0) transactions.push(own)
    // What the system reads has no transaction around it: each statement stands alone.
    if (statement.text.startsWith('begin') || open.has(this)) open.set(this, own)
    own.push(statement)
    if (/^(commit|rollback)/.test(statement.text)) open.delete(this)
    return answer.then((result: pg.QueryResult<Record<string, unknown>>) => {
      statement.row = result.rows?.[0]
      return result
    })
  }
  try {
    await work()
  } finally {
    client.query = real
  }
  return transactions.flat()
}

export interface Recorded {
  /** Of the POST. */
  answer: Statement[]
  /** Of the job it plans: the mail is written, then noted as gone. Without the queue's own statements. */
  jobs: Statement[]
}

/** Records the last of two creations: the first fills what a process remembers. */
export async function recordCreation(world: World, first: Shot, second: Shot): Promise<Recorded> {
  const db = openDatabase(world.urls, systemClock, houseOf(world.config))
  const app = await createApp(world.config, db)
  const send = async ({ path, cookie, body }: Shot) => {
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
    const reply = await app.inject({ method: 'POST', url: path, headers, payload: body ?? '' })
    if (reply.statusCode !== 303) throw new Error(`not sent: ${reply.statusCode}`)
  }
  try {
    await send(first)
    const answer = await statementsOf(() => send(second))
    const eventId = answer.find(
      (item) => item.text.includes('into "platform"."event"') || item.text.includes('into platform.event'),
    )?.row?.id
    const jobs = jobsOf(world.config)
    const run = (name: string, payload: Record<string, unknown>) =>
      statementsOf(async () => jobs[name]?.(db, payload))
    const written = await run('requests.mail_receipt', { eventId })

    return { answer, jobs: written }
  } finally {
    await app.close()
    await db.close()
  }
}
