-- Who sees what, as data: an audience is a rule over keys, named, of an authority. The rule is compiled once to clauses (all of these keys,
-- none of those, between two days); whoever acts holds the key of each audience of which they meet a clause. So a row is checked, listed
-- and counted by one column and one kind of key, like any other (000290).

-- A kind that audiences may name says who holds which of its ids today, and as what: a view of (person_id, id, role). Of each of its rows
-- are made the keys `kind`, `kind:id`, `kind:id:role` and `role:role`.
alter table audiences.kind add column holders text;
create view audiences.holder as select null::bigint as person_id, null::text as key where false;

create or replace procedure audiences.write_finders() language plpgsql as $$
declare
  arms constant text := (select string_agg(format('when %L then return %s();', k.kind, k.finder), ' ' order by k.kind) from audiences.kind k);
  keys constant text := (select string_agg(format('select %L || id from unnest(%s()) id', k.key || ':', k.finder), ' union ' order by k.kind)
    from audiences.kind k where k.key is not null);
  visitors constant text[] := array['keys'] || array(select k.kind from audiences.kind k where k.asks_visitor order by k.kind);
  holders constant text := (select string_agg(format('select %L as kind, person_id, id::text, role from %s', k.kind, k.holders), ' union all ' order by k.kind)
    from audiences.kind k where k.holders is not null);
begin
  if holders is not null then
    execute format('create or replace view audiences.holder as select held.person_id, said.key from (%s) held
      cross join lateral (values (held.kind), (held.kind || '':'' || held.id), (held.kind || '':'' || held.id || '':'' || held.role),
        (''role:'' || held.role)) said (key) where said.key is not null', holders);
  end if;
  -- Nobody has a key of a kind by acting for whoever has it.
  execute format('create or replace function audiences.find(what text) returns text language plpgsql stable as %L',
    format('begin case $1 %s when %L then return array(%s union select key from audiences.holder where person_id = platform.person_id()
      and (platform.helper_id() is null or platform.looks()) order by 1); else return null; end case; end', arms, 'keys', keys));
  execute format('create or replace function audiences.asks_visitor(what text) returns boolean language sql immutable as %L',
    format('select what = any (%L::text[])', visitors));
end $$;

-- For migrations, after `add`: audiences may name that kind.
create procedure audiences.offer(of_kind text, held_by text) language plpgsql as $$
begin
  update audiences.kind set holders = held_by, key = null where kind = of_kind;
  call audiences.write_finders();
end $$;
revoke execute on procedure audiences.offer from public;

-- What posts offer: the authority, and the unit with those above it, so that a key of a unit is held by whoever works in it or below.
create view accounts.workplace_holder as
  select m.person_id, u.authority_id as id, m.role
  from accounts.open_posts(platform.today()) m join territory.unit u on u.id = m.unit_id;
create view accounts.staff_holder as
  select m.person_id, up.id, m.role from accounts.open_posts(platform.today()) m
  cross join lateral (
    with recursive up (id, parent_id) as (
      select u.id, u.parent_id from territory.unit u where u.id = m.unit_id
      union all select u.id, u.parent_id from territory.unit u join up on u.id = up.parent_id)
    select id from up) up;
create function accounts.find_staff() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct h.id), '{}') from accounts.staff_holder h where h.person_id = platform.person_id() $$;
call audiences.add('staff', 'accounts.find_staff', null);
call audiences.offer('staff', 'accounts.staff_holder');
call audiences.offer('workplace', 'accounts.workplace_holder');

-- Who writes contents for an authority is a matter of posts, and more modules than one ask it.
alter function publishing.find_writes() set schema accounts;
update audiences.kind set finder = 'accounts.find_writes' where kind = 'publisher';
call audiences.write_finders();

create table audiences.audience (
  id integer generated always as identity primary key,
  -- Whose it is; null: « Public », everybody's.
  authority_id integer references territory.authority,
  -- Made with the installation (`public`) or with an authority (`own`), and changed by nobody.
  standing text check (standing in ('public', 'own')),
  name text not null check (char_length(name) between 2 and 80),
  -- { who: any of these keys, also: all of these, except: none of these, from, until }: src/audiences/rule.ts says what it may hold.
  rule jsonb not null check (octet_length(rule::text) <= 2000),
  version integer not null default 1,
  -- Nothing new is shown to it; what it opened stays open to the same.
  is_withdrawn boolean not null default false,
  check ((authority_id is null) = (standing is not distinct from 'public'))
);
create unique index audience_name on audiences.audience (authority_id, lower(name)) where not is_withdrawn;
create unique index audience_standing on audiences.audience (authority_id) nulls not distinct where standing is not null;

-- What its rule says, compiled.
create table audiences.clause (
  audience_id integer not null references audiences.audience on delete cascade,
  n integer not null,
  all_of text[] not null,
  none_of text[] not null,
  from_day date,
  until_day date,
  primary key (audience_id, n)
);
-- The first key of a clause is the narrowest: whoever acts meets few.
create index clause_key on audiences.clause ((all_of[1]));

