-- A name typed under a sentence is a signature of what is sent with it. The database seals it as the request is sent, whoever sends: the
-- name and the sentence of that version of the form, a digest of all the answers, when, and how whoever signed was known. Nobody
-- writes it otherwise, nor changes it; it goes when the request forgets whoever asked.
-- SHA-256 in hexadecimal, of the text that PostgreSQL makes of the answers: the same for the same answers, in whatever order they came.
create function requests.digest_of(answers jsonb) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(convert_to(answers::text, 'UTF8')), 'hex') $$;

create table requests.signature (
  request_id bigint not null references requests.request,
  -- The question that was signed.
  field_id text not null,
  name text not null,
  sentence text not null,
  form_id text not null,
  form_version integer not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  signed_at timestamptz not null,
  -- How whoever signed was known: by nothing, by their account, by the helper who acts for them, by the agent who entered it.
  known_by text not null check (known_by in ('nothing', 'account', 'helper', 'agent')),
  primary key (request_id, field_id)
);
alter table requests.signature enable row level security;
create policy system on requests.signature to parvis_system using (true);
create policy visible on requests.signature for select to parvis_app using (exists (select from requests.request r where r.id = request_id));
grant select on requests.signature to parvis_app;
grant select, insert, delete on requests.signature to parvis_system;

create function requests.seal(sent bigint) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into requests.signature (request_id, field_id, name, sentence, form_id, form_version, digest, signed_at, known_by)
  select r.id, field ->> 'id', r.answers -> (field ->> 'id') ->> 'name', field ->> 'sentence', r.form_id, r.form_version,
    requests.digest_of(r.answers), r.received_at,
    case when r.entered_unit_id is not null then 'agent' when r.resident_id is null then 'nothing'
      when nullif(current_setting('parvis.helper', true), '') is not null then 'helper' else 'account' end
  from requests.request r join definitions.version v on v.kind = 'form' and v.id = r.form_id and v.version = r.form_version,
    jsonb_array_elements(v.body -> 'pages') page, jsonb_array_elements(page -> 'fields') field
  where r.id = sent and field ->> 'type' = 'signature' and r.answers ? (field ->> 'id') $$;
revoke execute on function requests.seal(bigint) from public;

-- (000400, as others wrote it again.)
do $$
declare
  sending text := pg_get_functiondef('requests.send(jsonb, timestamptz)'::regprocedure);
  sealed text := replace(sending, 'if done = 0 then return null; end if;', 'if done = 0 then return null; end if;
  perform requests.seal(made.id);');
begin
  if sealed = sending then raise 'requests.send says it otherwise'; end if;
  execute sealed;
end $$;
