-- What an agent asks for at work stays with the authority that answers it: handed over, it would be read by another one.
create function requests.keep_at_work() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() and services.is_internal(new.service_slug, new.service_version) and new.authority_id <> new.commune_id then
    raise insufficient_privilege using message = 'what is asked at work is read by no other authority';
  end if;
  return new;
end $$;
revoke execute on function requests.keep_at_work from public;
create trigger keep_at_work before update of authority_id on requests.request for each row
  when (new.authority_id is distinct from old.authority_id) execute function requests.keep_at_work();
