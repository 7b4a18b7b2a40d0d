-- Nothing that PostgreSQL itself keeps of a row (its transaction, who locked it, its place) tells apart whoever answered last
-- (docs/decisions/128). A key that points locks the row it points to, and marks it: those of 001020 to a questionnaire marked it with
-- its last answer. What a questionnaire holds goes with it all the same.
alter table surveys.voter drop constraint voter_survey_id_fkey;
alter table surveys.pool drop constraint pool_survey_id_fkey;

-- One after another, of one questionnaire: answers, results, what is forgotten of somebody. Leaves no mark.
create function surveys.hold(survey integer) returns void language sql as $$
  select pg_advisory_xact_lock(hashtext('surveys.answer'), survey) $$;
revoke execute on function surveys.hold from public;
grant execute on function surveys.hold to parvis_system;

create function surveys.empty() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform surveys.hold(old.id);
  delete from surveys.voter v where v.survey_id = old.id;
  delete from surveys.pool p where p.survey_id = old.id;
  return old;
end $$;
create trigger empty before delete on surveys.survey for each row execute function surveys.empty();

-- Rows as they were before are cleaned within a minute, whatever the rest of the base needs.
alter table surveys.voter set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
alter table surveys.pool set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0,
  toast.autovacuum_vacuum_threshold = 0, toast.autovacuum_vacuum_scale_factor = 0);

-- Whoever answers is written again with ninety-nine others drawn by lot, in an order drawn by lot: the transaction that wrote a lot of
-- answers wrote all of these, and locked all of their accounts.
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
    and territory.day_of(platform.now()) between s.opens_on and s.closes_on
    and s.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
    and coalesce(cardinality((select audiences.actor_ids('workplace'))::bigint[]), 0) > 0;
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
