-- What is read of a definition, in force or in a draft, has a number that never comes back: whoever saves, publishes or gives up says
-- which one they read. Counted from the commands of a draft, it began again with the next draft, and what nobody had read passed for it.
create sequence definitions.edition;
alter table definitions.version add column edition bigint not null default nextval('definitions.edition');
alter table definitions.version alter column edition drop default;

-- Drawn by the database at each writing, by whoever: it is nobody's to choose.
create function definitions.draw_edition() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.edition := nextval('definitions.edition');
  return new;
end $$;
create trigger draw_edition before insert or update of body, base on definitions.version
  for each row execute function definitions.draw_edition();
