-- What somebody is, as keys: a kind and an id (`unit:40`, `person:5`, `code:91`). Which kinds there are is rows, that migrations of
-- modules write with `audiences.add`; the ids of a kind within reach of who acts are found by PostgreSQL, once in a transaction, and kept
-- with their proof (000150, 000200, whose function this one takes the place of).
create schema audiences;
grant usage on schema audiences to parvis_app;

create table audiences.kind (
  kind text primary key check (kind ~ '^[a-z]+$' and kind <> 'keys'),
  -- Function without arguments: ids of that kind within reach of who acts. Nobody's to call but through `audiences.actor_ids`.
  finder text not null,
  -- First word of the keys that these ids are; null when a reach makes no key.
  key text check (key ~ '^[a-z]+$'),
  -- Does a browser without an account hold some?
  asks_visitor boolean not null
);

alter table accounts.reach_key set schema audiences;

-- What proves that these ids were found here, for that person and browser, in this very transaction of this connection (HMAC-SHA-256).
create function audiences.proof(what text, who text, ids text) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(k.outside || sha256(k.inside || convert_to(concat_ws(' ', pg_backend_pid(), extract(epoch from now()),
    who, what, ids), 'UTF8'))), 'hex') from audiences.reach_key k $$;

-- Written anew by `audiences.add`.
create function audiences.find(what text) returns text language plpgsql stable as $$ begin return null; end $$;
create function audiences.asks_visitor(what text) returns boolean language sql immutable as $$ select false $$;

-- Found by the first call of a transaction and kept in a setting with its proof, believed for two seconds (000200): the text of an array.
create function audiences.kept(what text) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  person constant bigint := platform.person_id();
  visitor constant text := current_setting('parvis.visitor', true);
  who constant text := concat(person, '/', visitor);
  setting constant text := 'parvis.reach_' || what;
  said constant text := current_setting(setting, true);
  ids text;
begin
  if person is null and (coalesce(visitor, '') = '' or not audiences.asks_visitor(what)) then return '{}'; end if;
  if said <> '' and clock_timestamp() < now() + interval '2 seconds'
    and left(said, 64) = audiences.proof(what, who, substr(said, 65)) then return substr(said, 65); end if;
  ids := audiences.find(what);
  if ids is null then raise invalid_parameter_value using message = 'no such kind of reach'; end if;
  perform set_config(setting, audiences.proof(what, who, ids) || ids, true);
  return ids;
end $$;

-- Policies name it: it moves with them, and says the same in another way.
alter function accounts.actor_ids(text) set schema audiences;
create or replace function audiences.actor_ids(of_kind text) returns bigint[] language sql stable as $$
  select audiences.kept(of_kind)::bigint[] $$;
drop function accounts.reach_proof(text, bigint, text);

create function audiences.actor_keys() returns text[] language sql stable as $$
  select array['all'] || audiences.kept('keys')::text[] $$;

-- What was just given counts at once in this transaction too: for triggers of what finders read.
create function audiences.forget(of_kind text) returns void language sql as $$
  select set_config('parvis.reach_' || of_kind, '', true), set_config('parvis.reach_keys', '', true) $$;

-- For migrations: after a finder has moved to another schema or changed its name too.
create procedure audiences.write_finders() language plpgsql as $$
declare
  arms constant text := (select string_agg(format('when %L then return %s();', k.kind, k.finder), ' ' order by k.kind) from audiences.kind k);
  keys constant text := (select string_agg(format('select %L || id from unnest(%s()) id', k.key || ':', k.finder), ' union ' order by k.kind)
    from audiences.kind k where k.key is not null);
  visitors constant text[] := array['keys'] || array(select k.kind from audiences.kind k where k.asks_visitor order by k.kind);
begin
  execute format('create or replace function audiences.find(what text) returns text language plpgsql stable as %L',
    format('begin case $1 %s when %L then return array(%s order by 1); else return null; end case; end', arms, 'keys', keys));
  execute format('create or replace function audiences.asks_visitor(what text) returns boolean language sql immutable as %L',
    format('select what = any (%L::text[])', visitors));
end $$;

-- For migrations: `finder()` finds ids of that kind; each is a key `key:id`, unless `key` is null.
create procedure audiences.add(kind text, finder text, key text, asks_visitor boolean default false) language plpgsql as $$
begin
  insert into audiences.kind values (kind, finder, key, asks_visitor);
  execute format('revoke execute on function %s() from public', finder);
  call audiences.write_finders();
end $$;
revoke execute on function audiences.proof, audiences.find, audiences.asks_visitor from public;
revoke execute on procedure audiences.write_finders, audiences.add from public;

