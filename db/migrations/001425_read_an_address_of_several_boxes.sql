-- An address of several boxes says where to write in one line: what the request says of it is compared with that line, and no longer with the
-- text of its JSON, by which no form that asks one could be sent. All else is as in 000400.
create function requests.address_said(answer jsonb) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(answer) = 'object' and answer ? 'line'
    then concat_ws(', ', answer ->> 'line', nullif(answer ->> 'more', ''), btrim(concat_ws(' ', answer ->> 'postcode', answer ->> 'town')))
    else answer #>> '{}' end $$;

create or replace function requests.says_its_answers(made requests.request) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  with said as (
    select distinct on (field.f ->> 'role') field.f ->> 'role' as role, field.f as field, made.answers -> (field.f ->> 'id') as answer
    from definitions.version v, jsonb_array_elements(v.body -> 'pages') with ordinality page (p, n),
      jsonb_array_elements(page.p -> 'fields') with ordinality field (f, n)
    where v.kind = 'form' and v.id = made.form_id and v.version = made.form_version
      and field.f ? 'role' and made.answers ? (field.f ->> 'id')
    order by field.f ->> 'role', page.n, field.n),
  bare as (select role, field, answer, nullif(regexp_replace(requests.address_said(answer), '[\s\u00a0\ufeff\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]', '', 'g'), '') as text
    from said)
  select not exists (
    select from (values ('contactName', made.contact_name), ('contactEmail', made.contact_email), ('contactPhone', made.contact_phone),
        ('contactAddress', made.contact_address), ('subject', made.subject), ('description', made.description), ('placeKind', made.place_kind)) told (role, text)
      left join bare using (role)
    cross join lateral (select nullif(regexp_replace(told.text, '[\s\u00a0\ufeff\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]', '', 'g'), '') as text) written
    where bare.text is distinct from written.text
      -- A country comes last, by its name, which the program alone knows.
      and not (told.role = 'contactAddress' and coalesce(bare.answer ? 'country', false) and starts_with(written.text, bare.text || ',')
        and length(written.text) - length(bare.text) between 2 and 81)
      -- What the form does not ask is said by the service, the account, or all the answers together.
      and not (bare.text is null and case told.role
        when 'contactName' then told.text = coalesce((select p.name from accounts.person p where p.id = made.resident_id), 'Personne non identifiée')
          or told.text = 'Personne non identifiée'
        when 'subject' then told.text = (select s.body ->> 'shortTitle' from definitions.version s
          where s.kind = 'service' and s.id = made.service_slug and s.version = made.service_version)
        else told.role = 'description' end)
      or length(told.text) > greatest((bare.field ->> 'maxLength')::integer, 2000)
      or told.role = 'contactEmail' and told.text !~ '^[^\s@<>,;:"()]+@[^\s@<>,;:"()]+$')
    and exists (select from said where role = 'place' and answer ->> 'commune' = made.area_code and answer ->> 'address' = made.place_address
      and (answer ->> 'lat')::double precision is not distinct from made.lat and (answer ->> 'long')::double precision is not distinct from made.long) $$;
