-- « Mes applications »: the sites that rely on the account, as agents open them from their desk: at a page of the site where signing in begins,
-- for an audience of its authority.
create table intranet.application (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  client_id text not null references identity.client on delete cascade,
  -- Written as a browser shows it: of the site itself, which a trigger holds.
  href text not null check (char_length(href) <= 500 and href ~ '^https?://[^[:space:][:cntrl:]\\@]+$'),
  audience_id integer not null references audiences.audience,
  version integer not null default 1,
  constraint application_once unique (client_id)
);
create index application_audience on intranet.application (audience_id);
create index application_authority on intranet.application (authority_id);

-- Where a page is: « https://exemple.fr:8443 ».
create function intranet.origin(href text) returns text language sql immutable parallel safe as $$
  select substring(lower(href) from '^https?://[^/?#]+') $$;

-- A site of the same authority, at an address where it is already known to send people back.
create function intranet.guard_application() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from identity.client c where c.id = new.client_id and c.authority_id = new.authority_id and c.console_of is null) then
    raise insufficient_privilege using message = 'a site of another authority';
  end if;
  if not exists (select from identity.client c, unnest(c.redirect_uris) u where c.id = new.client_id
      and intranet.origin(u) = intranet.origin(new.href)) then
    raise check_violation using constraint = 'application_href', message = 'an address that is not of the site';
  end if;
  if tg_op = 'UPDATE' then new.version := old.version + 1; end if;
  return new;
end $$;
create trigger guard before insert or update on intranet.application for each row execute function intranet.guard_application();
create trigger check_audience before insert or update of audience_id on intranet.application for each row
  when (not platform.is_system()) execute function publishing.check_audience();

alter table intranet.application enable row level security;
create policy system on intranet.application to parvis_system using (true);
grant select, insert, update, delete on intranet.application to parvis_system;
grant select, insert (authority_id, client_id, href, audience_id), update (href, audience_id), delete on intranet.application to parvis_app;
-- Sites are for whoever administers their authority; whoever publishes there withdraws audiences, and addresses what they had to another.
create policy kept on intranet.application for select to parvis_app using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy added on intranet.application for insert to parvis_app with check (authority_id = any ((select audiences.actor_ids('admin'))::bigint[]));
create policy changed on intranet.application for update to parvis_app using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy removed on intranet.application for delete to parvis_app using (authority_id = any ((select audiences.actor_ids('admin'))::bigint[]));
grant usage on all sequences in schema intranet to parvis_app, parvis_system;

-- Those of whoever acts: of the audiences that they are in, while the site is in service and the page is still one of its own. Its name and
-- that page alone are told of a site.
create function intranet.applications() returns table (name text, href text, authority_id integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.name, a.href, a.authority_id from intranet.application a join identity.client c on c.id = a.client_id
  where a.audience_id = any ((select audiences.actor_ids('audience'))::bigint[]) and c.disabled_at is null
    and exists (select from unnest(c.redirect_uris) u where intranet.origin(u) = intranet.origin(a.href)) $$;
revoke execute on function intranet.origin, intranet.guard_application, intranet.applications from public;
grant execute on function intranet.origin to parvis_system;
grant execute on function intranet.applications to parvis_app, parvis_system;

create policy launcher on platform.event for select using (subject_kind = 'launcher' and exists (
  select from intranet.application a where a.id = subject_id and a.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
create policy tell_launcher on platform.event for insert with check (
  subject_kind = 'launcher' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name in ('application.offered', 'application.changed', 'application.withdrawn')
  and exists (select from intranet.application a where a.id = subject_id
    and a.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
