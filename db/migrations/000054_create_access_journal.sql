-- Who opened whose file (GDPR art. 15 and 32), and what an erasure did (art. 17).

-- Append-only; the entries of one person form a hash chain (src/platform/audit.ts).
create table platform.access_entry (
  id bigint generated always as identity primary key,
  person_id bigint not null,
  seq integer not null,
  at timestamptz not null,
  -- The agent or the helper; null: a site, or the person.
  actor_id bigint,
  authority_id integer references territory.authority,
  role text not null,
  kind text not null check (kind in ('request', 'file', 'account', 'site', 'export', 'mandate')),
  -- What was opened, as the person knows it: a reference, the name of a site.
  object text not null,
  -- Entry of the register of processing.
  purpose text not null,
  value_ids text[] not null,
  -- The agent reads their own file, or that of a colleague.
  closeness text check (closeness in ('self', 'colleague')),
  -- Makes the digests of the person and of the actor different in each entry: an export names nobody and joins nothing.
  salt bytea not null,
  previous_hash bytea,
  hash bytea not null,
  unique (person_id, seq)
);
create index access_entry_again on platform.access_entry (person_id, object, at);

-- Was the same thing noted since then? Definer rights: one statement for whoever opens, without the sight of the journal.
create function platform.access_noted(person bigint, what text, how text, as_role text, who bigint, given text[], since timestamptz)
  returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from platform.access_entry where person_id = person and object = what and at > since and kind = how
    and role = as_role and actor_id is not distinct from who and value_ids @> given) $$;
revoke execute on function platform.access_noted(bigint, text, text, text, bigint, text[], timestamptz) from public;
grant execute on function platform.access_noted(bigint, text, text, text, bigint, text[], timestamptz) to parvis_app;

-- The last entry that retention has forgotten: what is left still follows from it.
create table platform.access_anchor (
  person_id bigint primary key,
  seq integer not null,
  hash bytea not null,
  at timestamptz not null
);

-- Forgets entries older than a date, always the oldest first. Definer rights: the program may not delete entries otherwise.
create function platform.trim_access(before timestamptz) returns bigint
  language sql security definer set search_path = pg_catalog as $$
  with last as (
    select distinct on (person_id) person_id, seq, hash, at from platform.access_entry where at < before order by person_id, seq desc
  ), anchored as (
    insert into platform.access_anchor (person_id, seq, hash, at) select person_id, seq, hash, at from last
    on conflict (person_id) do update set seq = excluded.seq, hash = excluded.hash, at = excluded.at
  ), gone as (
    delete from platform.access_entry e using last where e.person_id = last.person_id and e.seq <= last.seq returning 1
  )
  select count(*) from gone $$;
revoke execute on function platform.trim_access(timestamptz) from public;
grant execute on function platform.trim_access(timestamptz) to parvis_app;

alter table platform.access_entry enable row level security;
alter table platform.access_anchor enable row level security;
create policy system on platform.access_entry using (platform.is_system());
create policy own on platform.access_entry for select using (person_id = platform.person_id());
create policy system on platform.access_anchor using (platform.is_system());
create policy own on platform.access_anchor for select using (person_id = platform.person_id());
grant select, insert on platform.access_entry to parvis_app;
grant select on platform.access_anchor to parvis_app;

-- Events name who acted. Erasing a person takes the name out and says when; the chain goes on (src/platform/verify.ts).
alter table platform.event add column erased_at timestamptz;
create index event_resident on platform.event (actor_id) where actor_kind = 'resident';
create function platform.erase_event_names(person bigint, instant timestamptz) returns bigint
  language sql security definer set search_path = pg_catalog as $$
  with gone as (
    update platform.event set actor_label = 'Compte fermé', erased_at = instant
    where erased_at is null and actor_label not in ('Parvis', 'Visiteur', 'Compte fermé')
      and ((actor_kind = 'resident' and actor_id = person)
        -- « The helper, for the person »: the label names both.
        or (payload ? 'by' and (payload ->> 'by')::bigint = person)
        or (subject_kind = 'person' and subject_id = person and actor_kind <> 'agent'))
    returning 1)
  select count(*) from gone $$;
revoke execute on function platform.erase_event_names(bigint, timestamptz) from public;
grant execute on function platform.erase_event_names(bigint, timestamptz) to parvis_app;

create schema privacy;
grant usage on schema privacy to parvis_app;

-- « Je ne reconnais pas cet accès ».
create table privacy.incident (
  id bigint generated always as identity primary key,
  person_id bigint not null,
  entry_id bigint not null unique,
  authority_id integer not null references territory.authority,
  told_at timestamptz not null
);
create index incident_authority on privacy.incident (authority_id, told_at desc);

-- What an erasure did: no personal value. Whoever has the link reads the certificate. Applied again after a restore.
create table privacy.erasure (
  person_id bigint primary key,
  token_hash bytea not null unique,
  at timestamptz not null,
  report jsonb not null
);

alter table privacy.incident enable row level security;
alter table privacy.erasure enable row level security;
create policy system on privacy.incident using (platform.is_system());
create policy own on privacy.incident for select using (person_id = platform.person_id());
create policy administrators on privacy.incident for select using (authority_id = any ((select identity.actor_administered())::integer[]));
create policy system on privacy.erasure using (platform.is_system());
grant select, insert on privacy.incident, privacy.erasure to parvis_app;

-- The ledger of consents can be shown whole, with the words that were read (GDPR art. 7.1).
alter table identity.consent_entry
  add column text_version text not null default '2026-11',
  add column language text not null default 'fr',
  add column channel text not null default 'web',
  -- Digest of what the values were that day; its salt goes with the person, and the digest then says nothing any more.
  add column values_salt bytea,
  add column values_digest bytea,
  add column seq integer,
  add column previous_hash bytea,
  add column hash bytea;
create unique index consent_entry_chain on identity.consent_entry (person_id, seq);
create function identity.shred_values(person bigint) returns void
  language sql security definer set search_path = pg_catalog as $$
  update identity.consent_entry set values_salt = null where person_id = person and values_salt is not null $$;
revoke execute on function identity.shred_values(bigint) from public;
grant execute on function identity.shred_values(bigint) to parvis_app;
