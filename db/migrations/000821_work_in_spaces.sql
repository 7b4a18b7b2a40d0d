-- What is kept in a space: documents in folders, with their versions; subjects on which one talks; meetings; tasks. Each row names its
-- space, which its members read; whoever contributes writes while the space is open.

-- Who wrote, and when, are the database's to say: for a collaborator, the member whose seats are lent, under both names.
create function spaces.sign() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() then new.author_id := null; new.author_label := null; new.at := null; end if;
  new.author_id := coalesce(new.author_id, accounts.seated());
  new.author_label := coalesce(new.author_label, accounts.acting_name(), 'Parvis');
  new.at := coalesce(new.at, platform.now());
  return new;
end $$;

create table spaces.folder (
  id integer generated always as identity primary key,
  space_id integer not null references spaces.space on delete cascade,
  parent_id integer references spaces.folder on delete cascade,
  name text not null check (char_length(name) between 1 and 80 and name !~ '[/\\]'),
  unique (id, space_id),
  foreign key (parent_id, space_id) references spaces.folder (id, space_id),
  constraint folder_name unique nulls not distinct (space_id, parent_id, name)
);
create table spaces.document (
  id integer generated always as identity primary key,
  space_id integer not null references spaces.space on delete cascade,
  folder_id integer,
  name text not null check (char_length(name) between 1 and 120 and name !~ '[/\\]'),
  -- Raised by every act.
  version integer not null default 1,
  unique (id, space_id),
  foreign key (folder_id, space_id) references spaces.folder (id, space_id) on delete cascade,
  constraint document_name unique nulls not distinct (space_id, folder_id, name)
);
create index document_folder on spaces.document (folder_id);
-- A file as it was given: numbered, never changed.
create table spaces.edition (
  id integer generated always as identity primary key,
  document_id integer not null,
  space_id integer not null references spaces.space on delete cascade,
  n integer not null check (n > 0),
  author_id bigint references accounts.person on delete set null,
  author_label text not null,
  at timestamptz not null,
  unique (document_id, n),
  foreign key (document_id, space_id) references spaces.document (id, space_id) on delete cascade
);
create index edition_author on spaces.edition (author_id);
create index edition_space on spaces.edition (space_id);
create trigger sign before insert on spaces.edition for each row execute function spaces.sign();

-- A folder is in no folder of its own, and no deeper than five.
create function spaces.check_folder() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  above integer := new.parent_id;
  depth integer := 1;
begin
  while above is not null loop
    depth := depth + 1;
    if above = new.id or depth > 5 then raise check_violation using constraint = 'folder_depth', message = 'a folder in itself, or too deep'; end if;
    select f.parent_id into above from spaces.folder f where f.id = above;
  end loop;
  return new;
end $$;
create trigger check_folder before insert or update of parent_id on spaces.folder for each row execute function spaces.check_folder();
create function spaces.number_edition() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update spaces.document d set version = d.version + 1 where d.id = new.document_id;
  if not platform.is_system() then new.n := null; end if;
  new.n := coalesce(new.n, (select coalesce(max(e.n), 0) + 1 from spaces.edition e where e.document_id = new.document_id));
  return new;
end $$;
create trigger number_edition before insert on spaces.edition for each row execute function spaces.number_edition();
create function spaces.count_change() returns trigger language plpgsql as $$
begin
  new.version := greatest(new.version, old.version + 1);
  return new;
end $$;
create trigger count_change before update on spaces.document for each row execute function spaces.count_change();
-- One file each, given by whoever wrote it.
create function spaces.awaits_file(edition integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from spaces.edition e where e.id = edition and e.author_id = accounts.seated() and spaces.contributes(e.space_id))
    and not exists (select from files.file f where f.subject_kind = 'spacefile' and f.subject_id = edition::text) $$;
-- How much a space holds, in bytes, for its members.
create function spaces.held_bytes(space integer) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(sum(f.bytes), 0)::bigint from spaces.edition e join files.file f on f.subject_kind = 'spacefile' and f.subject_id = e.id::text
  where e.space_id = space and (platform.is_system() or space = any (audiences.actor_ids('space'))) $$;

create table spaces.topic (
  id integer generated always as identity primary key,
  space_id integer not null references spaces.space on delete cascade,
  title text not null check (char_length(title) between 3 and 120),
  author_id bigint references accounts.person on delete set null,
  author_label text not null,
  at timestamptz not null,
  -- When something was last said, by whom, and how many times.
  said_at timestamptz not null,
  said_by text not null,
  said integer not null default 0,
  -- Nothing more is said on it from then on.
  ended_at timestamptz
);
create index topic_space on spaces.topic (space_id, said_at desc, id desc);
create index topic_author on spaces.topic (author_id);
create trigger sign before insert on spaces.topic for each row execute function spaces.sign();
create function spaces.begin_topic() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.said_at := coalesce(new.said_at, new.at);
    new.said_by := coalesce(new.said_by, new.author_label);
  elsif not platform.is_system() and new.ended_at is not null then new.ended_at := platform.now();
  end if;
  return new;
