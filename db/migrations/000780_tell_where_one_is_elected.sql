-- Where somebody is elected on a day, told to the system as it says who acts: their own seats alone, never those that a member lends them
-- (`accounts.offices_on` counts both, 000710).
create function bodies.elected_for(person bigint, on_day date) returns integer[] language sql stable as $$
  select coalesce(array_agg(distinct m.authority_id), '{}') from bodies.sitting(on_day) s join bodies.member m on m.id = s.member_id
  where m.person_id = person $$;
revoke execute on function bodies.elected_for from public;
grant execute on function bodies.elected_for to parvis_system;
