-- A form may name a second person, who signs before it is sent. They are asked by a link that is nowhere but in their mails; it opens the
-- answers to read, and what to sign or refuse. What is asked is what the draft says: whoever sends it names nobody else, and writes no
-- word of the mail. It ends as soon as an answer changes, with the draft, and when the request is sent.
create table requests.cosigning (
  id bigint generated always as identity primary key,
  draft_id uuid not null references forms.draft on delete cascade,
  field_id text not null,
  name text not null,
  email text not null check (char_length(email) between 3 and 254),
  signs_as text not null,
  sentence text not null,
  -- Of the answers that were sent to be signed.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  asked_at timestamptz not null default platform.now(),
  -- Who acts for whoever asks.
  helper_id bigint,
  reminders integer not null default 0,
  -- null: awaited. `silent`: they never answered.
  answer text check (answer in ('signed', 'refused', 'silent')),
  answered_at timestamptz,
  reason text check (char_length(reason) <= 600),
  signed_name text,
  known_by text check (known_by in ('mail', 'account')),
  check ((answer is null) = (answered_at is null)),
  check ((answer = 'signed') = (signed_name is not null and known_by is not null)),
  unique (draft_id, field_id)
);
alter table requests.cosigning enable row level security;
create policy system on requests.cosigning to parvis_system using (true);
create policy own on requests.cosigning for select to parvis_app using (exists (select from forms.draft d where d.id = draft_id));
create policy withdraw on requests.cosigning for delete to parvis_app using (exists (select from forms.draft d where d.id = draft_id));
grant select, delete on requests.cosigning to parvis_app;
grant select, update, delete on requests.cosigning to parvis_system;

-- Each mail has its own: a reminder does not end the link before it.
create table requests.cosigning_link (
  token_hash bytea primary key check (length(token_hash) = 32),
  cosigning_id bigint not null references requests.cosigning on delete cascade
);
create index cosigning_link_of on requests.cosigning_link (cosigning_id);
alter table requests.cosigning_link enable row level security;
create policy system on requests.cosigning_link to parvis_system using (true);
grant select, insert on requests.cosigning_link to parvis_system;

-- Asks whom the draft names, once: what is awaited or signed stays, what was refused or never answered is asked again.
-- @param sent answers of the path that the draft shows @returns how many were asked
create function requests.ask_cosignatures(draft uuid, sent jsonb) returns integer language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  asked bigint;
  done integer := 0;
begin
  if not exists (select from forms.draft d where d.id = draft and forms.is_own(d.visitor_id, d.person_id) and d.submitted_at is null
      and d.answers -> 'answers' @> sent) then
    raise insufficient_privilege using message = 'a second signature is asked by whom the draft is of, of what it says';
  end if;
  delete from requests.cosigning c where c.draft_id = draft and (c.answer in ('refused', 'silent') or c.digest <> requests.digest_of(sent));
  for asked in
    insert into requests.cosigning (draft_id, field_id, name, email, signs_as, sentence, digest, helper_id)
    select d.id, field ->> 'id', sent -> (field ->> 'id') ->> 'name', sent -> (field ->> 'id') ->> 'email', field ->> 'signsAs',
      field ->> 'sentence', requests.digest_of(sent), nullif(current_setting('parvis.helper', true), '')::bigint
    from forms.draft d join definitions.version v on v.kind = 'form' and v.id = d.form_id and v.version = d.form_version,
      jsonb_array_elements(v.body -> 'pages') page, jsonb_array_elements(page -> 'fields') field
    where d.id = draft and field ->> 'type' = 'co-signatory' and sent ? (field ->> 'id')
    on conflict (draft_id, field_id) do nothing returning id
  loop
    perform graphile_worker.add_job('requests.mail_cosignatory', json_build_object('id', asked, 'reminder', 0), max_attempts => 12);
    done := done + 1;
  end loop;
  return done;
end $$;
revoke execute on function requests.ask_cosignatures(uuid, jsonb) from public;
grant execute on function requests.ask_cosignatures(uuid, jsonb) to parvis_app;

-- What changes is no longer what was sent to be signed; what was refused is still told.
create function requests.void_cosignatures() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from requests.cosigning where draft_id = new.id and (new.submitted_at is not null or answer is null or answer = 'signed');
  return null;
end $$;
revoke execute on function requests.void_cosignatures() from public;
create trigger void_cosignatures after update of answers, submitted_at on forms.draft for each row
  when (old.answers -> 'answers' is distinct from new.answers -> 'answers') execute function requests.void_cosignatures();

-- The draft that a second signature is of, not sent yet: for the jobs that write to both.
create function requests.draft_of_cosigning(draft uuid) returns table ("personId" bigint, "visitorId" uuid, "serviceSlug" text, "formId" text,
    "formVersion" integer, answers jsonb) language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.person_id, d.visitor_id, d.service_slug, d.form_id, d.form_version, d.answers -> 'answers'
  from forms.draft d where d.id = draft and d.submitted_at is null $$;
revoke execute on function requests.draft_of_cosigning(uuid) from public;
grant execute on function requests.draft_of_cosigning(uuid) to parvis_system;

-- What one has asked: for « Mes données ».
create function requests.cosignings_of(person bigint) returns setof requests.cosigning language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select c.* from requests.cosigning c join forms.draft d on d.id = c.draft_id where d.person_id = person $$;
revoke execute on function requests.cosignings_of(bigint) from public;
grant execute on function requests.cosignings_of(bigint) to parvis_system;

