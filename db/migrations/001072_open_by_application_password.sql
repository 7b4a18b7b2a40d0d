-- Passwords of applications: what somebody in office gives a program so that it reads and writes the documents of their spaces, and nothing
-- else. Shown once, kept as a digest of 128 bits of chance and more; made for what its holder holds that day, it ends with the first post,
-- seat or mandate that begins or ends, as the addresses of feeds do (000881).
create table accounts.application_password (
  id bigint generated always as identity primary key,
  person_id bigint not null references accounts.person on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  digest bytea not null unique check (octet_length(digest) = 32),
  offices text[] not null,
  made_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz
);
create index application_password_person on accounts.application_password (person_id);

create function accounts.begin_application_password() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.made_at := platform.now();
  new.offices := feeds.offices_of(new.person_id);
  return new;
end $$;
create trigger begin_application_password before insert on accounts.application_password for each row
  execute function accounts.begin_application_password();

create function accounts.application_password_stands(a accounts.application_password) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.ended_at is null and a.offices <> '{}' and a.offices = feeds.offices_of(a.person_id)
    and exists (select from accounts.person p where p.id = a.person_id and p.closed_at is null) $$;
-- One's own, and whether each stands.
create function accounts.own_application_passwords()
  returns table (id bigint, name text, made_at timestamptz, last_used_at timestamptz, stands boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.name, a.made_at, a.last_used_at, accounts.application_password_stands(a) from accounts.application_password a
  where a.person_id = platform.person_id() and platform.helper_id() is null and not platform.looks() $$;
-- Those of whom that is true no more end for good: whoever comes back to a post makes another one.
create function accounts.end_fallen_passwords() returns bigint language sql as $$
  with ended as (update accounts.application_password a set ended_at = platform.now()
    where a.ended_at is null and not accounts.application_password_stands(a) returning 1)
  select count(*) from ended $$;

revoke execute on function accounts.begin_application_password, accounts.application_password_stands, accounts.own_application_passwords,
  accounts.end_fallen_passwords from public;
grant execute on function accounts.application_password_stands, accounts.end_fallen_passwords to parvis_system;
grant execute on function accounts.own_application_passwords to parvis_app, parvis_system;

alter table accounts.application_password enable row level security;
create policy system on accounts.application_password to parvis_system using (true);
grant select, insert, update, delete on accounts.application_password to parvis_system;
grant select (id, person_id), insert (person_id, name, digest), delete on accounts.application_password to parvis_app;
create policy own on accounts.application_password using (person_id = platform.person_id()) with check (person_id = platform.person_id());
create policy oneself on accounts.application_password as restrictive to parvis_app
  using ((select platform.helper_id()) is null and not (select platform.looks()));
