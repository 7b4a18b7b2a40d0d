-- The library of media: pictures that what authorities write may show, each with its words, its author, and the right by which it is shown.
-- Its bytes are a file whose subject it is. Whoever publishes for its authority keeps it; agents take it in what they write; readers see it
-- where it is shown to them, which the module that shows it says by a policy of its own.
create schema media;
grant usage on schema media to parvis_app;
create table media.picture (
  id integer generated always as identity primary key,
  -- By which texts and addresses name it: it says nothing, and is not guessed.
  key uuid not null unique default gen_random_uuid(),
  authority_id integer not null references territory.authority,
  name text not null check (char_length(name) between 1 and 160),
  -- What it shows to whoever does not see it, and whom it is by: without both, nobody takes it.
  alternative text not null default '' check (char_length(alternative) <= 500),
  credit text not null default '' check (char_length(credit) <= 200),
  -- Where it comes from: an address, a number of order, the name of a licence.
  source text not null default '' check (char_length(source) <= 500),
  licence text not null default 'own' check (licence in ('own', 'granted', 'agency', 'free')),
  -- The last day on which it may be shown; null: no end.
  rights_until date,
  -- May agents of the other authorities take it?
  is_shared boolean not null default false,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  changed_at timestamptz not null,
  -- Number of what is read by whoever changes it: raised by every act.
  version integer not null default 1,
  -- The end of its right, of which its keepers were told.
  told_until date
);
create index picture_authority on media.picture (authority_id, changed_at desc, id desc);
create index picture_rights on media.picture (rights_until) where rights_until is not null;

create function media.guard_picture() returns trigger language plpgsql as $$
begin
  -- What comes back from a copy says it itself.
  if platform.is_system() then
    new.changed_at := coalesce(new.changed_at, platform.now());
    return new;
  end if;
  new.changed_at := platform.now();
  if tg_op = 'UPDATE' then new.version := old.version + 1; end if;
  return new;
end $$;
create trigger guard_picture before insert or update on media.picture for each row execute function media.guard_picture();

-- Until the end of its last day, by the time of the installation.
create function media.is_in_right(until date) returns boolean language sql stable as $$
  select until is null or until >= platform.now()::date $$;

alter table media.picture enable row level security;
create policy system on media.picture to parvis_system using (true);
grant select, insert, update, delete on media.picture to parvis_system;
grant usage on all sequences in schema media to parvis_system;
grant select, delete, insert (authority_id, name, width, height),
  update (name, alternative, credit, source, licence, rights_until, is_shared) on media.picture to parvis_app;
create policy kept on media.picture for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
-- Those of the authority, and of others who share theirs; a right that has ended ends this.
create policy taken on media.picture for select using (media.is_in_right(rights_until)
  and (authority_id = any ((select audiences.actor_ids('workplace'))::bigint[])
    or is_shared and cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0));
create policy added on media.picture for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy changed on media.picture for update using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy removed on media.picture for delete using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));

-- May whoever acts keep it?
create function media.keeps_picture(picture bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from media.picture p where p.id = picture and p.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])) $$;

call files.follow('picture', 'media.picture', false, 'media.keeps_picture(s.id)');
-- A picture is one file.
create unique index file_of_picture on files.file (subject_id) where subject_kind = 'picture';

-- What happened to a picture is its keepers' to read and to tell.
create policy picture on platform.event for select using (subject_kind = 'picture' and media.keeps_picture(subject_id));
create policy tell_picture on platform.event for insert with check (
  subject_kind = 'picture' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name in ('picture.added', 'picture.described', 'picture.removed')
  and media.keeps_picture(subject_id));

-- What is made of a file after it was sent (narrower pictures) is made by a job.
grant insert on files.rendition to parvis_system;
