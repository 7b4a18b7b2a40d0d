-- Who holds a post, by the name of their card: the chart of any day names the heads of units.
create or replace view directory.post as
  select m.id, m.person_id, m.unit_id, u.authority_id, m.role, m.valid_from, m.valid_to, c.name
  from accounts.membership m join territory.unit u on u.id = m.unit_id left join directory.card c on c.person_id = m.person_id
  where m.absence_id is null and cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0;
