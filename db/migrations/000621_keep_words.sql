-- A word that is withdrawn leads to one that stands, once and for ever, and a new subject goes under one that stands: no circle can be
-- made. What led to it is followed when it is read. (The system writes what files say.)
alter table services.category add check (parent <> code);

create function services.keep_word() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  key constant text := tg_argv[0];
  word constant jsonb := to_jsonb(new);
  named constant text := word ->> case tg_op when 'INSERT' then 'parent' else 'leads_to' end;
  stands boolean;
begin
  if old.leads_to is not null then
    raise insufficient_privilege using message = 'a word that is withdrawn is written no more';
  end if;
  if named is null then return new; end if;
  execute format('select leads_to is null from %I.%I where %I = $1 for share', tg_table_schema, tg_table_name, key) into stands using named;
  if stands is not true then
    raise insufficient_privilege using message = 'a word leads to one that stands';
  end if;
  if tg_op = 'UPDATE' and tg_table_name = 'category'
    and exists (select from services.category c where c.parent = word ->> key and c.leads_to is null) then
    raise insufficient_privilege using message = 'a subject with others below stays';
  end if;
  return new;
end $$;

-- What is written of a word is told: what was last told of a column is what stands there. (Its key, its rank, the number of its events
-- and what dates it are nobody's to choose.)
create function services.is_word_told() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  unsaid constant text[] := '{number,version,edited_at,code,slug,rank,contacts}';
  was constant jsonb := coalesce(to_jsonb(old), '{}');
begin
  if exists (select from jsonb_each(to_jsonb(new) - unsaid) said
    where said.value is distinct from coalesce(was -> said.key, 'null') and said.value is distinct from (
      select e.payload -> 'said' -> said.key from platform.event e
      where e.subject_kind = 'word' and e.subject_id = new.number and e.payload -> 'said' ? said.key
      order by e.seq desc limit 1)) then
    raise insufficient_privilege using message = 'what is written of a word is told';
  end if;
  return null;
end $$;

do $$
declare
  words text;
  key text;
  by_hand text;
begin
  for words, key in values ('category', 'code'), ('theme', 'slug'), ('life_event', 'slug'), ('synonym', null) loop
    by_hand := format('when (not platform.is_system() and row_security_active(''services.%I''::regclass))', words);
    if key is not null then
      execute format('create trigger keep_word before insert or update on services.%I for each row %s execute function services.keep_word(%L)',
        words, by_hand, key);
    end if;
    execute format('create constraint trigger told after insert or update on services.%I deferrable initially deferred for each row %s
      execute function services.is_word_told()', words, by_hand);
  end loop;
end $$;
