-- The second wall believes no word that SQL can say. The program enters under two accounts that own nothing (src/platform/postgres):
-- one for whoever acts, in the group parvis_app, and one for the system, in parvis_system too. Who is the system is who signed in.
create or replace function platform.is_system() returns boolean language sql stable parallel safe as
  $$ select pg_has_role(session_user, 'parvis_system', 'usage') $$;

-- Drafts and loose files: a person's are theirs by their account alone, on every device; a browser's, begun without one, are the
-- browser's.
create function forms.is_own(visitor uuid, person bigint) returns boolean language sql stable parallel safe as $$
  select case when person is null then visitor = platform.visitor_id() else person = platform.person_id() end $$;

-- The codes that a browser has proved are read where they are written, and no longer told by the program. Proved while somebody
-- was signed in: theirs alone, on that browser.
alter table requests.code_grant
  add column person_id bigint,
  -- By the clock of the database: what a caller says of the time opens nothing.
  add column proved_at timestamptz not null default now();

create or replace function platform.code_requests() returns bigint[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(g.request_id), '{}') from requests.code_grant g
  where g.visitor_id = platform.visitor_id() and (g.person_id is null or g.person_id = platform.person_id())
    and g.proved_at > now() - interval '24 hours' $$;

-- The same reach, for functions that run with their owner's rights and must ask it themselves.
create function requests.reached(request bigint) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from requests.request r where r.id = request and (
    platform.is_system()
    or r.resident_id = platform.person_id()
    or r.id = any (platform.code_requests())
    or r.unit_id = any (accounts.actor_units())
    or r.authority_id = any (accounts.actor_receptions())
    or r.commune_id = any (accounts.actor_communes())
    or requests.shared_with_actor(r.id))) $$;

-- Units for which the acting agent handles or answers.
create function requests.works_in(unit integer) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select unit = any (accounts.actor_units())
    or exists (select from territory.unit u where u.id = unit and u.authority_id = any (accounts.actor_receptions())) $$;

