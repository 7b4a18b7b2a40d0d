-- One index of what may be looked for, whatever the module: a title, a text, the audience that reads it. A module offers a view of what
-- there is to find; its rows are found again, in the same transaction, each time its table changes.
create schema search;
grant usage on schema search to parvis_app, parvis_system;

create table search.kind (kind text primary key, source text not null);
create table search.entry (
  id bigint generated always as identity primary key,
  kind text not null references search.kind,
  subject_id bigint not null,
  authority_id integer not null references territory.authority,
  audience_id integer not null references audiences.audience,
  at timestamptz not null,
  ends_at timestamptz,
  title text not null,
  text text not null,
  words tsvector not null generated always as (setweight(platform.fr_vector(title), 'A') || setweight(platform.fr_vector(text), 'B')) stored
);
-- A thing is one entry, or several that follow one another: what is said now, and what will be.
create index entry_subject on search.entry (kind, subject_id);

-- Who reads it and its month as one key, with the words: a search reads what the reader may find, not what others may (000242).
create function search.keys(audience integer, at timestamptz) returns tsvector language sql immutable parallel safe
  return array_to_tsvector(array['=a' || audience, '=y' || extract(year from at at time zone 'UTC'),
    '=a' || audience || '=m' || extract(year from at at time zone 'UTC') || '-' || extract(month from at at time zone 'UTC')]);
create index entry_words on search.entry using gin ((words || search.keys(audience_id, at)));
create index entry_audience on search.entry (audience_id);

alter table search.entry enable row level security;
create policy system on search.entry to parvis_system using (true);
create policy read on search.entry for select using (audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
  and at <= platform.now() and coalesce(ends_at > platform.now(), true));
grant select on search.entry to parvis_app, parvis_system;

create function search.keep() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed constant bigint := (to_jsonb(case tg_op when 'DELETE' then old else new end) ->> tg_argv[1])::bigint;
begin
  delete from search.entry where kind = tg_argv[0] and subject_id = changed;
  if tg_op <> 'DELETE' then
    execute format('insert into search.entry (kind, subject_id, authority_id, audience_id, at, ends_at, title, text)
      select %L, subject_id, authority_id, audience_id, at, ends_at, title, left(text, 100000) from %s where subject_id = $1',
      tg_argv[0], (select k.source from search.kind k where k.kind = tg_argv[0])) using changed;
  end if;
  return null;
end $$;
revoke execute on function search.keep from public;

-- For migrations: that view says what of that table there is to find (subject_id, authority_id, audience_id, at, ends_at, title, text); `by`
-- is the column of the table that is the subject.
create procedure search.offer(of_kind text, told_by text, kept_in text, by text default 'id') language plpgsql as $$
begin
  insert into search.kind (kind, source) values (of_kind, told_by);
  execute format('create trigger kept_for_search after insert or update or delete on %s for each row execute function search.keep(%L, %L)',
    kept_in, of_kind, by);
  execute format('insert into search.entry (kind, subject_id, authority_id, audience_id, at, ends_at, title, text)
    select %L, subject_id, authority_id, audience_id, at, ends_at, title, left(text, 100000) from %s', of_kind, told_by);
end $$;
revoke execute on procedure search.offer from public;

-- What stemming does not bring together: a word is looked for with those that say the same.
create table search.alike (said tsquery not null, meant tsquery not null);
grant select on search.alike to parvis_app, parvis_system;
do $$
declare
  words text[];
  forms tsquery[];
  meant tsquery;
  said tsquery;
begin
  foreach words slice 1 in array array[
    ['élu', 'élus', 'élue', 'élues'], ['vœu', 'vœux', 'voeu', 'voeux'], ['travail', 'travaux', 'travail', 'travaux'],
    ['budget', 'budgets', 'budgétaire', 'budgétaires'], ['arrêté', 'arrêtés', 'arrêté', 'arrêtés'], ['délégué', 'délégués', 'déléguée', 'déléguées'],
    ['PV', 'procès verbal', 'proces verbal', 'procès verbaux'], ['CM', 'conseil municipal', 'CM', 'conseils municipaux'],
    ['PLU H', 'PLUH', 'plan local d’urbanisme', 'plan local urbanisme'], ['ODJ', 'ordre du jour', 'ODJ', 'ordres du jour']]
  loop
    forms := array(select distinct form from unnest(words) word, lateral (values
      (plainto_tsquery('pg_catalog.french', word)), (plainto_tsquery('platform_text.fr_a', word))) read (form) where numnode(form) > 0);
    meant := (select string_agg('(' || form::text || ')', ' | ')::tsquery from unnest(forms) form);
    foreach said in array forms loop
      insert into search.alike (said, meant) values (said, meant);
    end loop;
  end loop;
end $$;
-- Of « procès-verbal » the parts alone: together they would be a phrase, that nothing else says.
create function search.query(said text) returns tsquery language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when numnode(asked) = 0 then asked else ts_rewrite(asked, 'select said, meant from search.alike') end
  from platform.fr_query(regexp_replace(said, '([[:alpha:]])-(?=[[:alpha:]])', '\1 ', 'g')) asked $$;

-- The newest that whoever acts may read and that hold the words. Text matching is not leakproof, and under row-level security its index
-- would never be used: this applies the audiences of the actor itself. Periods are asked one after another until `most` are found.
create function search.found(said text, most integer) returns table (id bigint, rank real)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set work_mem = '16MB' as $$
declare
  audiences constant integer[] := audiences.actor_ids('audience');
  today constant timestamp := platform.now() at time zone 'UTC';
  asked constant tsquery := search.query(said);
  own constant text[] := array(select '=a' || a from unnest(audiences) a);
  step record;
  newest bigint[] := '{}';
  few boolean := false;
begin
  if numnode(asked) = 0 or cardinality(own) = 0 then return; end if;
  for step in select kind, periods, date_trunc(kind, today) - (periods - 1) * ('1 ' || kind)::interval as since
    from (values (1, 'month', 1), (2, 'month', 3), (3, 'month', 12), (4, 'year', 4), (5, null, null)) step (n, kind, periods) order by n
  loop
    continue when few and step.kind is not null;
    newest := array(select e.id from search.entry e
      where e.words || search.keys(e.audience_id, e.at) @@ case
          -- Of few that hold the words, whose they are is read on the row: everybody's would be half of the index.
          when step.kind is null then asked
          else asked && requests.recent_query(own, '{}', requests.period_keys(today, step.kind, step.periods), step.kind) end
        and e.audience_id = any (audiences)
        and (step.since is null or e.at at time zone 'UTC' >= step.since)
        and e.at <= platform.now() and coalesce(e.ends_at > platform.now(), true)
      order by e.at + interval '0' desc, e.id desc limit most);
    exit when cardinality(newest) = most;
    few := cardinality(newest) < most / 10;
  end loop;
  return query select e.id, ts_rank(e.words, asked) from search.entry e where e.id = any (newest);
end $$;
revoke execute on function search.found, search.keys, search.query from public;
grant execute on function search.found to parvis_app;
grant execute on function search.query to parvis_app, parvis_system;

create view publishing.notice_found as
  select n.id as subject_id, n.authority_id, n.audience_id, n.published_at as at, n.ends_at, n.title, n.theme || E'\n' || n.text as text
  from publishing.notice n;
call search.offer('notice', 'publishing.notice_found', 'publishing.notice');
