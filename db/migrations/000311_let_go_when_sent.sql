-- What is sent takes its files with it; those that a changed answer left behind are let go of, and go as files sent nowhere do. Nothing
-- is given to what was sent.
create function forms.let_go_when_sent() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update files.file set subject_kind = null, subject_id = null, attached_at = null, place = null
  where subject_kind = 'draft' and subject_id = new.id::text;
  return null;
end $$;
revoke execute on function forms.let_go_when_sent() from public;
create trigger let_go_when_sent after update of submitted_at on forms.draft
  for each row when (new.submitted_at is not null) execute function forms.let_go_when_sent();

update files.subject set may_give = 's.submitted_at is null' where kind = 'draft';
call files.write_sight();

-- Those that were sent and still hold some, whatever made them so: for the sweep.
create function forms.let_go_of_sent() returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  update forms.draft set submitted_at = submitted_at where submitted_at is not null
    and id::text in (select f.subject_id from files.file f where f.subject_kind = 'draft') $$;
revoke execute on function forms.let_go_of_sent() from public;
grant execute on function forms.let_go_of_sent() to parvis_system;
select forms.let_go_of_sent();
