-- What somebody is invited as is read when the link is: an invitation whose seats are over, or were taken away, gives nothing. Its words were
-- kept as they had been on the day that it was sent, and a stranger accepted them once the member had no seat left.

-- Where a member sits, today or later; null: nowhere any more.
create function bodies.elected_to(member integer) returns text language sql stable as $$
  select string_agg(distinct b.name, U&'\00A0; ') from bodies.seat s join bodies.term t on t.id = s.term_id join bodies.body b on b.id = t.body_id
  where s.member_id = member and coalesce(least(s.last_day, t.last_day), 'infinity') >= platform.today() $$;
revoke execute on function bodies.elected_to from public;
grant execute on function bodies.elected_to to parvis_app, parvis_system;

alter table accounts.invitation drop column elected_as;

do $$
declare
  told text := pg_get_functiondef('accounts.stands_still(bigint)'::regprocedure);
  former constant text := 'where m.id = i.member_id and m.person_id is null)';
begin
  if position(former in told) = 0 then raise 'accounts.stands_still says it otherwise'; end if;
  execute replace(told, former, former || ' and bodies.elected_to(i.member_id) is not null');
end $$;
