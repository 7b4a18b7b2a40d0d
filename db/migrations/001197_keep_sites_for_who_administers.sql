-- Whoever publishes addresses the sites of agents to another audience, and no more: where a site opens is said by whoever administers its
-- authority. What is for everybody is for all agents, not for residents.
create or replace function intranet.guard_application() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from identity.client c where c.id = new.client_id and c.authority_id = new.authority_id and c.console_of is null) then
    raise insufficient_privilege using message = 'a site of another authority';
  end if;
  if tg_op = 'UPDATE' and new.href <> old.href and not platform.is_system() and not new.authority_id = any (audiences.actor_ids('admin')) then
    raise insufficient_privilege using message = 'where a site opens is said by whoever administers';
  end if;
  if not exists (select from identity.client c, unnest(c.redirect_uris) u where c.id = new.client_id
      and intranet.origin(u) = intranet.origin(new.href)) then
    raise check_violation using constraint = 'application_href', message = 'an address that is not of the site';
  end if;
  if tg_op = 'UPDATE' then new.version := old.version + 1; end if;
  return new;
end $$;

create or replace function intranet.applications() returns table (name text, href text, authority_id integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.name, a.href, a.authority_id from intranet.application a join identity.client c on c.id = a.client_id
  where a.audience_id = any ((select audiences.actor_ids('audience'))::bigint[]) and c.disabled_at is null
    and cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0
    and exists (select from unnest(c.redirect_uris) u where intranet.origin(u) = intranet.origin(a.href)) $$;