end $$;
-- After `sign`, in the order of names.
create trigger start_topic before insert or update on spaces.topic for each row execute function spaces.begin_topic();
-- How far somebody has read: their own.
create table spaces.reading (
  person_id bigint not null references accounts.person on delete cascade,
  topic_id integer not null references spaces.topic on delete cascade,
  message_id bigint not null,
  primary key (person_id, topic_id)
);
create index reading_topic on spaces.reading (topic_id);
create function spaces.count_said() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update spaces.topic t set said = t.said + 1, said_at = new.created_at, said_by = new.author_label where t.id = new.subject_id;
  return null;
end $$;
create trigger count_said after insert on threads.message for each row when (new.subject_kind = 'topic') execute function spaces.count_said();
-- Those who may tell on a subject hold it until the transaction ends.
create function spaces.hold_topic(topic integer) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from spaces.topic t where t.id = topic and t.space_id = any (audiences.actor_ids('space')) for update;
  return found;
end $$;

create table spaces.meeting (
  id integer generated always as identity primary key,
  space_id integer not null references spaces.space on delete cascade,
  title text not null check (char_length(title) between 3 and 120),
  starts_at timestamptz not null,
  ends_at timestamptz,
  place text not null check (char_length(place) <= 160),
  text text not null check (char_length(text) <= 4000),
  author_id bigint references accounts.person on delete set null,
  author_label text not null,
  at timestamptz not null,
  version integer not null default 1,
  constraint meeting_days check (ends_at > starts_at)
);
create index meeting_space on spaces.meeting (space_id, starts_at);
create index meeting_author on spaces.meeting (author_id);
create trigger sign before insert on spaces.meeting for each row execute function spaces.sign();
create trigger count_change before update on spaces.meeting for each row execute function spaces.count_change();

create table spaces.task (
  id integer generated always as identity primary key,
  space_id integer not null references spaces.space on delete cascade,
  title text not null check (char_length(title) between 3 and 160),
  due_on date,
  -- Who does it, a member on the day it was entrusted to them.
  assignee_id bigint references accounts.person on delete set null,
  assignee_label text,
  author_id bigint references accounts.person on delete set null,
  author_label text not null,
  at timestamptz not null,
  done_at timestamptz,
  done_label text,
  version integer not null default 1,
  check ((done_at is null) = (done_label is null))
);
create index task_space on spaces.task (space_id, due_on);
create index task_assignee on spaces.task (assignee_id);
create index task_author on spaces.task (author_id);
create trigger sign before insert on spaces.task for each row execute function spaces.sign();
create trigger count_change before update on spaces.task for each row execute function spaces.count_change();
create function spaces.check_task() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() then
    new.assignee_label := coalesce(new.assignee_label, (select p.name from accounts.person p where p.id = new.assignee_id));
    return new;
  end if;
  if new.assignee_id is null then new.assignee_label := null;
  elsif tg_op = 'INSERT' or new.assignee_id is distinct from old.assignee_id then
    new.assignee_label := (select p.name from accounts.person p where p.id = new.assignee_id
      and exists (select from spaces.space_holder h where h.id = new.space_id and h.person_id = p.id));
    if new.assignee_label is null then raise check_violation using constraint = 'task_assignee', message = 'who does it is in the space'; end if;
  end if;
  if new.done_at is null then new.done_label := null;
  elsif tg_op = 'INSERT' or old.done_at is null then new.done_at := platform.now(); new.done_label := accounts.acting_name();
  end if;
  return new;
end $$;
create trigger check_task before insert or update on spaces.task for each row execute function spaces.check_task();

revoke execute on function spaces.sign, spaces.check_folder, spaces.number_edition, spaces.count_said, spaces.check_task, spaces.hold_topic,
  spaces.held_bytes from public;
grant execute on function spaces.hold_topic, spaces.held_bytes to parvis_app, parvis_system;

do $$
declare
  part text;
begin
  foreach part in array array['folder', 'document', 'edition', 'topic', 'meeting', 'task'] loop
    execute format('alter table spaces.%I enable row level security', part);
    execute format('create policy system on spaces.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on spaces.%I to parvis_system', part);
    execute format('grant select on spaces.%I to parvis_app', part);
    execute format('create policy visible on spaces.%I for select using (space_id = any ((select audiences.actor_ids(''space''))::bigint[]))', part);
    execute format('create policy added on spaces.%I for insert with check (spaces.contributes(space_id))', part);
    execute format('create policy changed on spaces.%I for update using (spaces.contributes(space_id)) with check (spaces.contributes(space_id))', part);
    execute format('create policy removed on spaces.%I for delete using (spaces.contributes(space_id))', part);
  end loop;
