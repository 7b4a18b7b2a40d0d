-- Who is invited to work somewhere: the name and address that were typed, the posts that accepting gives. Whether an account has that
-- address is nobody's to learn: nothing here is joined with accounts before the link is followed.
create table accounts.invitation (
  id bigint generated always as identity primary key,
  authority_id integer not null references territory.authority,
  email text not null check (length(email) <= 254),
  name text not null check (length(name) between 1 and 120),
  -- [{ unitId, role, from, to }]: days as texts, `to` null without end.
  posts jsonb not null check (jsonb_typeof(posts) = 'array' and jsonb_array_length(posts) between 1 and 20),
  invited_by bigint references accounts.person,
  invited_at timestamptz not null,
  ended_at timestamptz,
  -- Who accepted; null for an invitation taken back.
  person_id bigint references accounts.person
);
create unique index invitation_open on accounts.invitation (authority_id, lower(email)) where ended_at is null;
create index invitation_by on accounts.invitation (invited_by);
create index invitation_person on accounts.invitation (person_id);

create function accounts.governs_all(posts jsonb, authority integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select bool_and(accounts.governs((p ->> 'unitId')::integer, p ->> 'role') and u.authority_id = authority)
  from jsonb_array_elements(posts) p left join territory.unit u on u.id = (p ->> 'unitId')::integer $$;

-- Whoever invited must still keep what is promised when it is accepted, in units that are open.
create function accounts.stands_still(invitation bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select bool_and(u.closed_on is null and (i.invited_by is null or p.closed_at is null and u.id = any (accounts.governed_by(i.invited_by))
    and (post ->> 'role' <> 'admin' or accounts.is_administered_by(i.invited_by, u.id))))
  from accounts.invitation i left join accounts.person p on p.id = i.invited_by
  cross join jsonb_array_elements(i.posts) post join territory.unit u on u.id = (post ->> 'unitId')::integer
  where i.id = invitation and i.ended_at is null $$;
revoke execute on function accounts.stands_still(bigint) from public;
grant execute on function accounts.stands_still(bigint) to parvis_system;

alter table accounts.invitation enable row level security;
create policy system on accounts.invitation to parvis_system using (true);
create policy kept on accounts.invitation for select using (accounts.governs_all(posts, authority_id));
create policy invited on accounts.invitation for insert with check (accounts.governs_all(posts, authority_id)
  and invited_by = (select platform.person_id()) and platform.is_told_now(invited_at) and ended_at is null and person_id is null);
create policy changed on accounts.invitation for update using (ended_at is null and accounts.governs_all(posts, authority_id))
  with check (person_id is null and platform.is_told_now(ended_at));
grant select, insert (authority_id, email, name, posts, invited_by, invited_at), update (ended_at) on accounts.invitation to parvis_app;
grant select, insert, update, delete on accounts.invitation to parvis_system;

create policy invitation on platform.event for select using (subject_kind = 'invitation'
  and exists (select from accounts.invitation i where i.id = subject_id));
create policy tell_invitation on platform.event for insert with check (subject_kind = 'invitation' and erased_at is null
  and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and exists (select from accounts.invitation i where i.id = subject_id));
