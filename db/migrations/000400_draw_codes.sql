-- A tracking code opens a request: it is drawn where it is kept. Told by whoever sends, codes could be tried by sending (one that was
-- taken answered so), chosen to be found by others, or empty.
create function requests.draw_code() returns text language sql volatile set search_path = pg_catalog, pg_temp as $$
  select string_agg(substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ', 1 + (('x' || encode(substr(drawn, 1 + 4 * i, 4), 'hex'))::bit(32)::bigint % 31)::integer, 1), '')
  from sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) drawn, generate_series(0, 7) i $$;
revoke execute on function requests.draw_code() from public;
alter table requests.tracking add constraint tracking_code check (code ~ '^[2-9A-HJKMNP-Z]{8}$');

-- The form is the service's, or that of a version before it, under which the draft was begun (000340 took any form).
create or replace function requests.is_offered(made requests.request) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  with named as (
    select v.kind, v.id, v.body, v.status = 'live' or exists (select from definitions.version n where n.kind = v.kind and n.id = v.id
      and n.version > v.version and n.published_at > platform.now() - interval '1 hour') as is_offered
    from definitions.version v where v.status <> 'draft' and (v.kind, v.id, v.version) in (('service', made.service_slug, made.service_version),
      ('workflow', made.workflow_id, made.workflow_version), ('form', made.form_id, made.form_version)))
  select exists (select from named s, named w, named f where s.kind = 'service' and w.kind = 'workflow' and f.kind = 'form'
    and s.is_offered and w.is_offered and s.body ->> 'category' = made.category and s.body ->> 'workflow' = made.workflow_id
    and (s.body ->> 'form' = f.id or exists (select from definitions.version e where e.kind = 'service' and e.id = s.id and e.status <> 'draft'
      and e.version < made.service_version and e.body ->> 'form' = f.id))) $$;

-- What a request says of a person and of a place is what its answers say, in the fields of its form that have that part to play: mails
-- go to that address, in those words. Compared without their spaces, which the program trims; as long as an answer may be.
create function requests.says_its_answers(made requests.request) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  with said as (
    select distinct on (field.f ->> 'role') field.f ->> 'role' as role, field.f as field, made.answers -> (field.f ->> 'id') as answer
    from definitions.version v, jsonb_array_elements(v.body -> 'pages') with ordinality page (p, n),
      jsonb_array_elements(page.p -> 'fields') with ordinality field (f, n)
    where v.kind = 'form' and v.id = made.form_id and v.version = made.form_version
      and field.f ? 'role' and made.answers ? (field.f ->> 'id')
    order by field.f ->> 'role', page.n, field.n),
  bare as (select role, field, answer, nullif(regexp_replace(answer #>> '{}', '[\s\u00a0\ufeff\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]', '', 'g'), '') as text
    from said)
  select not exists (
    select from (values ('contactName', made.contact_name), ('contactEmail', made.contact_email), ('contactPhone', made.contact_phone),
        ('contactAddress', made.contact_address), ('subject', made.subject), ('description', made.description), ('placeKind', made.place_kind)) told (role, text)
      left join bare using (role)
    where bare.text is distinct from nullif(regexp_replace(told.text, '[\s\u00a0\ufeff\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]', '', 'g'), '')
      -- What the form does not ask is said by the service, the account, or all the answers together.
      and not (bare.text is null and case told.role
        when 'contactName' then told.text = coalesce((select p.name from accounts.person p where p.id = made.resident_id), 'Personne non identifiée')
          or told.text = 'Personne non identifiée'
        when 'subject' then told.text = (select s.body ->> 'shortTitle' from definitions.version s
          where s.kind = 'service' and s.id = made.service_slug and s.version = made.service_version)
        else told.role = 'description' end)
      or length(told.text) > greatest((bare.field ->> 'maxLength')::integer, 2000)
      or told.role = 'contactEmail' and told.text !~ '^[^\s@<>,;:"()]+@[^\s@<>,;:"()]+$')
    and exists (select from said where role = 'place' and answer ->> 'commune' = made.area_code and answer ->> 'address' = made.place_address
      and (answer ->> 'lat')::double precision is not distinct from made.lat and (answer ->> 'long')::double precision is not distinct from made.long) $$;

-- Whoever sends draws nothing of the request: not its code either. @returns null when the same draft was sent before. (000322, as
-- 000340 wrote it again.)
do $$
declare
  sending text := pg_get_functiondef('requests.send'::regproc);
  edit text[];
begin
  foreach edit slice 1 in array array[
    ['requests.send(given jsonb, code text, at timestamp with time zone)', 'requests.send(given jsonb, at timestamp with time zone)'],
    ['RETURNS boolean', 'RETURNS text'],
    ['  done integer;', '  done integer;
  drawn text;'],
    ['    if not exists (select from territory.unit u where u.id = made.unit_id',
     '    if not requests.says_its_answers(made) then
      raise insufficient_privilege using message = ''a request says what its answers say'';
    end if;
    if not exists (select from territory.unit u where u.id = made.unit_id'],
    ['or not exists (select from territory.area a where', 'or made.unit_id is distinct from (made.routing ->> ''unitId'')::integer
      or made.authority_id is distinct from (made.routing ->> ''authorityId'')::integer
      or (jsonb_typeof(made.routing -> ''because''), jsonb_typeof(made.routing -> ''basis''), jsonb_typeof(made.routing -> ''steps''))
        is distinct from (''string'', ''string'', ''array'') or not exists (select from territory.area a where'],
    ['if done = 0 then return false; end if;', 'if done = 0 then return null; end if;'],
    ['insert into requests.tracking (request_id, code) values (made.id, code);',
     'loop
    drawn := requests.draw_code();
    insert into requests.tracking (request_id, code) values (made.id, drawn) on conflict (code) do nothing;
    exit when found;
  end loop;'],
    ['return true;', 'return drawn;']]
  loop
    if position(edit[1] in sending) = 0 then raise 'requests.send says it otherwise: %', edit[1]; end if;
    sending := replace(sending, edit[1], edit[2]);
  end loop;
  drop function requests.send(jsonb, text, timestamptz);
  execute sending;
end $$;

-- Why a request goes to a service is decided as it is sent (and judged by the system as it is received), and never changed by who acts.
revoke update (routing) on requests.request from parvis_app;
