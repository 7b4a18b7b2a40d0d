-- Publishing: short public information of an authority, shown on its counter.
create schema publishing;
grant usage on schema publishing to parvis_app;
create table publishing.notice (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  theme text not null,
  title text not null,
  text text not null,
  published_at timestamptz not null,
  ends_at timestamptz
);
create index notice_authority on publishing.notice (authority_id, published_at desc);
grant select, insert, update, delete on publishing.notice to parvis_app;
grant usage on all sequences in schema publishing to parvis_app;
