-- What one exchange with the engine needs in one read, and what it leaves in one write. Definer rights, as in 000058: the digest
-- of a token is the key, and nothing is listed.

-- The artifact of that digest; for a code or a token, also the grant it was given under, the session it lives with when it ends
-- with one, and whether the account is open.
drop function identity.artifact_find(text, bytea);
create function identity.artifact_find(of_model text, of_id bytea)
  returns table (payload json, consumed_at timestamptz, grant_payload json, session_payload json, is_open boolean)
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query
    select a.payload, a.consumed_at, g.payload,
      case when a.grant_id is not null and a.payload ->> 'expiresWithSession' = 'true' then
        (select s.payload from identity.artifact s where s.model = 'Session' and s.uid = a.payload ->> 'sessionUid'
         order by s.expires_at desc limit 1) end,
      case when a.grant_id is not null then
        exists (select from accounts.person p where p.id = a.person_id and p.closed_at is null) end
    from identity.artifact a
      left join identity.artifact g on a.grant_id is not null and g.model = 'Grant' and g.id = sha256(convert_to(a.grant_id, 'UTF8'))
    where a.model = of_model and a.id = of_id;
end $$;

-- Forgets them: a list of models and ids.
create function identity.artifact_end(ended json) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from identity.artifact a using json_to_recordset(ended) r (model text, id text)
    where a.model = r.model and a.id = decode(r.id, 'hex');
end $$;

-- A session of the engine follows a session of the account, which must be live and the person's.
create function identity.follow_session(uid text, of_token bytea, of_person bigint, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into identity.session_link (session_uid, token_hash, person_id, linked_at)
    select uid, s.token_hash, s.person_id, at from accounts.session s
    where s.token_hash = of_token and s.person_id = of_person and s.expires_at > at
  on conflict (session_uid) do update set token_hash = excluded.token_hash, person_id = excluded.person_id, linked_at = excluded.linked_at;
end $$;

revoke execute on function identity.artifact_find(text, bytea), identity.artifact_end(json),
  identity.follow_session(text, bytea, bigint, timestamptz) from public;
grant execute on function identity.artifact_find(text, bytea), identity.artifact_end(json),
  identity.follow_session(text, bytea, bigint, timestamptz) to parvis_app;
