-- The directory at ten thousand agents: words are found by an index, and the post that is nearest is looked for among those who were found alone.
create index card_words on directory.card using gin (words);
create index card_own_words on directory.card using gin (own_words);

-- Agents of today of whom a word is said, as whoever acts may know them: what an authority keeps for its own finds nobody for others.
create function directory.saying(word text) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  -- Read once: how a word is heard costs more than to look for it.
  with asked as materialized (select directory.heard(word) as heard),
    found as materialized (
      select c.person_id, c.words @@ q.heard as is_open from asked q join directory.card c on c.words @@ q.heard or c.own_words @@ q.heard)
  select f.person_id from found f join directory.agent a on a.person_id = f.person_id where f.is_open or a.own_words is not null $$;
revoke execute on function directory.saying from public;
grant execute on function directory.saying to parvis_app, parvis_system;
