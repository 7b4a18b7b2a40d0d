// SQL of the meetings and tasks of a space. Policies say who reads and writes (000821).
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Day } from '#territory'
import { access } from '../record/access.ts'

const readable = (tx: Read, alias: string) => allowedRows(access['space.read'], tx.actor, alias)
const writable = (tx: Read, alias: string) => allowedRows(access['space.contribute'], tx.actor, alias)

export interface SaidOfMeeting {
  title: string
  startsAt: Date
  endsAt: Date | null
  place: string
  text: string
}
export type Meeting = SaidOfMeeting & { id: number; author: string; version: number }

/** Those to come, the next first; those that are over, the last first. */
export async function meetingsOf(
  tx: Read,
  spaceId: number,
  when: 'coming' | 'past',
  most: number,
): Promise<Meeting[]> {
  const isOver = sql`coalesce(m.ends_at, m.starts_at + interval '2 hours') < ${tx.now}::timestamptz`
  const { rows } = await sql<Meeting>`
    select m.id, m.title, m.starts_at as "startsAt", m.ends_at as "endsAt", m.place, m.text, m.author_label as author, m.version
    from spaces.meeting m where m.space_id = ${spaceId} and ${readable(tx, 'm')} and ${when === 'past' ? isOver : sql`not ${isOver}`}
    order by m.starts_at ${when === 'past' ? sql`desc` : sql`asc`}, m.id limit ${most}`.execute(tx.q)
  return rows
}

/** The next ones of these spaces. */
export async function comingMeetings(
  tx: Read,
  spaceIds: readonly number[],
  most: number,
): Promise<{ id: number; spaceId: number; title: string; startsAt: Date; place: string }[]> {
  const { rows } = await sql<{ id: number; spaceId: number; title: string; startsAt: Date; place: string }>`
    select m.id, m.space_id as "spaceId", m.title, m.starts_at as "startsAt", m.place
    from spaces.meeting m where m.space_id = any (${spaceIds as number[]}::integer[]) and ${readable(tx, 'm')}
      and coalesce(m.ends_at, m.starts_at + interval '2 hours') >= ${tx.now}::timestamptz
    order by m.starts_at, m.id limit ${most}`.execute(tx.q)
  return rows
}

export async function meetingOf(tx: Read, spaceId: number, id: number): Promise<Meeting | undefined> {
  const { rows } = await sql<Meeting>`
    select m.id, m.title, m.starts_at as "startsAt", m.ends_at as "endsAt", m.place, m.text, m.author_label as author, m.version
    from spaces.meeting m where m.space_id = ${spaceId} and m.id = ${id} and ${readable(tx, 'm')}`.execute(
    tx.q,
  )
  return rows[0]
}

