-- Agreements between the metropolis and each commune: who uses what, at which price, until when. A commune reads its own, the
-- metropolis reads and writes all; what was voted never changes but by an amendment.
create schema agreements;
grant usage on schema agreements to parvis_app;

-- Who may write agreements: whoever administers the metropolis.
create function agreements.is_manager() returns boolean language sql stable as $$
  select (select a.id from territory.authority a where a.level = 'metropolis') = any ((select audiences.actor_ids('admin'))::bigint[]) $$;

-- Prices as an assembly voted them: a vote makes a new row, and no row changes.
create table agreements.grid (
  id integer generated always as identity primary key,
  voted_on date not null,
  deliberation text not null check (length(deliberation) between 1 and 40),
  rate integer not null check (rate between 0 and 5000),
  brackets jsonb not null check (jsonb_typeof(brackets) = 'array' and jsonb_array_length(brackets) between 1 and 20),
  unique (deliberation)
);
grant select, insert (voted_on, deliberation, rate, brackets) on agreements.grid to parvis_app;
alter table agreements.grid enable row level security;
create policy system on agreements.grid to parvis_system using (true);
create policy read on agreements.grid for select using (cardinality((select audiences.actor_ids('setter'))::bigint[]) > 0);
create policy voted on agreements.grid for insert with check ((select agreements.is_manager()));

-- Inhabitants as a decree made them authentic: never a figure without its year, its kind and its decree.
create table agreements.population (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  figure integer not null check (figure > 0),
  kind text not null check (kind in ('municipal', 'total')),
  year integer not null check (year between 1990 and 2200),
  decree text not null check (length(decree) between 5 and 200),
  decree_on date not null,
  unique (authority_id, kind, year),
  check (extract(year from decree_on) >= year)
);
grant select, insert (authority_id, figure, kind, year, decree, decree_on) on agreements.population to parvis_app;
alter table agreements.population enable row level security;
create policy system on agreements.population to parvis_system using (true);
create policy read on agreements.population for select using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy recorded on agreements.population for insert with check ((select agreements.is_manager()));

create table agreements.agreement (
  id integer generated always as identity primary key,
  number text not null unique check (number ~ '^\d{4}-\d{3}$'),
  authority_id integer not null references territory.authority,
  -- As planned, and the last day that it may ever have.
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  notice_months integer not null check (notice_months between 0 and 12),
  population_id integer not null references agreements.population,
  -- Places of agents that it gives.
  seats integer not null check (seats between 0 and 10000),
  discount_year integer,
  discount_percent integer check (discount_percent between 1 and 100),
  notified_on date,
  stopped_on date,
  stopped text check (stopped in ('denounced', 'merged')),
  succeeded_by integer references agreements.agreement,
  version integer not null default 1,
  check ((discount_year is null) = (discount_percent is null)),
  check ((stopped_on is null) = (stopped is null)),
  check (stopped_on <= ends_on),
  -- One commune, one agreement at a time.
  constraint agreement_days exclude using gist (int4range(authority_id, authority_id, '[]') with &&,
    daterange(starts_on, greatest(coalesce(stopped_on, ends_on), starts_on), '[]') with &&)
);
-- A discount is used once in the life of a commune.
create unique index agreement_discount on agreements.agreement (authority_id) where discount_year is not null;

-- What is voted and signed: the agreement (rank 0), then each amendment.
create table agreements.deed (
  agreement_id integer not null references agreements.agreement on delete cascade,
  rank integer not null check (rank >= 0),
  state text not null default 'draft' check (state in ('draft', 'voted', 'signed', 'notified')),
  starts_on date not null,
  offer text not null check (offer in ('full', 'restricted')),
  grid_id integer not null references agreements.grid,
  primary key (agreement_id, rank)
);

