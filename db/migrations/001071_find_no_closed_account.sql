-- Whoever closed their account is no colleague any more, whatever posts were not ended; those that are over stay in the chart of their days.
create or replace view directory.post as
  select m.id, m.person_id, m.unit_id, u.authority_id, m.role, m.valid_from, m.valid_to, c.name
  from accounts.membership m join territory.unit u on u.id = m.unit_id left join directory.card c on c.person_id = m.person_id
  where m.absence_id is null and cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0
    and (m.valid_to < platform.today() or not exists (select from accounts.person o where o.id = m.person_id and o.closed_at is not null));
