-- A definition may belong to an authority, which its body names by its code (`owner`): its administrators write it, and nobody else.
-- Without one it is the whole territory's, as before. Its name begins with that code: no other's may take its place, nor be taken.
alter table definitions.version add column authority_id integer references territory.authority (id);
create index version_authority on definitions.version (authority_id) where authority_id is not null;

-- Read in the body, whoever writes: the column is nobody's to choose.
create function definitions.draw_owner() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  prefix constant text := split_part(new.id, '-', 1);
  named constant integer := (select a.id from territory.authority a where a.code = new.body ->> 'owner' and a.level = 'commune');
begin
  if new.body ? 'owner' and (named is null or new.body ->> 'owner' <> prefix) then
    raise insufficient_privilege using message = 'a definition of a commune bears its code before its name';
  end if;
  if not new.body ? 'owner' and exists (select from territory.authority a where a.code = prefix and a.level = 'commune') then
    raise insufficient_privilege using message = 'that name is kept for definitions of a commune';
  end if;
  if tg_op = 'UPDATE' and named is distinct from old.authority_id then
    raise insufficient_privilege using message = 'a definition stays with its authority';
  end if;
  new.authority_id := named;
  return new;
end $$;
create trigger draw_owner before insert or update of body, authority_id on definitions.version
  for each row execute function definitions.draw_owner();

alter policy drafted on definitions.version
  using ((authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
    or authority_id = any ((select audiences.actor_ids('admin'))::bigint[]));
alter policy begun on definitions.version with check (status = 'draft' and author_id = (select platform.person_id())
  and ((authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
    or authority_id = any ((select audiences.actor_ids('admin'))::bigint[])));
alter policy edited on definitions.version
  using (status = 'draft' and ((authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
    or authority_id = any ((select audiences.actor_ids('admin'))::bigint[])))
  with check (status = 'draft' and ((authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
    or authority_id = any ((select audiences.actor_ids('admin'))::bigint[])));
alter policy given_up on definitions.version
  using (status = 'draft' and ((authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
    or authority_id = any ((select audiences.actor_ids('admin'))::bigint[])));

-- The log of a definition is read and written by whoever writes the definition.
alter policy drafted on definitions.edit using (exists (select from definitions.version v
  where (v.kind, v.id, v.version) = (edit.kind, edit.id, edit.version)
    and ((v.authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
      or v.authority_id = any ((select audiences.actor_ids('admin'))::bigint[]))));
alter policy noted on definitions.edit with check (version = 0 and author_id = (select platform.person_id())
  and exists (select from definitions.version v where (v.kind, v.id, v.version) = (edit.kind, edit.id, 0)
    and ((v.authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
      or v.authority_id = any ((select audiences.actor_ids('admin'))::bigint[]))));
alter policy undone on definitions.edit
  using (version = 0 and exists (select from definitions.version v where (v.kind, v.id, v.version) = (edit.kind, edit.id, 0)
    and ((v.authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
      or v.authority_id = any ((select audiences.actor_ids('admin'))::bigint[]))))
  with check (version = 0 and exists (select from definitions.version v where (v.kind, v.id, v.version) = (edit.kind, edit.id, 0)
    and ((v.authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
      or v.authority_id = any ((select audiences.actor_ids('admin'))::bigint[]))));