-- What a link opens, as long as it is awaited, to whoever has it.
create function requests.cosigning_by(hash bytea) returns table (id bigint, "draftId" uuid, "fieldId" text, name text, "signsAs" text,
    sentence text, "askedAt" timestamptz, "serviceSlug" text, "serviceVersion" integer, "formId" text, "formVersion" integer, answers jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, c.draft_id, c.field_id, c.name, c.signs_as, c.sentence, c.asked_at, d.service_slug, d.service_version, d.form_id,
    d.form_version, d.answers -> 'answers'
  from requests.cosigning_link l join requests.cosigning c on c.id = l.cosigning_id join forms.draft d on d.id = c.draft_id
  where l.token_hash = hash and c.answer is null and d.submitted_at is null $$;
revoke execute on function requests.cosigning_by(bytea) from public;
grant execute on function requests.cosigning_by(bytea) to parvis_app;

-- Whoever signs is not whoever asks: neither their account, nor that of who acts for them, nor another account of theirs (the same certified
-- or declared names, the same birth).
create function requests.is_same_signer(asking bigint, signing bigint) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select asking = signing or coalesce((select count(*) = 3 from accounts.profile_value a join accounts.profile_value b
    on b.value_id = a.value_id and lower(b.value) = lower(a.value) and b.ended_at is null and b.person_id = signing
    where a.person_id = asking and a.ended_at is null and a.value_id in ('family_name', 'given_name', 'birthdate')), false) $$;

-- @returns 'done', 'same' when it is whoever asks, 'gone' when the link opens nothing more
create function requests.answer_cosigning(hash bytea, given text, said text) returns text language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  whose requests.cosigning;
  asking bigint;
begin
  if given not in ('signed', 'refused') or coalesce(char_length(said), 0) not between 1 and 600 then return 'gone'; end if;
  select c.* into whose from requests.cosigning_link l join requests.cosigning c on c.id = l.cosigning_id
    where l.token_hash = hash and c.answer is null for update of c;
  if whose.id is null then return 'gone'; end if;
  select d.person_id into asking from forms.draft d where d.id = whose.draft_id and d.submitted_at is null;
  if not found then return 'gone'; end if;
  if given = 'signed' and (requests.is_same_signer(asking, platform.person_id()) or requests.is_same_signer(whose.helper_id, platform.person_id())) then
    return 'same';
  end if;
  update requests.cosigning set answer = given, answered_at = date_trunc('milliseconds', platform.now()),
    signed_name = case given when 'signed' then said end, reason = case given when 'refused' then said end,
    known_by = case when given = 'signed' then case when platform.person_id() is null then 'mail' else 'account' end end
    where id = whose.id;
  if given = 'refused' then
    perform graphile_worker.add_job('requests.tell_cosigning', json_build_object('id', whose.id, 'what', 'refused'), max_attempts => 12);
  elsif not exists (select from requests.cosigning c where c.draft_id = whose.draft_id and c.answer is distinct from 'signed') then
    perform graphile_worker.add_job('requests.send_cosigned', json_build_object('draft', whose.draft_id), max_attempts => 12);
  end if;
  return 'done';
end $$;
revoke execute on function requests.answer_cosigning(bytea, text, text) from public;
grant execute on function requests.answer_cosigning(bytea, text, text) to parvis_app;

-- What a second person signed is sealed with the request that it lets go; whoever asked signed when they asked it.
alter table requests.signature add column signs_as text;
alter table requests.signature drop constraint signature_known_by_check;
alter table requests.signature add constraint signature_known_by_check check (known_by in ('nothing', 'account', 'helper', 'agent', 'mail'));

create or replace function requests.seal(sent bigint) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  with r as materialized (select q.*, requests.digest_of(q.answers) as digest from requests.request q where q.id = sent),
  field as materialized (
    select f, r.form_id, r.form_version from r join definitions.version v on v.kind = 'form' and v.id = r.form_id and v.version = r.form_version,
      jsonb_array_elements(v.body -> 'pages') page, jsonb_array_elements(page -> 'fields') f
    where f ->> 'type' in ('signature', 'co-signatory') and r.answers ? (f ->> 'id'))
  insert into requests.signature (request_id, field_id, name, sentence, form_id, form_version, digest, signed_at, known_by, signs_as)
  select r.id, field.f ->> 'id', r.answers -> (field.f ->> 'id') ->> 'name', field.f ->> 'sentence', r.form_id, r.form_version, r.digest,
    coalesce((select date_trunc('milliseconds', min(c.asked_at)) from requests.cosigning c where c.draft_id = r.draft_id), r.received_at),
    case when r.entered_unit_id is not null then 'agent' when r.resident_id is null then 'nothing'
      when nullif(current_setting('parvis.helper', true), '') is not null then 'helper' else 'account' end, null
  from r, field where field.f ->> 'type' = 'signature'
  union all
  select r.id, c.field_id, c.signed_name, c.sentence, r.form_id, r.form_version, r.digest, c.answered_at, c.known_by, c.signs_as
  from r join requests.cosigning c on c.draft_id = r.draft_id join field on field.f ->> 'id' = c.field_id
  where c.answer = 'signed' and c.digest = r.digest $$;
