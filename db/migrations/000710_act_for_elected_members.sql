-- Close collaborators (cabinet, chief of staff, secretary) act for an elected member: the mandate of those who help a resident (000052), of
-- another kind. What it opens is what the member's seats open, and nothing of the person: a transaction of a collaborator is nobody's
-- (`platform.person_id()` is null), so that no row of somebody's own is theirs, whatever table is added. Whose seats are lent is found in
-- the rows, for the day.
alter table accounts.mandate
  -- As what a collaborator acts.
  add column capacity text check (capacity in ('cabinet', 'direction', 'secretariat')),
  drop constraint mandate_kind_check,
  add constraint mandate_kind_check check (kind in ('helper', 'parent', 'collaborator')),
  add check ((kind = 'collaborator') = (capacity is not null)),
  add constraint mandate_days exclude using gist (int8range(person_id, person_id, '[]') with &&, int8range(helper_id, helper_id, '[]') with &&,
    daterange(valid_from, valid_to, '[]') with &&) where (kind = 'collaborator' and helper_id is not null and ended_at is null);
do $$
declare
  name constant text := (select conname from pg_constraint where conrelid = 'accounts.mandate'::regclass
    and pg_get_constraintdef(oid) = 'CHECK ((helper_id <> person_id))');
begin
  execute format('alter table accounts.mandate rename constraint %I to mandate_of_two', name);
end $$;
-- A collaborator may have a mandate now and the next one, which begins after it.
drop index accounts.mandate_live;
create unique index mandate_live on accounts.mandate (person_id, helper_id) where ended_at is null and kind <> 'collaborator';

create function bodies.sits(person bigint, on_day date) returns boolean language sql stable as $$
  select exists (select from bodies.sitting(on_day) s join bodies.member m on m.id = s.member_id where m.person_id = person) $$;

-- Is that collaborator's mandate in force? Nothing has to be done when the member sits no more, or when an agent of an authority where the
-- member sits works there no more: it is computed for the day, as rights are.
create function accounts.collaborates(m accounts.mandate, on_day date) returns boolean language sql stable as $$
  select m.kind = 'collaborator' and m.accepted_at is not null and m.ended_at is null and on_day between m.valid_from and m.valid_to
    and (select count(*) from accounts.person p where p.id in (m.person_id, m.helper_id) and p.closed_at is null) = 2
    and bodies.sits(m.person_id, on_day)
    and coalesce((select bool_or(p.valid_to is null or p.valid_to >= on_day) from accounts.membership p
      join territory.unit u on u.id = p.unit_id join bodies.member e on e.authority_id = u.authority_id and e.person_id = m.person_id
      where p.person_id = m.helper_id and p.valid_from <= on_day and (p.valid_to is null or p.valid_to >= m.accepted_at::date - 1)), true) $$;

-- Who acts for an authority on a day (000630): collaborators too, wherever the member sits.
create or replace function accounts.offices_on(on_day date) returns table (person_id bigint, unit_id integer, authority_id integer, place text)
  language sql stable as $$
  select m.person_id, m.unit_id, u.authority_id, u.name from accounts.membership m join territory.unit u on u.id = m.unit_id
  where m.valid_from <= on_day and (m.valid_to is null or m.valid_to >= on_day)
  union all
  select m.person_id, null, m.authority_id, b.name from bodies.sitting(on_day) s join bodies.member m on m.id = s.member_id
  join bodies.body b on b.id = s.body_id where m.person_id is not null
  union all
  select m.helper_id, null, e.authority_id, p.name from accounts.mandate m join accounts.person p on p.id = m.person_id
  join bodies.member e on e.person_id = m.person_id
  where accounts.collaborates(m, on_day) and exists (select from bodies.sitting(on_day) s where s.member_id = e.id) $$;

-- The one condition of mandates, for both walls. Nobody helps whoever is in office: their account goes with the office.
create function accounts.in_force(m accounts.mandate, on_day date) returns boolean language sql stable as $$
  select case when m.kind = 'collaborator' then accounts.collaborates(m, on_day)
    else m.accepted_at is not null and m.ended_at is null and on_day between m.valid_from and m.valid_to
      and (select count(*) from accounts.person p where p.id in (m.person_id, m.helper_id) and p.closed_at is null) = 2
      and not accounts.in_office(m.person_id, on_day) end $$;
