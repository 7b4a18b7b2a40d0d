-- Forums: rooms of talk that an authority opens to an audience. What is said there stands in threads, as on any subject; beside it, its number in
-- the thread, whom it quotes, how far each has read, and what moderators do: nothing is deleted, a message is hidden with its reason, its author
-- contests once, another moderator decides.
create schema forums;
grant usage on schema forums to parvis_app, parvis_system;

create table forums.forum (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  -- Never « Public »: colleagues talk among themselves.
  audience_id integer not null references audiences.audience check (audience_id <> 1),
  name text not null check (char_length(name) between 3 and 80),
  purpose text not null check (char_length(purpose) between 3 and 300),
  author_id bigint references accounts.person on delete set null,
  author_label text not null,
  at timestamptz not null,
  -- Read from then on, and written no more.
  closed_at timestamptz,
  version integer not null default 1
);
create unique index forum_name on forums.forum (authority_id, lower(name));
create index forum_audience on forums.forum (audience_id);
create index forum_author on forums.forum (author_id);

create table forums.thread (
  id integer generated always as identity primary key,
  forum_id integer not null references forums.forum on delete cascade,
  title text not null check (char_length(title) between 3 and 120),
  author_id bigint references accounts.person on delete set null,
  author_label text not null,
  at timestamptz not null,
  -- When something was last said, by whom, which message it is, and how many there are.
  said_at timestamptz not null,
  said_by text not null,
  last_id bigint not null default 0,
  said integer not null default 0,
  ended_at timestamptz
);
create index thread_forum on forums.thread (forum_id, said_at desc, id desc);
create index thread_said on forums.thread (said_at);
create index thread_author on forums.thread (author_id);

-- A message in its thread: its number there, and the one that it quotes, which is read as it is today.
create table forums.post (
  message_id bigint primary key,
  thread_id integer not null references forums.thread on delete cascade,
  n integer not null check (n > 0),
  quotes_id bigint,
  unique (thread_id, n),
  unique (thread_id, message_id),
  foreign key (thread_id, quotes_id) references forums.post (thread_id, message_id)
);
create index post_quotes on forums.post (thread_id, quotes_id) where quotes_id is not null;

-- A message that moderators alone read, until it is shown again.
create table forums.hiding (
  id integer generated always as identity primary key,
  message_id bigint not null,
  thread_id integer not null,
  rule text not null check (rule in ('person', 'advert', 'hurt', 'law', 'other')),
  word text not null default '' check (char_length(word) <= 400),
  -- Of the message.
  author_id bigint references accounts.person on delete set null,
  author_label text not null,
  by_id bigint references accounts.person on delete set null,
  by_label text not null,
  at timestamptz not null,
  lifted_at timestamptz,
  lifted_label text,
  check (rule <> 'other' or char_length(word) >= 3),
  foreign key (thread_id, message_id) references forums.post (thread_id, message_id) on delete cascade
);
create unique index hiding_now on forums.hiding (message_id) where lifted_at is null;
create index hiding_thread on forums.hiding (thread_id, message_id);
create index hiding_author on forums.hiding (author_id);
create index hiding_by on forums.hiding (by_id);

-- What its author answers, once, and what another moderator decides.
create table forums.appeal (
  hiding_id integer primary key references forums.hiding on delete cascade,
  person_id bigint references accounts.person on delete set null,
  word text not null check (char_length(word) between 3 and 1000),
  at timestamptz not null,
  is_upheld boolean,
  because text not null default '' check (char_length(because) <= 400),
  decided_id bigint references accounts.person on delete set null,
  decided_label text,
  decided_at timestamptz,
  check ((is_upheld is null) = (decided_at is null))
);
create index appeal_person on forums.appeal (person_id);
create index appeal_decided on forums.appeal (decided_id);

create table forums.report (
  message_id bigint not null,
  thread_id integer not null,
  person_id bigint not null references accounts.person on delete cascade,
  rule text not null check (rule in ('person', 'advert', 'hurt', 'law', 'other')),
  at timestamptz not null,
  settled_at timestamptz,
  primary key (message_id, person_id),
  foreign key (thread_id, message_id) references forums.post (thread_id, message_id) on delete cascade
);
create index report_thread on forums.report (thread_id, message_id);
create index report_person on forums.report (person_id);

-- How far somebody has read a thread, and when they want to be told of it: their own.
create table forums.reading (
  person_id bigint not null references accounts.person on delete cascade,
  thread_id integer not null references forums.thread on delete cascade,
  message_id bigint not null default 0,
  -- null: as for any thread, when one is named or quoted.
  wants text check (wants in ('every', 'named', 'never')),
  primary key (person_id, thread_id)
);
create index reading_thread on forums.reading (thread_id) where wants = 'every';

