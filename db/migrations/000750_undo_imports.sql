-- What an import made is kept by part (the line of a spreadsheet, the council of the register), so that a part that was refused is done
-- when it is asked again, and none is done twice. Those of the register that are kept otherwise are forgotten, and those of agents of
-- which nobody knows any more which line made what: what they made stays.
delete from bodies.register_import;
alter table bodies.register_import drop constraint register_import_made_check, drop constraint register_import_changes_check;
drop policy made on bodies.register_import;
alter table bodies.register_import alter column made set default '{}', add check (jsonb_typeof(made) = 'object'),
  -- Of each line that is read (src/bodies/arrivals/register.ts), a seat that is given, two that end and a term that begins.
  add constraint register_import_changes_check check (jsonb_typeof(changes) = 'array' and jsonb_array_length(changes) between 1 and 80000),
  -- Marks of the councils as they stood when the file was read, by authority: one that is no more as it was read stays as it is.
  add column marks jsonb not null check (jsonb_typeof(marks) = 'object');
grant insert (marks) on bodies.register_import to parvis_app;
create policy made on bodies.register_import for insert with check (set_by = (select platform.person_id()) and made = '{}' and undone_at is null
  and platform.is_told_now(set_at) and cardinality((select audiences.actor_ids('setter'))::bigint[]) > 0);

delete from accounts.agent_import where undone_at is null and jsonb_array_length(made) not in (0, jsonb_array_length(lines));
alter table accounts.agent_import drop constraint agent_import_made_check;
drop policy made on accounts.agent_import;
alter table accounts.agent_import alter column made drop default;
update accounts.agent_import set made = coalesce(
  (select jsonb_object_agg(line.n - 1, line.made) from jsonb_array_elements(made) with ordinality line (made, n) where undone_at is null), '{}');
alter table accounts.agent_import alter column made set default '{}', add check (jsonb_typeof(made) = 'object');
create policy made on accounts.agent_import for insert with check (set_by = (select platform.person_id()) and made = '{}' and undone_at is null
  and platform.is_told_now(set_at) and accounts.governs_all(lines, authority_id));
