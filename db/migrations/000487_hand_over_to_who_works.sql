-- Who takes over what an agent had in charge works there the day after: nothing is handed to somebody who has left, or is yet to come.
create function accounts.check_takers() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from jsonb_each_text(new.takers) taker where taker.value is not null and not exists (
      select from accounts.membership m join territory.unit u on u.id = m.unit_id
      where m.person_id = taker.value::bigint and u.authority_id = new.authority_id
        and m.valid_from <= new.last_day + 1 and (m.valid_to is null or m.valid_to > new.last_day))) then
    raise check_violation using message = 'who takes over works there the day after';
  end if;
  return new;
end $$;
revoke execute on function accounts.check_takers() from public;
create trigger check_takers before insert on accounts.departure for each row execute function accounts.check_takers();
