-- Whoever is not in a space learns from no refusal whether somebody is: who would do it is not looked for in what they may not write.
create or replace function spaces.check_task() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() then
    new.assignee_label := coalesce(new.assignee_label, (select p.name from accounts.person p where p.id = new.assignee_id));
    return new;
  end if;
  -- Its policy refuses it, whoever would do it.
  if not spaces.contributes(new.space_id) then return new; end if;
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
