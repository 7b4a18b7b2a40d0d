-- The life of what a pass opens (src/pass/life): told before it ends, waited for when all of it is taken; who pays for whom; what a court left
-- to each parent.

-- The last day that its holder was told of.
alter table pass.entitlement add column told_until date;

-- In line for a product that is full. `offered_at`: a place is kept for three days.
create table pass.waiting (
  pass_id bigint not null references pass.pass on delete cascade,
  product_id integer not null references pass.product on delete cascade,
  asked_at timestamptz not null,
  offered_at timestamptz,
  primary key (pass_id, product_id)
);
create index waiting_product on pass.waiting (product_id, asked_at);

-- Who pays for whose pass, on these days: reads what is paid for it, never where it is used.
create table pass.payer (
  pass_id bigint not null references pass.pass on delete cascade,
  person_id bigint not null references accounts.person on delete cascade,
  since date not null,
  until date not null,
  primary key (pass_id, person_id),
  check (until >= since)
);
create index payer_person on pass.payer (person_id);

-- What a decision of justice leaves to one of the parents of a child; no row: all of it.
create table pass.guardian_limit (
  mandate_id bigint primary key references accounts.mandate on delete cascade,
  may_see boolean not null,
  may_buy boolean not null,
  may_stop boolean not null,
  -- Its day, and nothing of what it says.
  decided_on date not null,
  set_at timestamptz not null,
  set_by bigint references accounts.person on delete set null
);
create index guardian_limit_set_by on pass.guardian_limit (set_by);

alter table pass.waiting enable row level security;
alter table pass.payer enable row level security;
alter table pass.guardian_limit enable row level security;
create policy system on pass.waiting to parvis_system using (true);
create policy system on pass.payer to parvis_system using (true);
create policy system on pass.guardian_limit to parvis_system using (true);
grant select, insert, update, delete on pass.waiting, pass.payer, pass.guardian_limit to parvis_system;
create policy own on pass.waiting for select using (pass_id = (select p.id from pass.pass p where p.person_id = platform.person_id()));
grant select on pass.waiting to parvis_app;

-- May whoever acts do that with the pass of the person they act for: `see` where it was used, `buy`, `stop`? Oneself, always.
create function pass.may(what text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.helper_id() is null or not exists (select from pass.guardian_limit l join accounts.mandate m on m.id = l.mandate_id
    where m.person_id = platform.person_id() and m.helper_id = platform.helper_id() and m.ended_at is null
      and not case what when 'see' then l.may_see when 'buy' then l.may_buy when 'stop' then l.may_stop else false end) $$;
revoke execute on function pass.may from public;
grant execute on function pass.may to parvis_app;
create or replace function pass.own_uses() returns table (id bigint, partner_id integer, place_id integer, product_id integer, at timestamptz, is_online boolean, result text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id, r.partner_id, r.place_id, r.product_id, r.at, r.is_online, r.result from pass.redemption r
    join pass.entitlement e on e.id = r.entitlement_id join pass.pass p on p.id = e.pass_id
    where p.person_id = platform.person_id() and pass.may('see') order by r.at desc limit 200 $$;

-- What was given and sold to oneself, and what one pays for: amounts, never uses. In one's own name, or in that of whoever one acts for.
create function pass.bought() returns table (id bigint, at timestamptz, holder text, is_own boolean, partner text, product text, class text, cents integer, is_undone boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.id, t.at, h.name, p.person_id = platform.person_id(), o.name, d.name, t.class,
      coalesce((select sum(g.amount) from pass.posting g join pass.account a on a.id = g.account_id where g.transfer_id = t.id and a.kind = 'cash'), 0)::int,
      exists (select from pass.transfer u where u.reverses = t.id)
    from pass.transfer t join pass.entitlement e on e.id = t.entitlement_id join pass.pass p on p.id = e.pass_id join accounts.person h on h.id = p.person_id
      join pass.partner o on o.id = t.partner_id join pass.product d on d.id = t.product_id
    where t.kind in ('given', 'sold') and (p.person_id = platform.person_id()
      or platform.helper_id() is null and exists (select from pass.payer y where y.pass_id = p.id and y.person_id = platform.person_id()
        and territory.day_of(t.at) between y.since and y.until))
    order by t.at desc limit 200 $$;
revoke execute on function pass.bought from public;
grant execute on function pass.bought to parvis_app;