create function audiences.clauses_of(rule jsonb) returns table (n bigint, all_of text[], none_of text[], from_day date, until_day date)
  language sql stable as $$
  select who.n, array[who.key] || array(select jsonb_array_elements_text(rule -> 'also')),
    array(select jsonb_array_elements_text(rule -> 'except')), (rule ->> 'from')::date, (rule ->> 'until')::date
  from jsonb_array_elements_text(rule -> 'who') with ordinality who (key, n) $$;

-- Is that clause met by whoever has these keys? The one place that says it.
create function audiences.is_met(all_of text[], none_of text[], from_day date, until_day date, keys text[]) returns boolean
  language sql stable as $$
  select all_of <@ keys and not none_of && keys
    and platform.today() between coalesce(from_day, '-infinity') and coalesce(until_day, 'infinity') $$;

create function audiences.compile() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from audiences.clause where audience_id = new.id;
  insert into audiences.clause select new.id, c.* from audiences.clauses_of(new.rule) c;
  perform audiences.forget('audience');
  return null;
end $$;
create trigger compile after insert or update of rule on audiences.audience for each row execute function audiences.compile();

create function audiences.count_change() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger count_change before update on audiences.audience for each row execute function audiences.count_change();

-- « Public », and each authority's own: « Ma commune ».
insert into audiences.audience (id, standing, name, rule) overriding system value
  values (1, 'public', 'Public', '{"who": ["all"], "also": [], "except": [], "from": null, "until": null}');
alter table audiences.audience alter column id restart with 2;
create function audiences.make_own() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into audiences.audience (authority_id, standing, name, rule) values (new.id, 'own',
    case new.level when 'commune' then 'Ma commune' else 'Ma collectivité' end,
    jsonb_build_object('who', jsonb_build_array('workplace:' || new.id), 'also', '[]'::jsonb, 'except', '[]'::jsonb, 'from', null, 'until', null));
  return null;
end $$;
insert into audiences.audience (authority_id, standing, name, rule)
  select a.id, 'own', case a.level when 'commune' then 'Ma commune' else 'Ma collectivité' end,
    jsonb_build_object('who', jsonb_build_array('workplace:' || a.id), 'also', '[]'::jsonb, 'except', '[]'::jsonb, 'from', null, 'until', null)
  from territory.authority a order by a.id;
create trigger make_own after insert on territory.authority for each row execute function audiences.make_own();

-- The audiences of whoever acts, somebody or nobody: nobody holds nothing that a rule may name but `all`.
create function audiences.find_audiences() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with held as materialized (
    select case when platform.person_id() is null then array['all'] else audiences.actor_keys() end as keys)
  select coalesce(array_agg(distinct c.audience_id), '{}') from audiences.clause c
  where c.all_of[1] = any ((select keys from held)::text[])
    and audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, (select keys from held)) $$;
call audiences.add('audience', 'audiences.find_audiences', null, true);

-- Nobody, without a browser even, is in « Public ».
do $$
declare
  told text := pg_get_functiondef('audiences.kept(text)'::regprocedure);
  former constant text := '(coalesce(visitor, '''') = '''' or not audiences.asks_visitor(what))';
begin
  if position(former in told) = 0 then raise 'audiences.kept says it otherwise'; end if;
  execute replace(told, former, 'not audiences.asks_visitor(what)');
end $$;

-- « Pourquoi je vois ceci »: the keys by which whoever acts is in an audience; null for whoever is not.
create function audiences.opened_by(audience integer) returns text[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.all_of from audiences.clause c where c.audience_id = audience
    and audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, (select audiences.actor_keys())) order by c.n limit 1 $$;

-- Who meets a rule today, for whoever writes contents: numbers of people, whose names are asked as whoever acts.
create function audiences.readers_of(rule jsonb) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select held.person_id from (
    select h.person_id, array_agg(h.key) as keys from audiences.holder h
    where h.key in (select key from audiences.clauses_of(rule) c, unnest(c.all_of || c.none_of) key) group by h.person_id) held
  where (platform.is_system() or cardinality(audiences.actor_ids('publisher')) > 0) and exists (
    select from audiences.clauses_of(rule) c where audiences.is_met(c.all_of, c.none_of, c.from_day, c.until_day, held.keys)) $$;

create function audiences.writes(audience bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from audiences.audience a where a.id = audience
    and a.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])) $$;
revoke execute on function audiences.clauses_of, audiences.is_met, audiences.compile, audiences.make_own, audiences.find_audiences from public;

alter table audiences.audience enable row level security;
create policy system on audiences.audience to parvis_system using (true);
create policy known on audiences.audience for select using (
  authority_id is null or authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy made on audiences.audience for insert with check (
  standing is null and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy changed on audiences.audience for update using (
  standing is null and not is_withdrawn and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))
  with check (standing is null and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
grant select, insert (authority_id, name, rule), update (name, rule, is_withdrawn) on audiences.audience to parvis_app;
grant select, insert, update, delete on audiences.audience, audiences.clause to parvis_system;
grant usage on sequence audiences.audience_id_seq to parvis_system;

create policy audience on platform.event for select using (subject_kind = 'audience' and audiences.writes(subject_id));
create policy tell_audience on platform.event for insert with check (
  subject_kind = 'audience' and name in ('audience.made', 'audience.changed', 'audience.withdrawn')
  and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and audiences.writes(subject_id));
