-- Whoever acts says that a thing happens, never when: messages, opinions, what is shared and what is chosen are dated by the clock of
-- the database, as requests are (000310). The system's own rows keep the dates it gives, and so do functions that have judged.
create function platform.date_told() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() or not row_security_active(tg_relid) then return new; end if;
  return jsonb_populate_record(new, jsonb_build_object(tg_argv[0], platform.now()));
end $$;
create trigger date_told before insert on requests.message for each row execute function platform.date_told('created_at');
create trigger date_told before insert or update on requests.rating for each row execute function platform.date_told('rated_at');
create trigger date_told before insert on requests.access for each row execute function platform.date_told('since');
create trigger date_told before insert on settings.value for each row execute function platform.date_told('since');

-- What succeeds a value begins when that one ends.
create function settings.date_end() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() or not row_security_active('settings.value') then return new; end if;
  new.until := greatest(platform.now(), new.since);
  return new;
end $$;
create trigger date_end before update of until on settings.value for each row execute function settings.date_end();

-- An event is hashed with its date, which the database can only judge: the clocks of a request are computed from it, and what is old is
-- forgotten.
create function platform.is_told_now(at timestamptz) returns boolean language sql stable parallel safe
  return at between platform.now() - interval '1 hour' and platform.now() + interval '1 hour';
drop policy tell_request on platform.event;
create policy tell_request on platform.event for insert with check (
  subject_kind = 'request' and actor_kind <> 'system' and actor_id is not distinct from platform.person_id() and erased_at is null
  and platform.is_told_now(at) and requests.may_tell(subject_id, name, payload));
drop policy tell_client on platform.event;
create policy tell_client on platform.event for insert with check (
  subject_kind = 'client' and actor_kind <> 'system' and actor_id = platform.person_id() and erased_at is null
  and platform.is_told_now(at) and exists (select from identity.client c where c.number = subject_id));

-- Who works somewhere today is asked of the clock of the database: colleagues of another day are nobody's to see.
drop function accounts.people_of(integer[], date);
create function accounts.people_of(units integer[]) returns table (person_id bigint, name text, unit_id integer, role text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select p.id, p.name, m.unit_id, m.role
    from accounts.membership m join accounts.person p on p.id = m.person_id
    where m.unit_id = any (units) and p.closed_at is null
      and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today())
      and (platform.is_system() or p.id = platform.person_id() or p.id in (select unnest(accounts.find_colleagues())))
    order by p.name collate "fr-x-icu", p.id, m.id;
end $$;

-- A code is proved now: a date to come would keep the browser’s right at the program’s own wall.
drop function requests.prove_code(text, timestamptz);
create function requests.prove_code(given text) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_id bigint;
  found_ref text;
begin
  select r.id, r.ref into found_id, found_ref
    from requests.tracking t join requests.request r on r.id = t.request_id where t.code = given;
  if found_id is not null and platform.visitor_id() is not null then
    insert into requests.code_grant as g (visitor_id, request_id, granted_at, person_id)
      values (platform.visitor_id(), found_id, platform.now(), platform.person_id())
    on conflict (visitor_id, request_id) do update
      set granted_at = excluded.granted_at, proved_at = excluded.proved_at, person_id = excluded.person_id;
  end if;
  return found_ref;
end $$;

-- References are of this year, or of one beside it: in the hours around midnight it depends on who counts.
create or replace function requests.next_ref(year integer) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  sequence_name text := 'requests.ref_' || year;
  here integer := extract(year from platform.now());
begin
  if year not between 2000 and 2999 then raise invalid_parameter_value using message = 'a year has four digits'; end if;
  if not platform.is_system() and year not between here - 1 and here + 1 then
    raise insufficient_privilege using message = 'a reference is of this year';
  end if;
  if to_regclass(sequence_name) is null then
    perform pg_advisory_xact_lock(hashtext(sequence_name));
    execute 'create sequence if not exists ' || sequence_name;
  end if;
  return year || '-' || lpad(nextval(sequence_name::regclass)::text, 5, '0');
end $$;

-- Who opened a file, and when, is the database's to say: an entry dated years ago would have the sweep of the journal take with it all
-- that came before.
create or replace function platform.note_access(person bigint, who bigint, authority integer, as_role text, how text, what text, why text,
  given text[], close text, instant timestamptz) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  last record;
  place integer;
  salt bytea := uuid_send(gen_random_uuid());
  said text;
begin
  if not platform.is_system() then
    if who is distinct from platform.person_id() or how not in ('request', 'file') or not exists (
      select from requests.request r where r.ref = what and r.resident_id = person and requests.reached(r.id)) then
      raise insufficient_privilege using message = 'one notes what one has opened oneself';
    end if;
    instant := date_trunc('milliseconds', platform.now());
  end if;
  -- The chain has no fork: entries of one person wait for each other.
  perform pg_advisory_xact_lock(hashtext('platform.access_entry'), person::integer);
  select k.seq, k.hash into last from (
    select e.seq, e.hash from platform.access_entry e where e.person_id = person
    union all select a.seq, a.hash from platform.access_anchor a where a.person_id = person) k
    order by k.seq desc limit 1;
  place := coalesce(last.seq, 0) + 1;
  said := '{"actor":' || coalesce(to_json(encode(sha256(salt || convert_to('actor:' || who, 'UTF8')), 'hex'))::text, 'null')
    || ',"at":' || to_json(to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::text
    || ',"authorityId":' || coalesce(authority::text, 'null') || ',"closeness":' || coalesce(to_json(close)::text, 'null')
    || ',"kind":' || to_json(how)::text || ',"object":' || to_json(what)::text
    || ',"person":' || to_json(encode(sha256(salt || convert_to('person:' || person, 'UTF8')), 'hex'))::text
    || ',"purpose":' || to_json(why)::text || ',"role":' || to_json(as_role)::text || ',"seq":' || place
    || ',"valueIds":[' || array_to_string(array(select to_json(v)::text from unnest(given) with ordinality g (v, n) order by n), ',') || ']}';
  insert into platform.access_entry
    (person_id, seq, at, actor_id, authority_id, role, kind, object, purpose, value_ids, closeness, salt, previous_hash, hash)
  values (person, place, instant, who, authority, as_role, how, what, why, given, close, salt, last.hash,
    sha256(coalesce(last.hash, '') || convert_to(said, 'UTF8')));
  return place;
end $$;
