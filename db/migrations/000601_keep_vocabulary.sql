-- Subjects, themes and life events are added on screen, and withdrawn into another: the row stays, for what was said under it, and its
-- address leads where it says.
do $$
declare words text;
begin
  foreach words in array array['category', 'theme', 'life_event'] loop
    execute format('create policy added on services.%I for insert with check ((select services.edits_templates()))', words);
  end loop;
end $$;
alter table services.category add column leads_to text references services.category check (leads_to <> code);
alter table services.theme add column leads_to text references services.theme check (leads_to <> slug);
alter table services.life_event add column leads_to text references services.life_event check (leads_to <> slug);
grant insert (code, label, parent, synonyms), update (leads_to) on services.category to parvis_app;
grant insert (slug, title, text, icon, rank), update (leads_to) on services.theme to parvis_app;
grant insert (slug, title, text, icon, steps, rank), update (leads_to) on services.life_event to parvis_app;

alter policy tell_word on platform.event with check (
  subject_kind = 'word' and name in ('word.added', 'word.changed', 'word.withdrawn')
  and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and (select services.edits_templates())
  and exists (
    select from services.category w where w.number = subject_id and w.edited_at is not null
    union all select from services.synonym w where w.number = subject_id and w.edited_at is not null
    union all select from services.theme w where w.number = subject_id and w.edited_at is not null
    union all select from services.life_event w where w.number = subject_id and w.edited_at is not null));
