-- A folder that moves takes those below it: all of them count in how deep one is.
create or replace function spaces.check_folder() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  above integer := new.parent_id;
  depth integer;
begin
  -- Of it and what is below it; as deep as that at most, whatever stands there.
  with recursive below as (
    select new.id as id, 1 as level
    union all select f.id, b.level + 1 from spaces.folder f join below b on f.parent_id = b.id where b.level <= 5)
  select max(b.level) into depth from below b;
  while above is not null loop
    depth := depth + 1;
    if above = new.id or depth > 5 then raise check_violation using constraint = 'folder_depth', message = 'a folder in itself, or too deep'; end if;
    select f.parent_id into above from spaces.folder f where f.id = above;
  end loop;
  return new;
end $$;
