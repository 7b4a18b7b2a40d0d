-- On a computer that others use: what was made while somebody was signed in is theirs by their account alone; the cookie of the
-- browser reaches only what was begun without one, until somebody who is signed in goes on with it. Files and kept forms likewise.
create or replace function forms.is_own(visitor uuid, person bigint) returns boolean language sql stable parallel safe as $$
  select person = platform.person_id() or (person is null and visitor = platform.visitor_id()) $$;

-- A form posted with a session that has ended: that person's.
alter table platform.kept_post add column person_id bigint;
-- What an account made before belonged to its browser too.
update forms.draft set visitor_id = null where person_id is not null;
update platform.file set visitor_id = null where person_id is not null;

drop policy own on forms.draft;
create policy own on forms.draft
  using (person_id = platform.person_id() or (person_id is null and visitor_id = platform.visitor_id()))
  -- Begun without an account, gone on with under one: it becomes that person's.
  with check (person_id = platform.person_id() or (person_id is null and visitor_id = platform.visitor_id()));

drop policy own on platform.file;
create policy own on platform.file
  using (person_id = platform.person_id() or (person_id is null and visitor_id = platform.visitor_id()));

drop policy own on platform.kept_post;
create policy own on platform.kept_post for select
  using (visitor_id = platform.visitor_id() and (person_id is null or person_id = platform.person_id()));
-- Nobody is signed in when a form is kept; it may belong to whoever was.
create policy keep on platform.kept_post for insert with check (visitor_id = platform.visitor_id());
revoke update, delete on platform.kept_post from parvis_app;
grant insert, update, delete on platform.kept_post to parvis_system;
