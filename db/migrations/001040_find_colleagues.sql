-- The agents' directory: a card for whoever holds a post, which its person alone writes; agents of the territory read it, as far as its authority shows it.
create schema directory;
grant usage on schema directory to parvis_app, parvis_system;

-- As a person says them, one word typed: its beginning, or the sound of a name (000191). Digits: the beginning of a number, or of its last four.
create function directory.heard(word text) returns tsquery language plpgsql immutable parallel safe set search_path = pg_catalog as $$
declare
  asked tsquery := '';
  part text;
begin
  if word ~ '^[0-9]+$' then return to_tsquery('simple', word || ':*'); end if;
  foreach part in array regexp_split_to_array(trim(requests.plain_letters(word)), ' ') loop
    continue when part = '';
    asked := asked && coalesce(to_tsquery('simple', part || ':*') || quote_literal('~' || requests.sound(part))::tsquery,
      to_tsquery('simple', part || ':*'));
  end loop;
  return asked;
end $$;
create function directory.digits(number text) returns tsvector language sql immutable parallel safe
  return array_to_tsvector(array_remove(array[regexp_replace(number, '[^0-9]', '', 'g'), right(regexp_replace(number, '[^0-9]', '', 'g'), 4)], ''));

create table directory.card (
  person_id bigint primary key references accounts.person,
  -- Of the account, kept as it changes: names of agents are searched, those of residents are not.
  name text not null,
  job text not null default '' check (char_length(job) <= 120),
  phone text not null default '' check (char_length(phone) <= 40),
  mobile text not null default '' check (char_length(mobile) <= 40),
  place text not null default '' check (char_length(place) <= 200),
  does text not null default '' check (char_length(does) <= 1200),
  skills text not null default '' check (char_length(skills) <= 1200),
  told_at timestamptz,
  words tsvector not null generated always as
    (to_tsvector('simple', requests.plain_letters(name || ' ' || job)) || requests.sound_keys(name) || directory.digits(phone)) stored,
  -- What colleagues alone read is found by them alone.
  own_words tsvector not null generated always as
    (to_tsvector('simple', requests.plain_letters(does || ' ' || skills || ' ' || place)) || directory.digits(mobile)) stored
);
create index card_name on directory.card ((lower(name) collate "fr-x-icu"), person_id);

-- When it was written is never told by whoever writes it.
create function directory.note_telling() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.told_at := platform.now();
  return new;
end $$;
create trigger told before update of job, phone, mobile, place, does, skills on directory.card for each row execute function directory.note_telling();

create function directory.keep_card() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_table_name = 'person' then
    update directory.card c set name = new.name where c.person_id = new.id;
  else
    insert into directory.card (person_id, name) select p.id, p.name from accounts.person p where p.id = new.person_id on conflict do nothing;
  end if;
  return null;
end $$;
-- Whose last post ended before that, as the system forgets them.
create view directory.ended as
  select c.person_id, max(coalesce(m.valid_to, 'infinity')) as last_day from directory.card c left join accounts.membership m on m.person_id = c.person_id
  group by c.person_id;
grant select on directory.ended to parvis_system;
revoke execute on function directory.note_telling, directory.keep_card from public;
create trigger has_card after insert on accounts.membership for each row execute function directory.keep_card();
create trigger named_on_card after update of name on accounts.person for each row when (old.name is distinct from new.name)
  execute function directory.keep_card();
insert into directory.card (person_id, name) select p.id, p.name from accounts.person p where exists (select from accounts.membership m where m.person_id = p.id);

alter table directory.card enable row level security;
create policy system on directory.card to parvis_system using (true);
create policy own on directory.card for select using (person_id = platform.person_id());
create policy tell on directory.card for update
  using (person_id = platform.person_id() and cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0);
grant select, update (job, phone, mobile, place, does, skills) on directory.card to parvis_app;
grant select, insert, update, delete on directory.card to parvis_system;

-- What an authority shows of its agents to those of the others: their name, post and work phone, unless it says the whole card
-- (setting `directory.shown_elsewhere`), or the metropolis says so for all.
create function directory.shows_all(authority integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select v.value = 'fiche' from settings.value v join territory.authority a on a.id = v.authority_id
    where v.key = 'directory.shown_elsewhere' and v.until is null and v.value is not null and v.unit_id is null and v.service_slug is null
      and (a.id = authority or a.level = 'metropolis')
    order by a.id = authority desc limit 1), false) $$;

-- Posts in force that are somebody's own, as agents know them; what one holds for somebody away is not. Nobody's who is no agent.
create view directory.post as
  select m.id, m.person_id, m.unit_id, u.authority_id, m.role, m.valid_from, m.valid_to
  from accounts.membership m join territory.unit u on u.id = m.unit_id
  where m.absence_id is null and cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0;

-- An agent as whoever acts may know them today: the post that is nearest to the reader first. What its authority keeps for its own is null.
create view directory.agent as
  select c.person_id, c.name, c.job, c.phone, c.words, p.unit_id, p.authority_id, p.role, p.is_near,
    case when p.is_near or directory.shows_all(p.authority_id) then c.own_words end as own_words,
    case when p.is_near or directory.shows_all(p.authority_id) then c.mobile end as mobile,
    case when p.is_near or directory.shows_all(p.authority_id) then c.place end as place,
    case when p.is_near or directory.shows_all(p.authority_id) then c.does end as does,
    case when p.is_near or directory.shows_all(p.authority_id) then c.skills end as skills,
    case when p.is_near or directory.shows_all(p.authority_id) then (select o.email from accounts.person o where o.id = c.person_id) end as email,
    -- The last day only: why is written nowhere.
    case when p.is_near then (select max(a.last_day) from accounts.absence a where a.person_id = c.person_id and a.authority_id = p.authority_id
      and platform.today() between a.first_day and a.last_day) end as away_until
  from directory.card c cross join lateral (
    select m.unit_id, m.authority_id, m.role, m.authority_id = any ((select audiences.actor_ids('workplace'))::bigint[]) as is_near
    from directory.post m
    where m.person_id = c.person_id and m.valid_from <= platform.today() and (m.valid_to is null or m.valid_to >= platform.today())
    order by is_near desc, array_position(array['manager', 'handler', 'reception', 'editor', 'steward', 'analyst', 'admin'], m.role), m.id limit 1) p;
grant select on directory.post, directory.agent to parvis_app, parvis_system;
