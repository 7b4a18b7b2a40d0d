-- What is typed line by line (who does what, and when) is found as the rest of a content is: the lines in their order, the cells of each in
-- that of their columns. No content has such lines yet: nothing is to be said again.
create or replace function publishing.content_words(of_type text, at_version integer, fields jsonb) returns text
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
      when 'rows' then (select string_agg(line ->> (col ->> 'id'), ', ' order by row_at, col_at)
        from jsonb_path_query(fields -> (field ->> 'id'), 'strict $[*]', silent => true) with ordinality lines (line, row_at)
          cross join lateral jsonb_array_elements(field -> 'rows' -> 'columns') with ordinality cols (col, col_at))
      end as said
    from definitions.version v cross join lateral jsonb_array_elements(v.body -> 'fields') with ordinality asked (field, n)
    where v.kind = 'content' and v.id = of_type and v.version = at_version and v.version > 0) words
  where said <> '' $$;
