-- Syndication: what an authority takes up from elsewhere. A source is a feed of the web, or what another authority publishes here for
-- everybody; its items are read by a job; a content that was made of one keeps its link to it, and what it said then.
create table publishing.source (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  name text not null check (char_length(name) between 2 and 120),
  address text check (char_length(address) between 8 and 1000 and address ~ '^https?://'),
  of_authority_id integer references territory.authority,
  version integer not null default 1,
  -- What the last answer said of itself, to ask for what is new alone.
  etag text check (char_length(etag) <= 500),
  last_modified text check (char_length(last_modified) <= 100),
  read_at timestamptz,
  next_at timestamptz not null default '-infinity',
  -- Why it was not read the last time; null: it was.
  why text check (why in ('gone', 'error', 'silent', 'slow', 'huge', 'lost', 'inside', 'circular', 'poisoned', 'unreadable')),
  check (num_nonnulls(address, of_authority_id) = 1 and of_authority_id is distinct from authority_id),
  unique (authority_id, address),
  unique (authority_id, of_authority_id)
);
create index source_next on publishing.source (next_at);
create index source_of on publishing.source (of_authority_id);
create table publishing.source_item (
  id integer generated always as identity primary key,
  source_id integer not null references publishing.source on delete cascade,
  -- As the source names it.
  guid text not null check (octet_length(guid) between 1 and 1000),
  title text not null check (char_length(title) between 1 and 160),
  summary text not null check (char_length(summary) <= 400),
  href text not null check (char_length(href) between 1 and 1000 and href ~ '^(https?://|/)'),
  dated_at timestamptz,
  -- Of what it says.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  seen_at timestamptz not null,
  unique (source_id, guid)
);
create index source_item_seen on publishing.source_item (source_id, seen_at desc, id desc);
create table publishing.syndicated (
  content_id integer primary key references publishing.content on delete cascade,
  -- Null once the source is kept no more: the content still says where it comes from.
  item_id integer references publishing.source_item on delete set null,
  source_name text not null check (char_length(source_name) <= 120),
  href text not null check (char_length(href) <= 1000),
  -- Of what the item said when it was taken up, or looked at again; of what whoever answers for the content was told.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  told_digest text
);
create index syndicated_item on publishing.syndicated (item_id);

create function publishing.guard_source() returns trigger language plpgsql as $$
begin
  if not platform.is_system() then new.version := old.version + 1; end if;
  return new;
end $$;
create trigger guard_source before update on publishing.source for each row execute function publishing.guard_source();

do $$
declare
  part text;
begin
  foreach part in array array['source', 'source_item', 'syndicated'] loop
    execute format('alter table publishing.%I enable row level security', part);
    execute format('create policy system on publishing.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on publishing.%I to parvis_system', part);
    execute format('grant select on publishing.%I to parvis_app', part);
  end loop;
end $$;
grant usage on all sequences in schema publishing to parvis_system;
grant insert (authority_id, name, address, of_authority_id), update (name), delete on publishing.source to parvis_app;
create policy kept on publishing.source for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy added on publishing.source for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy changed on publishing.source for update using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy removed on publishing.source for delete using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy kept on publishing.source_item for select using (exists (select from publishing.source s where s.id = source_id));
grant insert (content_id, item_id, source_name, href, digest), update (digest) on publishing.syndicated to parvis_app;
create policy written on publishing.syndicated for select using (exists (select from publishing.content c where c.id = content_id));
create policy taken on publishing.syndicated for insert with check (publishing.publishes_content(content_id)
  and exists (select from publishing.source_item i where i.id = item_id));
create policy looked_at on publishing.syndicated for update using (publishing.publishes_content(content_id));

create policy source on platform.event for select using (subject_kind = 'source' and exists (select from publishing.source s where s.id = subject_id));
create policy tell_source on platform.event for insert with check (
  subject_kind = 'source' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name in ('source.added', 'source.renamed', 'source.removed')
  and exists (select from publishing.source s where s.id = subject_id));
