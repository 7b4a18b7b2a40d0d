-- An address that has ended stays so: whoever comes back to a post, a seat or a mandate that they had left makes another one. Until now it
-- was compared with what its holder holds today, and what was left on the machine of a former employer opened again with a second post there.
alter table feeds.address add column ended_at timestamptz;

-- What it was made for is its making's.
drop trigger begin_address on feeds.address;
create trigger begin_address before insert on feeds.address for each row execute function feeds.begin_address();

create or replace function feeds.stands(a feeds.address) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.ended_at is null and a.offices = feeds.offices_of(a.person_id)
    and exists (select from accounts.person p where p.id = a.person_id and p.closed_at is null) $$;

-- Those of whom that is true no more. Posts begin and end by whole days: asked several times a day, none is missed.
create function feeds.end_fallen() returns bigint language sql as $$
  with ended as (update feeds.address a set ended_at = platform.now() where a.ended_at is null and not feeds.stands(a) returning 1)
  select count(*) from ended $$;
revoke execute on function feeds.end_fallen from public;
grant execute on function feeds.end_fallen to parvis_system;
