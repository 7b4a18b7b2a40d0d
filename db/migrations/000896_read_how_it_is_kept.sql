-- What the steering reads of contents beside their readings: how fresh each unit keeps them, and whether they helped. For those who read its
-- figures, whether or not they write there.
create function steering.reads(authority integer, unit integer) returns boolean language sql stable as $$
  select authority = any ((select audiences.actor_ids('publisher'))::bigint[]) or authority = any ((select audiences.actor_ids('reported'))::bigint[])
    or unit = any ((select audiences.actor_ids('led'))::bigint[]) $$;

create function steering.freshness()
  returns table (authority_id integer, unit_id integer, online integer, late integer, late_since date, newest timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.authority_id, p.unit_id, count(*)::integer, count(*) filter (where p.review_on <= territory.day_of(platform.now()))::integer,
    min(p.review_on) filter (where p.review_on <= territory.day_of(platform.now())), max(p.dated_at)
  from publishing.publication p
  where p.starts_at <= platform.now() and (p.ends_at is null or p.ends_at > platform.now()) and steering.reads(p.authority_id, p.unit_id)
  group by p.authority_id, p.unit_id $$;

-- The answers of a year, of contents that five have answered: those are told to whoever writes them (publishing.opinions), and no others
-- are found by taking these away.
create function steering.judged() returns table (authority_id integer, unit_id integer, helped integer, answers integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.authority_id, c.unit_id, sum(o.helped)::integer, sum(o.answers)::integer
  from (select content_id, coalesce(sum(count) filter (where helped), 0) as helped, sum(count) as answers from publishing.opinion
    where month > platform.today() - interval '1 year' group by content_id having sum(count) >= 5) o
  join publishing.content c on c.id = o.content_id
  where steering.reads(c.authority_id, c.unit_id) group by c.authority_id, c.unit_id $$;
revoke execute on function steering.reads, steering.freshness, steering.judged from public;
grant execute on function steering.freshness, steering.judged to parvis_app, parvis_system;
