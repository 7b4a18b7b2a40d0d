-- That a partner opened its sandbox, and ended it, is told of the partner by whoever manages it.
create policy tell_passpartner_tried on platform.event for insert with check (
  subject_kind = 'passpartner' and erased_at is null and platform.is_told_now(at) and actor_kind in ('agent', 'resident') and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name in ('passpartner.tried', 'passpartner.untried') and pass.tells(subject_id));
