-- A unit sees a request because it entered it or handed it over: nothing was ever shared in any other way.
update requests.access set reason = 'handed-over' where reason = 'shared';
alter table requests.access drop constraint access_reason_check;
alter table requests.access add constraint access_reason_check check (reason in ('entered', 'handed-over'));
