-- « Vouliez-vous dire »: when nothing holds what was typed, each word is replaced by the nearest of the titles that whoever asks may read,
-- those of the last years that the index keeps together; null when none is near, or when nothing holds these either.
create function search.nearest(said text) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  audiences constant integer[] := audiences.actor_ids('audience');
  own constant text[] := array(select '=a' || a from unnest(audiences) a);
  today constant timestamp := platform.now() at time zone 'UTC';
  near text;
begin
  if cardinality(own) = 0 or length(said) > 200 then return null; end if;
  with asked as (
    select word, n, public.unaccent(lower(word)) as plain from regexp_split_to_table(said, '[^[:alnum:]]+') with ordinality w (word, n)
    where word <> '' limit 8),
  titles as materialized (
    select e.title from search.entry e
    where e.words || search.keys(e.audience_id, e.at) @@ requests.recent_query(own, '{}', requests.period_keys(today, 'year', 4), 'year')
      and e.audience_id = any (audiences) and e.at <= platform.now() and coalesce(e.ends_at > platform.now(), true) limit 3000),
  known as materialized (
    select word, public.unaccent(word) as plain, count(*) as times
    from titles cross join lateral regexp_split_to_table(lower(title), '[^[:alnum:]]+') w (word) where length(word) >= 4 group by word),
  told as (
    select a.n, coalesce((
      select k.word from known k where length(a.plain) >= 4 and k.plain <> a.plain and public.similarity(k.plain, a.plain) >= 0.4
        and not exists (select from known same where same.plain = a.plain)
      order by public.similarity(k.plain, a.plain) desc, k.times desc, k.word limit 1), a.word) as word
    from asked a)
  select string_agg(word, ' ' order by n) into near from told;
  if near is null or public.unaccent(lower(near)) = public.unaccent(lower(said)) then return null; end if;
  return case when exists (select from search.found(near, 1)) then near end;
end $$;
revoke execute on function search.nearest from public;
grant execute on function search.nearest to parvis_app;
