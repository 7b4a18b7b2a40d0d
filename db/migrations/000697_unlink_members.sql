-- Whoever keeps a member takes away the account that is theirs: a wrong address may have accepted the invitation. Nothing that they are
-- elected to opens anything to it from then on.
create function bodies.unlink(member integer) returns boolean language sql security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (update bodies.member m set person_id = null
    where m.id = member and m.person_id is not null and bodies.keeps_member(m.id, m.authority_id) returning 1)
  select exists (select from gone) $$;

alter policy tell_body on platform.event with check (subject_kind = 'body' and erased_at is null
  and name in ('body.founded', 'body.changed', 'body.withdrawn', 'term.begun', 'term.changed', 'term.withdrawn', 'seat.given', 'seat.changed',
    'seat.ended', 'seat.unlinked')
  and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and bodies.keeps(subject_id::integer));
