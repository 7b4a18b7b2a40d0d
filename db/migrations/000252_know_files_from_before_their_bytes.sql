-- A file is known before its bytes are kept: what a stop or a store that is away leaves there is found by its row, and goes.
-- Received: its bytes are on their way. Checked: judged and kept. Refused: the store did not take it.
alter table files.file add column state text not null default 'checked' check (state in ('received', 'checked', 'refused'));
alter table files.file alter column state set default 'received';
alter table files.file add constraint file_held_is_checked check (subject_kind is null or state = 'checked');
create index file_unsettled on files.file (created_at) where state <> 'checked';

drop policy keep on files.file;
create policy keep on files.file for insert
  with check (files.is_own(visitor_id, person_id) and subject_kind is null and state = 'received');

-- What became of a file that one sent: once.
create function files.settle(file uuid, became text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update files.file f set state = became
  where f.id = file and f.state = 'received' and became in ('checked', 'refused')
    and (files.is_own(f.visitor_id, f.person_id) or platform.is_system());
  return found;
end $$;
