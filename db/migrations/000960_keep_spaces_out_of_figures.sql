-- What is of a space is told to its members alone (000930): the steering, made before spaces published, told whoever publishes for the
-- authority or heads a unit what its members write there, by title, and counted it among what they answer for. What was raised is theirs to
-- read: `decided_in` says which is which.
create or replace function steering.contributors()
  returns table (person_id bigint, authority_id integer, name text, unit_id integer, wrote_in integer[], contents integer, editions integer,
    last_at timestamptz, trained_on date, trainings integer, thanks integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with working as (
    select distinct on ((p.post).person_id, u.authority_id) (p.post).person_id, u.authority_id, (p.post).unit_id
    from accounts.posts_on(platform.today()) p join territory.unit u on u.id = (p.post).unit_id where p.opens is not null
    order by (p.post).person_id, u.authority_id, (p.post).id),
  wrote as (
    select e.author_id as person_id, c.authority_id, array_agg(distinct c.unit_id) as wrote_in, count(distinct c.id)::integer as contents,
      count(*)::integer as editions, max(e.written_at) as last_at
    from publishing.edition e join publishing.content c on c.id = e.content_id
    where e.author_id is not null and c.decided_in is null and e.written_at > platform.now() - interval '1 year'
    group by e.author_id, c.authority_id),
  trained as (
    select t.person_id, t.authority_id, max(t.on_day) as trained_on, count(*)::integer as trainings from steering.training t
    where t.on_day <= platform.today() group by t.person_id, t.authority_id),
  thanked as (select t.person_id, t.authority_id, count(*)::integer as thanks from steering.thanks t group by t.person_id, t.authority_id)
  select w.person_id, w.authority_id, p.name, w.unit_id, coalesce(wrote.wrote_in, '{}'), coalesce(wrote.contents, 0), coalesce(wrote.editions, 0),
    wrote.last_at, trained.trained_on, coalesce(trained.trainings, 0), coalesce(thanked.thanks, 0)
  from working w join accounts.person p on p.id = w.person_id
  left join wrote on wrote.person_id = w.person_id and wrote.authority_id = w.authority_id
  left join trained on trained.person_id = w.person_id and trained.authority_id = w.authority_id
  left join thanked on thanked.person_id = w.person_id and thanked.authority_id = w.authority_id
  where coalesce(wrote.person_id, trained.person_id, thanked.person_id) is not null
    and (w.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
      or wrote.wrote_in || w.unit_id && (select audiences.actor_ids('led'))::integer[]
      or w.person_id = platform.person_id() and platform.helper_id() is null and not platform.looks()) $$;

create or replace function steering.contributed(person bigint, authority integer)
  returns table (content_id integer, title text, unit_id integer, editions integer, last_at timestamptz, is_online boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, (select l.title from publishing.edition l where l.content_id = c.id and l.n = c.edition), c.unit_id, count(*)::integer, max(e.written_at),
    exists (select from publishing.publication p where p.content_id = c.id and p.starts_at <= platform.now()
      and (p.ends_at is null or p.ends_at > platform.now()))
  from publishing.edition e join publishing.content c on c.id = e.content_id
  where e.author_id = person and c.authority_id = authority and c.decided_in is null and e.written_at > platform.now() - interval '1 year'
    and (c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) or c.unit_id = any ((select audiences.actor_ids('led'))::bigint[])
      or person = platform.person_id() and platform.helper_id() is null and not platform.looks())
  group by c.id, c.unit_id order by max(e.written_at) desc, c.id limit 100 $$;

create or replace function steering.freshness()
  returns table (authority_id integer, unit_id integer, online integer, late integer, late_since date, newest timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.authority_id, p.unit_id, count(*)::integer, count(*) filter (where p.review_on <= territory.day_of(platform.now()))::integer,
    min(p.review_on) filter (where p.review_on <= territory.day_of(platform.now())), max(p.dated_at)
  from publishing.publication p
  where p.space_id is null and p.starts_at <= platform.now() and (p.ends_at is null or p.ends_at > platform.now())
    and steering.reads(p.authority_id, p.unit_id)
  group by p.authority_id, p.unit_id $$;

create or replace function steering.judged() returns table (authority_id integer, unit_id integer, helped integer, answers integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.authority_id, c.unit_id, sum(o.helped)::integer, sum(o.answers)::integer
  from (select content_id, coalesce(sum(count) filter (where helped), 0) as helped, sum(count) as answers from publishing.opinion
    where month > platform.today() - interval '1 year' group by content_id having sum(count) >= 5) o
  join publishing.content c on c.id = o.content_id
  where c.decided_in is null and steering.reads(c.authority_id, c.unit_id) group by c.authority_id, c.unit_id $$;

create or replace function steering.published(authority integer, from_day date, to_day date) returns table (fresh integer, again integer, units integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with shown as (
    select p.content_id, p.unit_id, p.starts_at, p.starts_at = min(p.starts_at) over (partition by p.content_id) as is_first
    from publishing.publication p where p.authority_id = authority and p.space_id is null and p.starts_at <= platform.now()
      and p.ends_at is distinct from p.starts_at)
  select (count(*) filter (where s.is_first))::integer, (count(*) filter (where not s.is_first))::integer, count(distinct s.unit_id)::integer
  from shown s where territory.day_of(s.starts_at) between from_day and to_day and steering.reads(authority, null) $$;

-- What was noted of them already, and what was told.
delete from steering.opening o using publishing.content c where o.kind = 'content' and o.thing = c.id::text and c.decided_in is not null;
delete from steering.thing t using publishing.content c where t.kind = 'content' and t.thing = c.id::text and c.decided_in is not null;
