-- Reply templates of a commune stand beside those of the metropolis (no authority): written by whoever administers it, offered to its
-- agents alone.
alter table services.reply_template add column authority_id integer references territory.authority (id);
create index reply_template_authority on services.reply_template (authority_id);

alter policy public on services.reply_template using (not withdrawn or (select services.edits_templates()) or authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
alter policy added on services.reply_template with check ((select services.edits_templates()) or authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
alter policy changed on services.reply_template
  using ((select services.edits_templates()) or authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
  with check ((select services.edits_templates()) or authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
grant insert (authority_id) on services.reply_template to parvis_app;

create function services.writes_numbered(template bigint) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from services.reply_template t where t.number = template
    and (services.edits_templates() or t.authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))) $$;
alter policy template on platform.event using (subject_kind = 'template' and services.writes_numbered(subject_id));
alter policy tell_template on platform.event with check (
  subject_kind = 'template' and name in ('template.added', 'template.changed', 'template.withdrawn')
  and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and services.writes_numbered(subject_id)
  and exists (select from services.reply_template t where t.number = subject_id and t.edited_at is not null));
