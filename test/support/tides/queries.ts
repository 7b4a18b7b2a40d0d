// SQL of the module of tides.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'

/** What its migration would be. */
export const MIGRATION = `
create schema tides;
create table tides.watch (person_id bigint not null, harbour text not null, created_at timestamptz not null);
create table tides.heard (event_id bigint not null);
alter table tides.watch enable row level security;
create policy system on tides.watch using (platform.is_system());
create policy own on tides.watch using (person_id = platform.person_id());
grant usage on schema tides to parvis_app;
grant select, insert, delete on tides.watch, tides.heard to parvis_app;`

export async function insertWatch(tx: Write, personId: number, harbour: string): Promise<void> {
  await sql`insert into tides.watch values (${personId}, ${harbour}, ${tx.now})`.execute(tx.q)
}

export async function watchesOf(tx: Read, personId: number): Promise<{ harbour: string; at: Date }[]> {
  const { rows } = await sql<{ harbour: string; at: Date }>`
    select harbour, created_at as at from tides.watch where person_id = ${personId}`.execute(tx.q)
  return rows
}

export async function deleteWatches(tx: Write, personId: number): Promise<number> {
  const done = await sql`delete from tides.watch where person_id = ${personId}`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0n)
}

export async function forgetWatches(tx: Write, before: Date, most: number): Promise<number> {
  const done = await sql`delete from tides.watch where ctid in (
    select ctid from tides.watch where created_at < ${before} limit ${most})`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0n)
}

export async function insertHeard(tx: Write, eventId: number): Promise<void> {
  await sql`insert into tides.heard values (${eventId})`.execute(tx.q)
}

export async function countHeard(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from tides.heard`.execute(tx.q)
  return rows[0]?.count ?? 0
}
