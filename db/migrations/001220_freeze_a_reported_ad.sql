-- What was reported is what is judged: its text, its price, its days and its photographs stay as whoever reported it saw them, until it is.
create function ads.hold_reported() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() then return new; end if;
  if old.state = 'reported' and (new.is_shared, new.category, new.title, new.text, new.price, new.place, new.ends_on)
    is distinct from (old.is_shared, old.category, old.title, old.text, old.price, old.place, old.ends_on) then
    raise insufficient_privilege using message = 'a reported ad stays as it is until it is judged';
  end if;
  return new;
end $$;
create trigger hold_reported before update on ads.ad for each row execute function ads.hold_reported();

-- Of one that is gone with its ad, nothing is left to hold.
create function ads.hold_photo() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  held text;
begin
  if platform.is_system() then return coalesce(new, old); end if;
  select a.state into held from ads.ad a where a.id = coalesce(new.ad_id, old.ad_id) for share;
  if held = 'reported' then
    raise insufficient_privilege using message = 'a reported ad stays as it is until it is judged';
  end if;
  return coalesce(new, old);
end $$;
create trigger hold_photo before insert or update or delete on ads.photo for each row execute function ads.hold_photo();

create function ads.may_change(ad integer) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.helper_id() is null and exists (
    select from ads.ad a where a.id = ad and a.person_id = platform.person_id() and a.state <> 'reported') $$;
revoke execute on function ads.hold_reported, ads.hold_photo, ads.may_change from public;
grant execute on function ads.may_change to parvis_app, parvis_system;
update files.subject set may_give = 'ads.may_change(s.ad_id)' where kind = 'adphoto';
call files.write_sight();
