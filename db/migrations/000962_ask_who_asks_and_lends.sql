-- Whoever could write SQL, a visitor too, asked who works in which unit: it is told to those who note and thank, as the rows are.
create or replace function steering.works(person bigint, authority integer, unit integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (authority = any ((select audiences.actor_ids('publisher'))::bigint[]) or unit = any ((select audiences.actor_ids('led'))::bigint[]))
    and exists (select from accounts.posts_on(platform.today()) p join territory.unit u on u.id = (p.post).unit_id
      where p.opens is not null and (p.post).person_id = person and u.authority_id = authority and u.id = unit) $$;

-- What a space publishes to its members is not lent: a loan is kept by a unit and by whoever publishes for the authority, who read nothing of
-- that space; each loan that was asked told them of one.
create or replace function loans.is_offered(content integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.publication p where p.content_id = content and p.type = 'loan' and p.space_id is null
    and p.starts_at <= platform.now() and (p.ends_at is null or p.ends_at > platform.now())
    and p.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])) $$;

-- Nobody writes on a loan in the name of a unit: any could be named.
update threads.subject set writes = '(' || writes || ') and message.unit_id is null' where kind = 'loan';
call threads.write_sight();