-- What people bring: themselves, and what their posts of today give.
create function accounts.find_self() returns bigint[] language sql stable as $$ select array_remove(array[platform.person_id()], null) $$;
-- Units in which one handles or manages, without those below: few, so that keys are few.
create function accounts.find_posts() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct m.unit_id), '{}') from accounts.membership m
  where m.person_id = platform.person_id() and m.role in ('handler', 'manager')
    and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date) $$;
alter function identity.actor_administered() set schema accounts;
alter function accounts.actor_administered() rename to find_administered;
call audiences.add('person', 'accounts.find_self', 'person');
call audiences.add('post', 'accounts.find_posts', 'unit');
call audiences.add('unit', 'accounts.find_units', null);
call audiences.add('desk', 'accounts.find_desks', 'desk');
call audiences.add('commune', 'accounts.find_communes', 'commune');
call audiences.add('shared', 'accounts.find_shared', null);
call audiences.add('colleague', 'accounts.find_colleagues', null);
call audiences.add('admin', 'accounts.find_administered', 'admin');

-- What settings bring: authorities one chooses for.
alter function settings.actor_sets() rename to find_sets;
call audiences.add('setter', 'settings.find_sets', null);

-- What requests bring: those whose code this browser proved. The kernel’s SQL names no table of theirs any more.
alter function platform.code_requests() set schema requests;
alter function requests.code_requests() rename to find_codes;
call audiences.add('code', 'requests.find_codes', 'code', true);
create function requests.forget_codes() returns trigger language plpgsql as $$
begin
  perform audiences.forget('code');
  return null;
end $$;
create trigger forget_codes after insert or update on requests.code_grant for each statement execute function requests.forget_codes();

-- The readers of a request: src/requests/record/readers.ts, whose text a test compares with these.
alter policy visible on requests.request using (
  resident_id = (select platform.person_id())
  or unit_id = any ((select audiences.actor_ids('unit'))::bigint[])
  or authority_id = any ((select audiences.actor_ids('desk'))::bigint[])
  or commune_id = any ((select audiences.actor_ids('commune'))::bigint[])
  or shared_units && (select audiences.actor_ids('shared')::integer[])
  or id = any ((select audiences.actor_ids('code'))::bigint[])
);
create or replace function requests.reached(request bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from requests.request r where r.id = request and (platform.is_system()
    or r.resident_id = (select platform.person_id())
    or r.unit_id = any ((select audiences.actor_ids('unit'))::bigint[])
    or r.authority_id = any ((select audiences.actor_ids('desk'))::bigint[])
    or r.commune_id = any ((select audiences.actor_ids('commune'))::bigint[])
    or r.shared_units && (select audiences.actor_ids('shared')::integer[])
    or r.id = any ((select audiences.actor_ids('code'))::bigint[]))) $$;

-- Others that asked by those names ask by these.
alter policy administrators on identity.client using (authority_id = any ((select audiences.actor_ids('admin'))::bigint[]));
alter policy administrators on privacy.incident using (authority_id = any ((select audiences.actor_ids('admin'))::bigint[]));
alter policy visible on settings.value using (until is null or authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
alter policy chosen on settings.value with check (set_by = (select platform.person_id()) and until is null
  and authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
  and (unit_id is null or exists (select from territory.unit u where u.id = unit_id and u.authority_id = value.authority_id)));
alter policy succeeded on settings.value
  using (until is null and authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
  with check (until is not null and authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
alter policy say on requests.message with check (exists (select from requests.request r where r.id = request_id
  and ((author_kind = 'agent' and author_id = platform.person_id() and (select requests.actor_is_agent()))
    or (author_kind = 'resident' and audience = 'resident' and (
      (r.resident_id = platform.person_id() and author_id = r.resident_id)
      or (r.id = any ((select audiences.actor_ids('code'))::bigint[]) and author_id is not distinct from platform.person_id())
      or (r.entered_by = platform.person_id() and author_id is not distinct from r.resident_id))))));
update files.subject set may_give = replace(may_give, 'platform.code_requests()', 'audiences.actor_ids(''code'')');
call files.write_sight();
do $$
declare
  given record;
begin
  for given in
    select pg_get_functiondef(p.oid) as said from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname !~ '^(pg_|information_schema|graphile_worker)' and p.prokind = 'f' and p.prosrc ~ '(accounts\.actor_ids|platform\.code_requests)\('
  loop
    execute replace(replace(given.said, 'accounts.actor_ids(', 'audiences.actor_ids('), 'platform.code_requests()', 'audiences.actor_ids(''code'')');
  end loop;
end $$;
