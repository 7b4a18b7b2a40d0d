-- A dump makes each thing after what it is known to need, and a body kept as a text tells nothing: the table of requests, whose
-- words are a column made by a function, came back before the configuration that this function names, so not at all. What makes
-- columns and indexes has bodies that PostgreSQL has read, and that it depends on. They say what they said.
create or replace function platform.fr_vector(t text) returns tsvector language sql immutable parallel safe
  return to_tsvector('pg_catalog.french'::regconfig, coalesce(t, '')) || to_tsvector('platform_text.fr_a'::regconfig, coalesce(t, ''));

create or replace function requests.search_keys(unit integer, authority integer, commune integer, shared integer[], received timestamptz)
  returns tsvector language sql immutable parallel safe set search_path = pg_catalog
  return array_to_tsvector(array['=u' || unit, '=a' || authority, '=c' || commune,
      '=y' || extract(year from received at time zone 'UTC'),
      '=m' || extract(year from received at time zone 'UTC') || '-' || extract(month from received at time zone 'UTC'),
      '=w' || extract(isoyear from received at time zone 'UTC') || '-' || extract(week from received at time zone 'UTC')]
    || array(select '=s' || id from unnest(shared) id));

create or replace function requests.phone_key(phone text) returns text language sql immutable parallel safe
  return (select case when length(digits) >= 9 then right(digits, 9) end
    from (select regexp_replace(phone, '[^0-9]', '', 'g') as digits) typed);
