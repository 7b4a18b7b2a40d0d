-- A questionnaire that is not open yet changes; one that is open keeps its questions, and may close on another day. Those who have not
-- answered are reminded, twice at most, by a job that reads who has, and nothing of what.
create function surveys.by_fives(told integer[]) returns boolean language sql immutable
  return (select coalesce(bool_and(one >= 0 and one % 5 = 0), true) from unnest(told) one);
alter table surveys.survey
  add column version integer not null default 1,
  add column remind_on date[] not null default '{}' check (cardinality(remind_on) <= 2 and opens_on <= all (remind_on) and closes_on >= all (remind_on)),
  -- How many were, each time: by fives, 0 where it is not told.
  add column reminded integer[] not null default '{}' check (cardinality(reminded) <= cardinality(remind_on) and surveys.by_fives(reminded)),
  add column told_at timestamptz;
update surveys.survey set told_at = (closes_on + 1)::timestamp at time zone 'UTC' where results is not null;
alter table surveys.survey add check ((results is null) = (told_at is null));
create index survey_to_remind on surveys.survey (closes_on) where cardinality(reminded) < cardinality(remind_on);
create index survey_told on surveys.survey (told_at desc) where told_at is not null;
grant insert (remind_on), update (title, wave, questions, form, crossed, opens_on, closes_on, remind_on) on surveys.survey to parvis_app;

-- What was answered was answered to the questions that were shown; the system alone tells results.
create function surveys.guard_survey() returns trigger language plpgsql as $$
declare
  today constant date := territory.day_of(platform.now());
  said constant text := 'what has begun is not changed';
begin
  if platform.is_system() then return new; end if;
  new.version := old.version + 1;
  -- The audience that takes the place of one that is withdrawn.
  if (new.title, new.wave, new.questions, new.form, new.crossed, new.opens_on, new.closes_on, new.remind_on)
    is not distinct from (old.title, old.wave, old.questions, old.form, old.crossed, old.opens_on, old.closes_on, old.remind_on) then return new; end if;
  if old.results is not null or old.closes_on < today or new.closes_on < today
    or new.remind_on[1:cardinality(old.reminded)] is distinct from old.remind_on[1:cardinality(old.reminded)]
    or old.opens_on <= today and (new.title, new.wave, new.questions, new.form, new.crossed, new.opens_on, new.audience_id)
      is distinct from (old.title, old.wave, old.questions, old.form, old.crossed, old.opens_on, old.audience_id)
  then raise insufficient_privilege using message = said; end if;
  return new;
end $$;
create trigger guard_survey before update on surveys.survey for each row execute function surveys.guard_survey();

-- Who is asked, works somewhere, and has not answered: so many, after one of them. For the job that reminds them.
create function surveys.unanswered(survey integer, after bigint, most integer) returns setof bigint language sql stable as $$
  select told from surveys.survey s join audiences.audience a on a.id = s.audience_id, audiences.readers_of(a.rule) told
  where s.id = survey and told > after
    and told in (select audiences.readers_of('{"who": ["workplace"], "also": [], "except": []}'))
    and not exists (select from surveys.voter v where v.survey_id = survey and v.person_id = told)
  order by told limit most $$;
revoke execute on function surveys.unanswered from public;
grant execute on function surveys.unanswered to parvis_system;