-- Who moderates: whoever publishes for its authority.
create function forums.moderates(forum integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.person_id() is not null and platform.helper_id() is null and exists (select from forums.forum f where f.id = forum
    and f.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])) $$;
create function forums.moderates_thread(thread integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select forums.moderates((select t.forum_id from forums.thread t where t.id = thread)) $$;
-- Who writes: whoever reads it, in their own name, while it is open.
create function forums.takes(forum integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.person_id() is not null and platform.helper_id() is null and exists (select from forums.forum f where f.id = forum
    and f.closed_at is null and (f.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
      or f.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))) $$;
create function forums.meets(person bigint, audience integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from (select audiences.keys_of(person, false) as keys) held, audiences.clause c where c.audience_id = audience
    and audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, held.keys)) $$;

create function forums.sign() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() then new.author_id := null; new.author_label := null; new.at := null; end if;
  new.author_id := coalesce(new.author_id, platform.person_id());
  new.author_label := coalesce(new.author_label, accounts.acting_name(), 'Parvis');
  new.at := coalesce(new.at, platform.now());
  return new;
end $$;
create trigger sign before insert on forums.forum for each row execute function forums.sign();
create trigger sign before insert on forums.thread for each row execute function forums.sign();
create function forums.begin_thread() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.said_at := coalesce(new.said_at, new.at);
    new.said_by := coalesce(new.said_by, new.author_label);
  elsif not platform.is_system() and new.ended_at is not null then new.ended_at := platform.now();
  end if;
  return new;
end $$;
-- After `sign`, in the order of names.
create trigger start_thread before insert or update on forums.thread for each row execute function forums.begin_thread();
create function forums.guard_forum() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from audiences.audience a where a.id = new.audience_id and a.authority_id = new.authority_id) then
    raise check_violation using constraint = 'forum_audience', message = 'an audience of another authority';
  end if;
  if tg_op = 'UPDATE' then
    new.version := greatest(new.version, old.version + 1);
    if not platform.is_system() and new.closed_at is not null then new.closed_at := coalesce(old.closed_at, platform.now()); end if;
  end if;
  return new;
end $$;
create trigger guard_forum before insert or update on forums.forum for each row execute function forums.guard_forum();
-- What is found follows its audience.
create function forums.readdress() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update forums.thread t set said = t.said where t.forum_id = new.id;
  return null;
end $$;
create trigger readdress after update of audience_id, name on forums.forum for each row
  when (old.audience_id is distinct from new.audience_id or old.name <> new.name) execute function forums.readdress();

create function forums.count_said() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  place integer;
begin
  update forums.thread t set said = t.said + 1 where t.id = new.subject_id returning t.said into place;
  insert into forums.post (message_id, thread_id, n) values (new.id, new.subject_id, place);
  update forums.thread t set said_at = new.created_at, said_by = new.author_label, last_id = greatest(t.last_id, new.id) where t.id = new.subject_id;
  return null;
end $$;
create trigger count_said_in_forums after insert on threads.message for each row when (new.subject_kind = 'forumthread')
  execute function forums.count_said();

create function forums.sign_hiding() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- What comes back from a copy says by whom it was.
  if tg_op = 'INSERT' and not (platform.is_system() and new.by_label is not null) then
    select m.author_id, m.author_label into new.author_id, new.author_label from threads.message m where m.id = new.message_id;
    new.by_id := platform.person_id(); new.by_label := accounts.acting_name(); new.at := platform.now();
    new.lifted_at := null; new.lifted_label := null;
  elsif tg_op = 'UPDATE' and not platform.is_system() and new.lifted_at is not null then new.lifted_at := platform.now(); new.lifted_label := accounts.acting_name();
  end if;
  return new;
end $$;
create trigger sign_hiding before insert or update on forums.hiding for each row execute function forums.sign_hiding();
-- What was reported of it is answered; what was contested of it is granted when it is shown again; what is found of its thread is told anew.
create function forums.follow_hiding() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update forums.report r set settled_at = platform.now() where r.message_id = new.message_id and r.settled_at is null;
  if new.lifted_at is not null then
    update forums.appeal a set is_upheld = true where a.hiding_id = new.id and a.is_upheld is null;
  end if;
  update forums.thread t set said = t.said where t.id = new.thread_id;
  return null;
end $$;
create trigger follow_hiding after insert or update on forums.hiding for each row execute function forums.follow_hiding();

