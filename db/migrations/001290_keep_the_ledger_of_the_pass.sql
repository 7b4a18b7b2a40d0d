-- The ledger of the pass (src/pass/ledger), of double entry: what is given, sold, used and undone moves between accounts of one partner, and
-- nothing is made or lost on the way. What a holder has left (pass.entitlement.remaining) is moved by postings and by nothing else.
create type pass.unit as enum ('entry', 'cent');
-- `holder`: what is left of an entitlement. `used`: what the partner accepted. `past`: what holders used whom nobody knows any more.
-- `funding`: what the authority gives. `loss`: what doors without a network accepted beyond what was left. `cash`, `income`: what was paid.
create type pass.account_kind as enum ('holder', 'used', 'past', 'funding', 'loss', 'cash', 'income');
create table pass.account (
  id bigint generated always as identity primary key,
  partner_id integer not null references pass.partner on delete cascade,
  kind pass.account_kind not null,
  unit pass.unit not null,
  -- Of a holder; null once the entitlement is forgotten: what was left stays counted, of nobody.
  entitlement_id bigint unique references pass.entitlement on delete set null,
  -- What it stood at before those of its postings that are still named.
  opening bigint not null default 0,
  check (entitlement_id is null or kind = 'holder')
);
create unique index account_once on pass.account (partner_id, kind, unit) where kind <> 'holder';

create type pass.transfer_kind as enum ('given', 'sold', 'used', 'undone');
create table pass.transfer (
  id bigint generated always as identity primary key,
  partner_id integer not null references pass.partner on delete cascade,
  product_id integer not null,
  -- In which class it was held.
  class text not null check (char_length(class) <= 40),
  kind pass.transfer_kind not null,
  at timestamptz not null,
  -- The agent, at a desk, and the authority of the desk.
  made_by bigint references accounts.person on delete set null,
  authority_id integer references territory.authority,
  means text check (means in ('cash', 'card', 'cheque')),
  -- Of the program, never typed: a ledger names nobody.
  reason text check (char_length(reason) <= 80),
  -- Undone once.
  reverses bigint unique references pass.transfer on delete cascade,
  -- Told twice by a door, it is moved once.
  redemption_id bigint unique references pass.redemption on delete set null,
  -- Of the page: sent twice, it is sold once.
  asked_key uuid unique,
  foreign key (product_id, partner_id) references pass.product (id, partner_id) on delete cascade,
  check ((kind = 'undone') = (reverses is not null)),
  check (kind = 'sold' or means is null)
);
create index transfer_partner on pass.transfer (partner_id, at desc);
create index transfer_product on pass.transfer (product_id);
create index transfer_made_by on pass.transfer (made_by, at desc);
create index transfer_authority on pass.transfer (authority_id);
create table pass.posting (
  transfer_id bigint not null references pass.transfer on delete cascade,
  account_id bigint not null references pass.account on delete cascade,
  amount bigint not null check (amount <> 0),
  primary key (transfer_id, account_id)
);
create index posting_account on pass.posting (account_id);
-- How many times in a week, from its Monday.
create table pass.week (
  entitlement_id bigint not null references pass.entitlement on delete cascade,
  week date not null,
  count integer not null check (count >= 0),
  primary key (entitlement_id, week)
);
create index week_week on pass.week (week);

-- Accounts are there before anything moves.
create function pass.open_books() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into pass.account (partner_id, kind, unit)
    select new.id, k::pass.account_kind, u::pass.unit from unnest(array['used', 'past', 'funding', 'loss']) k, unnest(array['entry', 'cent']) u
    union all select new.id, k::pass.account_kind, 'cent' from unnest(array['cash', 'income']) k;
  return null;
end $$;
create function pass.open_account() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into pass.account (partner_id, kind, unit, entitlement_id)
    select d.partner_id, 'holder', case d.kind when 'credit' then 'cent' else 'entry' end::pass.unit, e.id
    from opened e join pass.product d on d.id = e.product_id where e.remaining is not null;
  return null;
end $$;
-- What is left is moved by the ledger: this trigger is met at depth two when a posting does it.
create function pass.guard_remaining() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if pg_trigger_depth() < 2 then
    raise insufficient_privilege using message = 'what is left of an entitlement moves with postings alone';
  end if;
  return new;
end $$;
create trigger open_books after insert on pass.partner for each row execute function pass.open_books();
create trigger open_account after insert on pass.entitlement referencing new table as opened for each statement execute function pass.open_account();
create trigger guard_given before insert on pass.entitlement for each row when (new.remaining <> 0) execute function pass.guard_remaining();
create trigger guard_remaining before update of remaining on pass.entitlement for each row
  when (new.remaining is distinct from old.remaining) execute function pass.guard_remaining();

