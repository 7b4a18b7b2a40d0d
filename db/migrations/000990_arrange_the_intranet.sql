-- Where the blocks of agents’ pages stand: what Communication arranged for an audience of its authority, and what each agent made of it.
create schema intranet;
grant usage on schema intranet to parvis_app, parvis_system;

-- Of an authority, in an order: the first whose audience somebody meets is theirs.
create table intranet.arrangement (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  page text not null check (page in ('home', 'bureau')),
  audience_id integer not null references audiences.audience,
  position integer not null check (position between 1 and 1000),
  -- From the first to the last: [{"name", "column", "state", "isFixed"}]
  placed jsonb not null default '[]' check (jsonb_typeof(placed) = 'array' and octet_length(placed::text) <= 20000),
  changed_at timestamptz not null,
  unique (authority_id, page, audience_id)
);
create index arrangement_audience on intranet.arrangement (audience_id, changed_at);

create table intranet.own (
  person_id bigint not null references accounts.person on delete cascade,
  page text not null check (page in ('home', 'bureau')),
  -- Empty: as Communication arranged it.
  placed jsonb not null check (jsonb_typeof(placed) = 'array' and octet_length(placed::text) <= 20000),
  -- As it was before the last move, to undo it; null once undone.
  previous jsonb check (previous is null or jsonb_typeof(previous) = 'array' and octet_length(previous::text) <= 20000),
  changed_at timestamptz not null,
  primary key (person_id, page)
);
create index own_changed on intranet.own (changed_at);

-- Pages of the house that an agent keeps at hand, under the name that they give them.
create table intranet.favourite (
  id integer generated always as identity primary key,
  person_id bigint not null references accounts.person on delete cascade,
  label text not null check (char_length(label) between 2 and 80),
  -- Within the site: one slash, never two.
  href text not null check (char_length(href) <= 300 and href ~ '^/($|[^/\\])' and href !~ '[[:cntrl:][:space:]\\]'),
  added_at timestamptz not null,
  unique (person_id, href)
);

create function intranet.stamp() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.changed_at := platform.now();
  return new;
end $$;
create trigger stamp before insert or update on intranet.arrangement for each row execute function intranet.stamp();
create trigger stamp before insert or update on intranet.own for each row execute function intranet.stamp();
create function intranet.stamp_favourite() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.added_at := platform.now();
  return new;
end $$;
create trigger stamp before insert on intranet.favourite for each row execute function intranet.stamp_favourite();

alter table intranet.arrangement enable row level security;
create policy system on intranet.arrangement to parvis_system using (true);
grant select, insert, update, delete on intranet.arrangement to parvis_system;
grant select, insert (authority_id, page, audience_id, position, placed), update (position, placed, audience_id), delete on intranet.arrangement to parvis_app;
create policy met on intranet.arrangement for select to parvis_app using (audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
  or authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy added on intranet.arrangement for insert to parvis_app with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy changed on intranet.arrangement for update to parvis_app using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy removed on intranet.arrangement for delete to parvis_app using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
-- Whoever looks as somebody, or helps them, arranges nothing.
create policy oneself on intranet.arrangement as restrictive for insert to parvis_app with check ((select platform.helper_id()) is null and not (select platform.looks()));
create policy oneself_changed on intranet.arrangement as restrictive for update to parvis_app using ((select platform.helper_id()) is null and not (select platform.looks()));
create policy oneself_removed on intranet.arrangement as restrictive for delete to parvis_app using ((select platform.helper_id()) is null and not (select platform.looks()));

alter table intranet.own enable row level security;
create policy system on intranet.own to parvis_system using (true);
grant select, insert, update, delete on intranet.own to parvis_system;
grant select, insert (person_id, page, placed, previous), update (placed, previous) on intranet.own to parvis_app;
create policy own on intranet.own to parvis_app using (person_id = platform.person_id()) with check (person_id = platform.person_id());
create policy oneself on intranet.own as restrictive to parvis_app using ((select platform.helper_id()) is null and not (select platform.looks()));

alter table intranet.favourite enable row level security;
create policy system on intranet.favourite to parvis_system using (true);
grant select, insert, update, delete on intranet.favourite to parvis_system;
grant select, insert (person_id, label, href), update (label), delete on intranet.favourite to parvis_app;
create policy own on intranet.favourite to parvis_app using (person_id = platform.person_id()) with check (person_id = platform.person_id());
create policy oneself on intranet.favourite as restrictive to parvis_app using ((select platform.helper_id()) is null and not (select platform.looks()));
grant usage on all sequences in schema intranet to parvis_app, parvis_system;

-- Does somebody work anywhere today? What whoever left had arranged is forgotten.
create function intranet.works(person bigint) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from accounts.workplace_holder w where w.person_id = person) $$;
revoke execute on function intranet.works, intranet.stamp, intranet.stamp_favourite from public;
grant execute on function intranet.works to parvis_system;
