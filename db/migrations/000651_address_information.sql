-- Public information is for everybody, « Public », or for an audience of its authority.
alter table publishing.notice add column audience_id integer not null default 1 references audiences.audience;
-- The newest of an audience, without reading the others'.
create index notice_audience on publishing.notice (audience_id, published_at desc);

alter policy visible on publishing.notice using (
  published_at <= platform.now() and audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
  or authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));

-- An audience of its own authority, still in use.
create function publishing.check_audience() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from audiences.audience a where a.id = new.audience_id and not a.is_withdrawn
      and (a.authority_id is null or a.authority_id = new.authority_id)) then
    raise insufficient_privilege using message = 'an audience of another authority, or withdrawn';
  end if;
  return new;
end $$;
revoke execute on function publishing.check_audience from public;
create trigger check_audience before insert or update of audience_id on publishing.notice for each row
  when (not platform.is_system()) execute function publishing.check_audience();

grant insert (audience_id), update (audience_id) on publishing.notice to parvis_app;