/** In which space it is, for whoever reads it. */
export async function spaceOfMeeting(tx: Read, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select m.space_id as id from spaces.meeting m
    where m.id = ${id} and ${readable(tx, 'm')}`.execute(tx.q)
  return rows[0]?.id
}

/** @returns its id */
export async function insertMeeting(tx: Write, spaceId: number, said: SaidOfMeeting): Promise<number> {
  const { title, startsAt, endsAt, place, text } = said
  const { rows } = await sql<{
    id: number
  }>`insert into spaces.meeting (space_id, title, starts_at, ends_at, place, text)
    values (${spaceId}, ${title}, ${startsAt}, ${endsAt}, ${place}, ${text}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function updateMeeting(tx: Write, id: number, said: SaidOfMeeting): Promise<void> {
  const { title, startsAt, endsAt, place, text } = said
  await sql`update spaces.meeting m set title = ${title}, starts_at = ${startsAt}, ends_at = ${endsAt}, place = ${place}, text = ${text}
    where m.id = ${id} and ${writable(tx, 'm')}`.execute(tx.q)
}

export async function deleteMeeting(tx: Write, id: number): Promise<void> {
  await sql`delete from spaces.meeting m where m.id = ${id} and ${writable(tx, 'm')}`.execute(tx.q)
}

export interface SaidOfTask {
  title: string
  dueOn: Day | null
  assigneeId: number | null
}
export interface Task extends SaidOfTask {
  id: number
  assignee: string | null
  author: string
  doneAt: Date | null
  doneBy: string | null
  version: number
}

const taskColumns = sql`t.id, t.title, t.due_on::text as "dueOn", t.assignee_id as "assigneeId", t.assignee_label as assignee, t.author_label as author,
  t.done_at as "doneAt", t.done_label as "doneBy", t.version`

/** Those to be done, the most pressing first; those done, the last first. */
export async function tasksOf(tx: Read, spaceId: number, isDone: boolean, most: number): Promise<Task[]> {
  const { rows } = await sql<Task>`select ${taskColumns} from spaces.task t
    where t.space_id = ${spaceId} and ${readable(tx, 't')} and (t.done_at is not null) = ${isDone}
    order by t.done_at desc nulls first, t.due_on nulls last, t.id limit ${most}`.execute(tx.q)
  return rows
}

/** How far a space is, and what of it is left to somebody. */
export interface Progress {
  spaceId: number
  done: number
  all: number
  /** Entrusted to them, and not done. */
  own: number
  /** The first of their days. */
  nextOn: Day | null
}

export async function progressIn(
  tx: Read,
  spaceIds: readonly number[],
  personId: number,
): Promise<ReadonlyMap<number, Progress>> {
  const own = sql`t.done_at is null and t.assignee_id = ${personId}`
  const { rows } = await sql<Progress>`
    select t.space_id as "spaceId", count(*) filter (where t.done_at is not null)::integer as done, count(*)::integer as "all",
      count(*) filter (where ${own})::integer as own, (min(t.due_on) filter (where ${own}))::text as "nextOn"
    from spaces.task t where t.space_id = any (${spaceIds as number[]}::integer[]) and ${readable(tx, 't')} group by 1`.execute(
    tx.q,
  )
  return new Map(rows.map((row) => [row.spaceId, row]))
}

/** What is left for somebody to do by a day, in these spaces; the most pressing first. */
export async function pressingTasks(
  tx: Read,
  spaceIds: readonly number[],
  personId: number,
  most: number,
): Promise<{ id: number; spaceId: number; title: string; dueOn: Day }[]> {
  const { rows } = await sql<{ id: number; spaceId: number; title: string; dueOn: Day }>`
    select t.id, t.space_id as "spaceId", t.title, t.due_on::text as "dueOn" from spaces.task t
    where t.space_id = any (${spaceIds as number[]}::integer[]) and t.assignee_id = ${personId} and t.due_on is not null
      and t.done_at is null and ${readable(tx, 't')}
    order by t.due_on, t.id limit ${most}`.execute(tx.q)
  return rows
}

export async function taskOf(tx: Read, spaceId: number, id: number): Promise<Task | undefined> {
  const { rows } = await sql<Task>`select ${taskColumns} from spaces.task t
    where t.space_id = ${spaceId} and t.id = ${id} and ${readable(tx, 't')}`.execute(tx.q)
  return rows[0]
}

/** @returns its id */
export async function insertTask(tx: Write, spaceId: number, said: SaidOfTask): Promise<number> {
  const { title, dueOn, assigneeId } = said
  const { rows } = await sql<{ id: number }>`insert into spaces.task (space_id, title, due_on, assignee_id)
    values (${spaceId}, ${title}, ${dueOn}, ${assigneeId}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function updateTask(
  tx: Write,
  id: number,
  { title, dueOn, assigneeId }: SaidOfTask,
  isDone: boolean,
): Promise<void> {
  await sql`update spaces.task t set title = ${title}, due_on = ${dueOn}, assignee_id = ${assigneeId},
      done_at = case when ${isDone} then coalesce(t.done_at, ${tx.now}) end
    where t.id = ${id} and ${writable(tx, 't')}`.execute(tx.q)
}

export async function deleteTask(tx: Write, id: number): Promise<void> {
  await sql`delete from spaces.task t where t.id = ${id} and ${writable(tx, 't')}`.execute(tx.q)
}
