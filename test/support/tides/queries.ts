// SQL of the module of tides.
import { sql } from 'kysely'
import { allowedRows, type Relation } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Asked, Page } from '#platform/screens/asked.ts'
import { keysetPage } from '#platform/screens/keyset.ts'

/** What its migration would be. `readers`: the condition of its bulletins (readers.ts). */
export const migration = (readers: string) => `
create schema tides;
create table tides.watch (person_id bigint not null, harbour text not null, created_at timestamptz not null);
create table tides.heard (event_id bigint not null);
create table tides.harbour (id bigint primary key, name text not null);
insert into tides.harbour values (1, 'Brest'), (2, 'Saint-Malo');
create table tides.bulletin (id bigint generated always as identity primary key, harbour_id bigint not null, said text not null);
alter table tides.watch enable row level security;
create policy system on tides.watch using (platform.is_system());
create policy own on tides.watch using (person_id = platform.person_id());
create function tides.find_harbours() returns bigint[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(h.id), '{}') from tides.harbour h join tides.watch w on w.harbour = h.name where w.person_id = platform.person_id() $$;
call audiences.add('harbour', 'tides.find_harbours', 'harbour');
alter table tides.bulletin enable row level security;
create policy visible on tides.bulletin using (${readers});
create policy administers on tides.bulletin using (cardinality((select audiences.actor_ids('setter'))::bigint[]) > 0);
create function tides.count_watches(person bigint) returns integer language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::integer from tides.watch w where w.person_id = person
    and exists (select from accounts.governed_posts() g where g.person_id = person) $$;
create table tides.mooring (id bigint generated always as identity primary key, unit_id integer not null);
grant select on tides.harbour, tides.bulletin, tides.mooring to parvis_app;
grant update on tides.mooring to parvis_system;
grant insert on tides.bulletin to parvis_app;
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

/** How many an agent has, for whoever keeps them. */
export async function countWatches(tx: Read, personId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select tides.count_watches(${personId}) as count`.execute(
    tx.q,
  )
  return rows[0]?.count ?? 0
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

export async function harbourName(tx: Read, id: number): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from tides.harbour where id = ${id}`.execute(tx.q)
  return rows[0]?.name ?? ''
}

export interface Bulletin {
  harbourId: number
  said: string
}

export async function bulletins(tx: Read, relations: readonly Relation[]): Promise<Bulletin[]> {
  const { rows } = await sql<Bulletin>`select b.harbour_id as "harbourId", b.said from tides.bulletin b
    where ${allowedRows(relations, tx.actor, 'b')} order by b.id`.execute(tx.q)
  return rows
}

export interface BulletinLine {
  id: number
  said: string
  harbour: string
}

/** A page of them, for who administers. */
export const bulletinsPage = (tx: Read, asked: Asked): Promise<Page<BulletinLine>> =>
  keysetPage(tx, asked, {
    columns: sql`b.id, b.said, h.name as harbour`,
    from: sql`tides.bulletin b join tides.harbour h on h.id = b.harbour_id`,
    where: sql<boolean>`strpos(lower(b.said), lower(${asked.filters.q ?? ''})) > 0`,
    orders: {
      port: { by: sql`h.name collate "fr-x-icu"`, type: 'text' },
      avis: { by: sql`b.said collate "fr-x-icu"`, type: 'text' },
    },
    id: sql`b.id`,
  })

/** @returns false when that harbour has it already */
export async function insertBulletin(tx: Write, harbourId: number, said: string): Promise<boolean> {
  const done = await sql`insert into tides.bulletin (harbour_id, said) select ${harbourId}, ${said}
    where not exists (select from tides.bulletin where harbour_id = ${harbourId} and said = ${said})`.execute(
    tx.q,
  )
  return Number(done.numAffectedRows ?? 0n) > 0
}