end $$;
grant usage on all sequences in schema spaces to parvis_system;
grant insert (space_id, parent_id, name), update (parent_id, name), delete on spaces.folder to parvis_app;
grant insert (space_id, folder_id, name), update (folder_id, name), delete on spaces.document to parvis_app;
grant insert (document_id, space_id) on spaces.edition to parvis_app;
grant insert (space_id, title), update (ended_at) on spaces.topic to parvis_app;
grant insert (space_id, title, starts_at, ends_at, place, text), update (title, starts_at, ends_at, place, text), delete on spaces.meeting to parvis_app;
grant insert (space_id, title, due_on, assignee_id), update (title, due_on, assignee_id, done_at), delete on spaces.task to parvis_app;

alter table spaces.reading enable row level security;
create policy system on spaces.reading to parvis_system using (true);
grant select, insert, update, delete on spaces.reading to parvis_system;
grant select, insert, update (message_id) on spaces.reading to parvis_app;
create policy own on spaces.reading for all using (person_id = platform.person_id() and platform.helper_id() is null
  and exists (select from spaces.topic t where t.id = topic_id));

call files.follow('spacefile', 'spaces.edition', false, 'spaces.awaits_file(s.id)');
call threads.follow('topic', 'spaces.topic', array['all'], 'true',
  $$message.author_kind = 'agent' and message.author_id = (select accounts.seated()) and held.ended_at is null and spaces.contributes(held.space_id)$$,
  'person_id is not null');
create policy topic on platform.event for select using (subject_kind = 'topic' and exists (select from spaces.topic t where t.id = subject_id));
create policy tell_topic on platform.event for insert with check (
  subject_kind = 'topic' and erased_at is null and platform.is_told_now(at) and actor_kind in ('agent', 'resident')
  and actor_id = (select accounts.seated()) and actor_label = (select accounts.acting_name())
  and name in ('topic.said', 'topic.ended', 'topic.taken_up')
  and exists (select from spaces.topic t where t.id = subject_id and spaces.contributes(t.space_id)));

-- What is found: a space by those who read it, what is in it by its members.
create view spaces.space_found as
  select s.id as subject_id, s.authority_id, s.audience_id, s.opened_at as at, s.archived_at as ends_at, s.name as title,
    s.purpose || E'\n' || s.presentation as text from spaces.space s;
call search.offer('space', 'spaces.space_found', 'spaces.space');
create view spaces.document_found as
  select d.id as subject_id, s.authority_id, s.audience_id, coalesce((select max(e.at) from spaces.edition e where e.document_id = d.id), s.opened_at) as at,
    s.archived_at as ends_at, d.name as title,
    -- A name of a file is one word to the search: its parts are found too.
    regexp_replace(d.name, '[._-]+', ' ', 'g') || E'\n' || s.name as text from spaces.document d join spaces.space s on s.id = d.space_id;
call search.offer('spacedocument', 'spaces.document_found', 'spaces.document');
create view spaces.topic_found as
  select t.id as subject_id, s.authority_id, s.audience_id, t.at, s.archived_at as ends_at, t.title,
    concat_ws(E'\n', s.name, (select string_agg(m.body, E'\n' order by m.id desc) from threads.message m
      where m.subject_kind = 'topic' and m.subject_id = t.id)) as text from spaces.topic t join spaces.space s on s.id = t.space_id;
call search.offer('topic', 'spaces.topic_found', 'spaces.topic');
create view spaces.meeting_found as
  select m.id as subject_id, s.authority_id, s.audience_id, m.at, s.archived_at as ends_at, m.title,
    concat_ws(E'\n', s.name, m.place, m.text) as text from spaces.meeting m join spaces.space s on s.id = m.space_id;
call search.offer('meeting', 'spaces.meeting_found', 'spaces.meeting');
-- Once a space is archived, or has another name, what is in it is found otherwise.
create function spaces.find_again() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update spaces.document d set name = d.name where d.space_id = new.id;
  update spaces.topic t set title = t.title where t.space_id = new.id;
  update spaces.meeting m set title = m.title where m.space_id = new.id;
  return null;
end $$;
revoke execute on function spaces.find_again from public;
create trigger find_again after update of name, archived_at on spaces.space for each row
  when (old.name <> new.name or old.archived_at is distinct from new.archived_at) execute function spaces.find_again();