create function forums.sign_appeal() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.is_upheld is null and new.is_upheld is not null then
    new.decided_id := platform.person_id(); new.decided_label := coalesce(accounts.acting_name(), 'Parvis'); new.decided_at := platform.now();
  elsif tg_op = 'INSERT' and not (platform.is_system() and new.at is not null) then
    new.person_id := platform.person_id(); new.at := platform.now(); new.is_upheld := null; new.decided_at := null;
  end if;
  return new;
end $$;
create trigger sign_appeal before insert or update on forums.appeal for each row execute function forums.sign_appeal();
create function forums.follow_appeal() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update forums.hiding h set lifted_at = platform.now(), lifted_label = new.decided_label where h.id = new.hiding_id and h.lifted_at is null;
  return null;
end $$;
create trigger follow_appeal after update on forums.appeal for each row when (new.is_upheld and old.is_upheld is null)
  execute function forums.follow_appeal();

create function forums.sign_report() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and not (platform.is_system() and new.at is not null) then
    new.person_id := platform.person_id(); new.at := platform.now(); new.settled_at := null;
  elsif tg_op = 'UPDATE' and not platform.is_system() then new.settled_at := platform.now();
  end if;
  return new;
end $$;
create trigger sign_report before insert or update on forums.report for each row execute function forums.sign_report();

do $$
declare
  part text;
begin
  foreach part in array array['forum', 'thread', 'post', 'hiding', 'appeal', 'report', 'reading'] loop
    execute format('alter table forums.%I enable row level security', part);
    execute format('create policy system on forums.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on forums.%I to parvis_system', part);
    execute format('grant select on forums.%I to parvis_app', part);
  end loop;
end $$;
grant usage on all sequences in schema forums to parvis_system;

