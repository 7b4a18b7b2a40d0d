-- Who is to work for a partner is invited as agents and members are: the same row, link and proofs. By whoever keeps the partner.
alter table accounts.invitation
  add column partner_id integer references pass.partner on delete cascade,
  add column partner_manager boolean,
  add check ((partner_id is null) = (partner_manager is null)),
  add check (partner_id is null or (member_id is null and mandate_id is null and authority_id is not null)),
  drop constraint invitation_posts_check,
  add constraint invitation_posts_check check (jsonb_typeof(posts) = 'array' and case when member_id is null and mandate_id is null and partner_id is null
    then jsonb_array_length(posts) between 1 and 20 else posts = '[]' end);
create index invitation_partner on accounts.invitation (partner_id) where partner_id is not null;
grant insert (partner_id, partner_manager) on accounts.invitation to parvis_app;

-- May whoever acts promise that, for that authority?
create function pass.keeps_for(partner integer, authority integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from pass.partner p where p.id = partner and p.authority_id = authority and p.id = any (audiences.actor_ids('passkept')::bigint[])) $$;
create function pass.partner_name(partner integer) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.name from pass.partner p where p.id = partner $$;
revoke execute on function pass.keeps_for, pass.partner_name from public;
grant execute on function pass.keeps_for, pass.partner_name to parvis_app, parvis_system;
create policy kept_of_partner on accounts.invitation for select using (pass.keeps_for(partner_id, authority_id));
create policy invited_to_partner on accounts.invitation for insert with check (pass.keeps_for(partner_id, authority_id)
  and invited_by = (select platform.person_id()) and platform.is_told_now(invited_at) and ended_at is null and person_id is null);
create policy changed_of_partner on accounts.invitation for update using (ended_at is null and pass.keeps_for(partner_id, authority_id))
  with check (person_id is null and pass.keeps_for(partner_id, authority_id) and (ended_at is null or platform.is_told_now(ended_at)));

-- It gives something as long as the agreement runs, and whoever invited administers the authority still.
do $$
declare
  told text := pg_get_functiondef('accounts.stands_still(bigint)'::regprocedure);
  former constant text := 'and case
    when i.mandate_id is not null then';
begin
  if position(former in told) = 0 then raise 'accounts.stands_still says it otherwise'; end if;
  execute replace(told, former, 'and case
    when i.partner_id is not null then exists (select from pass.partner q where q.id = i.partner_id and q.until >= territory.day_of(platform.now()))
      and (i.invited_by is null or exists (select from territory.unit u where accounts.is_administered_by(i.invited_by, u.id)
        and (u.authority_id = i.authority_id or exists (select from territory.authority a where a.id = u.authority_id and a.level = ''metropolis''))))
    when i.mandate_id is not null then');
end $$;

create function pass.enter_invited() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into pass.member (partner_id, person_id, is_manager, since)
  values (new.partner_id, new.person_id, new.partner_manager, territory.day_of(platform.now()))
  on conflict (partner_id, person_id) where until is null do update set is_manager = pass.member.is_manager or excluded.is_manager;
  return null;
end $$;
revoke execute on function pass.enter_invited from public;
create trigger enter_invited after update of person_id on accounts.invitation
  for each row when (new.partner_id is not null and new.person_id is not null) execute function pass.enter_invited();
