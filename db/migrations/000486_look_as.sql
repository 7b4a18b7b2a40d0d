-- « Voir comme »: whoever administers an agent’s whole authority looks at Parvis as that agent sees it, a while, in their own session, and
-- changes nothing. Who looked as whom, when and why is kept, and told.
create table accounts.look (
  id bigint generated always as identity primary key,
  -- The session that looks; null once it has ended.
  session_id uuid references accounts.session (id) on delete set null,
  viewer_id bigint not null references accounts.person,
  person_id bigint not null references accounts.person,
  reason text not null check (length(reason) between 1 and 300),
  began_at timestamptz not null,
  ends_at timestamptz not null check (ends_at <= began_at + interval '30 minutes'),
  ended_at timestamptz,
  check (viewer_id <> person_id)
);
create unique index look_open on accounts.look (session_id) where ended_at is null;
create index look_viewer on accounts.look (viewer_id);
create index look_person on accounts.look (person_id, began_at);
create index look_began on accounts.look (began_at);

-- May that person look as the other at this very moment? As somebody who works, and whose every post, of today or to come, is in an
-- authority that the first administers whole: whoever administers a unit alone reads nothing of its work, by this no more than otherwise.
create function accounts.may_look(who bigint, person bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select who <> person
    and (select count(*) from accounts.person p where p.id in (who, person) and p.closed_at is null) = 2
    and exists (select from accounts.membership m where m.person_id = person
      and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today()))
    and not exists (select from accounts.membership m where m.person_id = person
      and (m.valid_to is null or m.valid_to >= platform.today()) and not accounts.is_administered_by(who, m.unit_id)) $$;
revoke execute on function accounts.may_look(bigint, bigint) from public;
grant execute on function accounts.may_look(bigint, bigint) to parvis_system;

-- Whether it may be offered; asked by whoever acts, of themselves.
create function accounts.may_look(person bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.helper_id() is null and accounts.may_look(platform.person_id(), person) $$;

-- Begins it, in the session of that token. Never within another.
create function accounts.begin_look(token bytea, person bigint, reason text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  here uuid;
  begun bigint;
begin
  select s.id into here from accounts.session s where s.token_hash = token and s.person_id = platform.person_id()
    and s.expires_at > platform.now() and s.mandate_id is null for update;
  if here is null or not coalesce(accounts.may_look(person), false) then
    raise insufficient_privilege using message = 'one looks as an agent of one''s own authority, in one''s own session';
  end if;
  update accounts.look l set ended_at = l.ends_at where l.session_id = here and l.ended_at is null and l.ends_at <= platform.now();
  insert into accounts.look (session_id, viewer_id, person_id, reason, began_at, ends_at)
    values (here, platform.person_id(), person, reason, platform.now(), platform.now() + interval '30 minutes') returning id into begun;
  return begun;
end $$;

alter table accounts.look enable row level security;
create policy system on accounts.look to parvis_system using (true);
-- Read by whoever looked, whoever was looked as, and those who keep the latter.
create policy told on accounts.look for select using (viewer_id = platform.person_id() or person_id = platform.person_id()
  or person_id in (select g.person_id from accounts.governed_posts() g));
grant select on accounts.look to parvis_app;
grant select, insert, update, delete on accounts.look to parvis_system;

create policy look on platform.event for select using (subject_kind = 'look' and exists (select from accounts.look l where l.id = subject_id));
create policy tell_look on platform.event for insert with check (subject_kind = 'look' and name = 'look.begun' and erased_at is null
  and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name())
  and exists (select from accounts.look l where l.id = subject_id and l.viewer_id = platform.person_id()));

-- What is somebody's own stays theirs, whatever page is asked.
create function platform.looks() returns boolean language sql stable parallel safe as
  $$ select coalesce(current_setting('parvis.looks', true), '') = 'on' $$;
do $$
declare
  own text;
begin
  foreach own in array array['accounts.mandate', 'accounts.profile_value', 'forms.draft', 'threads.draft', 'notices.notice', 'notices.choice',
    'notices.quiet', 'platform.run', 'platform.run_line']
  loop
    execute format('create policy unseen on %s as restrictive to parvis_app using (not (select platform.looks()))', own);
  end loop;
end $$;
