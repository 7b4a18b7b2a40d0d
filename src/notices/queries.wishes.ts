// SQL of what people chose of what they are told. One's own to read and to write; the system reads it to tell.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { ChosenChannel } from '#platform/house/notices.ts'
import type { Place } from './places.ts'
import type { Quiet } from './quiet.ts'

/** What somebody said of one kind by one channel. */
export interface Choice {
  kind: string
  /** What it was called when it was chosen: what the person reads again in « Mes données ». */
  label: string
  channel: ChosenChannel
  isWanted: boolean
}

const CHOICE = sql`kind, label, channel, is_wanted as "isWanted"`

/** What somebody chose, for a kind that is about to be told: both answers in one statement. As the system. */
export async function wishesOf(
  tx: Read,
  personId: number,
  kind: string,
  place: Place,
): Promise<{ choices: Choice[]; quiet: Quiet | null }> {
  const { rows } = await sql<{ choices: Choice[]; quiet: Quiet | null }>`select
    coalesce((select json_agg(json_build_object('kind', kind, 'label', label, 'channel', channel, 'isWanted', is_wanted))
      from notices.choice where person_id = ${personId} and kind = ${kind}), '[]') as choices,
    (select json_build_object('starts', starts, 'ends', ends, 'weekends', weekends)
      from notices.quiet where person_id = ${personId} and place = ${place}) as quiet`.execute(tx.q)
  return rows[0] ?? { choices: [], quiet: null }
}

/** Everything that somebody chose, kind by kind. */
export async function choicesOf(tx: Read, personId: number): Promise<Choice[]> {
  const { rows } = await sql<Choice>`
    select ${CHOICE} from notices.choice where person_id = ${personId} order by kind, channel`.execute(tx.q)
  return rows
}

/** Their quiet hours, at each place that has some. */
export async function quietOf(tx: Read, personId: number): Promise<(Quiet & { place: Place })[]> {
  const { rows } = await sql<Quiet & { place: Place }>`
    select place, starts, ends, weekends from notices.quiet where person_id = ${personId} order by place`.execute(
    tx.q,
  )
  return rows
}

/** Keeps these choices; what was said of other kinds stays. */
export async function saveChoices(tx: Write, personId: number, choices: readonly Choice[]): Promise<void> {
  const column = (name: keyof Choice) => choices.map((one) => one[name])
  await sql`insert into notices.choice (person_id, kind, label, channel, is_wanted)
    select ${personId}, chosen.* from unnest(${column('kind')}::text[], ${column('label')}::text[],
      ${column('channel')}::text[], ${column('isWanted')}::boolean[]) chosen
    on conflict (person_id, kind, channel) do update set label = excluded.label, is_wanted = excluded.is_wanted`.execute(
    tx.q,
  )
}

/** Keeps their quiet hours at that place; null: there are none any more. */
export async function saveQuiet(
  tx: Write,
  personId: number,
  place: Place,
  quiet: Quiet | null,
): Promise<void> {
  const said =
    quiet &&
    sql`insert into notices.quiet (person_id, place, starts, ends, weekends)
    values (${personId}, ${place}, ${quiet.starts}, ${quiet.ends}, ${quiet.weekends})
    on conflict (person_id, place) do update
      set starts = excluded.starts, ends = excluded.ends, weekends = excluded.weekends`
  const none = sql`delete from notices.quiet where person_id = ${personId} and place = ${place}`
  await (said ?? none).execute(tx.q)
}

/** Forgets what somebody chose. As the system. @returns how many rows */
export const forgetWishesOf = async (tx: Write, personId: number): Promise<number> =>
  (await countOf(tx, sql`delete from notices.choice where person_id = ${personId}`)) +
  (await countOf(tx, sql`delete from notices.quiet where person_id = ${personId}`))