create policy visible on forums.forum for select using (audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
  or authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy opened on forums.forum for insert with check (platform.helper_id() is null
  and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy kept on forums.forum for update using (platform.helper_id() is null
  and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
grant insert (authority_id, audience_id, name, purpose), update (audience_id, name, purpose, closed_at) on forums.forum to parvis_app;

create policy visible on forums.thread for select using (forum_id in (select f.id from forums.forum f));
create policy opened on forums.thread for insert with check (forums.takes(forum_id));
create policy ended on forums.thread for update using (forums.takes(forum_id)
  and (author_id = platform.person_id() or forums.moderates(forum_id)));
grant insert (forum_id, title), update (ended_at) on forums.thread to parvis_app;

create policy visible on forums.post for select using (exists (select from forums.thread t where t.id = thread_id));
-- In the act that says it.
create policy quoting on forums.post for update using (quotes_id is null and exists (select from threads.message m
  where m.id = message_id and m.author_id = platform.person_id() and m.created_at = platform.now()))
  with check (quotes_id < message_id);
grant update (quotes_id) on forums.post to parvis_app;

create policy visible on forums.hiding for select using (exists (select from forums.thread t where t.id = thread_id));
create policy hidden on forums.hiding for insert with check (forums.moderates_thread(thread_id));
create policy lifted on forums.hiding for update using (lifted_at is null and author_id is distinct from platform.person_id()
  and forums.moderates_thread(thread_id)) with check (lifted_at is not null);
grant insert (message_id, thread_id, rule, word), update (lifted_at) on forums.hiding to parvis_app;

create policy visible on forums.appeal for select using (person_id = platform.person_id()
  or exists (select from forums.hiding h where h.id = hiding_id and forums.moderates_thread(h.thread_id)));
create policy contested on forums.appeal for insert with check (person_id = platform.person_id() and platform.helper_id() is null
  and exists (select from forums.hiding h where h.id = hiding_id and h.author_id = platform.person_id() and h.lifted_at is null));
-- By neither of the two.
create policy decided on forums.appeal for update using (is_upheld is null and exists (select from forums.hiding h where h.id = hiding_id
  and h.by_id is distinct from platform.person_id() and h.author_id is distinct from platform.person_id() and forums.moderates_thread(h.thread_id)))
  with check (is_upheld is not null);
grant insert (hiding_id, word), update (is_upheld, because) on forums.appeal to parvis_app;

create policy own on forums.report for select using (person_id = platform.person_id() or forums.moderates_thread(thread_id));
create policy told on forums.report for insert with check (person_id = platform.person_id() and platform.helper_id() is null
  and exists (select from threads.message m where m.id = message_id and m.subject_kind = 'forumthread' and m.subject_id = thread_id));
create policy settled on forums.report for update using (settled_at is null and forums.moderates_thread(thread_id));
grant insert (message_id, thread_id, rule), update (settled_at) on forums.report to parvis_app;

create policy own on forums.reading for all using (person_id = platform.person_id() and platform.helper_id() is null
  and exists (select from forums.thread t where t.id = thread_id));
grant insert, update (message_id, wants) on forums.reading to parvis_app;

-- Those who may tell on a thread, or say something there, hold it until the transaction ends: messages have the order of their numbers.
create function forums.hold(thread integer) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from forums.thread t join forums.forum f on f.id = t.forum_id where t.id = thread
    and (f.audience_id = any (audiences.actor_ids('audience')) or f.authority_id = any (audiences.actor_ids('publisher'))) for update of t;
  return found;
end $$;
create function forums.hold_forum(forum integer) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from forums.forum f where f.id = forum and f.authority_id = any (audiences.actor_ids('publisher')) for update;
  return found;
end $$;
-- Who bears those names, written without accents nor capitals, among those who read a forum that whoever asks reads.
create function forums.named(forum integer, names text[]) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id from forums.forum f join accounts.person p on p.closed_at is null and lower(public.unaccent(p.name)) = any (names)
  where f.id = forum and (f.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
      or f.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))
    and forums.meets(p.id, f.audience_id) limit 20 $$;
-- Whom jobs tell of a message: those who follow the thread, those it names or quotes; still among its readers.
create function forums.recipients(thread integer, named bigint[]) returns table (person_id bigint, name text, address text, is_agent boolean, is_named boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.name, p.email, exists (select from accounts.workplace_holder w where w.person_id = p.id), p.id = any (named)
  from forums.thread t join forums.forum f on f.id = t.forum_id
    join (select r.person_id from forums.reading r where r.thread_id = thread and r.wants = 'every' union select unnest(named)) told on true
    join accounts.person p on p.id = told.person_id and p.closed_at is null
    left join forums.reading r on r.thread_id = thread and r.person_id = p.id
  where t.id = thread and r.wants is distinct from 'never' and forums.meets(p.id, f.audience_id) order by p.id $$;
create function forums.recipient(person bigint) returns table (person_id bigint, name text, address text, is_agent boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.name, p.email, exists (select from accounts.workplace_holder w where w.person_id = p.id)
  from accounts.person p where p.id = person and p.closed_at is null $$;
revoke execute on function forums.moderates, forums.moderates_thread, forums.takes, forums.meets, forums.sign, forums.guard_forum, forums.readdress,
  forums.count_said, forums.sign_hiding, forums.follow_hiding, forums.sign_appeal, forums.follow_appeal, forums.hold, forums.hold_forum,
  forums.named, forums.recipients, forums.recipient from public;
grant execute on function forums.moderates, forums.moderates_thread, forums.takes, forums.hold, forums.hold_forum, forums.named to parvis_app, parvis_system;
grant execute on function forums.recipients, forums.recipient to parvis_system;

-- What is hidden is read by moderators alone, with its files.
call threads.follow('forumthread', 'forums.thread', array['all'],
  $$not exists (select from forums.hiding h where h.message_id = message.id and h.lifted_at is null)
    or forums.moderates_thread(message.subject_id::integer)$$,
  $$message.author_kind = 'agent' and message.author_id = platform.person_id() and message.unit_id is null and held.ended_at is null
    and forums.takes(held.forum_id)$$,
  'person_id is not null');
create policy forumthread on platform.event for select using (subject_kind = 'forumthread'
  and exists (select from forums.thread t where t.id = subject_id));
create policy tell_forumthread on platform.event for insert with check (
  subject_kind = 'forumthread' and erased_at is null and platform.is_told_now(at) and actor_kind in ('agent', 'resident')
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and (name in ('thread.said', 'thread.reported', 'thread.contested', 'thread.ended')
      or name in ('thread.hidden', 'thread.shown', 'thread.judged', 'thread.settled') and forums.moderates_thread(subject_id::integer))
  and exists (select from forums.thread t where t.id = subject_id));
create policy forum on platform.event for select using (subject_kind = 'forum' and exists (select from forums.forum f where f.id = subject_id));
create policy tell_forum on platform.event for insert with check (
  subject_kind = 'forum' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent'
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and name in ('forum.opened', 'forum.changed', 'forum.closed', 'forum.reopened') and forums.moderates(subject_id::integer));

-- What is found: a thread by its title, its first message and the last ones, but what is hidden.
create view forums.thread_found as
  select t.id as subject_id, f.authority_id, f.audience_id, t.at, null::timestamptz as ends_at, t.title,
    concat_ws(E'\n', f.name, (select string_agg(m.body, E'\n' order by m.id) from forums.post p join threads.message m on m.id = p.message_id
      where p.thread_id = t.id and (p.n = 1 or p.n > t.said - 20)
        and not exists (select from forums.hiding h where h.message_id = p.message_id and h.lifted_at is null))) as text
  from forums.thread t join forums.forum f on f.id = t.forum_id;
call search.offer('forumthread', 'forums.thread_found', 'forums.thread');
