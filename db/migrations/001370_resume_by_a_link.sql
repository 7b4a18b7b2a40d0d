-- Whoever began a form without an account goes on with it elsewhere by a link that was mailed to them. The link is nowhere but in the
-- mail; it ends with the draft, when it is sent, or when an account takes it.
create table forms.draft_link (
  id bigint generated always as identity primary key,
  draft_id uuid not null references forms.draft on delete cascade,
  sent_to text not null check (char_length(sent_to) between 3 and 320),
  -- Written before the draft is erased, unasked.
  is_last boolean not null default false,
  asked_at timestamptz not null default platform.now(),
  -- Of what the mail holds; null until it is written.
  token_hash bytea unique check (length(token_hash) = 32)
);
create index draft_link_draft on forms.draft_link (draft_id);
alter table forms.draft_link enable row level security;
create policy system on forms.draft_link to parvis_system using (true);
create policy asked on forms.draft_link for insert to parvis_app with check (exists (
  select from forms.draft d where d.id = draft_id and d.person_id is null and d.submitted_at is null));
create policy own on forms.draft_link for select to parvis_app using (exists (select from forms.draft d where d.id = draft_id));
grant insert (draft_id, sent_to), select on forms.draft_link to parvis_app;
grant select, insert, update, delete on forms.draft_link to parvis_system;

-- Whoever asks plans its mail, and nothing else.
create function forms.plan_link() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job('requests.send_draft_link', json_build_object('linkId', new.id), max_attempts => 12);
  return null;
end $$;
revoke execute on function forms.plan_link() from public;
create trigger plan_link after insert on forms.draft_link for each row execute function forms.plan_link();

create function forms.end_links() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from forms.draft_link where draft_id = new.id;
  return null;
end $$;
revoke execute on function forms.end_links() from public;
create trigger end_links after update of submitted_at, person_id on forms.draft
  for each row when (new.submitted_at is not null or new.person_id is not null) execute function forms.end_links();

-- The draft that a link opens goes to whoever holds it: their account, or else the browser they hold it in; the browser it was begun in
-- keeps nothing of it. Its files go along.
create function forms.resume_draft(hash bytea) returns table (id uuid, slug text) language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  whose bigint := platform.person_id();
  browser uuid := case when whose is null then platform.visitor_id() end;
begin
  if num_nonnulls(whose, browser) = 0 then return; end if;
  return query
    with opened as (
      update forms.draft d set visitor_id = browser, person_id = whose, answers = d.answers
      where d.id = (select l.draft_id from forms.draft_link l where l.token_hash = hash)
        and d.person_id is null and d.submitted_at is null
      returning d.id, d.service_slug),
    moved as (
      update files.file f set visitor_id = browser, person_id = whose from opened
      where f.subject_kind = 'draft' and f.subject_id = opened.id::text)
    select opened.id, opened.service_slug from opened;
end $$;
revoke execute on function forms.resume_draft(bytea) from public;
grant execute on function forms.resume_draft(bytea) to parvis_app;
