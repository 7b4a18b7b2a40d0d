-- That somebody answered is forgotten once nobody answers meanwhile, who would write them again beside themselves (001130).
create function surveys.forget(person bigint) returns table (authority integer, many integer) language plpgsql as $$
begin
  perform surveys.hold(s.id) from (select id from surveys.survey where results is null order by id) s;
  return query with gone as (
    delete from surveys.voter v using surveys.survey s where s.id = v.survey_id and v.person_id = person returning s.authority_id)
    select authority_id, count(*)::integer from gone group by 1;
end $$;
revoke execute on function surveys.forget from public;
grant execute on function surveys.forget to parvis_system;
