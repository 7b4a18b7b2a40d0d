-- Whoever else holds a link to a draft reads nothing that was typed after it was followed: a draft may be begun by one person, and its link
-- given to another, who types in it. Followed, a link serves still, until something else is written; so do the others of that draft.
alter table forms.draft_link add column followed_at timestamptz;

create or replace function forms.resume_draft(hash bytea) returns table (id uuid, slug text) language plpgsql security definer
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
    followed as (
      update forms.draft_link l set followed_at = platform.now() from opened where l.draft_id = opened.id and l.followed_at is null),
    moved as (
      update files.file f set visitor_id = browser, person_id = whose from opened
      where f.subject_kind = 'draft' and f.subject_id = opened.id::text)
    select opened.id, opened.service_slug from opened;
end $$;

create function forms.end_followed_links() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from forms.draft_link where draft_id = new.id and followed_at is not null;
  return null;
end $$;
revoke execute on function forms.end_followed_links() from public;
create trigger end_followed_links after update of answers on forms.draft
  for each row when (old.answers is distinct from new.answers) execute function forms.end_followed_links();
