-- Cards and papers that somebody makes for a holder: ordered, put on a list, made, sent or handed over, put into service by the person.
create type pass.made_as as enum ('printed', 'chip', 'letter');
create table pass.card_batch (
  id bigint generated always as identity primary key,
  authority_id integer not null references territory.authority on delete cascade,
  made_as pass.made_as not null,
  listed_by bigint references accounts.person on delete set null,
  listed_at timestamptz not null,
  made_at timestamptz,
  sent_at timestamptz,
  check (sent_at is null or made_at is not null)
);
create index card_batch_authority on pass.card_batch (authority_id, listed_at);
create index card_batch_listed_by on pass.card_batch (listed_by);

create table pass.card_order (
  support_id bigint primary key references pass.support on delete cascade,
  -- Whoever makes it.
  authority_id integer not null references territory.authority on delete cascade,
  made_as pass.made_as not null,
  -- What is printed in a square is of one partner and sector; a chip is read by all, each at its own place.
  partner_id integer references pass.partner on delete cascade,
  sector text check (char_length(sector) <= 40),
  -- Where it is sent, until it is; null: handed over at a desk.
  address text check (char_length(address) between 5 and 200),
  -- When it is lost or replaced, partners go on knowing the other supports of the pass by the same numbers.
  keeps_values boolean not null,
  ordered_at timestamptz not null,
  -- The agent who ordered it, for whoever came to a desk.
  ordered_by bigint references accounts.person on delete set null,
  batch_id bigint references pass.card_batch on delete set null,
  -- Wrong codes typed to put it into service.
  tries smallint not null default 0 check (tries between 0 and 5),
  active_at timestamptz,
  -- Its support ended: nothing is to be made any more.
  ended_at timestamptz,
  -- Its end was told.
  told_at timestamptz,
  check ((made_as = 'printed') = (partner_id is not null and sector is not null)),
  check ((partner_id is null) = (sector is null))
);
create index card_order_authority on pass.card_order (authority_id, batch_id);
create index card_order_batch on pass.card_order (batch_id);
create index card_order_partner on pass.card_order (partner_id);
create index card_order_ordered_by on pass.card_order (ordered_by);

alter table pass.card_batch enable row level security;
alter table pass.card_order enable row level security;
create policy system on pass.card_batch to parvis_system using (true);
create policy system on pass.card_order to parvis_system using (true);
grant select, insert, update, delete on pass.card_batch, pass.card_order to parvis_system;
grant usage on all sequences in schema pass to parvis_system;

-- One's own, and that of whoever one acts for.
create policy own on pass.card_order for select using (support_id in
  (select s.id from pass.support s join pass.pass p on p.id = s.pass_id where p.person_id = (select platform.person_id())));
-- Whoever administers the authority that makes them reads what there is to make, never whose it is: names are in the file alone.
create policy kept on pass.card_order for select using (authority_id = any ((select audiences.actor_ids('admin'))::bigint[]));
create policy kept on pass.card_batch for select using (authority_id = any ((select audiences.actor_ids('admin'))::bigint[]));
create policy own on pass.card_batch for select using (id in
  (select o.batch_id from pass.card_order o join pass.support s on s.id = o.support_id join pass.pass p on p.id = s.pass_id
    where p.person_id = (select platform.person_id())));
create policy unseen on pass.card_order as restrictive to parvis_app using (not (select platform.looks()) or authority_id = any ((select audiences.actor_ids('admin'))::bigint[]));
grant select (support_id, authority_id, made_as, partner_id, sector, ordered_at, batch_id, tries, active_at, ended_at) on pass.card_order to parvis_app;
grant select (id, authority_id, made_as, listed_at, made_at, sent_at) on pass.card_batch to parvis_app;
