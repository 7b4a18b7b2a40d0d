-- The pass (src/pass): partners that an authority signed with, their people, their places, and what one may hold there. All of it is
-- public but who works for a partner. Nothing here names a holder.
create schema pass;
grant usage on schema pass to parvis_app, parvis_system;

create table pass.partner (
  id integer generated always as identity primary key,
  -- Who signed with it, and keeps it.
  authority_id integer not null references territory.authority,
  name text not null check (char_length(name) between 2 and 80),
  is_private boolean not null,
  -- What it is, where it is and when it opens, for holders.
  about text not null check (char_length(about) <= 1000),
  siret text check (siret ~ '^[0-9]{14}$'),
  -- Of the register of processing: what it may hold is of these alone.
  sectors text[] not null check (cardinality(sectors) between 1 and 6 and array_position(sectors, null) is null),
  -- Both days included.
  since date not null,
  until date not null,
  -- How many people at most may hold something of it while it is tried; null: its agreement is no trial.
  most_holders integer check (most_holders > 0),
  version integer not null default 1,
  constraint partner_name unique (authority_id, name),
  constraint partner_days check (until >= since)
);

-- Who works for it: without an account of agent.
create table pass.member (
  id bigint generated always as identity primary key,
  partner_id integer not null references pass.partner on delete cascade,
  person_id bigint not null references accounts.person on delete cascade,
  is_manager boolean not null,
  since date not null,
  until date,
  check (until >= since)
);
create index member_partner on pass.member (partner_id);
create index member_person on pass.member (person_id);
create unique index member_once on pass.member (partner_id, person_id) where until is null;

-- Where one comes in: « Entrée du public ».
create table pass.place (
  id integer generated always as identity primary key,
  partner_id integer not null references pass.partner on delete cascade,
  name text not null check (char_length(name) between 2 and 80),
  address text not null check (char_length(address) <= 200),
  closed_on date,
  constraint place_name unique (partner_id, name),
  unique (id, partner_id)
);

-- What one may hold: an entry that is free, a price, so many entries, a credit, so many times a week.
create type pass.kind as enum ('entry', 'price', 'entries', 'credit', 'weekly');
create table pass.product (
  id integer generated always as identity primary key,
  partner_id integer not null references pass.partner on delete cascade,
  sector text not null,
  name text not null check (char_length(name) between 2 and 80),
  kind pass.kind not null,
  -- Entries, cents, or times a week.
  quantity integer check (quantity > 0),
  -- Grid that says who has it, and in which class; null: whoever it is sold or given to.
  grid text check (char_length(grid) <= 60),
  -- How long one has it from the day that it is had.
  months smallint not null check (months between 1 and 60),
  -- Days on which it opens nothing.
  closed_days datemultirange not null default '{}',
  -- How many entries, or cents, of one holder a door may accept by itself between two of its sendings.
  alone integer not null check (alone >= 0),
  -- Does a paper open it, without anything that moves?
  on_paper boolean not null,
  -- How many people at most hold it; others wait.
  most_holders integer check (most_holders > 0),
  since date not null,
  until date,
  version integer not null default 1,
  constraint product_name unique (partner_id, name),
  unique (id, partner_id),
  check (until >= since),
  constraint product_quantity check ((quantity is null) = (kind in ('entry', 'price')))
);
-- What it costs in each class of its grid; class '' when it has none.
create table pass.price (
  product_id integer not null references pass.product on delete cascade,
  class text not null check (char_length(class) <= 40),
  cents integer not null check (cents between 0 and 1000000),
  primary key (product_id, class)
);
-- Where it opens; nowhere in particular: at all places of its partner.
create table pass.product_place (
  product_id integer not null,
  place_id integer not null,
  partner_id integer not null,
  primary key (product_id, place_id),
  foreign key (product_id, partner_id) references pass.product (id, partner_id) on delete cascade,
  foreign key (place_id, partner_id) references pass.place (id, partner_id) on delete cascade
);
create index product_place_place on pass.product_place (place_id);

-- Partners for which whoever acts works today, in their own name alone.
create function pass.find_partners() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if platform.person_id() is null or platform.helper_id() is not null then return '{}'; end if;
  return (select coalesce(array_agg(distinct m.partner_id), '{}') from pass.member m
    where m.person_id = platform.person_id() and territory.day_of(platform.now()) between m.since and coalesce(m.until, 'infinity'));
end $$;
create function pass.find_managed() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if platform.person_id() is null or platform.helper_id() is not null then return '{}'; end if;
  return (select coalesce(array_agg(distinct m.partner_id), '{}') from pass.member m
    where m.person_id = platform.person_id() and m.is_manager and territory.day_of(platform.now()) between m.since and coalesce(m.until, 'infinity'));
end $$;
-- Partners of the authorities that whoever acts sets.
create function pass.find_kept() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (select coalesce(array_agg(p.id), '{}') from pass.partner p where p.authority_id = any (audiences.actor_ids('setter')));
end $$;
revoke execute on function pass.find_partners, pass.find_managed, pass.find_kept from public;
call audiences.add('partner', 'pass.find_partners', null);
call audiences.add('managed', 'pass.find_managed', null);
call audiences.add('passkept', 'pass.find_kept', null);

