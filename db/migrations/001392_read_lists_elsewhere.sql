-- Reference lists that are read at an address: what was read, when, and what went from it lately. The lists themselves are definitions.
create schema lists;
grant usage on schema lists to parvis_app, parvis_system;
create sequence lists.edition;
create table lists.reading (
  id text primary key check (id ~ '^[a-z0-9-]{1,60}$'),
  -- The address and pointers by which it was read: others say another list.
  source text not null check (char_length(source) <= 2000),
  entries jsonb not null check (jsonb_typeof(entries) = 'array' and jsonb_array_length(entries) <= 5000),
  -- What went from it lately, by value: still taken for some days of whoever had chosen it.
  former jsonb not null default '{}' check (jsonb_typeof(former) = 'object'),
  read_at timestamptz,
  -- Why it was not read the last time; null: it was.
  why text check (why in ('gone', 'error', 'silent', 'slow', 'huge', 'lost', 'inside', 'forbidden', 'unreadable', 'shapeless', 'many',
    'empty', 'double')),
  failures integer not null default 0 check (failures >= 0),
  next_at timestamptz not null,
  edition bigint not null default nextval('lists.edition')
);
-- What a form proposes is proposed to anybody; the system alone writes it.
grant select, insert, update, delete on lists.reading to parvis_system;
grant usage on sequence lists.edition to parvis_system;
grant select on lists.reading to parvis_app;
