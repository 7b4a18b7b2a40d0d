-- What is said before the results of a search: the number to call when it cannot wait, or who answers when nobody here does.
create table services.signpost (
  id text primary key,
  rank integer not null,
  title text not null,
  text text not null,
  phrases text[] not null,
  calls jsonb not null,
  is_alone boolean not null
);
grant select on services.signpost to parvis_app;
grant insert, update, delete on services.signpost to parvis_system;