-- What was just given counts at once.
create function pass.forget_reach() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform audiences.forget(kind) from unnest(array['partner', 'managed', 'passkept']) kind;
  return null;
end $$;
revoke execute on function pass.forget_reach from public;
create trigger forget_reach after insert or update or delete on pass.member for each statement execute function pass.forget_reach();
create trigger forget_reach after insert on pass.partner for each statement execute function pass.forget_reach();

-- A partner stays of its authority; a product is of a sector that its partner may have, and stays what it is once somebody may hold it.
create function pass.guard_product() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from pass.partner p where p.id = new.partner_id and new.sector = any (p.sectors)) then
    raise check_violation using constraint = 'product_sector', message = 'the partner is not allowed in that sector';
  end if;
  if tg_op = 'UPDATE' then
    if (new.partner_id, new.sector, new.kind) is distinct from (old.partner_id, old.sector, old.kind) then
      raise insufficient_privilege using message = 'a product keeps what it is';
    end if;
    new.version := old.version + 1;
  end if;
  return new;
end $$;
revoke execute on function pass.guard_product from public;
create trigger guard_product before insert or update on pass.product for each row execute function pass.guard_product();
create function pass.guard_partner() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.authority_id <> old.authority_id then
    raise insufficient_privilege using message = 'a partner keeps its authority';
  end if;
  if exists (select from pass.product p where p.partner_id = new.id and p.sector <> all (new.sectors)) then
    raise check_violation using constraint = 'partner_sectors', message = 'a product of the partner is of that sector';
  end if;
  new.version := old.version + 1;
  return new;
end $$;
revoke execute on function pass.guard_partner from public;
create trigger guard_partner before update on pass.partner for each row execute function pass.guard_partner();

alter table pass.partner enable row level security;
alter table pass.member enable row level security;
alter table pass.place enable row level security;
alter table pass.product enable row level security;
alter table pass.price enable row level security;
alter table pass.product_place enable row level security;
create policy system on pass.partner to parvis_system using (true);
create policy system on pass.member to parvis_system using (true);
create policy system on pass.place to parvis_system using (true);
create policy system on pass.product to parvis_system using (true);
create policy system on pass.price to parvis_system using (true);
create policy system on pass.product_place to parvis_system using (true);
grant select, insert, update, delete on pass.partner, pass.member, pass.place, pass.product, pass.price, pass.product_place to parvis_system;
grant usage on all sequences in schema pass to parvis_system;

-- Public: what there is. Written by whoever administers the authority that signed; places, by the partner too.
create policy told on pass.partner for select using (id is not null);
create policy told on pass.place for select using (id is not null);
create policy told on pass.product for select using (id is not null);
create policy told on pass.price for select using (product_id is not null);
create policy told on pass.product_place for select using (product_id is not null);
create policy made on pass.partner for insert with check (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy kept on pass.partner for update using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
create policy made on pass.place for insert with check (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]) or partner_id = any ((select audiences.actor_ids('managed'))::bigint[]));
create policy kept on pass.place for update using (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]) or partner_id = any ((select audiences.actor_ids('managed'))::bigint[]));
create policy made on pass.product for insert with check (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]));
create policy kept on pass.product for update using (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]));
create policy made on pass.product_place for insert with check (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]));
create policy taken on pass.product_place for delete using (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]));
create policy made on pass.price for insert with check (exists (select from pass.product p where p.id = product_id and p.partner_id = any ((select audiences.actor_ids('passkept'))::bigint[])));
create policy kept on pass.price for update using (exists (select from pass.product p where p.id = product_id and p.partner_id = any ((select audiences.actor_ids('passkept'))::bigint[])));
create policy taken on pass.price for delete using (exists (select from pass.product p where p.id = product_id and p.partner_id = any ((select audiences.actor_ids('passkept'))::bigint[])));
grant select, insert (authority_id, name, is_private, about, siret, sectors, since, until, most_holders),
  update (name, is_private, about, siret, sectors, since, until, most_holders) on pass.partner to parvis_app;
grant select, insert (partner_id, name, address), update (name, address, closed_on) on pass.place to parvis_app;
grant select, insert (partner_id, sector, name, kind, quantity, grid, months, closed_days, alone, on_paper, most_holders, since, until),
  update (name, quantity, grid, months, closed_days, alone, on_paper, most_holders, since, until) on pass.product to parvis_app;
grant select, insert, update (cents), delete on pass.price to parvis_app;
grant select, insert, delete on pass.product_place to parvis_app;

-- Who works there: the partner's managers and whoever keeps the partner; oneself.
create policy told on pass.member for select using (person_id = platform.person_id()
  or partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]) or partner_id = any ((select audiences.actor_ids('managed'))::bigint[]));
create policy ended on pass.member for update using (partner_id = any ((select audiences.actor_ids('passkept'))::bigint[]) or partner_id = any ((select audiences.actor_ids('managed'))::bigint[]));
grant select, update (until) on pass.member to parvis_app;
create function pass.guard_member() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Ended today, once; nobody chooses the day.
  if not platform.is_system() then new.until := coalesce(old.until, greatest(old.since, territory.day_of(platform.now()) - 1)); end if;
  return new;
end $$;
revoke execute on function pass.guard_member from public;
create trigger guard_member before update on pass.member for each row execute function pass.guard_member();
