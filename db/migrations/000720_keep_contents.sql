-- Contents: what an authority writes for everybody or for an audience. A text is kept in editions that never change; a publication shows
-- one of them, to an audience, between two instants. What is shown stays so until the next publication begins: nothing has to be done then.
create table publishing.content (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  -- Whoever answers for it.
  unit_id integer not null references territory.unit,
  -- Of the kind of definition « content », under a version that each edition says.
  type text not null check (type ~ '^[a-z][a-z-]{1,39}$'),
  -- Whoever began it; they keep it as long as they work in its unit.
  author_id bigint references accounts.person on delete set null,
  changed_at timestamptz not null,
  -- Number of what is read by whoever changes it: raised by every act.
  version integer not null default 1,
  -- Number of its last edition.
  edition integer not null default 0,
  -- Since when its last edition waits for somebody who publishes.
  proposed_at timestamptz,
  -- Why the last proposal was sent back; null once it is proposed again.
  refused_because text check (char_length(refused_because) between 3 and 1000),
  -- From when it is put away; it may be foreseen.
  archived_at timestamptz,
  check (proposed_at is null or refused_because is null)
);
create index content_authority on publishing.content (authority_id, changed_at desc, id desc);
create index content_author on publishing.content (author_id, changed_at desc, id desc);
create index content_unit on publishing.content (unit_id);

create table publishing.edition (
  content_id integer not null references publishing.content on delete cascade,
  n integer not null check (n > 0),
  type_version integer not null,
  title text not null check (char_length(title) between 3 and 160),
  summary text not null check (char_length(summary) <= 400),
  theme text not null check (char_length(theme) <= 60),
  -- The territory it speaks of: `commune:69029`, `conference:7`.
  about text[] not null check (cardinality(about) <= 12 and octet_length(about::text) <= 400),
  -- What is typed, by field of the type.
  fields jsonb not null check (jsonb_typeof(fields) = 'object' and octet_length(fields::text) <= 600000),
  author_id bigint references accounts.person on delete set null,
  written_at timestamptz not null,
  -- The one it brings back.
  restores integer check (restores < n),
  primary key (content_id, n)
);
create index edition_author on publishing.edition (author_id);

create table publishing.publication (
  id integer generated always as identity primary key,
  content_id integer not null,
  edition integer not null,
  -- As the content and its edition say them on that day: readers read nothing else.
  authority_id integer not null references territory.authority,
  unit_id integer not null references territory.unit,
  type text not null,
  type_version integer not null,
  title text not null,
  summary text not null,
  theme text not null,
  about text[] not null,
  fields jsonb not null,
  audience_id integer not null references audiences.audience,
  starts_at timestamptz not null,
  -- When the next one begins, or it is put away; at its start, it never was.
  ends_at timestamptz,
  -- The end that was chosen for it: it has it again when the next one is called off.
  until_at timestamptz,
  -- Its place in lists: that of what it corrects, when it is published without telling.
  dated_at timestamptz not null,
  is_silent boolean not null,
  -- Is it among what is new?
  is_announced boolean not null,
  -- When somebody last vouched for it, and when somebody is to again.
  reviewed_at timestamptz not null,
  review_on date not null,
  check (ends_at >= starts_at),
  foreign key (content_id, edition) references publishing.edition on delete cascade,
  constraint publication_alone exclude using gist (int4range(content_id, content_id, '[]') with &&, tstzrange(starts_at, ends_at) with &&)
);
-- The newest of an audience, without reading the others'.
create index publication_audience on publishing.publication (audience_id, dated_at desc, id desc) include (starts_at, ends_at, type, theme);
create index publication_content on publishing.publication (content_id, starts_at desc);
create index publication_edition on publishing.publication (content_id, edition);

-- A content is of a unit of its authority. Whoever writes it without publishing changes its text and proposes it: nothing else.
create function publishing.guard_content() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from territory.unit u where u.id = new.unit_id and u.authority_id = new.authority_id) then
    raise insufficient_privilege using message = 'a unit of another authority';
  end if;
  if tg_op = 'INSERT' then
    -- What comes back from a copy says these itself.
    if not platform.is_system() then new.changed_at := null; new.author_id := null; end if;
    new.changed_at := coalesce(new.changed_at, platform.now());
    new.author_id := coalesce(new.author_id, platform.person_id());
    return new;
  end if;
  if platform.is_system() then return new; end if;
  new.changed_at := platform.now();
  new.version := old.version + 1;
  if new.proposed_at is distinct from old.proposed_at and new.proposed_at is not null then new.proposed_at := platform.now(); end if;
  if not new.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
      and (new.archived_at is distinct from old.archived_at
        or new.refused_because is not null and new.refused_because is distinct from old.refused_because) then
    raise insufficient_privilege using message = 'whoever publishes decides of it';
  end if;
  return new;
end $$;
create trigger guard_content before insert or update on publishing.content for each row execute function publishing.guard_content();

-- An edition is the next one, in the name of whoever writes it.
create function publishing.number_edition() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() then new.n := null; new.author_id := null; new.written_at := null; end if;
  new.author_id := coalesce(new.author_id, platform.person_id());
  new.written_at := coalesce(new.written_at, platform.now());
  update publishing.content set edition = greatest(coalesce(new.n, edition + 1), edition) where id = new.content_id
    returning coalesce(new.n, edition) into new.n;
  return new;
