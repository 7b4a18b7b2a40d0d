-- A door that calls is heard in one statement: it is held, counted, its proof is kept, and what it is comes back. Its calls are counted
-- on its own row, which each of them writes anyway.
alter table pass.device add column calls integer not null default 0 check (calls >= 0),
  -- The minute in which they were counted.
  add column calls_at timestamptz;

-- Held until the end of the transaction. Nothing comes back for a door that is not in use: revoked, not installed, of an agreement or a sector
-- that is closed on that day.
-- @param proof digest of what it signed, which serves once; null: it called before, and something else is asked in its name
create function pass.hear_door(door integer, proof bytea, proof_until timestamptz, told_at timestamptz)
  returns table (id integer, partner_id integer, partner text, place_id integer, place text, sector text, label text, until date,
    last_seq bigint, last_hash bytea, calls integer, is_first boolean)
  language plpgsql set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  today constant date := territory.day_of(told_at);
  kept boolean := true;
begin
  update pass.device d set last_seen_at = told_at, calls_at = date_trunc('minute', told_at),
      calls = case when d.calls_at = date_trunc('minute', told_at) then d.calls else 0 end + case when proof is null then 0 else 1 end
    where d.id = door;
  if proof is not null then
    insert into pass.proof_heard (digest, until) values (proof, proof_until) on conflict do nothing;
    kept := found;
  end if;
  return query select d.id, d.partner_id, p.name, d.place_id, l.name, d.sector, d.label, least(p.until, o.until), d.last_seq, d.last_hash, d.calls, kept
    from pass.device d join pass.partner p on p.id = d.partner_id join pass.place l on l.id = d.place_id
    cross join lateral (select pass.open_until(p.authority_id, d.sector, today) as until) o
    where d.id = door and d.revoked_at is null and d.enrolled_at is not null and l.closed_on is null and today between p.since and p.until
      and o.until is not null;
end $$;
revoke execute on function pass.hear_door from public;
grant execute on function pass.hear_door to parvis_system;
