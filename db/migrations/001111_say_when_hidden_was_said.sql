-- A message that is hidden stands where it was said, and when: whoever reads it no more read the day on which it was hidden.
alter table forums.hiding add column said_at timestamptz;
update forums.hiding h set said_at = coalesce((select m.created_at from threads.message m where m.id = h.message_id), h.at);
alter table forums.hiding alter column said_at set not null;
create function forums.note_said() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.said_at := coalesce((select m.created_at from threads.message m where m.id = new.message_id), new.said_at, new.at);
  return new;
end $$;
revoke execute on function forums.note_said from public;
-- After `sign_hiding`, in the order of names.
create trigger tell_when_said before insert on forums.hiding for each row execute function forums.note_said();
