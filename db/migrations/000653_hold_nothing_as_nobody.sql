-- Whoever is not signed in holds no post: nothing is looked for, on every page of the counter.
create or replace function audiences.held_keys() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.person_id() is null or platform.helper_id() is not null and not platform.looks() then return array['all']; end if;
  return array['all'] || array(select h.key from audiences.holder h where h.person_id = platform.person_id() group by h.key order by h.key);
end $$;
