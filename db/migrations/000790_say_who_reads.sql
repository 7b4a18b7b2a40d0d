-- « Qui le verra » says all who will: those who act for a member whom the rule means, and members who have no account yet, hence read
-- nothing. Told as the others are: of keys that tell whoever acts who holds them.

-- Who lends seats to whom today.
create view accounts.lending as
  select m.helper_id, m.person_id, h.name as helper_name, p.name as person_name from accounts.mandate m
  join accounts.person h on h.id = m.helper_id join accounts.person p on p.id = m.person_id
  where accounts.collaborates(m, platform.today());

-- Who sits today and is nobody’s account, by what a key would say.
create view bodies.unheld as
  select m.name, said.kind, said.id, s.post::text as role
  from bodies.sitting(platform.today()) s join bodies.member m on m.id = s.member_id
  cross join lateral (values ('body', s.body_id), ('elected', m.authority_id)) said (kind, id) where m.person_id is null;

-- Who sits today and has an account, by the name under which they sit.
create view bodies.seated as
  select distinct on (m.person_id) m.person_id, m.name from bodies.sitting(platform.today()) s
  join bodies.member m on m.id = s.member_id where m.person_id is not null order by m.person_id, m.id;

-- Names of the members among those who may be told: whoever keeps their body knows them, without knowing their account.
create function audiences.members_of(rule jsonb) returns table (id bigint, name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.person_id, s.name from audiences.readers_of(rule) told join bodies.seated s on s.person_id = told $$;

-- What a rule says to whoever acts: without the keys that do not tell; null when one of these keeps somebody in or out.
create function audiences.told_of(rule jsonb) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_set(rule, '{who}', coalesce((
    select jsonb_agg(key) from jsonb_array_elements_text(rule -> 'who') key where audiences.tells(key)), '[]'))
  where not exists (select from jsonb_array_elements_text((rule -> 'also') || (rule -> 'except')) key where not audiences.tells(key)) $$;

-- Beside those who meet the rule: collaborators, by the keys that are lent alone and all that the member is; whoever would, with an account.
create function audiences.beside(rule jsonb) returns table (what text, name text, of_name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct 'collaborator', l.helper_name, l.person_name
  from audiences.meet(rule) person join accounts.lending l on l.person_id = person
  where exists (select from audiences.clauses_of(rule) c
    where c.all_of <@ audiences.keys_of(person, true)
      and audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, audiences.keys_of(person, false)))
  union all
  select 'unheld', u.name, null from (
    select h.name, array_agg(said.key) as keys from bodies.unheld h
    cross join lateral (values (h.kind), (h.kind || ':' || h.id), (h.kind || ':' || h.id || ':' || h.role), ('role:' || h.role)) said (key)
    group by h.name) u
  where cardinality(audiences.actor_ids('publisher')) > 0 and exists (select from audiences.clauses_of(rule) c
    where audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, u.keys)) $$;

-- How many, and the names that whoever acts may be told.
create function audiences.read_beside(rule jsonb) returns table (what text, count integer, names text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with told as materialized (select b.* from audiences.beside(audiences.told_of(rule)) b),
  every as (select b.* from audiences.beside(case when (select is_exact from audiences.count_readers(rule)) then rule
    else audiences.told_of(rule) end) b)
  select e.what, count(*)::integer,
    array(select case when t.of_name is null then t.name else t.name || ', pour ' || t.of_name end from told t where t.what = e.what
      order by t.name collate "fr-x-icu", t.of_name)
  from every e group by e.what $$;
revoke execute on function audiences.told_of, audiences.beside, audiences.read_beside, audiences.members_of from public;
grant execute on function audiences.read_beside, audiences.members_of to parvis_app, parvis_system;
revoke all on accounts.lending, bodies.unheld, bodies.seated from public;
