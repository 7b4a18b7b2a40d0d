-- What an edition shows is taken from the library: of its authority or of one that shares it, told, and in right; or it stood in an earlier
-- edition of the same content. The screens asked that already; a key that is read on a page of others is enough for nobody now.
create or replace function publishing.note_pictures() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() and exists (
      select from publishing.pictures_in(new.fields, new.picture) named (key)
      where not exists (select from publishing.pictured u where u.content_id = new.content_id and u.picture = named.key)
        and not exists (select from media.picture p join publishing.content c on c.id = new.content_id
          where p.key = named.key and (p.authority_id = c.authority_id or p.is_shared) and media.is_in_right(p.rights_until)
            and p.alternative <> '' and p.credit <> '')) then
    raise insufficient_privilege using message = 'a picture that may not be taken';
  end if;
  insert into publishing.pictured select new.content_id, new.n, named.key
    from publishing.pictures_in(new.fields, new.picture) named (key);
  return null;
end $$;
revoke execute on function publishing.note_pictures from public;
