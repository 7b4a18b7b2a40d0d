-- What a form works out is in no draft: it is worked out as it is sent. A form that did so, and that a second person signs, was refused as
-- not what the draft says. What is named and written to is still read of the draft; the digest is of all that is sent.
create function requests.typed_of(sent jsonb, form text, form_version integer) returns jsonb language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select sent - '@today' - coalesce((select array_agg(field ->> 'id') from definitions.version v,
      jsonb_array_elements(v.body -> 'pages') page, jsonb_array_elements(page -> 'fields') field
    where v.kind = 'form' and v.id = form and v.version = form_version and field ->> 'type' = 'computed'), '{}') $$;
revoke execute on function requests.typed_of(jsonb, text, integer) from public;

-- (001420.)
do $$
declare
  asking text := pg_get_functiondef('requests.ask_cosignatures(uuid, jsonb)'::regprocedure);
  typed text := replace(asking, $old$@> (sent - '@today')$old$, $new$@> requests.typed_of(sent, d.form_id, d.form_version)$new$);
begin
  if typed = asking then raise 'requests.ask_cosignatures says it otherwise'; end if;
  execute typed;
end $$;
