-- What an agent writes before there is a request, or for several: a call being entered, an answer to a selection. One mechanism
-- with what is written on a request: one's own alone, found again on another machine, gone once sent.
alter table requests.draft
  alter column request_id drop not null,
  add constraint draft_about check (
    case when writing ~ '^(saisie|lot)/' then request_id is null and person_id is not null else request_id is not null end);
drop policy desk on requests.draft;
create policy desk on requests.draft using (
  writing <> 'suivi' and person_id = platform.person_id() and (select requests.actor_is_agent())
  and (request_id is null or exists (select from requests.request r where r.id = request_id)));
