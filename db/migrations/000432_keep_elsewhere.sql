-- What people look for and nobody of this territory does: known to the search, so that a service that shares a word with it by chance
-- is not answered. One group of phrases a subject.
create table services.elsewhere (rank integer primary key, phrases text[] not null);
grant select on services.elsewhere to parvis_app;
grant insert, update, delete on services.elsewhere to parvis_system;
