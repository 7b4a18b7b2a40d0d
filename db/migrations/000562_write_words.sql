-- Words of the whole territory (subjects of the thesaurus, synonyms, themes, life events) are changed on screen by whoever administers the
-- metropolis. As reply templates: `version` tells two administrators apart, and an import leaves what carries `edited_at`.
create sequence services.word_number;
do $$
declare words text;
begin
  foreach words in array array['category', 'synonym', 'theme', 'life_event'] loop
    execute format('alter table services.%I
      -- Of its events; one sequence, for they are told alike.
      add column number bigint not null unique default nextval(''services.word_number''),
      add column version integer not null default 1,
      add column edited_at timestamptz', words);
    execute format('alter table services.%I enable row level security', words);
    execute format('create policy system on services.%I to parvis_system using (true)', words);
    execute format('create policy public on services.%I for select using (number is not null)', words);
    execute format('create policy changed on services.%I for update
      using ((select services.edits_templates())) with check ((select services.edits_templates()))', words);
    execute format('create trigger date_edit before insert or update on services.%I for each row
      execute function services.date_template()', words);
    execute format('create trigger noted after insert or update on services.%I for each statement
      execute function services.note_competence()', words);
    execute format('revoke insert, update, delete on services.%I from parvis_app', words);
    execute format('grant insert, update, delete on services.%I to parvis_system', words);
  end loop;
end $$;
grant usage on sequence services.word_number to parvis_app, parvis_system;
grant update (label, synonyms) on services.category to parvis_app;
grant update (words) on services.synonym to parvis_app;
grant update (title, text) on services.theme to parvis_app;
grant update (title, text, steps) on services.life_event to parvis_app;

-- A group of synonyms that is added stands after all that files may bring.
create policy added on services.synonym for insert with check (rank >= 100000 and (select services.edits_templates()));
grant insert (rank, words) on services.synonym to parvis_app;

create policy word on platform.event for select using (subject_kind = 'word' and (select services.edits_templates()));
create policy tell_word on platform.event for insert with check (
  subject_kind = 'word' and name in ('word.added', 'word.changed')
  and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and (select services.edits_templates())
  and exists (
    select from services.category w where w.number = subject_id and w.edited_at is not null
    union all select from services.synonym w where w.number = subject_id and w.edited_at is not null
    union all select from services.theme w where w.number = subject_id and w.edited_at is not null
    union all select from services.life_event w where w.number = subject_id and w.edited_at is not null));
