-- A questionnaire is put to agents, to elected members, or to residents: whoever has an account, as themselves. Its answers are kept the same way.
alter table surveys.survey add column asked text not null default 'agents' check (asked in ('agents', 'elected', 'residents'));
-- Residents are « Public », whose ways no job may follow; nobody else is.
alter table surveys.survey add check (asked <> 'residents' or audience_id = 1 and cardinality(remind_on) = 0);
grant insert (asked), update (asked) on surveys.survey to parvis_app;

-- Of whoever acts, in their own name.
create function surveys.is_asked(asked text, audience integer) returns boolean language sql stable as $$
  select audience = any ((select audiences.actor_ids('audience'))::bigint[]) and case asked
    when 'agents' then coalesce(cardinality((select audiences.actor_ids('workplace'))::bigint[]), 0) > 0
    when 'elected' then coalesce(cardinality((select audiences.actor_ids('elected'))::bigint[]), 0) > 0
    else platform.person_id() is not null and platform.helper_id() is null end $$;
alter policy shown on surveys.survey using (opens_on <= (select territory.day_of(platform.now())) and surveys.is_asked(asked, audience_id));

create or replace function surveys.guard_survey() returns trigger language plpgsql as $$
declare
  today constant date := territory.day_of(platform.now());
  said constant text := 'what has begun is not changed';
begin
  if platform.is_system() then return new; end if;
  new.version := old.version + 1;
  -- The audience that takes the place of one that is withdrawn.
  if (new.title, new.wave, new.questions, new.form, new.crossed, new.opens_on, new.closes_on, new.remind_on, new.asked)
    is not distinct from (old.title, old.wave, old.questions, old.form, old.crossed, old.opens_on, old.closes_on, old.remind_on, old.asked) then return new; end if;
  if old.results is not null or old.closes_on < today or new.closes_on < today
    or new.remind_on[1:cardinality(old.reminded)] is distinct from old.remind_on[1:cardinality(old.reminded)]
    or old.opens_on <= today and (new.title, new.wave, new.questions, new.form, new.crossed, new.opens_on, new.audience_id, new.asked)
      is distinct from (old.title, old.wave, old.questions, old.form, old.crossed, old.opens_on, old.audience_id, old.asked)
  then raise insufficient_privilege using message = said; end if;
  return new;
end $$;

-- As in 001130, but for who is asked.
create or replace function surveys.answer(survey integer, answers jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  lot uuid;
  held jsonb;
  most constant integer := 200;
  beside constant integer := 99;
begin
  if platform.person_id() is null or platform.helper_id() is not null or jsonb_typeof(answers) <> 'object' or length(answers::text) > 20000 then
    raise insufficient_privilege using message = 'nobody who may answer';
  end if;
  perform surveys.hold(survey);
  perform from surveys.survey s where s.id = survey and s.results is null
    and territory.day_of(platform.now()) between s.opens_on and s.closes_on and surveys.is_asked(s.asked, s.audience_id);
  if not found then raise insufficient_privilege using message = 'what is not asked of them today'; end if;
  with again as (
    delete from surveys.voter v where v.survey_id = survey and v.person_id in (
      select o.person_id from surveys.voter o where o.survey_id = survey and o.person_id <> platform.person_id() order by random() limit beside)
    returning v.person_id)
  insert into surveys.voter (survey_id, person_id)
    select survey, who from (select platform.person_id() union all select person_id from again) w (who) order by gen_random_uuid();
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

create or replace function surveys.unanswered(survey integer, after bigint, most integer) returns setof bigint language sql stable as $$
  select told from surveys.survey s join audiences.audience a on a.id = s.audience_id, audiences.readers_of(a.rule) told
  where s.id = survey and told > after and s.asked <> 'residents'
    and told in (select audiences.readers_of(jsonb_build_object('who', jsonb_build_array(case s.asked when 'elected' then 'elected' else 'workplace' end),
      'also', '[]'::jsonb, 'except', '[]'::jsonb)))
    and not exists (select from surveys.voter v where v.survey_id = survey and v.person_id = told)
  order by told limit most $$;
