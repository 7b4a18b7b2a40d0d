-- Dashes that stand before no word negate nothing: thirty-three of them overflowed PostgreSQL's reader of queries, and the search failed.
create or replace function platform.fr_query(q text) returns tsquery language sql immutable parallel safe as $$
  select case when french = plain then french else french || plain end from (select
    websearch_to_tsquery('pg_catalog.french'::regconfig, said) as french,
    websearch_to_tsquery('platform_text.fr_a'::regconfig, said) as plain
    from regexp_replace(q, '-(?=[-[:space:]!&|<()])', ' ', 'g') said) read $$;
