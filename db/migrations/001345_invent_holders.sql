-- Holders of a twin (001344) are invented: a pass of nobody, of that twin alone. Between them and real ones stands the database: neither holds
-- anything of the other side, nor is known there.
alter table pass.pass alter column person_id drop not null,
  add column sandbox_id integer references pass.partner on delete cascade,
  add constraint pass_whose check ((person_id is null) <> (sandbox_id is null));
create index pass_sandbox on pass.pass (sandbox_id) where sandbox_id is not null;

create function pass.guard_side() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  partner constant integer := case tg_table_name when 'sector_value' then (to_jsonb(new) ->> 'partner_id')::integer
    else (select d.partner_id from pass.product d where d.id = (to_jsonb(new) ->> 'product_id')::integer) end;
begin
  if (select p.sandbox_id from pass.pass p where p.id = new.pass_id)
      is distinct from (select t.id from pass.partner t where t.id = partner and t.sandbox_of is not null) then
    raise check_violation using constraint = tg_table_name || '_side', message = 'what is invented and what is real are never joined';
  end if;
  return new;
end $$;
revoke execute on function pass.guard_side from public;
create trigger guard_side before insert or update of pass_id, product_id on pass.entitlement for each row execute function pass.guard_side();
create trigger guard_side before insert or update of pass_id, partner_id on pass.sector_value for each row execute function pass.guard_side();
create trigger guard_side before insert on pass.waiting for each row execute function pass.guard_side();

-- When a twin last served: opened, a code drawn, a door or a key heard.
create function pass.tried_at(twin integer) returns timestamptz language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select greatest((select max(p.opened_at) from pass.pass p where p.sandbox_id = twin),
    (select max(c.until) from pass.code c join pass.pass p on p.id = c.pass_id where p.sandbox_id = twin),
    (select max(greatest(d.made_at, d.last_seen_at)) from pass.device d where d.partner_id = twin),
    (select max(greatest(k.created_at, k.last_used_on::timestamptz)) from exchange.key k where k.owner_kind = 'passpartner' and k.owner_id = twin)) $$;
revoke execute on function pass.tried_at from public;
grant execute on function pass.tried_at to parvis_system;