revoke execute on function bodies.sits, accounts.collaborates, accounts.in_force from public;
grant execute on function bodies.sits, accounts.collaborates, accounts.in_force to parvis_system;

-- A provider of an authority knows those who act for it, and for no other.
create or replace function accounts.works_only_at(person bigint, authority integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with held as (
    select u.authority_id, m.valid_from from accounts.membership m join territory.unit u on u.id = m.unit_id
    where m.person_id = person and (m.valid_to is null or m.valid_to >= platform.today()))
  select coalesce(bool_and(h.authority_id = authority) and bool_or(h.valid_from <= platform.today()), false) and not exists (
    select from bodies.member m join bodies.seat s on s.member_id = m.id join bodies.term t on t.id = s.term_id
    where m.authority_id <> authority and (least(s.last_day, t.last_day) is null or least(s.last_day, t.last_day) >= platform.today())
      and (m.person_id = person or m.person_id in (select c.person_id from accounts.mandate c where c.helper_id = person
        and c.kind = 'collaborator' and c.accepted_at is not null and c.ended_at is null and c.valid_to >= platform.today()))) from held h $$;

-- Under which mandate whoever acts lends the seats of somebody else.
create function platform.mandate_id() returns bigint language sql stable parallel safe as
  $$ select nullif(current_setting('parvis.mandate', true), '')::bigint $$;

-- Whose seats open things to whoever acts: one's own, or those of the member who gave the mandate. Nobody's in the place of somebody:
-- neither to whoever helps a resident, nor to whoever looks as an agent.
create function accounts.seated() returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when platform.looks() then null when platform.helper_id() is null then platform.person_id()
    when platform.person_id() is null then (select m.person_id from accounts.mandate m
      where m.id = platform.mandate_id() and m.helper_id = platform.helper_id() and accounts.collaborates(m, (platform.now() at time zone 'UTC')::date)) end $$;

create or replace function bodies.own_sitting() returns table (body_id integer, post bodies.post)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.body_id, s.post from bodies.sitting((platform.now() at time zone 'UTC')::date) s join bodies.member m on m.id = s.member_id
  where m.person_id = accounts.seated() $$;
create or replace function bodies.find_elected() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct h.id), '{}') from bodies.elected_holder h where h.person_id = accounts.seated() $$;
create or replace function bodies.own_seats() returns table (body_name text, body_kind text, authority_id integer, post bodies.post, rank integer,
    delegation text, first_day date, last_day date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with own as (
    select b.*, s.post, s.rank, s.delegation, s.first_day, least(s.last_day, t.last_day) as last_day
    from bodies.seat s join bodies.member m on m.id = s.member_id join bodies.term t on t.id = s.term_id join bodies.body b on b.id = t.body_id
    where m.person_id = accounts.seated())
  select o.name, o.kind, o.authority_id, o.post, o.rank, o.delegation, o.first_day, o.last_day from own o
  union all
  select b.name, b.kind, b.authority_id, o.post, null, '', o.first_day, o.last_day from own o
  join bodies.gathered g on g.authority_id = o.authority_id join bodies.body b on b.id = g.body_id
  where o.kind = 'municipal' and o.post = 'mayor' and (o.last_day is null or o.last_day >= platform.today()) $$;

-- Reach is found for whoever acts, in whatever place of somebody else.
do $$
declare
  told text := pg_get_functiondef('audiences.kept(text)'::regprocedure);
  edit text[];
begin
  foreach edit slice 1 in array array[
    ['concat(person, ''/'', visitor', 'concat(person, ''/'', platform.helper_id(), ''/'', platform.mandate_id(), ''/'', platform.looks(), ''/'', visitor'],
    ['if person is null and ', 'if person is null and platform.helper_id() is null and ']]
  loop
    if position(edit[1] in told) = 0 then raise 'audiences.kept says it otherwise: %', edit[1]; end if;
    told := replace(told, edit[1], edit[2]);
  end loop;
  execute told;
end $$;

-- Of the kinds of keys that rules name, those that a member lends. For migrations, after `offer`: `call audiences.lend('body')`.
alter table audiences.kind add column is_lent boolean not null default false;
create procedure audiences.lend(of_kind text) language sql as $$ update audiences.kind set is_lent = true where kind = of_kind $$;
revoke execute on procedure audiences.lend from public;
call audiences.lend('body');
call audiences.lend('elected');

create function audiences.keys_of(person bigint, lent boolean) returns text[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array['all'] || array(select h.key from audiences.holder h where h.person_id = person
    and (not lent or h.kind in (select k.kind from audiences.kind k where k.is_lent)) group by h.key order by h.key) $$;
revoke execute on function audiences.keys_of from public;
create or replace function audiences.held_keys() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  seated constant bigint := case when platform.looks() then platform.person_id() else accounts.seated() end;
begin
  if seated is null then return array['all']; end if;
  return audiences.keys_of(seated, platform.person_id() is null);
end $$;

-- Which clauses whoever acts meets. What is lent alone opens, and all that the member is closes: nobody reads for a member what the member
-- does not read.
create function audiences.met() returns setof audiences.clause
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  held constant text[] := audiences.held_keys();
  whole constant text[] := case when platform.person_id() is null and platform.helper_id() is not null
    then audiences.keys_of(accounts.seated(), false) else held end;
begin
  return query select c.* from audiences.clause c where c.all_of[1] = any (held) and c.all_of <@ held
    and audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, whole);
end $$;
revoke execute on function audiences.met from public;
create or replace function audiences.find_audiences() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct c.audience_id), '{}') from audiences.met() c $$;
create or replace function audiences.opened_by(audience integer) returns text[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.all_of from audiences.met() c where c.audience_id = audience order by c.n limit 1 $$;

-- The name of whoever acts: « X, pour Y » for a collaborator as for a helper; nothing without a mandate. A collaborator helps in nothing else.
create or replace function accounts.acting_name() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when platform.helper_id() is null then case when platform.person_id() is null then 'Visiteur' else p.name end
    else (select h.name || ', pour ' || p.name from accounts.mandate m join accounts.person h on h.id = m.helper_id
      where m.person_id = p.id and m.helper_id = platform.helper_id() and m.accepted_at is not null and m.ended_at is null
        and case when platform.person_id() is null then m.id = platform.mandate_id()
          else m.kind <> 'collaborator' and platform.today() between m.valid_from - 1 and m.valid_to + 1 end) end
  from (select coalesce(platform.person_id(), accounts.seated()) as id) one left join accounts.person p on p.id = one.id $$;

-- A collaborator is invited as members and agents are: the same row, link and proofs. It is the member's, and of no authority.
alter table accounts.invitation
  add column mandate_id bigint references accounts.mandate on delete cascade,
  alter column authority_id drop not null,
  add check ((authority_id is null) = (mandate_id is not null)),
  add check (mandate_id is null or member_id is null),
  drop constraint invitation_posts_check,
  add constraint invitation_posts_check check (jsonb_typeof(posts) = 'array' and case when member_id is null and mandate_id is null
    then jsonb_array_length(posts) between 1 and 20 else posts = '[]' end);
create unique index invitation_mandate on accounts.invitation (mandate_id) where ended_at is null;

do $$
declare
  told text := pg_get_functiondef('accounts.stands_still(bigint)'::regprocedure);
  former constant text := 'and case
    when i.member_id is not null then';
begin
  if position(former in told) = 0 then raise 'accounts.stands_still says it otherwise'; end if;
  execute replace(told, former, 'and case
    when i.mandate_id is not null then exists (select from accounts.mandate m where m.id = i.mandate_id and m.person_id = i.invited_by
      and m.accepted_at is null and m.ended_at is null and bodies.sits(m.person_id, (platform.now() at time zone ''UTC'')::date))
    when i.member_id is not null then');
end $$;

create function accounts.accept_mandate() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update accounts.mandate m set helper_id = new.person_id, accepted_at = new.ended_at, invited_email = null
  where m.id = new.mandate_id and m.accepted_at is null and m.ended_at is null;
  return null;
end $$;
revoke execute on function accounts.accept_mandate() from public;
create trigger accept_mandate after update of person_id on accounts.invitation
  for each row when (new.mandate_id is not null and new.person_id is not null) execute function accounts.accept_mandate();
