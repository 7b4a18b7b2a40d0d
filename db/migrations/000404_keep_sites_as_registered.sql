-- A site keeps what it is: its authority, its sector (people are known to it by an identifier of that sector), how it proves itself, who
-- registered it and when. And the hosts of the internal network that it may name are the operator's to say, by the command: an
-- administrator who named them would have the program call there.
create function identity.guard_client() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() or not row_security_active('identity.client') then return new; end if;
  if tg_op = 'INSERT' then
    if new.created_by is distinct from platform.person_id() or new.private_hosts <> '{}' or new.console_of is not null
      or new.disabled_at is not null then
      raise insufficient_privilege using message = 'a site is registered in one''s own name, and is in service';
    end if;
    new.created_at := platform.now();
    return new;
  end if;
  if (new.id, new.number, new.authority_id, new.sector, new.auth_method, new.userinfo_signed, new.private_hosts, new.created_at, new.created_by)
    is distinct from (old.id, old.number, old.authority_id, old.sector, old.auth_method, old.userinfo_signed, old.private_hosts,
      old.created_at, old.created_by)
    -- The double by which a site is tried is named once, of a site of the same authority.
    or new.console_of is distinct from old.console_of and (old.console_of is not null or not exists (
      select from identity.client c where c.id = new.console_of and c.authority_id = new.authority_id)) then
    raise insufficient_privilege using message = 'a site keeps what it is';
  end if;
  if new.disabled_at is distinct from old.disabled_at and new.disabled_at is not null then new.disabled_at := platform.now(); end if;
  return new;
end $$;
create trigger guard_client before insert or update on identity.client for each row execute function identity.guard_client();
