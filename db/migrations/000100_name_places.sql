-- What people call the places of the territory, and the communes around it: to understand where somebody is, or to tell
-- them that it is elsewhere. Public facts.
alter table territory.area add column aliases text[] not null default '{}';

create table territory.elsewhere (
  code text primary key,
  name text not null,
  -- The name in plain words, separated by spaces: what is compared.
  key text not null,
  postcodes text[] not null,
  population integer not null
);
create index elsewhere_key on territory.elsewhere (key);
create index elsewhere_postcodes on territory.elsewhere using gin (postcodes);
grant select, insert, update, delete on territory.elsewhere to parvis_app;
