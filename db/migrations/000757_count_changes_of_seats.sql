-- Whoever saves a seat or the days of a term saves what they read of it: each change is counted, as those of a body are. A name is that of
-- every seat of its member.
alter table bodies.term add column version integer not null default 1;
alter table bodies.seat add column version integer not null default 1;
alter table bodies.member add column version integer not null default 1;
grant select (version) on bodies.member to parvis_app;

create function bodies.count_change() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger count_change before update on bodies.term for each row execute function bodies.count_change();
create trigger count_change before update on bodies.seat for each row execute function bodies.count_change();
create trigger count_change before update of name on bodies.member for each row execute function bodies.count_change();
revoke execute on function bodies.count_change from public;
