-- The day of a visit that is planned, while the request stands in the state that its act reached: lists say when it has passed.
alter table requests.request add column planned_day date;
grant update (planned_day) on requests.request to parvis_app;
create index request_planned on requests.request (unit_id, planned_day) where planned_day is not null and state_kind <> 'done';

-- What is planned today: the last act that planned, where the request still stands where it led.
update requests.request r set planned_day = (e.payload ->> 'plannedDay')::date
  from (select distinct on (subject_id) subject_id, payload from platform.event
    where subject_kind = 'request' and name = 'request.moved'
      and (payload ->> 'from' <> payload ->> 'to' or payload ? 'plannedDay')
    order by subject_id, id desc) e
  where e.subject_id = r.id and r.state_kind <> 'done' and r.state = e.payload ->> 'to' and e.payload ? 'plannedDay';

-- A visit is planned by who makes it (000271), on a day of the two years to come.
create function requests.guard_planned() returns trigger language plpgsql as $$
begin
  if platform.is_system() or not row_security_active('requests.request') then return new; end if;
  if new.planned_day is distinct from old.planned_day
    and not requests.roles_on(old.unit_id, old.authority_id, old.commune_id, old.resident_id, old.id) && array['handler', 'reception'] then
    raise insufficient_privilege using message = 'a visit is planned by who makes it';
  end if;
  if new.planned_day is distinct from old.planned_day
    and new.planned_day not between platform.today() - 1 and platform.today() + 740 then
    raise insufficient_privilege using message = 'a visit is planned on a day to come';
  end if;
  return new;
end $$;
create trigger guard_planned before update of planned_day on requests.request
  for each row execute function requests.guard_planned();
