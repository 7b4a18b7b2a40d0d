-- Those who write for an authority: what they were trained in, and what they were thanked for. Who they are is told by what they wrote
-- (publishing.edition) and by these rows; it ends with their last post there. The row of a correspondent will stand beside them.
create table steering.training (
  id integer generated always as identity primary key,
  person_id bigint not null references accounts.person on delete cascade,
  authority_id integer not null references territory.authority,
  -- Where they worked then.
  unit_id integer not null references territory.unit,
  what text not null check (char_length(what) between 3 and 120),
  on_day date not null check (on_day > '2000-01-01'),
  noted_by bigint references accounts.person on delete set null,
  noted_at timestamptz not null,
  unique (person_id, authority_id, what, on_day)
);
create index training_authority on steering.training (authority_id);
create index training_noted_by on steering.training (noted_by);
create index training_unit on steering.training (unit_id);

create table steering.thanks (
  id integer generated always as identity primary key,
  person_id bigint not null references accounts.person on delete cascade,
  authority_id integer not null references territory.authority,
  unit_id integer not null references territory.unit,
  word text not null check (char_length(word) between 3 and 400),
  given_by bigint references accounts.person on delete set null,
  given_name text not null,
  given_at timestamptz not null
);
create index thanks_person on steering.thanks (person_id);
create index thanks_authority on steering.thanks (authority_id);
create index thanks_given_by on steering.thanks (given_by);
create index thanks_unit on steering.thanks (unit_id);

-- Does that person work in that unit today, of that authority?
create function steering.works(person bigint, authority integer, unit integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from accounts.posts_on(platform.today()) p join territory.unit u on u.id = (p.post).unit_id
    where p.opens is not null and (p.post).person_id = person and u.authority_id = authority and u.id = unit) $$;

-- Whoever thanks and trains signs, on the instant.
create function steering.sign() returns trigger language plpgsql as $$
begin
  -- What comes back from a copy says it itself.
  if tg_table_name = 'thanks' then
    if not platform.is_system() then new.given_by := null; new.given_name := null; new.given_at := null; end if;
    new.given_by := coalesce(new.given_by, platform.person_id());
    new.given_name := coalesce(new.given_name, accounts.acting_name());
    new.given_at := coalesce(new.given_at, platform.now());
  else
    if not platform.is_system() then new.noted_by := null; new.noted_at := null; end if;
    new.noted_by := coalesce(new.noted_by, platform.person_id());
    new.noted_at := coalesce(new.noted_at, platform.now());
  end if;
  return new;
end $$;
create trigger sign before insert on steering.thanks for each row execute function steering.sign();
create trigger sign before insert on steering.training for each row execute function steering.sign();

do $$
declare
  part text;
begin
  foreach part in array array['training', 'thanks'] loop
    execute format('alter table steering.%I enable row level security', part);
    execute format('create policy system on steering.%I to parvis_system using (true)', part);
    execute format('grant select, insert, update, delete on steering.%I to parvis_system', part);
    execute format('grant select, delete on steering.%I to parvis_app', part);
    -- One’s own, and whoever publishes there or heads the unit.
    execute format($policy$create policy read on steering.%I for select using (person_id = platform.person_id() and platform.helper_id() is null and not platform.looks()
      or authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) or unit_id = any ((select audiences.actor_ids('led'))::bigint[]))$policy$, part);
  end loop;
end $$;
grant usage on all sequences in schema steering to parvis_system;
grant insert (person_id, authority_id, unit_id, what, on_day) on steering.training to parvis_app;
grant insert (person_id, authority_id, unit_id, word) on steering.thanks to parvis_app;
create policy noted on steering.training for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  and steering.works(person_id, authority_id, unit_id));
create policy taken on steering.training for delete using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
-- Nobody thanks themselves.
create policy given on steering.thanks for insert with check (person_id <> platform.person_id() and steering.works(person_id, authority_id, unit_id)
  and (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) or unit_id = any ((select audiences.actor_ids('led'))::bigint[])));
create policy taken on steering.thanks for delete using (given_by = platform.person_id());

-- Who writes where: people who work in that authority today, who wrote in a year, were trained or thanked. Told to whoever publishes there
-- or heads one of the units where they work or write; and each to themselves.
create function steering.contributors()
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
    where e.author_id is not null and e.written_at > platform.now() - interval '1 year' group by e.author_id, c.authority_id),
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

-- What somebody wrote in a year, with the same right: of the units that one heads, or of the authority for which one publishes.
create function steering.contributed(person bigint, authority integer)
  returns table (content_id integer, title text, unit_id integer, editions integer, last_at timestamptz, is_online boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, (select l.title from publishing.edition l where l.content_id = c.id and l.n = c.edition), c.unit_id, count(*)::integer, max(e.written_at),
    exists (select from publishing.publication p where p.content_id = c.id and p.starts_at <= platform.now()
      and (p.ends_at is null or p.ends_at > platform.now()))
  from publishing.edition e join publishing.content c on c.id = e.content_id
  where e.author_id = person and c.authority_id = authority and e.written_at > platform.now() - interval '1 year'
    and (c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) or c.unit_id = any ((select audiences.actor_ids('led'))::bigint[])
      or person = platform.person_id() and platform.helper_id() is null and not platform.looks())
  group by c.id, c.unit_id order by max(e.written_at) desc, c.id limit 100 $$;

-- What one has written and filed oneself in spaces, in a year: who writes in which is told to nobody else.
create function steering.own_rooms() returns table (space_id integer, name text, topics integer, documents integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with work as (
    select t.space_id, 1 as topics, 0 as documents from spaces.topic t where t.author_id = platform.person_id() and t.at > platform.now() - interval '1 year'
    union all
    select e.space_id, 0, 1 from spaces.edition e where e.author_id = platform.person_id() and e.at > platform.now() - interval '1 year')
  select s.id, s.name, sum(w.topics)::integer, sum(w.documents)::integer from work w join spaces.space s on s.id = w.space_id
  where platform.helper_id() is null and not platform.looks() and s.id = any ((select audiences.actor_ids('space'))::bigint[])
  group by s.id, s.name order by s.name $$;
revoke execute on function steering.works, steering.sign, steering.contributors, steering.contributed, steering.own_rooms from public;
grant execute on function steering.works, steering.contributors, steering.contributed, steering.own_rooms to parvis_app, parvis_system;
