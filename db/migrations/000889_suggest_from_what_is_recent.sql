-- The words to suggest were looked for in four years of titles (000792): seconds, where a million are kept. They are those of two months,
-- and of the years where these are few.
do $$
declare
  source text := pg_get_functiondef('search.nearest'::regproc);
  edit text[];
begin
  foreach edit slice 1 in array array[
    ['  near text;', '  near text;
  recent text[];'],
    ['  with asked as (', '  for span in 1..2 loop
    recent := array(select e.title from search.entry e
      where e.words || search.keys(e.audience_id, e.at) @@ case span when 1
          then requests.recent_query(own, ''{}'', requests.period_keys(today, ''month'', 2), ''month'')
          else requests.recent_query(own, ''{}'', requests.period_keys(today, ''year'', 4), ''year'') end
        and e.audience_id = any (audiences) and e.at <= platform.now() and coalesce(e.ends_at > platform.now(), true) limit 1500);
    exit when cardinality(recent) >= 300;
  end loop;
  with asked as (']] loop
    if position(edit[1] in source) = 0 then raise 'search.nearest says it otherwise: %', edit[1]; end if;
    source := replace(source, edit[1], edit[2]);
  end loop;
  source := regexp_replace(source, 'titles as materialized \(.*?limit 3000\)', 'titles as materialized (select unnest(recent) as title)');
  if position('unnest(recent)' in source) = 0 then raise 'search.nearest says it otherwise'; end if;
  execute source;
end $$;
