-- Feeds: the one secret address at which somebody’s programs read, as that person, what is published for them. Kept as a digest, with the
-- chance it was made of; no statement of the program gives the address itself.
create schema feeds;
grant usage on schema feeds to parvis_app, parvis_system;

-- For whom somebody acts today, as sessions ask it: a post, a seat or a member’s mandate, authority by authority.
create function feeds.offices_of(person bigint) returns text[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct concat(case when o.unit_id is null then 'seat:' else 'post:' end, o.authority_id) order by
    concat(case when o.unit_id is null then 'seat:' else 'post:' end, o.authority_id)), '{}')
  from accounts.offices_on(platform.today()) o where o.person_id = person $$;

create table feeds.address (
  -- One, which the next one replaces.
  person_id bigint primary key references accounts.person on delete cascade,
  -- What the address is made of, with the secret of the installation: it is shown again to whoever proves who they are.
  chance text not null check (char_length(chance) between 20 and 100),
  digest bytea not null unique check (octet_length(digest) = 32),
  made_at timestamptz not null,
  -- For whom they acted when it was made: it ends with the first post or seat that ends, and opens nothing of one that begins, which asks
  -- for two proofs.
  offices text[] not null
);

create function feeds.begin_address() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.made_at := platform.now();
  new.offices := feeds.offices_of(new.person_id);
  return new;
end $$;
create trigger begin_address before insert or update on feeds.address for each row execute function feeds.begin_address();
revoke execute on function feeds.offices_of, feeds.begin_address from public;
grant execute on function feeds.offices_of to parvis_system;

-- Does an address still open what it opened?
create function feeds.stands(a feeds.address) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.offices = feeds.offices_of(a.person_id) and exists (select from accounts.person p where p.id = a.person_id and p.closed_at is null) $$;
revoke execute on function feeds.stands from public;
grant execute on function feeds.stands to parvis_system;
-- One’s own: what it is made of, and whether it stands.
create function feeds.own_address() returns table (chance text, made_at timestamptz, stands boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.chance, a.made_at, feeds.stands(a) from feeds.address a where a.person_id = platform.person_id() and platform.helper_id() is null and not platform.looks() $$;
revoke execute on function feeds.own_address from public;
grant execute on function feeds.own_address to parvis_app, parvis_system;

alter table feeds.address enable row level security;
create policy system on feeds.address to parvis_system using (true);
grant select, insert, update, delete on feeds.address to parvis_system;
grant select (person_id), insert (person_id, chance, digest), delete on feeds.address to parvis_app;
create policy own on feeds.address using (person_id = platform.person_id()) with check (person_id = platform.person_id());
-- Nobody in one’s place, whoever helps and whoever looks.
create policy oneself on feeds.address as restrictive to parvis_app using ((select platform.helper_id()) is null and not (select platform.looks()));
