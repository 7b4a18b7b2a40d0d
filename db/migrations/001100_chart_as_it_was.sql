-- The chart of a day has the units of that day: what each was called and stood under until a day, and from when there was one.
create table directory.unit_past (
  unit_id integer not null references territory.unit on delete cascade,
  -- The last day of which the rest is true.
  last_day date not null,
  -- Null: there was no such unit yet.
  name text,
  parent_id integer references territory.unit,
  primary key (unit_id, last_day)
);
create index unit_past_parent on directory.unit_past (parent_id) where parent_id is not null;

-- Whatever writes: screens, reorganisations, imports. Of a day, what stood when it began is kept, whatever was tried since. A unit that
-- comes from a file, or from a copy, was there before the program knew it.
create function directory.keep_past() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  yesterday constant date := territory.day_of(platform.now()) - 1;
begin
  if tg_op = 'UPDATE' then
    insert into directory.unit_past values (old.id, yesterday, old.name, old.parent_id) on conflict do nothing;
  elsif not platform.is_system() then
    insert into directory.unit_past values (new.id, yesterday, null, null) on conflict do nothing;
  end if;
  return null;
end $$;
revoke execute on function directory.keep_past from public;
create trigger has_past after insert on territory.unit for each row execute function directory.keep_past();
create trigger keeps_past after update of name, parent_id on territory.unit for each row
  when ((old.name, old.parent_id) is distinct from (new.name, new.parent_id)) execute function directory.keep_past();

alter table directory.unit_past enable row level security;
create policy system on directory.unit_past to parvis_system using (true);
create policy agents on directory.unit_past for select using (cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0);
grant select on directory.unit_past to parvis_app;
grant select, insert, update, delete on directory.unit_past to parvis_system;
