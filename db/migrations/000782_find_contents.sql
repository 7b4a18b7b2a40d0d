-- Contents are found as they are published: by their title, what they say, and their theme, between the days of each publication.
create view publishing.content_found as
  select p.content_id as subject_id, p.authority_id, p.audience_id, p.starts_at as at, p.ends_at, p.title,
    concat_ws(E'\n', p.summary, p.theme, (
      -- What is typed as it is, and the words of rich texts, whatever surrounds them.
      select string_agg(said #>> '{}', ' ') from (
        select said from jsonb_path_query(p.fields, '$.* ? (@.type() == "string")') said
        union all select said from jsonb_path_query(p.fields, 'strict $.**.text ? (@.type() == "string")') said) words)) as text
  from publishing.publication p where p.ends_at is null or p.ends_at > p.starts_at;
call search.offer('content', 'publishing.content_found', 'publishing.publication', 'content_id');
