-- What row-level security asks of who acts is worked out once in a transaction, and nobody acting as the system is asked at all.

-- The system's sight is a policy of its role: PostgreSQL drops every other condition when it plans the system's statements, and this
-- one when it plans those of whoever acts.
do $$
declare
  given record;
begin
  for given in select schemaname, tablename, policyname from pg_policies where qual = 'platform.is_system()' and with_check is null loop
    execute format('drop policy %I on %I.%I', given.policyname, given.schemaname, given.tablename);
    execute format('create policy %I on %I.%I to parvis_system using (true)', given.policyname, given.schemaname, given.tablename);
  end loop;
end $$;

-- What these found by themselves in each statement (000003, 000120) is found for the functions below, and for nobody else.
alter function accounts.actor_units() rename to find_units;
alter function accounts.actor_receptions() rename to find_desks;
alter function accounts.actor_communes() rename to find_communes;
alter function accounts.actor_shared_units() rename to find_shared;
alter function accounts.actor_colleagues() rename to find_colleagues;
revoke execute on function accounts.find_units(), accounts.find_desks(), accounts.find_communes(), accounts.find_shared(),
  accounts.find_colleagues() from public;

-- Read by the proof alone: nobody is granted anything.
create table accounts.reach_key (
  only_one boolean primary key default true check (only_one),
  inside bytea not null,
  outside bytea not null
);
alter table accounts.reach_key enable row level security;
insert into accounts.reach_key (inside, outside)
  select string_agg(uuid_send(gen_random_uuid()), ''), string_agg(uuid_send(gen_random_uuid()), '') from generate_series(1, 4);

-- What proves that these ids were found here, for that person, in this very transaction of this connection (HMAC-SHA-256).
create function accounts.reach_proof(of_kind text, person bigint, ids text) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(k.outside || sha256(k.inside || convert_to(
    concat_ws(' ', pg_backend_pid(), extract(epoch from now()), person, of_kind, ids), 'UTF8'))), 'hex') from accounts.reach_key k $$;
revoke execute on function accounts.reach_proof(text, bigint, text) from public;

-- Ids within reach of who acts: units handled, authorities answered for (`desk`), communes, units whose shares are seen (`shared`),
-- people of the same authorities (`colleague`). Found by the first call of a transaction and kept in a setting with its proof: what
-- anybody else writes there proves nothing, and is found again.
create function accounts.actor_ids(of_kind text) returns bigint[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  person constant bigint := platform.person_id();
  setting constant text := 'parvis.reach_' || of_kind;
  kept constant text := current_setting(setting, true);
  ids bigint[];
begin
  if person is null then return '{}'; end if;
  if kept <> '' and left(kept, 64) = accounts.reach_proof(of_kind, person, substr(kept, 65)) then return substr(kept, 65); end if;
  ids := case of_kind
    when 'unit' then accounts.find_units()
    when 'desk' then accounts.find_desks()
    when 'commune' then accounts.find_communes()
    when 'shared' then accounts.find_shared()
    when 'colleague' then accounts.find_colleagues()
  end;
  if ids is null then raise invalid_parameter_value using message = 'no such kind of reach'; end if;
  perform set_config(setting, accounts.reach_proof(of_kind, person, ids::text) || ids::text, true);
  return ids;
end $$;

-- The same, for functions that look by themselves.
create function accounts.actor_units() returns integer[] language sql stable as $$ select accounts.actor_ids('unit')::integer[] $$;
create function accounts.actor_receptions() returns integer[] language sql stable as $$ select accounts.actor_ids('desk')::integer[] $$;
create function accounts.actor_communes() returns integer[] language sql stable as $$ select accounts.actor_ids('commune')::integer[] $$;
create function accounts.actor_shared_units() returns integer[] language sql stable as $$ select accounts.actor_ids('shared')::integer[] $$;

alter policy colleagues on accounts.person using (id = any ((select accounts.actor_ids('colleague'))::bigint[]));
alter policy colleagues on accounts.membership using (person_id = any ((select accounts.actor_ids('colleague'))::bigint[]));
create policy system on requests.request to parvis_system using (true);
alter policy visible on requests.request using (
  resident_id = (select platform.person_id())
  or id = any ((select platform.code_requests())::bigint[])
  or unit_id = any ((select accounts.actor_ids('unit'))::bigint[])
  or authority_id = any ((select accounts.actor_ids('desk'))::bigint[])
  or commune_id = any ((select accounts.actor_ids('commune'))::bigint[])
  or shared_units && (select accounts.actor_ids('shared')::integer[])
);

create or replace function requests.actor_is_agent() returns boolean language sql stable as $$
  select platform.is_system() or cardinality(accounts.actor_ids('unit')) + cardinality(accounts.actor_ids('desk')) > 0 $$;
