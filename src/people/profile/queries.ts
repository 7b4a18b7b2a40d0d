// SQL of the profile: one live value for each id of a person, the others are its history.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { NewValue } from './kinds.ts'
import type { ProfileValueId } from './kinds.ts'
import type { Level } from './kinds.ts'
import type { Source } from './kinds.ts'

/** A value of the profile with where it came from. */
export interface ProfileValue {
  /** Of the row. */
  id: number
  valueId: ProfileValueId
  value: string
  source: Source
  level: Level
  recordedAt: Date
  /** The kind of document seen, for the desk. */
  proof: string | null
  expiresAt: Date | null
  endedAt: Date | null
}

const columns = sql`id, value_id as "valueId", value, source, level, recorded_at as "recordedAt", proof,
  expires_at as "expiresAt", ended_at as "endedAt"`

/** The live values; one that expired is there still, with its date. */
export async function readValues(tx: Read, personId: number): Promise<ProfileValue[]> {
  const { rows } = await sql<ProfileValue>`
    select ${columns} from accounts.profile_value where person_id = ${personId} and ended_at is null order by id`.execute(
    tx.q,
  )
  return rows
}

/** What was replaced or taken back, the newest first. */
export async function readHistory(tx: Read, personId: number): Promise<ProfileValue[]> {
  const { rows } = await sql<ProfileValue>`
    select ${columns} from accounts.profile_value where person_id = ${personId} and ended_at is not null
    order by ended_at desc, id desc limit 200`.execute(tx.q)
  return rows
}

export async function liveValue(
  tx: Read,
  personId: number,
  valueId: ProfileValueId,
): Promise<ProfileValue | null> {
  const { rows } = await sql<ProfileValue>`
    select ${columns} from accounts.profile_value
    where person_id = ${personId} and value_id = ${valueId} and ended_at is null`.execute(tx.q)
  return rows[0] ?? null
}

export async function insertValue(tx: Write, value: NewValue): Promise<void> {
  const { personId, valueId, value: text, source, level } = value
  await sql`
    insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at, recorded_by, proof, expires_at)
    values (${personId}, ${valueId}, ${text}, ${source}, ${level}, ${tx.now}, ${value.recordedBy ?? null},
      ${value.proof ?? null}, ${value.expiresAt ?? null})`.execute(tx.q)
}

/** The same value, said again by the same source: its dates alone change. */
export async function renewValue(tx: Write, id: number, value: NewValue): Promise<void> {
  await sql`
    update accounts.profile_value set recorded_at = ${tx.now}, level = ${value.level}, expires_at = ${value.expiresAt ?? null},
      recorded_by = ${value.recordedBy ?? null}, proof = ${value.proof ?? null} where id = ${id}`.execute(
    tx.q,
  )
}

export async function endValue(tx: Write, id: number): Promise<void> {
  await sql`update accounts.profile_value set ended_at = ${tx.now} where id = ${id}`.execute(tx.q)
}

/** How the person is called. */
export async function renamePerson(tx: Write, personId: number, name: string): Promise<void> {
  await sql`update accounts.person set name = ${name} where id = ${personId}`.execute(tx.q)
}

/** @returns how many ended */
export async function endValuesFrom(tx: Write, personId: number, source: Source): Promise<number> {
  const { rows } = await sql`
    update accounts.profile_value set ended_at = ${tx.now}
    where person_id = ${personId} and source = ${source} and ended_at is null returning 1`.execute(tx.q)
  return rows.length
}
