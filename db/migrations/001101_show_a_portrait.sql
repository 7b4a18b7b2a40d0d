-- An agent may have their photograph on their card: the row is their agreement, and the file is its. Both go in one act.
create table directory.portrait (
  -- Whose it is.
  id bigint primary key references directory.card on delete cascade,
  agreed_at timestamptz not null
);

create function directory.date_agreement() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.agreed_at := coalesce(new.agreed_at, platform.now());
  return new;
end $$;
revoke execute on function directory.date_agreement from public;
create trigger date_agreement before insert on directory.portrait for each row execute function directory.date_agreement();

alter table directory.portrait enable row level security;
create policy system on directory.portrait to parvis_system using (true);
create policy own on directory.portrait for select using (id = platform.person_id());
-- Whoever reads all of the card, as its authority shows it: the place is null to the others.
create policy shown on directory.portrait for select
  using (exists (select from directory.agent a where a.person_id = id and a.place is not null));
create policy agree on directory.portrait for insert with check (id = platform.person_id() and platform.helper_id() is null
  and cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0);
create policy withdraw on directory.portrait for delete using (id = platform.person_id() and platform.helper_id() is null);
grant select, insert (id), delete on directory.portrait to parvis_app;
grant select, insert, update, delete on directory.portrait to parvis_system;

call files.follow('portrait', 'directory.portrait', false, 's.id = platform.person_id() and platform.helper_id() is null');
-- One at a time.
create unique index file_of_portrait on files.file (subject_id) where subject_kind = 'portrait';
