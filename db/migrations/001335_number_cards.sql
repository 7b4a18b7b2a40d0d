-- Cards of the pass. A chip bears numbers that have nothing in common (as NF P99-508 does: a sector, the key that drew it, four bytes of value);
-- each partner and sector is read at one place of the chip, its own, and at no other.
create table pass.card_slot (
  partner_id integer not null references pass.partner on delete cascade,
  sector text not null check (char_length(sector) <= 40),
  -- The first ten are of sectors of the standard, common to all who use it.
  place smallint not null unique check (place between 11 and 35),
  primary key (partner_id, sector)
);
create table pass.card_number (
  support_id bigint not null references pass.support on delete cascade,
  place smallint not null check (place between 11 and 35),
  -- Which key drew it: 0102h when it is drawn here.
  key_ref integer not null check (key_ref between 0 and 65535),
  value bytea not null check (length(value) = 4),
  primary key (support_id, place),
  unique (place, key_ref, value)
);

-- What is printed on a card has a value of its own, so that another support that is lost does not close it, nor it another.
alter table pass.sector_value add column support_id bigint references pass.support on delete cascade;
create index sector_value_support on pass.sector_value (support_id);
drop index pass.one_value;
create unique index one_value on pass.sector_value (pass_id, partner_id, sector) where retired_at is null and support_id is null;
create unique index one_value_of_card on pass.sector_value (support_id, partner_id, sector) where retired_at is null and support_id is not null;

alter table pass.card_slot enable row level security;
alter table pass.card_number enable row level security;
create policy system on pass.card_slot to parvis_system using (true);
create policy system on pass.card_number to parvis_system using (true);
grant select, insert, update, delete on pass.card_slot, pass.card_number to parvis_system;
