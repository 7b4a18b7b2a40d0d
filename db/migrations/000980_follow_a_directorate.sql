-- A source may be a directorate of an authority of the territory, of one's own too: what is shown for everybody by it and by the services
-- below it, found when it is read.
alter table publishing.source add column of_unit_id integer references territory.unit;
create index source_of_unit on publishing.source (of_unit_id);
do $$
declare
  named text;
begin
  -- « Not one's own », unless a part of it is named.
  select conname into strict named from pg_constraint
    where conrelid = 'publishing.source'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%num_nonnulls%';
  execute format('alter table publishing.source drop constraint %I', named);
  select conname into strict named from pg_constraint
    where conrelid = 'publishing.source'::regclass and contype = 'u' and pg_get_constraintdef(oid) like '%(authority_id, of_authority_id)%';
  execute format('alter table publishing.source drop constraint %I', named);
end $$;
alter table publishing.source
  add check (num_nonnulls(address, of_authority_id) = 1 and (of_unit_id is null or of_authority_id is not null)
    and (of_authority_id is distinct from authority_id or of_unit_id is not null)),
  add constraint source_of_once unique nulls not distinct (authority_id, of_authority_id, of_unit_id, address);
create function publishing.guard_source_unit() returns trigger language plpgsql as $$
begin
  if new.of_unit_id is not null
    and not exists (select from territory.unit u where u.id = new.of_unit_id and u.authority_id = new.of_authority_id) then
    raise insufficient_privilege using message = 'a unit of another authority';
  end if;
  return new;
end $$;
create trigger guard_source_unit before insert on publishing.source for each row execute function publishing.guard_source_unit();
grant insert (of_unit_id) on publishing.source to parvis_app;
