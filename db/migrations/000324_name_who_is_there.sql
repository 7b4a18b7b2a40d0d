-- A helper is named by who gave them a mandate: the name of a helper is told to whoever reads the request, and so, by an id that one
-- made up, would have been that of anybody.
drop policy tell_request on platform.event;
create policy tell_request on platform.event for insert with check (
  subject_kind = 'request' and actor_kind <> 'system' and actor_id is not distinct from platform.person_id() and erased_at is null
  and platform.is_told_now(at) and requests.may_tell(subject_id, name, payload)
  and (not payload ? 'by' or exists (select from accounts.mandate m where m.person_id = platform.person_id()
    and m.helper_id = (payload ->> 'by')::bigint and m.accepted_at is not null and m.ended_at is null)));

-- Who opens a file does it in a post of theirs: a code proved, or an account, would have accused an authority of its own reading.
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
      select from requests.request r where r.ref = what and r.resident_id = person and requests.reached(r.id))
      -- A day more on both sides: the program counts days where the territory is.
      or not exists (select from accounts.membership m join territory.unit u on u.id = m.unit_id
        where m.person_id = who and m.role = as_role and u.authority_id = authority
          and m.valid_from <= platform.today() + 1 and (m.valid_to is null or m.valid_to >= platform.today() - 1)) then
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
