-- An audience is held while something is addressed to it: whoever withdraws it waits, and readdresses that too. Refused with a name of its
-- own, so that whoever publishes reads why.
create or replace function publishing.check_audience() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  audience audiences.audience;
begin
  select * into audience from audiences.audience a where a.id = new.audience_id for share;
  if audience.id is null or audience.authority_id <> new.authority_id then
    raise insufficient_privilege using message = 'an audience of another authority';
  end if;
  if audience.is_withdrawn then
    raise check_violation using constraint = 'audience_withdrawn', message = 'an audience that is withdrawn';
  end if;
  return new;
end $$;
