-- The engine's hot path in one round trip: what it keeps is read and written by functions that ask for the digest of a
-- token, which only its holder can give. Definer rights: nothing to set before, nothing to undo after.

-- The artifact of that digest, and the grant it was given under.
create function identity.artifact_find(of_model text, of_id bytea)
  returns table (payload json, consumed_at timestamptz, grant_payload json)
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query
    select a.payload, a.consumed_at, g.payload from identity.artifact a
      left join identity.artifact g on a.grant_id is not null and g.model = 'Grant' and g.id = sha256(convert_to(a.grant_id, 'UTF8'))
    where a.model = of_model and a.id = of_id;
end $$;

-- Writes the rows (a list, columns of the table; ids and dates as text), and with `of_model` uses up that code or token first.
-- Of two at the same instant one wins; the other is a replay and ends the whole family (RFC 9700, 4.14.2). All of it or nothing.
-- Returns false for a replay: nothing was written.
create function identity.artifact_write(rows json, of_model text, of_id bytea, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  family text;
begin
  if of_model is not null then
    update identity.artifact a set consumed_at = at where a.model = of_model and a.id = of_id and a.consumed_at is null;
    if not found then
      select coalesce(a.grant_id, a.payload ->> 'grantId') into family from identity.artifact a where a.model = of_model and a.id = of_id;
      delete from identity.artifact a where a.grant_id = family;
      delete from identity.artifact a where a.model = 'Grant' and a.id = sha256(convert_to(family, 'UTF8'));
      return false;
    end if;
  end if;
  insert into identity.artifact (model, id, payload, grant_id, uid, user_code, person_id, client_id, expires_at)
    select r.model, decode(r.id, 'hex'), r.payload, r.grant_id, r.uid, r.user_code, r.person_id, r.client_id, r.expires_at
    from json_to_recordset(rows) r (model text, id text, payload json, grant_id text, uid text, user_code text, person_id bigint,
      client_id text, expires_at timestamptz)
    on conflict (model, id) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
      user_code = excluded.user_code, person_id = excluded.person_id, client_id = excluded.client_id, expires_at = excluded.expires_at;
  return true;
end $$;

revoke execute on function identity.artifact_find(text, bytea), identity.artifact_write(json, text, bytea, timestamptz) from public;
grant execute on function identity.artifact_find(text, bytea), identity.artifact_write(json, text, bytea, timestamptz) to parvis_app;

-- Who has that address, among 1.4 million accounts: lower() is not leakproof, so that under row-level security the index on
-- addresses would never be used (seven seconds instead of one millisecond). For the system alone; an id, nothing more.
create function accounts.of_email(address text) returns bigint
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return (select p.id from accounts.person p where platform.is_system() and lower(p.email) = lower(address));
end $$;
revoke execute on function accounts.of_email(text) from public;
grant execute on function accounts.of_email(text) to parvis_app;
