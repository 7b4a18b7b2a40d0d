-- Contents show pictures of the library: in their texts, and one beside their title in lists. Which ones is read from each edition by the
-- database itself; whoever has a publication before them has its pictures, as long as the right to each lasts.
alter table publishing.edition add column picture uuid;
alter table publishing.publication add column picture uuid;
grant insert (picture) on publishing.edition to parvis_app;

-- Keys of what an edition shows: nothing but what the edition says.
create table publishing.pictured (
  content_id integer not null,
  n integer not null,
  picture uuid not null,
  primary key (content_id, n, picture),
  foreign key (content_id, n) references publishing.edition on delete cascade
);
create index pictured_picture on publishing.pictured (picture);

create function publishing.pictures_in(fields jsonb, picture uuid) returns setof uuid
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (named #>> '{}')::uuid from jsonb_path_query(fields, 'strict $.**?(@.type == "image").attrs.file', '{}', true) named
    where named #>> '{}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  union select picture where picture is not null $$;

create function publishing.note_pictures() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into publishing.pictured select new.content_id, new.n, named.key
    from publishing.pictures_in(new.fields, new.picture) named (key);
  return null;
end $$;
create trigger note_pictures after insert on publishing.edition for each row execute function publishing.note_pictures();
insert into publishing.pictured select e.content_id, e.n, named.key
  from publishing.edition e, publishing.pictures_in(e.fields, e.picture) named (key);

alter table publishing.pictured enable row level security;
create policy system on publishing.pictured to parvis_system using (true);
grant select, insert, update, delete on publishing.pictured to parvis_system;
grant select on publishing.pictured to parvis_app;
create policy written on publishing.pictured for select using (exists (select from publishing.content c where c.id = content_id));

-- Is the picture in something that is shown now to whoever acts?
create function publishing.shows_picture(key uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.pictured u join publishing.publication p on p.content_id = u.content_id and p.edition = u.n
    where u.picture = key and p.starts_at <= platform.now() and (p.ends_at is null or p.ends_at > platform.now())
      and p.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])) $$;
create policy shown_in_contents on media.picture for select using (media.is_in_right(rights_until) and publishing.shows_picture(key));

-- What is shown, or is to be, keeps its pictures.
create function publishing.keep_shown_picture() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() and exists (select from publishing.pictured u
      join publishing.publication p on p.content_id = u.content_id and p.edition = u.n
      where u.picture = old.key and (p.ends_at is null or p.ends_at > platform.now()) and p.ends_at is distinct from p.starts_at) then
    raise insufficient_privilege using message = 'a picture that is shown is kept';
  end if;
  return old;
end $$;
create trigger keep_shown_picture before delete on media.picture for each row execute function publishing.keep_shown_picture();

-- A publication shows what its edition says, from now on or later: its picture too.
create or replace function publishing.begin_publication() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  former publishing.publication;
begin
  select c.authority_id, c.unit_id, c.type, e.type_version, e.title, e.summary, e.theme, e.about, e.fields, e.picture
    into new.authority_id, new.unit_id, new.type, new.type_version, new.title, new.summary, new.theme, new.about, new.fields, new.picture
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
revoke execute on function publishing.note_pictures, publishing.keep_shown_picture from public;
