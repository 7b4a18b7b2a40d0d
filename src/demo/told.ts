// What people of the demonstration were told lately: some requests are entrusted, then the jobs that tell run for the events of these
// days, each at its hour. One of them has chosen what is mailed, and when.
import { type Actor, system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { ParvisError } from '#platform/errors.ts'
import type { House } from '#platform/house/house.ts'
import { keepWishes } from '#notices'
import { actorOfPerson } from '#people'
import { act } from '#requests'
import { sql } from 'kysely'

/** What the telling needs of the house. */
export type Teller = Pick<House, 'listeners' | 'jobs' | 'notices'>

const HOUR_MS = 3_600_000
const [LEAD, AGENT] = ['chef.voirie@parvis.example', 'voirie@parvis.example']
/** Who entrusts a request to whom, so many hours ago. */
const ENTRUSTED = [
  { by: AGENT, to: LEAD, hours: 50 },
  { by: LEAD, to: AGENT, hours: 30 },
  { by: AGENT, to: LEAD, hours: 3 },
  { by: LEAD, to: AGENT, hours: 2 },
] as const
/** What is older was read. */
const READ_HOURS = 36
/** What residents follow is told from the beginning; what agents are told, for so many days. */
const AGENTS_DAYS = 20
const TELLS = /^requests\.mail_/
/** Left to the list by the lead, who is told enough by the inbox. */
const LISTED = ['requests.news', 'requests.word']

async function actorOf(tx: Read, email: string): Promise<Actor> {
  const { rows } = await sql<{ id: number }>`select id from accounts.person where email = ${email}`.execute(
    tx.q,
  )
  const actor = rows[0] && (await actorOfPerson(tx, rows[0].id))
  if (!actor) throw new Error(`demo: no account ${email}`)
  return actor
}

/** The database at another time: what is told was told then. */
const at = (db: Database, moment: Date): Database => ({
  ...db,
  clock: () => moment,
  write: (actor, work) => db.write(actor, (tx) => work({ ...tx, now: moment })),
})

interface Open {
  ref: string
  /** Who has it in charge. */
  assigneeId: number | null
}

/** Open requests of their units, the newest first. */
async function openRequests(tx: Read, email: string): Promise<Open[]> {
  const { rows } = await sql<Open>`
    select r.ref, r.assignee_id as "assigneeId" from requests.request r join accounts.membership m on m.unit_id = r.unit_id
    join accounts.person p on p.id = m.person_id
    where p.email = ${email} and r.closed_at is null and r.state_since < ${new Date(tx.now.getTime() - 51 * HOUR_MS)}
    order by r.received_at desc limit 40`.execute(tx.q)
  return rows
}

async function entrust(db: Database): Promise<void> {
  const now = db.clock()
  const { open, actors } = await db.read(system, async (tx) => ({
    open: await openRequests(tx, AGENT),
    actors: new Map([
      [LEAD, await actorOf(tx, LEAD)],
      [AGENT, await actorOf(tx, AGENT)],
    ]),
  }))
  for (const { by, to, hours } of ENTRUSTED) {
    const [actor, agentId] = [actors.get(by), actors.get(to)?.personId]
    if (actor === undefined || typeof agentId !== 'number') return
    const then = at(db, new Date(now.getTime() - hours * HOUR_MS))
    const give = (ref: string) => then.write(actor, (tx) => act(tx, ref, 'assign', { agentId }, 'agent'))
    // What its workflow does not offer, or they have already, does not happen: the next one does.
    for (const next of open.filter(({ assigneeId }) => assigneeId !== agentId)) {
      open.splice(open.indexOf(next), 1)
      if (await isDone(give(next.ref))) break
    }
  }
}

const isDone = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof ParvisError) return false
      throw error
    },
  )

/** The events that told somebody who has an account, oldest first. */
async function toldEvents(tx: Read): Promise<{ id: number; name: string; at: Date }[]> {
  const { rows } = await sql<{ id: number; name: string; at: Date }>`
    select e.id, e.name, e.at from platform.event e
    join requests.request r on e.subject_kind = 'request' and e.subject_id = r.id
    where r.resident_id is not null or (r.assignee_id is not null and e.payload ->> 'toHandler' = 'true'
      and e.at > ${new Date(tx.now.getTime() - AGENTS_DAYS * 24 * HOUR_MS)})
    order by e.at, e.id`.execute(tx.q)
  return rows
}

async function leadChooses(db: Database, { notices }: Teller): Promise<void> {
  await db.write(system, async (tx) => {
    const { personId } = await actorOf(tx, LEAD)
    const kinds = notices.filter(({ to }) => to !== 'resident')
    await keepWishes(tx, personId ?? 0, 'desk', kinds, {
      mailed: kinds.map(({ id }) => id).filter((id) => !LISTED.includes(id)),
      quiet: { starts: '19:00', ends: '08:00', weekends: true },
    })
  })
}

/** Entrusts some requests, tells what was told, and marks what is old as read. */
export async function tellPeople(db: Database, config: Config, house: Teller): Promise<void> {
  await entrust(db)
  const jobs = house.jobs(config)
  for (const event of await db.read(system, toldEvents))
    for (const task of (house.listeners[event.name] ?? []).filter((name) => TELLS.test(name)))
      await jobs[task]?.(at(db, event.at), { eventId: event.id })
  await db.write(system, (tx) =>
    sql`update notices.notice set read_at = created_at + interval '3 hours'
      where created_at < ${new Date(tx.now.getTime() - READ_HOURS * HOUR_MS)}`.execute(tx.q),
  )
  await leadChooses(db, house)
}
