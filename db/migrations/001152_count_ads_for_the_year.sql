-- What is on offer among agents of an authority today, for its yearly report: how many ads, by how many people, in how many talks. To whoever
-- publishes for it; nothing of fewer than five people.
create function ads.on_offer(authority integer) returns table (ads integer, people integer, replies integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when s.people >= 5 then s.ads end, case when s.people >= 5 then s.people end, case when s.answering >= 5 then s.replies end
  from (select count(distinct a.id)::integer as ads, count(distinct a.person_id)::integer as people, count(r.id)::integer as replies,
      count(distinct r.person_id)::integer as answering
    from ads.ad a left join ads.reply r on r.ad_id = a.id
    where a.authority_id = authority and a.state = 'shown' and a.ends_on >= territory.day_of(platform.now())) s
  where authority = any ((select audiences.actor_ids('publisher'))::bigint[]) $$;
revoke execute on function ads.on_offer from public;
grant execute on function ads.on_offer to parvis_app;
