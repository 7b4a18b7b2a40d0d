-- Job offers that authorities make to their agents, read by the agents of an audience until the evening of their last day; and the profile
-- that an agent fills to find them, which nobody else reads.
create schema vacancies;
grant usage on schema vacancies to parvis_app, parvis_system;

create table vacancies.vacancy (
  id integer generated always as identity primary key,
  -- Of the unit, told once.
  authority_id integer not null references territory.authority,
  -- Where the post is.
  unit_id integer not null references territory.unit,
  audience_id integer not null references audiences.audience,
  title text not null check (char_length(title) between 3 and 120),
  category text not null check (category in ('A', 'B', 'C')),
  branch text not null check (branch in ('administrative', 'technical', 'social', 'cultural', 'sports', 'animation', 'police', 'fire')),
  -- Grades, how many people it leads, hours: in a line.
  position text not null default '' check (char_length(position) <= 160),
  place text not null check (char_length(place) between 2 and 80),
  description text not null check (char_length(description) between 20 and 6000),
  -- What to send, to whom one speaks.
  apply text not null check (char_length(apply) between 3 and 1200),
  -- The last day on which agents read it.
  ends_on date not null check (ends_on < '10000-01-01'),
  published_at timestamptz not null,
  -- Since when those whose profile it is near are told.
  told_at timestamptz,
  changed_at timestamptz not null,
  version integer not null default 1
);
create index vacancy_audience on vacancies.vacancy (audience_id, ends_on);
create index vacancy_authority on vacancies.vacancy (authority_id);
create index vacancy_unit on vacancies.vacancy (unit_id);
create index vacancy_untold on vacancies.vacancy (id) where told_at is null;

create table vacancies.profile (
  person_id bigint primary key references accounts.person on delete cascade,
  categories text[] not null check (categories <@ array['A', 'B', 'C']),
  branches text[] not null check (cardinality(branches) <= 8),
  places text[] not null check (cardinality(places) <= 8),
  words text[] not null check (cardinality(words) <= 8),
  -- Told of new offers.
  alerts boolean not null,
  changed_at timestamptz not null
);

create function vacancies.guard_vacancy() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select u.authority_id into new.authority_id from territory.unit u where u.id = new.unit_id;
  if tg_op = 'UPDATE' and new.authority_id <> old.authority_id then
    raise insufficient_privilege using message = 'an offer stays with its authority';
  end if;
  -- What comes back from a copy says the rest itself.
  if platform.is_system() then
    new.published_at := coalesce(new.published_at, platform.now());
    new.changed_at := coalesce(new.changed_at, platform.now());
    return new;
  end if;
  new.changed_at := platform.now();
  new.published_at := case tg_op when 'INSERT' then platform.now() else old.published_at end;
  new.version := case tg_op when 'INSERT' then 1 else old.version + 1 end;
  return new;
end $$;
create trigger guard_vacancy before insert or update on vacancies.vacancy for each row execute function vacancies.guard_vacancy();
create function vacancies.date_profile() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() or new.changed_at is null then new.changed_at := platform.now(); end if;
  return new;
end $$;
create trigger date_profile before insert or update on vacancies.profile for each row execute function vacancies.date_profile();

alter table vacancies.vacancy enable row level security;
alter table vacancies.profile enable row level security;
create policy system on vacancies.vacancy to parvis_system using (true);
create policy system on vacancies.profile to parvis_system using (true);
grant select, insert, update, delete on vacancies.vacancy, vacancies.profile to parvis_system;
grant usage on all sequences in schema vacancies to parvis_system;

-- Agents alone: what is for everybody is for all agents of the territory.
create policy shown on vacancies.vacancy for select using (ends_on >= (select territory.day_of(platform.now()))
  and cardinality((select audiences.actor_ids('workplace'))) > 0 and audience_id = any ((select audiences.actor_ids('audience'))::bigint[]));
create policy kept on vacancies.vacancy for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy added on vacancies.vacancy for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy changed on vacancies.vacancy for update using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
grant select, insert (unit_id, audience_id, title, category, branch, position, place, description, apply, ends_on),
  update (unit_id, audience_id, title, category, branch, position, place, description, apply, ends_on) on vacancies.vacancy to parvis_app;

-- Theirs alone: not whoever looks as them, nor helps them.
create policy own on vacancies.profile using (person_id = platform.person_id() and platform.helper_id() is null);
grant select, insert (person_id, categories, branches, places, words, alerts), update (categories, branches, places, words, alerts), delete
  on vacancies.profile to parvis_app;

-- Whom a job tells of an offer: agents of its audience who asked to be told, with what they look for.
create function vacancies.seekers(vacancy integer)
  returns table (person_id bigint, name text, address text, categories text[], branches text[], places text[], words text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.name, p.email, s.categories, s.branches, s.places, s.words
  from vacancies.profile s join accounts.person p on p.id = s.person_id
  where s.alerts and p.closed_at is null and exists (select from accounts.workplace_holder w where w.person_id = p.id)
    and exists (select from vacancies.vacancy v join audiences.audience a on a.id = v.audience_id
      where v.id = vacancy and (a.standing = 'public' or exists (select from audiences.readers_of(a.rule) r where r = p.id))) $$;
revoke execute on function vacancies.guard_vacancy, vacancies.date_profile, vacancies.seekers from public;
grant execute on function vacancies.seekers to parvis_system;

create policy vacancy on platform.event for select using (subject_kind = 'vacancy' and exists (
  select from vacancies.vacancy v where v.id = subject_id and v.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
create policy tell_vacancy on platform.event for insert with check (
  subject_kind = 'vacancy' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent'
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and name in ('vacancy.published', 'vacancy.changed') and exists (select from vacancies.vacancy v where v.id = subject_id
    and v.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