-- Each statement that posts leaves nothing over, in any unit of any transfer, and moves what holders have left.
create function pass.post() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from posted p join pass.account a on a.id = p.account_id group by p.transfer_id, a.unit having sum(p.amount) <> 0) then
    raise check_violation using constraint = 'posting_balance', message = 'what leaves an account goes to another';
  end if;
  if exists (select from posted p join pass.account a on a.id = p.account_id join pass.transfer t on t.id = p.transfer_id where a.partner_id <> t.partner_id) then
    raise check_violation using constraint = 'posting_partner', message = 'a transfer is of one partner';
  end if;
  update pass.entitlement e set remaining = e.remaining + moved.amount
    from (select a.entitlement_id, sum(p.amount) as amount from posted p join pass.account a on a.id = p.account_id
      where a.entitlement_id is not null group by 1) moved
    where e.id = moved.entitlement_id and moved.amount <> 0;
  return null;
end $$;
create trigger post after insert on pass.posting referencing new table as posted for each statement execute function pass.post();

-- Nothing is rewritten. After two days a use is no longer somebody's: its posting passes to `past`, and the accounts stand where they stood.
create function pass.keep_posting() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    -- With its partner.
    if pg_trigger_depth() < 2 then raise insufficient_privilege using message = 'a posting is not taken back'; end if;
    return old;
  end if;
  if (new.transfer_id, new.amount) is distinct from (old.transfer_id, old.amount)
    or not exists (select from pass.account f join pass.account t on (t.partner_id, t.unit) = (f.partner_id, f.unit)
      where f.id = old.account_id and f.kind = 'holder' and t.id = new.account_id and t.kind = 'past')
    or not exists (select from pass.transfer t where t.id = old.transfer_id and t.kind in ('used', 'undone')) then
    raise insufficient_privilege using message = 'a posting is not changed';
  end if;
  update pass.account set opening = opening + case id when old.account_id then old.amount else -old.amount end
    where id in (old.account_id, new.account_id);
  return new;
end $$;
create trigger keep_posting before update or delete on pass.posting for each row execute function pass.keep_posting();
create function pass.keep_transfer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if pg_trigger_depth() < 2 then raise insufficient_privilege using message = 'a transfer is not taken back'; end if;
    return old;
  end if;
  -- It loses who did it, and the use that it was, when these are forgotten.
  if (to_jsonb(new) - array['made_by', 'redemption_id']) is distinct from (to_jsonb(old) - array['made_by', 'redemption_id'])
    or coalesce(new.made_by, old.made_by) is distinct from old.made_by or coalesce(new.redemption_id, old.redemption_id) is distinct from old.redemption_id then
    raise insufficient_privilege using message = 'a transfer is not changed';
  end if;
  return new;
end $$;
create trigger keep_transfer before update or delete on pass.transfer for each row execute function pass.keep_transfer();
create function pass.keep_account() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if pg_trigger_depth() < 2 then raise insufficient_privilege using message = 'an account is opened and moved by the ledger'; end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger keep_account before update or delete on pass.account for each row execute function pass.keep_account();
revoke execute on function pass.open_books, pass.open_account, pass.guard_remaining, pass.post, pass.keep_posting, pass.keep_transfer, pass.keep_account from public;

-- What was there before the ledger.
insert into pass.account (partner_id, kind, unit)
  select p.id, k::pass.account_kind, u::pass.unit from pass.partner p, unnest(array['used', 'past', 'funding', 'loss']) k, unnest(array['entry', 'cent']) u
  union all select p.id, k::pass.account_kind, 'cent' from pass.partner p, unnest(array['cash', 'income']) k;
insert into pass.account (partner_id, kind, unit, entitlement_id, opening)
  select d.partner_id, 'holder', case d.kind when 'credit' then 'cent' else 'entry' end::pass.unit, e.id, e.remaining
  from pass.entitlement e join pass.product d on d.id = e.product_id where e.remaining is not null;

alter table pass.account enable row level security;
alter table pass.transfer enable row level security;
alter table pass.posting enable row level security;
alter table pass.week enable row level security;
create policy system on pass.account to parvis_system using (true);
create policy system on pass.transfer to parvis_system using (true);
create policy system on pass.posting to parvis_system using (true);
create policy system on pass.week to parvis_system using (true);
grant select on pass.account to parvis_system;
grant select, insert, update (made_by, redemption_id) on pass.transfer to parvis_system;
grant select, insert, update (account_id) on pass.posting to parvis_system;
grant select, insert, update, delete on pass.week to parvis_system;
grant usage on all sequences in schema pass to parvis_system;
