-- Territory: authorities, their areas, units, calendars and sites. Public facts: no personal data here.
create schema territory;
grant usage on schema territory to parvis_app;

create table territory.settings (
  only_row boolean primary key default true check (only_row),
  zone text not null,
  -- Raised at each change: the program's snapshot of the territory follows it.
  revision bigint not null default 1
);

create table territory.calendar (
  id text primary key,
  definition jsonb not null
);

create table territory.authority (
  id integer generated always as identity primary key,
  code text not null unique,
  level text not null check (level in ('metropolis', 'commune')),
  slug text not null unique,
  name text not null,
  siren text not null,
  population integer not null,
  profile jsonb not null default '{}',
  logo_svg text
);

create table territory.host (
  host text primary key,
  authority_id integer not null references territory.authority
);

-- INSEE codes: communes and arrondissements. The contour is a GeoJSON geometry, or absent.
create table territory.area (
  code text primary key,
  kind text not null check (kind in ('commune', 'arrondissement')),
  name text not null,
  authority_id integer not null references territory.authority,
  postcodes text[] not null,
  population integer not null,
  contour jsonb
);

create table territory.unit (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  parent_id integer references territory.unit,
  code text not null,
  name text not null,
  kind text not null check (kind in ('directorate', 'service', 'team', 'desk')),
  functions text[] not null,
  communes text[],
  email text,
  phone text,
  calendar_id text not null references territory.calendar,
  unique (authority_id, code)
);
create index unit_parent on territory.unit (parent_id);

grant select, insert, update, delete on all tables in schema territory to parvis_app;
