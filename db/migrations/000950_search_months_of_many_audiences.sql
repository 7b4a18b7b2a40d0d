-- Whoever is in many audiences was asked for by key and month together, too many to be asked at once (000770): the months found nothing, and
-- every search read all years, the suggestion (000889) all titles. A month is now a key too: of many audiences, whose an entry is is read on
-- its row, and the index of audiences is left alone: it would be read whole, half a million of what is for everybody, beside each step.
create or replace function search.keys(audience integer, at timestamptz) returns tsvector language sql immutable parallel safe
  return array_to_tsvector(array['=a' || audience, '=y' || extract(year from at at time zone 'UTC'),
    '=m' || extract(year from at at time zone 'UTC') || '-' || extract(month from at at time zone 'UTC'),
    '=a' || audience || '=m' || extract(year from at at time zone 'UTC') || '-' || extract(month from at at time zone 'UTC')]);
set local maintenance_work_mem = '256MB';
reindex index search.entry_words;

-- What may be an entry of those audiences in those periods; each key of a question costs for each row that it looks at.
create function search.recent(own text[], periods text[], kind text) returns tsquery
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select case
    when kind = 'month' and cardinality(own) * cardinality(periods) <= 48 then requests.any_key(requests.each_with(own, periods))
    when kind = 'year' and cardinality(own) <= 24 then requests.any_key(own) && requests.any_key(periods)
    else requests.any_key(periods) end $$;
revoke execute on function search.recent from public;

do $$
declare
  source text;
  changed text;
begin
  foreach source in array array[pg_get_functiondef('search.found'::regproc), pg_get_functiondef('search.nearest'::regproc)] loop
    changed := regexp_replace(source, 'requests\.recent_query\(own, ''{}'', ', 'search.recent(own, ', 'g');
    if changed = source or position('e.audience_id = any' in changed) = 0 then raise 'a search asks for what is recent otherwise'; end if;
    changed := replace(changed, 'e.audience_id = any', 'e.audience_id + 0 = any');
    -- Two years as two keys cost a third of twelve months as twelve.
    execute replace(changed, '(3, ''month'', 12), (4, ''year'', 4)', '(3, ''year'', 2), (4, ''year'', 5)');
  end loop;
end $$;
