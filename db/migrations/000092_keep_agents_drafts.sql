-- What an agent is writing on a request, act by act: found again on return, on another machine; gone once sent.
create table requests.desk_draft (
  person_id bigint not null references accounts.person,
  request_id bigint not null references requests.request,
  -- What is being written: usager, note, service, or the id of a transition.
  writing text not null,
  -- The form as typed: message, reason, explanation, target, date, files kept.
  typed jsonb not null,
  -- Key of the message that it will become.
  once uuid not null,
  saved_at timestamptz not null,
  primary key (person_id, request_id, writing)
);
create index desk_draft_request on requests.desk_draft (request_id);
create index desk_draft_saved on requests.desk_draft (saved_at);
alter table requests.desk_draft enable row level security;
create policy system on requests.desk_draft using (platform.is_system());
-- One's own, on a request one still reads, as an agent.
create policy own on requests.desk_draft using (
  person_id = platform.person_id() and (select requests.actor_is_agent())
  and exists (select from requests.request r where r.id = request_id));
grant select, insert, update, delete on requests.desk_draft to parvis_app;