-- What happened to a deed, each with the event that tells who and when; its documents are files.
create table agreements.step (
  id integer generated always as identity primary key,
  agreement_id integer not null references agreements.agreement on delete cascade,
  rank integer not null,
  kind text not null check (kind in ('voted', 'signed', 'notified', 'denounced', 'merged')),
  -- Whose vote, whose signature; null: of both.
  side text check (side in ('commune', 'metropolis')),
  on_day date not null,
  reference text not null check (length(reference) <= 100),
  event_id bigint not null,
  foreign key (agreement_id, rank) references agreements.deed on delete cascade
);
create unique index step_once on agreements.step (agreement_id, rank, kind, side) nulls not distinct;

-- The population by which each year is priced: read when the year begins, and not again.
create table agreements.period (
  agreement_id integer not null references agreements.agreement on delete cascade,
  year integer not null,
  population_id integer not null references agreements.population,
  primary key (agreement_id, year)
);

grant select, insert, delete on agreements.agreement, agreements.deed to parvis_app;
grant update (starts_on, ends_on, notice_months, population_id, seats, discount_year, discount_percent, notified_on, stopped_on, stopped,
  succeeded_by, version) on agreements.agreement to parvis_app;
grant update (state, starts_on, offer, grid_id) on agreements.deed to parvis_app;
grant select, insert (agreement_id, rank, kind, side, on_day, reference, event_id) on agreements.step to parvis_app;
grant select on agreements.period to parvis_app;
grant insert on agreements.period to parvis_app;

-- Voted, a text does not change: an amendment says what becomes of it. Dates of its life may still be noted.
create function agreements.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'deed' then
    if old.state <> 'draft' and (tg_op = 'DELETE' or (new.offer, new.grid_id, new.starts_on)
        is distinct from (old.offer, old.grid_id, old.starts_on)) then
      raise exception 'what was voted does not change: propose an amendment';
    end if;
  elsif exists (select from agreements.deed d where d.agreement_id = old.id and d.rank = 0 and d.state <> 'draft')
    and (tg_op = 'DELETE' or (new.authority_id, new.starts_on, new.ends_on, new.notice_months, new.population_id, new.seats,
        new.discount_year, new.discount_percent) is distinct from (old.authority_id, old.starts_on, old.ends_on, old.notice_months,
        old.population_id, old.seats, old.discount_year, old.discount_percent)) then
    raise exception 'what was voted does not change: propose an amendment';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger voted before update or delete on agreements.agreement for each row execute function agreements.refuse_change();
create trigger voted before update or delete on agreements.deed for each row execute function agreements.refuse_change();

alter table agreements.agreement enable row level security;
create policy system on agreements.agreement to parvis_system using (true);
create policy read on agreements.agreement for select using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy begun on agreements.agreement for insert with check ((select agreements.is_manager()));
create policy written on agreements.agreement for update using ((select agreements.is_manager())) with check ((select agreements.is_manager()));
create policy given_up on agreements.agreement for delete using ((select agreements.is_manager()));

do $$
declare
  part text;
begin
  foreach part in array array['deed', 'step', 'period'] loop
    execute format('alter table agreements.%I enable row level security', part);
    execute format('create policy system on agreements.%I to parvis_system using (true)', part);
    execute format('create policy read on agreements.%I for select using (exists (
      select from agreements.agreement a where a.id = agreement_id))', part);
    execute format('create policy begun on agreements.%I for insert with check ((select agreements.is_manager()))', part);
  end loop;
end $$;
create policy written on agreements.deed for update using ((select agreements.is_manager())) with check ((select agreements.is_manager()));
create policy given_up on agreements.deed for delete using ((select agreements.is_manager()));

-- What happened to an agreement is its readers' to read, its writers' to tell.
create policy agreement on platform.event for select using (subject_kind = 'agreement'
  and exists (select from agreements.agreement a where a.id = subject_id));
create policy tell_agreement on platform.event for insert with check (
  subject_kind = 'agreement' and actor_kind <> 'system' and actor_id = platform.person_id() and erased_at is null
  and platform.is_told_now(at) and (select agreements.is_manager()) and exists (select from agreements.agreement a where a.id = subject_id));

-- Votes, signatures and letters are files of the step they prove: read with the agreement, given by whoever writes it.
call files.follow('agreementstep', 'agreements.step', false, 'agreements.is_manager()');
