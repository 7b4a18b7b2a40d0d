-- Who sits in a council, a commission or a conference is public (000784): whoever publishes reads, by name, whom a rule over seats alone
-- means, account or not. Of a political group nobody is told so: what somebody thinks is their own. Nothing here depends on what they are
-- beside, nor on whether they have an account.
create function audiences.seated_by(rule jsonb) returns table (name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with seat as (
    select min(m.name) as name, array_agg(distinct said.key) as keys
    from bodies.sitting(platform.today()) s join bodies.member m on m.id = s.member_id
    cross join lateral (values ('body', s.body_id), ('elected', m.authority_id)) at (kind, id)
    cross join lateral (values (at.kind), (at.kind || ':' || at.id), (at.kind || ':' || at.id || ':' || s.post)) said (key)
    group by coalesce(m.person_id, -m.id))
  select seat.name from seat
  where cardinality(audiences.actor_ids('publisher')) > 0
    and not exists (select from jsonb_array_elements_text((rule -> 'who') || (rule -> 'also') || (rule -> 'except')) key
      where split_part(key, ':', 1) not in ('body', 'elected')
        or exists (select from bodies.body b where b.kind = 'group' and split_part(key, ':', 1) = 'body' and b.id::text = split_part(key, ':', 2)))
    and exists (select from audiences.clauses_of(rule) c where audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, seat.keys))
  order by seat.name collate "fr-x-icu" $$;
revoke execute on function audiences.seated_by from public;
grant execute on function audiences.seated_by to parvis_app, parvis_system;
