-- Questionnaires: who has answered and what was answered stand apart, with nothing in common.
-- `voter` says who; it holds no day and no answer. `pool` holds answers by lots: each answer rewrites its whole lot, shuffled, so that no answer
-- has a row, a transaction, a place or a rank of its own (docs/decisions/118). Whoever acts reads neither: one function writes both, once for each
-- person. Once the last day is past, results are told under their rule, and both are erased.
create schema surveys;
grant usage on schema surveys to parvis_app, parvis_system;

create table surveys.survey (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  audience_id integer not null references audiences.audience,
  title text not null check (char_length(title) between 3 and 120),
  wave text not null check (char_length(wave) between 1 and 60),
  -- The wave before, of which it asks the same again.
  after_id integer references surveys.survey on delete set null,
  -- As they were typed, and as they are asked.
  questions text not null check (char_length(questions) <= 20000),
  form jsonb not null,
  -- The question by which others are told apart.
  crossed text check (char_length(crossed) <= 60),
  opens_on date not null,
  closes_on date not null,
  -- What was told of it when it closed.
  results jsonb,
  check (opens_on <= closes_on and closes_on - opens_on <= 184)
);
create index survey_audience on surveys.survey (audience_id, closes_on);
create index survey_authority on surveys.survey (authority_id, closes_on);
create index survey_after on surveys.survey (after_id) where after_id is not null;
create index survey_untold on surveys.survey (closes_on) where results is null;

create table surveys.voter (
  survey_id integer not null references surveys.survey on delete cascade,
  person_id bigint not null references accounts.person on delete cascade,
  constraint voted_once primary key (survey_id, person_id)
);
create index voter_person on surveys.voter (person_id);

create table surveys.pool (
  id uuid primary key default gen_random_uuid(),
  survey_id integer not null references surveys.survey on delete cascade,
  answers jsonb not null
);
create index pool_survey on surveys.pool (survey_id);

alter table surveys.survey enable row level security;
alter table surveys.voter enable row level security;
alter table surveys.pool enable row level security;
create policy system on surveys.survey to parvis_system using (true);
create policy system on surveys.voter to parvis_system using (true);
create policy system on surveys.pool to parvis_system using (true);
grant select, insert, update, delete on surveys.survey to parvis_system;
grant select, delete on surveys.voter, surveys.pool to parvis_system;
grant usage on all sequences in schema surveys to parvis_system;

-- Those asked, agents alone; whoever publishes for the authority.
create policy kept on surveys.survey for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy shown on surveys.survey for select using (opens_on <= (select territory.day_of(platform.now()))
  and audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
  and coalesce(cardinality((select audiences.actor_ids('workplace'))::bigint[]), 0) > 0);
create policy asked on surveys.survey for insert with check (platform.helper_id() is null
  and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy readdressed on surveys.survey for update using (platform.helper_id() is null
  and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
-- Nothing of a questionnaire changes once it is asked, but the audience that takes the place of one that is withdrawn.
grant select, insert (authority_id, audience_id, title, wave, after_id, questions, form, crossed, opens_on, closes_on), update (audience_id)
  on surveys.survey to parvis_app;
create policy own on surveys.voter for select using (person_id = platform.person_id());
grant select on surveys.voter to parvis_app;

-- Answers once, for whoever acts, in their own name, while it is open to them. Never undone.
create function surveys.answer(survey integer, answers jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  lot uuid;
  held jsonb;
  most constant integer := 200;
begin
  if platform.person_id() is null or platform.helper_id() is not null or jsonb_typeof(answers) <> 'object' or length(answers::text) > 20000 then
    raise insufficient_privilege using message = 'nobody who may answer';
  end if;
  -- One after another: a lot is rewritten whole.
  perform from surveys.survey s where s.id = survey and s.results is null
    and territory.day_of(platform.now()) between s.opens_on and s.closes_on
    and s.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
    and coalesce(cardinality((select audiences.actor_ids('workplace'))::bigint[]), 0) > 0 for update;
  if not found then raise insufficient_privilege using message = 'what is not asked of them today'; end if;
  insert into surveys.voter (survey_id, person_id) values (survey, platform.person_id());
  select p.id, p.answers into lot, held from surveys.pool p where p.survey_id = survey and jsonb_array_length(p.answers) < most limit 1;
  select jsonb_agg(one order by gen_random_uuid()) into held from jsonb_array_elements(coalesce(held, '[]') || jsonb_build_array(answers)) one;
  if lot is null then
    insert into surveys.pool (survey_id, answers) values (survey, held);
  elsif jsonb_array_length(held) < most then
    update surveys.pool p set answers = held where p.id = lot;
  else
    -- A lot that is full parts in two halves, drawn by lot: none is ever that of few people, but while few have answered at all.
    update surveys.pool p set answers = (select jsonb_agg(one) from jsonb_array_elements(held) with ordinality e(one, n) where n > most / 2) where p.id = lot;
    insert into surveys.pool (survey_id, answers)
      select survey, jsonb_agg(one) from jsonb_array_elements(held) with ordinality e(one, n) where n <= most / 2;
  end if;
end $$;
revoke execute on function surveys.answer from public;
grant execute on function surveys.answer to parvis_app;
