-- Reply templates are changed on screen by whoever administers the metropolis, for the whole territory uses them. What was changed there
-- carries the instant, and an import leaves it; `version` tells two administrators apart; one that is taken away is offered no more.
alter table services.reply_template
  -- Of its events.
  add column number bigint generated always as identity unique,
  add column version integer not null default 1,
  add column edited_at timestamptz,
  add column withdrawn boolean not null default false;

create function services.edits_templates() returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0 $$;

alter table services.reply_template enable row level security;
create policy system on services.reply_template to parvis_system using (true);
create policy public on services.reply_template for select using (not withdrawn or (select services.edits_templates()));
create policy added on services.reply_template for insert with check ((select services.edits_templates()));
create policy changed on services.reply_template for update
  using ((select services.edits_templates())) with check ((select services.edits_templates()));

create function services.date_template() returns trigger language plpgsql as $$
begin
  if platform.is_system() then return new; end if;
  if tg_op = 'UPDATE' then new.version := old.version + 1; end if;
  new.edited_at := platform.now();
  return new;
end $$;
create trigger date_edit before insert or update on services.reply_template for each row execute function services.date_template();
create trigger noted after insert or update on services.reply_template for each statement execute function services.note_competence();

revoke insert, update, delete on services.reply_template from parvis_app;
grant insert, update, delete on services.reply_template to parvis_system;
grant insert (id, title, services, transition, claims_done, text), update (title, services, transition, claims_done, text, withdrawn)
  on services.reply_template to parvis_app;

create policy template on platform.event for select using (subject_kind = 'template' and (select services.edits_templates()));
create policy tell_template on platform.event for insert with check (
  subject_kind = 'template' and name in ('template.added', 'template.changed', 'template.withdrawn')
  and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and (select services.edits_templates())
  and exists (select from services.reply_template t where t.number = subject_id and t.edited_at is not null));