-- A request is sent: the row, its code, and the right of the sender to follow it. `given` holds columns of requests.request.
-- False when its draft was sent before. Nobody sends in the name of another account, but an agent who enters what they are told.
create function requests.send(given jsonb, code text, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made requests.request := jsonb_populate_record(null::requests.request, given);
  columns text := (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(given) key);
  done integer;
begin
  if not platform.is_system() then
    if made.id is distinct from currval('requests.request_id_seq') then
      raise insufficient_privilege using message = 'the id of a request is drawn, never chosen';
    end if;
    if made.entered_unit_id is null then
      if made.entered_by is not null or made.resident_id is distinct from platform.person_id() or made.channel <> 'web' then
        raise insufficient_privilege using message = 'a request is sent in one''s own name';
      end if;
    elsif made.entered_by is distinct from platform.person_id() or not requests.is_of_unit(made.entered_unit_id) then
      raise insufficient_privilege using message = 'a request is entered by an agent of the unit';
    end if;
    if made.closed_at is not null or made.assignee_id is not null or made.anonymised_at is not null then
      raise insufficient_privilege using message = 'a request is new when it is sent';
    end if;
  end if;
  execute format('insert into requests.request (%1$s) select %1$s from jsonb_populate_record(null::requests.request, $1)
    on conflict (draft_id) do nothing', columns) using given;
  get diagnostics done = row_count;
  if done = 0 then return false; end if;
  insert into requests.tracking (request_id, code) values (made.id, code);
  if made.entered_unit_id is not null then
    insert into requests.access (request_id, unit_id, reason, since) values (made.id, made.entered_unit_id, 'entered', at);
  elsif platform.visitor_id() is not null and made.resident_id is null then
    insert into requests.code_grant (visitor_id, request_id, granted_at) values (platform.visitor_id(), made.id, at);
  end if;
  return true;
end $$;

-- Is the acting person an agent of that unit, whatever their role in it?
create function requests.is_of_unit(unit integer) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from accounts.membership m where m.unit_id = unit and m.person_id = platform.person_id()
    and m.valid_from <= current_date and (m.valid_to is null or m.valid_to >= current_date)) $$;

-- A code opens its request to the browser that gives it, when there is one. The reference, or null for a code that is none.
create function requests.prove_code(given text, at timestamptz) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_id bigint;
  found_ref text;
begin
  select r.id, r.ref into found_id, found_ref
    from requests.tracking t join requests.request r on r.id = t.request_id where t.code = given;
  if found_id is not null and platform.visitor_id() is not null then
    insert into requests.code_grant as g (visitor_id, request_id, granted_at, person_id)
      values (platform.visitor_id(), found_id, at, platform.person_id())
    on conflict (visitor_id, request_id) do update
      set granted_at = excluded.granted_at, proved_at = excluded.proved_at, person_id = excluded.person_id;
  end if;
  return found_ref;
end $$;

-- The request that a draft of the actor's became, or a form that the acting agent entered.
create function requests.of_draft(draft uuid) returns setof requests.request
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.* from requests.request r left join forms.draft d on d.id = r.draft_id
  where r.draft_id = draft
    and (platform.is_system() or r.entered_by = platform.person_id() or forms.is_own(d.visitor_id, d.person_id)) $$;

-- The code of a request, for the sender who holds its draft and for the unit that entered it.
create function requests.code_of(request bigint) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.code from requests.tracking t join requests.request r on r.id = t.request_id
  where t.request_id = request and (platform.is_system() or requests.works_in(r.entered_unit_id)
    or exists (select from requests.of_draft(r.draft_id))) $$;

-- Who sent a request for somebody, and for whom: for whoever reads the request.
create function requests.sent_for(request bigint) returns table (helper text, person text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select h.name, p.name
  from requests.request r
    join platform.event e on e.subject_kind = 'request' and e.subject_id = r.id and e.seq = 1
    join accounts.person h on h.id = (e.payload ->> 'by')::bigint
    join accounts.person p on p.id = r.resident_id
  where r.id = request and requests.reached(r.id) $$;

-- Whose account a request went to: for the agent who typed its number.
create function requests.holder_of(request bigint) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.name from requests.request r join accounts.person p on p.id = r.resident_id
  where r.id = request and (platform.is_system() or r.entered_by = platform.person_id()) $$;

-- What an authority says by itself when somebody acts, in the words of its reply templates: to whom the request is, for whoever acts on it.
create function requests.say_as_authority(request bigint, unit integer, body text, at timestamptz) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare said bigint;
begin
  if not requests.reached(request) then raise insufficient_privilege using message = 'this request is not yours'; end if;
  insert into requests.message (request_id, author_kind, author_id, author_label, audience, unit_id, body, created_at)
    select r.id, 'system', null, a.name, 'resident', unit, body, at
    from requests.request r join territory.authority a on a.id = r.authority_id where r.id = request
    returning id into said;
  return said;
end $$;

-- Is that draft an account's or a browser's? For whoever knows its id.
create function forms.draft_owner(of_id uuid) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when person_id is null then 'browser' else 'account' end from forms.draft where id = of_id $$;

-- Notes that somebody opened a person's file: the one way to write in the journal, which chains the entry by itself (the text that
-- is hashed is that of src/platform/audit.ts). Whoever is not the system writes what they did themselves: a request, or a file of one,
-- which they reach and which is that person's.
create function platform.note_access(person bigint, who bigint, authority integer, as_role text, how text, what text, why text,
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
revoke insert on platform.access_entry from parvis_app;

drop policy sent on requests.tracking;
drop policy own on requests.code_grant;
create policy own on requests.code_grant for select
  using (visitor_id = platform.visitor_id() and (person_id is null or person_id = platform.person_id()));
revoke insert, update, delete on requests.tracking, requests.code_grant from parvis_app;
revoke insert on requests.request from parvis_app;
grant insert, update, delete on requests.tracking, requests.code_grant to parvis_system;
grant insert on requests.request to parvis_system;
