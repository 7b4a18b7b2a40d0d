-- The right to a picture ends with its last day in the territory, as what is lent does (000793), whatever the zone of a session.
create or replace function media.is_in_right(until date) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select until is null or until >= territory.day_of(platform.now()) $$;
