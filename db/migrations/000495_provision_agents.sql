-- The directory of an authority brings its agents by itself (SCIM 2.0, src/provisioning): a key calls, and acts for that authority alone.
create schema provisioning;
grant usage on schema provisioning to parvis_app, parvis_system;

create table provisioning.key (
  id bigint generated always as identity primary key,
  authority_id integer not null references territory.authority,
  name text not null check (length(name) between 1 and 60),
  -- What histories show as who acted.
  label text not null generated always as ('Annuaire «' || chr(160) || name || chr(160) || '»') stored,
  -- SHA-256 of the key, which is shown once and kept nowhere.
  digest bytea not null unique check (length(digest) = 32),
  -- The post that whoever is created arrives in.
  unit_id integer not null references territory.unit,
  role text not null check (role <> 'admin'),
  ends_on date not null,
  created_by bigint references accounts.person on delete set null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index key_authority on provisioning.key (authority_id);
create index key_unit on provisioning.key (unit_id);
create index key_created_by on provisioning.key (created_by);

-- The key that calls, as long as it is good: judged again in each transaction, whatever the program believes.
create function provisioning.key_id() returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp begin atomic
  select k.id from provisioning.key k where k.id = nullif(current_setting('parvis.key', true), '')::bigint
    and platform.person_id() is null and k.revoked_at is null and k.ends_on >= (platform.now() at time zone 'UTC')::date;
end;
create function provisioning.key_authority() returns integer language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.authority_id from provisioning.key k where k.id = provisioning.key_id() $$;
create function provisioning.key_label() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.label from provisioning.key k where k.id = provisioning.key_id() $$;

alter table provisioning.key enable row level security;
create policy system on provisioning.key to parvis_system using (true);
create policy kept on provisioning.key for select using (id = (select provisioning.key_id())
  or authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy made on provisioning.key for insert with check (authority_id = any ((select audiences.actor_ids('setter'))::bigint[])
  and authority_id = (select u.authority_id from territory.unit u where u.id = unit_id and u.closed_on is null)
  and created_by = (select platform.person_id()) and platform.is_told_now(created_at));
create policy revoked on provisioning.key for update
  using (revoked_at is null and authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
  with check (platform.is_told_now(revoked_at));
grant select (id, authority_id, name, label, unit_id, role, ends_on, created_by, created_at, last_used_at, revoked_at),
  insert (authority_id, name, digest, unit_id, role, ends_on, created_by, created_at), update (revoked_at) on provisioning.key to parvis_app;
grant select, insert, update, delete on provisioning.key to parvis_system;

-- Somebody as the directory describes them; their account and its address stay theirs.
create table provisioning.member (
  id uuid primary key default gen_random_uuid(),
  authority_id integer not null references territory.authority,
  user_name text not null check (length(user_name) between 1 and 254),
  -- What each key calls them: { "12": "a1b2" }.
  external_ids jsonb not null default '{}',
  given_name text check (length(given_name) <= 120),
  family_name text check (length(family_name) <= 120),
  display_name text not null check (length(display_name) between 1 and 120),
  email text not null check (length(email) <= 254),
  is_active boolean not null,
  invitation_id bigint references accounts.invitation on delete set null,
  person_id bigint references accounts.person on delete cascade,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create unique index member_user_name on provisioning.member (authority_id, lower(user_name));
create index member_invitation on provisioning.member (invitation_id);
create index member_person on provisioning.member (person_id);
alter table provisioning.member enable row level security;
create policy system on provisioning.member to parvis_system using (true);
create policy kept on provisioning.member for select using (authority_id = (select provisioning.key_authority()));
create policy brought on provisioning.member for insert with check (authority_id = (select provisioning.key_authority())
  and (person_id is null or accounts.keeps_agent(person_id, authority_id))
  and (invitation_id is null or exists (select from accounts.invitation i where i.id = invitation_id))
  and platform.is_told_now(created_at) and platform.is_told_now(changed_at));
create policy changed on provisioning.member for update using (authority_id = (select provisioning.key_authority()))
  with check ((invitation_id is null or exists (select from accounts.invitation i where i.id = invitation_id)) and platform.is_told_now(changed_at));
create policy taken_away on provisioning.member for delete using (authority_id = (select provisioning.key_authority()));
grant select, delete, insert (authority_id, user_name, external_ids, given_name, family_name, display_name, email, is_active, invitation_id,
    person_id, created_at, changed_at),
  update (user_name, external_ids, given_name, family_name, display_name, email, is_active, invitation_id, changed_at)
  on provisioning.member to parvis_app;
grant select, insert, update, delete on provisioning.member to parvis_system;

-- Who accepted is known to the directory that invited.
create function provisioning.know_who_accepted() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update provisioning.member m set person_id = new.person_id where m.invitation_id = new.id;
  return new;
end $$;
revoke execute on function provisioning.know_who_accepted() from public;
create trigger know_who_accepted after update of person_id on accounts.invitation
  for each row when (new.person_id is not null) execute function provisioning.know_who_accepted();

-- A key keeps the agents of every unit of its authority, and of no other.
create or replace function accounts.find_governed() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when provisioning.key_id() is null then accounts.governed_by(platform.person_id())
    else array(select u.id from territory.unit u where u.authority_id = provisioning.key_authority()) end $$;

-- An administrator's post is given by people alone; a key that says that somebody has left ends it with the others, but for the last one,
-- and gives back what a key ended, never what people did.
alter table accounts.departure add column by_key bigint default provisioning.key_id() references provisioning.key;
create index departure_by_key on accounts.departure (by_key);
create function accounts.dismisses(unit integer, as_role text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select accounts.governs(unit, as_role)
    or exists (select from territory.unit u where u.id = unit and u.authority_id = provisioning.key_authority()) $$;
create function accounts.gives_back(ended_by_key bigint, unit integer, as_role text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when ended_by_key is null then accounts.governs(unit, as_role) else accounts.dismisses(unit, as_role) end $$;
revoke execute on function accounts.dismisses, accounts.gives_back from public;
do $$
begin
  execute replace(pg_get_functiondef('accounts.leave(bigint, integer, date, jsonb)'::regprocedure),
    'accounts.governs(', 'accounts.dismisses(');
  execute replace(pg_get_functiondef('accounts.undo_leaving(bigint)'::regprocedure),
    'accounts.governs(', 'accounts.gives_back(held.by_key, ');
end $$;

-- What a key invites is its own: ended with it, when it is taken back or over.
alter table accounts.invitation add column by_key bigint default provisioning.key_id() references provisioning.key;
create index invitation_by_key on accounts.invitation (by_key);
create policy invited_by_key on accounts.invitation for insert with check (authority_id = (select provisioning.key_authority())
  and accounts.governs_all(posts, authority_id) and invited_by is null and by_key is not null
  and platform.is_told_now(invited_at) and ended_at is null and person_id is null);
create or replace function accounts.stands_still(invitation bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select bool_and(u.closed_on is null and (i.by_key is null or k.revoked_at is null and k.ends_on >= (platform.now() at time zone 'UTC')::date)
    and (i.invited_by is null or p.closed_at is null and u.id = any (accounts.governed_by(i.invited_by))
    and (post ->> 'role' <> 'admin' or accounts.is_administered_by(i.invited_by, u.id))))
  from accounts.invitation i left join accounts.person p on p.id = i.invited_by left join provisioning.key k on k.id = i.by_key
  cross join jsonb_array_elements(i.posts) post join territory.unit u on u.id = (post ->> 'unitId')::integer
  where i.id = invitation and i.ended_at is null $$;

-- What an invitation promises may change while it waits.
drop policy changed on accounts.invitation;
create policy changed on accounts.invitation for update using (ended_at is null and accounts.governs_all(posts, authority_id))
  with check (person_id is null and accounts.governs_all(posts, authority_id) and (ended_at is null or platform.is_told_now(ended_at)));
grant update (posts) on accounts.invitation to parvis_app;

-- What a key does is told under its name.
create policy tell_by_key on platform.event for insert with check (subject_kind in ('post', 'invitation', 'departure') and erased_at is null
  and platform.is_told_now(at) and actor_kind = 'program' and actor_id is null and actor_label = (select provisioning.key_label())
  and case subject_kind when 'post' then accounts.keeps_post(subject_id)
    when 'invitation' then exists (select from accounts.invitation i where i.id = subject_id)
    else exists (select from accounts.departure d where d.id = subject_id) end);
create policy key on platform.event for select using (subject_kind = 'key' and exists (select from provisioning.key k where k.id = subject_id));
create policy tell_key on platform.event for insert with check (subject_kind = 'key' and erased_at is null and platform.is_told_now(at)
  and actor_kind = 'agent' and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and exists (select from provisioning.key k where k.id = subject_id));

-- A key reaches something too, and what it reaches is nobody else's.
do $$
declare
  told text := pg_get_functiondef('audiences.kept(text)'::regprocedure);
begin
  told := replace(told, 'who constant text := concat(person, ''/'', visitor);',
    'calling constant text := coalesce(current_setting(''parvis.key'', true), '''');
  who constant text := concat(person, ''/'', visitor, ''/'', calling);');
  told := replace(told, 'if person is null and (', 'if person is null and calling = '''' and (');
  execute told;
end $$;
