-- What is found of a content is what its type has readers read in words: the days, numbers, addresses and marks of choices that it keeps
-- were shown as they are kept. What a reader picks is said by its label. Each block of a rich text ends as a sentence.
create function publishing.rich_words(rich jsonb) returns text language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select string_agg(case when block ~ '[.!?:;,…]\s*$' then block else block || '.' end, ' ' order by n)
  from (select n, (select string_agg(piece ->> 'text', '' order by at) from jsonb_array_elements(line) with ordinality piece (piece, at)) as block
    from jsonb_path_query(rich, 'strict $.**.content ? (exists (@[*] ? (@.type == "text")))') with ordinality lines (line, n)) blocks
  where block <> '' $$;

create function publishing.content_words(of_type text, at_version integer, fields jsonb) returns text
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select string_agg(said, E'\n' order by n) from (
    select n, case field ->> 'type'
      when 'rich-text' then publishing.rich_words(fields -> (field ->> 'id'))
      when 'short-text' then fields ->> (field ->> 'id')
      when 'long-text' then fields ->> (field ->> 'id')
      when 'single-choice' then (select choice ->> 'label' from jsonb_array_elements(field -> 'choices') choice
        where choice -> 'value' = fields -> (field ->> 'id'))
      when 'multiple-choice' then (select string_agg(choice ->> 'label', ', ' order by at)
        from jsonb_array_elements(field -> 'choices') with ordinality choices (choice, at)
        where jsonb_typeof(fields -> (field ->> 'id')) = 'array' and fields -> (field ->> 'id') @> jsonb_build_array(choice -> 'value'))
      end as said
    from definitions.version v cross join lateral jsonb_array_elements(v.body -> 'fields') with ordinality asked (field, n)
    where v.kind = 'content' and v.id = of_type and v.version = at_version and v.version > 0) words
  where said <> '' $$;
revoke execute on function publishing.rich_words, publishing.content_words from public;

create or replace view publishing.content_found as
  select p.content_id as subject_id, p.authority_id, p.audience_id, p.starts_at as at, p.ends_at, p.title,
    concat_ws(E'\n', nullif(p.summary, ''), publishing.content_words(p.type, p.type_version, p.fields), nullif(p.theme, '')) as text
  from publishing.publication p where p.ends_at is null or p.ends_at > p.starts_at;
-- What it says comes before what it is filed under.
create or replace view publishing.notice_found as
  select n.id as subject_id, n.authority_id, n.audience_id, n.published_at as at, n.ends_at, n.title, n.text || E'\n' || n.theme as text
  from publishing.notice n;

delete from search.entry where kind in ('content', 'notice');
insert into search.entry (kind, subject_id, authority_id, audience_id, at, ends_at, title, text)
  select 'content', subject_id, authority_id, audience_id, at, ends_at, title, left(text, 100000) from publishing.content_found;
insert into search.entry (kind, subject_id, authority_id, audience_id, at, ends_at, title, text)
  select 'notice', subject_id, authority_id, audience_id, at, ends_at, title, left(text, 100000) from publishing.notice_found;
