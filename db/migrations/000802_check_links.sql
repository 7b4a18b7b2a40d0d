-- Links of what is published: which addresses a publication leads to, and whether each still answered when it was last asked (a job).
create table publishing.link (
  address text primary key check (octet_length(address) between 1 and 2000),
  -- Not asked before that.
  next_at timestamptz not null default '-infinity',
  checked_at timestamptz,
  -- How many times in a row it did not answer, since when, and why.
  failures smallint not null default 0 check (failures >= 0),
  failed_since timestamptz,
  why text check (why in ('gone', 'error', 'silent', 'unknown', 'lost', 'closed', 'inside')),
  check ((failures = 0) = (failed_since is null) and (failures = 0) = (why is null))
);
create index link_next on publishing.link (next_at);
create table publishing.linked (
  publication_id integer not null references publishing.publication on delete cascade,
  content_id integer not null,
  address text not null references publishing.link,
  -- When whoever answers for the content was told that it does not answer.
  told_at timestamptz,
  primary key (publication_id, address)
);
create index linked_address on publishing.linked (address);
create index linked_content on publishing.linked (content_id);

-- Links of rich texts, and answers that are the address of a page; what is no place of the web is left out.
create function publishing.links_in(fields jsonb) returns setof text
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select distinct said from (
    select named #>> '{}' as said from jsonb_path_query(fields, 'strict $.**?(@.type == "link").attrs.href', '{}', true) named
    union all select named #>> '{}' from jsonb_path_query(fields, '$.* ? (@ like_regex "^https?://\\S+$")') named) found
  where said ~ '^(https?://|/)' and octet_length(said) <= 2000 $$;

create function publishing.note_links() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into publishing.link (address) select named.address from publishing.links_in(new.fields) named (address) on conflict do nothing;
  insert into publishing.linked (publication_id, content_id, address)
    select new.id, new.content_id, named.address from publishing.links_in(new.fields) named (address);
  return null;
end $$;
create trigger note_links after insert on publishing.publication for each row execute function publishing.note_links();
revoke execute on function publishing.note_links from public;
insert into publishing.link (address) select distinct named.address
  from publishing.publication p, publishing.links_in(p.fields) named (address) on conflict do nothing;
insert into publishing.linked (publication_id, content_id, address) select p.id, p.content_id, named.address
  from publishing.publication p, publishing.links_in(p.fields) named (address);

do $$
declare
  part text;
begin
  foreach part in array array['link', 'linked'] loop
    execute format('alter table publishing.%I enable row level security', part);
    execute format('create policy system on publishing.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on publishing.%I to parvis_system', part);
    execute format('grant select on publishing.%I to parvis_app', part);
  end loop;
end $$;
create policy written on publishing.linked for select using (exists (select from publishing.content c where c.id = content_id));
create policy written on publishing.link for select using (exists (select from publishing.linked l where l.address = link.address));
