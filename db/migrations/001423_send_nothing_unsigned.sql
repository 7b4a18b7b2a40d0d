-- What a second person must sign is not sent without their signature, whoever sends it and however: an agent who enters it takes the
-- signature on paper, and the system tells what was.
create function requests.refuse_unsigned(sent bigint) returns void language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() then return; end if;
  if exists (select from requests.request r join definitions.version v on v.kind = 'form' and v.id = r.form_id and v.version = r.form_version,
      jsonb_array_elements(v.body -> 'pages') page, jsonb_array_elements(page -> 'fields') field
    where r.id = sent and r.entered_unit_id is null and field ->> 'type' = 'co-signatory' and r.answers ? (field ->> 'id')
      and not exists (select from requests.signature s where s.request_id = r.id and s.field_id = field ->> 'id')) then
    raise insufficient_privilege using message = 'a second person has not signed it';
  end if;
end $$;
revoke execute on function requests.refuse_unsigned(bigint) from public;

-- (000400, as 001388 wrote it.)
do $$
declare
  sending text := pg_get_functiondef('requests.send(jsonb, timestamptz)'::regprocedure);
  signed text := replace(sending, 'perform requests.seal(made.id);', 'perform requests.seal(made.id);
  perform requests.refuse_unsigned(made.id);');
begin
  if signed = sending then raise 'requests.send says it otherwise'; end if;
  execute signed;
end $$;
