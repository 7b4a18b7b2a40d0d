-- Who has read what is urgent for a space is told to those who decide there, and not to whoever wrote it.
create or replace function publishing.acknowledged(content bigint) returns table (people bigint[], others integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with shown as (
    select p.* from publishing.publication p join publishing.content c on c.id = p.content_id
    where p.content_id = content and p.urgency = 'urgent' and p.starts_at <= platform.now()
      and (p.ends_at is null or p.ends_at > platform.now())
      and case when c.space_id is null then publishing.holds_content(content)
        else publishing.publishes_content(content) or c.space_id = any ((select audiences.actor_ids('moderator'))::bigint[]) end),
  said as (select a.person_id from publishing.acknowledgement a join shown s on s.content_id = a.content_id and a.acknowledged_at >= s.dated_at),
  known as (select r as person_id from shown s join audiences.audience d on d.id = s.audience_id cross join lateral audiences.readers_of(d.rule) r
    union select m.person_id from shown s join spaces.space r on r.audience_id = s.audience_id and r.id = any ((select audiences.actor_ids('space'))::bigint[])
      cross join lateral spaces.members(r.id) m where m.person_id is not null)
  select array(select person_id from said intersect select person_id from known order by 1),
    ((select count(*) from said where person_id not in (select person_id from known)) / 5 * 5)::integer from shown $$;

-- A day after all years of four digits, or after all days, is none: what somebody holds is told to them with it, and could be told no more.
alter table steering.training add check (on_day < '10000-01-01');
alter table brochures.brochure add check (withdrawn_on < '10000-01-01');
alter table loans.loan add check (to_day < '10000-01-01');

-- What spaces are called is told to publishers and members: the yearly reports, which whoever reads statistics has, kept their names.
alter table steering.report disable trigger date_report;
update steering.report set figures = jsonb_set(figures, '{spaces}',
  to_jsonb((select coalesce(sum((s ->> 'count')::integer), 0) from jsonb_array_elements(figures -> 'spaces') s)))
  where jsonb_typeof(figures -> 'spaces') = 'array';
alter table steering.report enable trigger date_report;
