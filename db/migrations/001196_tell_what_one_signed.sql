-- What was signed is told by whoever signed it, as they do: the story of a mission sheet is read as who validated it.
alter policy tell_correspondent on platform.event with check (
  subject_kind = 'correspondent' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent'
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and exists (select from correspondents.correspondent c where c.id = subject_id and case event.name
    when 'correspondent.agreed' then correspondents.is_own(c) and c.agreed_at = platform.now()
    when 'correspondent.approved' then c.approved_by = platform.person_id() and c.approved_at = platform.now()
    when 'correspondent.doubted' then c.doubt <> '' and case when c.agreed_at is null then correspondents.is_own(c) else correspondents.heads_it(c) end
    when 'correspondent.proposed' then c.proposed_at = platform.now() and c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
    when 'correspondent.ended' then c.until is not null and c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
    else false end));

-- Whoever handed over is not put back without both words.
do $$
declare
  was constant text := '(not is_kept or new.until is null)';
  source constant text := pg_get_functiondef('correspondents.guard'::regproc);
begin
  if position(was in source) = 0 then raise 'correspondents.guard says it otherwise'; end if;
  execute replace(source, was, '(not is_kept or new.until is null or old.until is not null)');
end $$;