end $$;
create trigger number_edition before insert on publishing.edition for each row execute function publishing.number_edition();

-- A publication shows what its edition says, from now on or later.
create function publishing.begin_publication() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  former publishing.publication;
begin
  select c.authority_id, c.unit_id, c.type, e.type_version, e.title, e.summary, e.theme, e.about, e.fields
    into new.authority_id, new.unit_id, new.type, new.type_version, new.title, new.summary, new.theme, new.about, new.fields
    from publishing.edition e join publishing.content c on c.id = e.content_id where e.content_id = new.content_id and e.n = new.edition;
  if not platform.is_system() then new.starts_at := greatest(new.starts_at, platform.now()); end if;
  select * into former from publishing.publication p where p.content_id = new.content_id and p.ends_at is distinct from p.starts_at
    order by p.starts_at desc limit 1;
  -- What comes back from a copy says these itself.
  new.reviewed_at := coalesce(new.reviewed_at, new.starts_at);
  new.dated_at := coalesce(new.dated_at, case when new.is_silent then former.dated_at end, new.starts_at);
  new.until_at := coalesce(new.until_at, new.ends_at);
  new.is_announced := coalesce(new.is_announced, not new.is_silent or coalesce(former.is_announced, false));
  return new;
end $$;
-- Before its audience is judged by what it says (in the order of names).
create trigger begin_publication before insert on publishing.publication for each row execute function publishing.begin_publication();
create trigger check_audience before insert or update of audience_id on publishing.publication for each row
  when (not platform.is_system()) execute function publishing.check_audience();

-- What is shown is vouched for today, and never as if it had been later; it ends, and is not said to have ended before.
create function publishing.guard_publication() returns trigger language plpgsql as $$
begin
  if platform.is_system() then return new; end if;
  if new.reviewed_at is distinct from old.reviewed_at then new.reviewed_at := platform.now(); end if;
  if new.ends_at is distinct from old.ends_at then
    if old.ends_at <= platform.now() then raise insufficient_privilege using message = 'what is over stays so'; end if;
    -- What ends now ends by the clock of the database, which the program's is a little behind.
    if new.ends_at is not null and old.starts_at <= platform.now() then new.ends_at := greatest(new.ends_at, platform.now()); end if;
  end if;
  return new;
end $$;
create trigger guard_publication before update on publishing.publication for each row execute function publishing.guard_publication();
revoke execute on function publishing.guard_content, publishing.number_edition, publishing.begin_publication from public;

-- May whoever acts write it; may they publish it?
create function publishing.holds_content(content bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.content c where c.id = content and (c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
    or c.author_id = platform.person_id() and c.unit_id = any ((select audiences.actor_ids('staff'))::bigint[]))) $$;
create function publishing.publishes_content(content bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.content c where c.id = content and c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])) $$;

do $$
declare
  part text;
begin
  foreach part in array array['content', 'edition', 'publication'] loop
    execute format('alter table publishing.%I enable row level security', part);
    execute format('create policy system on publishing.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on publishing.%I to parvis_system', part);
    execute format('grant select on publishing.%I to parvis_app', part);
  end loop;
end $$;
grant usage on all sequences in schema publishing to parvis_system;

grant insert (authority_id, unit_id, type), update (unit_id, proposed_at, refused_because, archived_at) on publishing.content to parvis_app;
create policy written on publishing.content for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  or author_id = platform.person_id() and unit_id = any ((select audiences.actor_ids('staff'))::bigint[]));
create policy begun on publishing.content for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  or unit_id = any ((select audiences.actor_ids('staff'))::bigint[]));
create policy changed on publishing.content for update using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  or author_id = platform.person_id() and unit_id = any ((select audiences.actor_ids('staff'))::bigint[]));

grant insert (content_id, type_version, title, summary, theme, about, fields, restores) on publishing.edition to parvis_app;
create policy written on publishing.edition for select using (exists (select from publishing.content c where c.id = content_id));
create policy added on publishing.edition for insert with check (publishing.holds_content(content_id));

grant insert (content_id, edition, audience_id, starts_at, ends_at, is_silent, review_on),
  update (unit_id, audience_id, ends_at, reviewed_at, review_on) on publishing.publication to parvis_app;
create policy visible on publishing.publication for select using (
  starts_at <= platform.now() and (ends_at is null or ends_at > platform.now()) and audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
  or authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  or exists (select from publishing.content c where c.id = content_id));
create policy begun on publishing.publication for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy changed on publishing.publication for update using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));

create policy content on platform.event for select using (subject_kind = 'content' and publishing.holds_content(subject_id));
create policy tell_content on platform.event for insert with check (
  subject_kind = 'content' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name())
  and (name in ('content.begun', 'content.written', 'content.proposed', 'content.taken_back') and publishing.holds_content(subject_id)
    or name in ('content.refused', 'content.published', 'content.unscheduled', 'content.reviewed', 'content.archived', 'content.reopened',
      'content.readdressed') and publishing.publishes_content(subject_id)));

-- Which communes a conference gathers is said to everybody: contents speak of them by its name.
create function bodies.conferences() returns table (id integer, name text, communes integer[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.id, b.name, array_agg(g.authority_id order by g.authority_id) from bodies.body b join bodies.gathered g on g.body_id = b.id
  where b.kind = 'conference' group by b.id, b.name $$;
