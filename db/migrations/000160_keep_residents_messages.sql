-- What is being written on a request: agents’ acts, and now the resident’s message, with the files chosen for it. Found again
-- after a closed tab, by the account or, without one, by the browser that gave the code.
alter table requests.desk_draft rename to draft;
alter index requests.desk_draft_request rename to draft_request;
alter index requests.desk_draft_saved rename to draft_saved;
alter table requests.draft
  drop constraint desk_draft_pkey,
  alter column person_id drop not null,
  add column visitor_id uuid,
  add column id bigint generated always as identity primary key,
  add constraint draft_owner check (num_nonnulls(person_id, visitor_id) = 1);
create unique index draft_written on requests.draft (person_id, visitor_id, request_id, writing) nulls not distinct;
drop policy own on requests.draft;
create policy desk on requests.draft using (
  writing <> 'suivi' and person_id = platform.person_id() and (select requests.actor_is_agent())
  and exists (select from requests.request r where r.id = request_id));
-- One's own message, on a request one still reads.
create policy follower on requests.draft using (
  writing = 'suivi' and forms.is_own(visitor_id, person_id)
  and exists (select from requests.request r where r.id = request_id));
