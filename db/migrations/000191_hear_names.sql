-- Callers as one hears them. « Reynal », « Rainal » and « Raynal » have one sound: the sounds of a person's name stand beside the words
-- of their request, in the index that knows who may read it and when it came, so that one look finds both. Six digits in a row of a
-- telephone number find it too.

-- Letters alone, without capitals and accents, in any locale; the rest parts words.
create function requests.plain_letters(said text) returns text language sql immutable parallel safe
  return regexp_replace(translate(replace(replace(said, 'œ', 'oe'), 'Œ', 'oe'),
    'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäáãéèêëíìîïóòôöõúùûüýÿçñÀÂÄÁÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÝŸÇÑ',
    'abcdefghijklmnopqrstuvwxyzaaaaaeeeeiiiiooooouuuuyycnaaaaaeeeeiiiiooooouuuuyycn'), '[^a-z]+', ' ', 'g');

-- The sound of one word of plain letters, as French is read aloud; null when too little is left to tell people apart. « x » is the sound of « ch »; 1, 2
-- and 3 those of « in », « an » and « on ».
create function requests.sound(word text) returns text
  language plpgsql immutable parallel safe set search_path = pg_catalog as $$
declare
  heard text := word;
  rule text[];
begin
  foreach rule slice 1 in array array[
    ['(.)\1+', '\1'], ['x', 'ks'], ['ch(?=[rlnmt])', 'k'], ['s?ch|sh', 'x'], ['ph', 'f'], ['dj|dg(?=[eiy])', 'j'],
    ['g(?=[eiy])', 'j'], ['gu(?=[eiy])', 'g'], ['kh|ck|qu|q|c(?![eiy])', 'k'], ['c', 's'], ['h', ''], ['w|bv', 'v'],
    ['eau|aul(?=[td])|au', 'o'], ['([ae]?[iy]|u)[nm](?![aeiouynm])', '1'], ['(?<=i)en(?![aeiouynm])', '1'],
    ['[ae][nm](?![aeiouynm])', '2'], ['o[nm](?![aeiouynm])', '3'], ['ai|ay|ei|ey|ae|oe|eu', 'e'], ['oi|oy', 'oa'], ['ou', 'u'],
    ['y', 'i'], ['z', 's'], ['er$|ez$', 'e'], ['(ks|[stdpe])+$', ''], ['(.)\1+', '\1']]
  loop
    heard := regexp_replace(heard, rule[1], rule[2], 'g');
  end loop;
  return case when heard ~ '^[a-z1-3]{3,}$' then heard end;
end $$;

-- The sounds of a name as keys: no word that people write begins with « ~ ».
create function requests.sound_keys(name text) returns tsvector
  language sql immutable parallel safe
  return array_to_tsvector(array(select distinct '~' || sound from regexp_split_to_table(requests.plain_letters(name), ' ') word,
    requests.sound(word) sound where sound is not null));

-- Each word as it is written or, for the name of a person, as it sounds. Quotes, « or » and a minus say exactly what is wanted.
create function requests.heard_query(words text) returns tsquery
  language plpgsql immutable parallel safe set search_path = pg_catalog as $$
declare
  asked tsquery := '';
  said tsquery;
  word text;
begin
  if words ~ '"|(^|\s)-\S|(^|\s)or(\s|$)' then return platform.fr_query(words); end if;
  foreach word in array regexp_split_to_array(trim(words), '\s+') loop
    said := platform.fr_query(word);
    if numnode(said) > 0 then
      asked := asked && coalesce(said || quote_literal('~' || requests.sound(requests.plain_letters(word)))::tsquery, said);
    end if;
  end loop;
  return asked;
end $$;

drop index requests.request_search;
alter table requests.request drop column search;
alter table requests.request add column search tsvector not null generated always as
  (platform.fr_vector(subject || ' ' || description || ' ' || place_address || ' ' || contact_name) || requests.sound_keys(contact_name)
    || requests.search_keys(unit_id, authority_id, commune_id, shared_units, received_at)) stored;
create index request_search on requests.request using gin (search);

-- Ids of the 500 newest requests that the acting agent may read and that hold the words, or whose reference begins so (000120).
create or replace function requests.found(words text, ref_prefix text) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog set work_mem = '16MB' as $$
declare
  units integer[] := accounts.actor_units();
  receptions integer[] := accounts.actor_receptions();
  communes integer[] := accounts.actor_communes();
  today timestamp := now() at time zone 'UTC';
  asked tsquery := requests.heard_query(words);
  reach text[] := requests.keys_of('u', units) || requests.keys_of('a', receptions) || requests.keys_of('c', communes)
    || requests.keys_of('s', accounts.actor_shared_units());
  within tsquery;
  newest bigint[] := '{}';
begin
  if cardinality(reach) = 0 then return; end if;
  if numnode(asked) > 0 then
    asked := asked && requests.any_key(reach);
    foreach within in array array[requests.any_key(requests.period_keys(today, 'week', 2)),
      requests.any_key(requests.period_keys(today, 'month', 2)), requests.any_key(requests.period_keys(today, 'month', 8)),
      requests.any_key(requests.period_keys(today, 'year', 3)), null]
    loop
      -- In an order that no index has: PostgreSQL would read every request by date, hoping to find 500 soon.
      newest := array(select r.id from requests.request r where r.search @@ coalesce(asked && within, asked)
        order by r.received_at + interval '0' desc, r.id desc limit 500);
      exit when cardinality(newest) = 500;
    end loop;
  end if;
  return query select unnest(newest) union
    (select r.id from requests.request r
      where ref_prefix is not null and r.ref >= ref_prefix and r.ref < ref_prefix || '~'
        and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes))
      limit 500);
end $$;

-- The same in some communes, and in some areas of them (000152).
create or replace function requests.found_at(words text, places integer[], areas text[]) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  units bigint[] := accounts.actor_ids('unit');
  receptions bigint[] := accounts.actor_ids('desk');
  communes bigint[] := accounts.actor_ids('commune');
  shared integer[] := accounts.actor_ids('shared');
  asked tsquery := requests.heard_query(words);
begin
  if numnode(asked) = 0 then return; end if;
  -- In an order that no index has: PostgreSQL would read every request of a commune by date, hoping to find 500 soon.
  return query select r.id from requests.request r
    where r.search @@ asked and r.commune_id = any (places) and (areas is null or r.area_code = any (areas))
      and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes) or r.shared_units && shared)
    order by r.received_at + interval '0' desc, r.id desc limit 500;
end $$;

-- Part of a number: three letters of an index at a time, whatever stands around them.
create index request_phone_part on requests.request using gin (requests.phone_key(contact_phone) public.gin_trgm_ops)
  where contact_phone is not null;

-- Ids of requests within reach whose person's number holds these digits in a row, or begins with them.
create function requests.found_digits(digits text, at_start boolean) returns table (id bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  units bigint[] := accounts.actor_ids('unit');
  receptions bigint[] := accounts.actor_ids('desk');
  communes bigint[] := accounts.actor_ids('commune');
  shared integer[] := accounts.actor_ids('shared');
begin
  if digits !~ '^[0-9]{5,9}$' then return; end if;
  return query select r.id from requests.request r
    where r.contact_phone is not null and requests.phone_key(r.contact_phone) like case when at_start then digits || '%' else '%' || digits || '%' end
      and (r.unit_id = any (units) or r.authority_id = any (receptions) or r.commune_id = any (communes) or r.shared_units && shared)
    order by r.received_at + interval '0' desc, r.id desc limit 500;
end $$;
