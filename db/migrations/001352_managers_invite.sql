-- Whoever manages a partner invites people to work there, as the authority that signed does; what they promised stands as long as they manage it.
create or replace function pass.keeps_for(partner integer, authority integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from pass.partner p where p.id = partner and p.authority_id = authority
    and (p.id = any (audiences.actor_ids('passkept')::bigint[]) or p.id = any (audiences.actor_ids('managed')::bigint[]))) $$;

do $$
declare
  told text := pg_get_functiondef('accounts.stands_still(bigint)'::regprocedure);
  former constant text := 'q.until >= territory.day_of(platform.now()))
      and (i.invited_by is null or ';
begin
  if position(former in told) = 0 then raise 'accounts.stands_still says it otherwise'; end if;
  execute replace(told, former, former || 'exists (select from pass.member m where m.partner_id = i.partner_id and m.person_id = i.invited_by
        and m.is_manager and (m.until is null or m.until >= territory.day_of(platform.now()))) or ');
end $$;

-- That they did is told as what an agent did: of what is in their sight, made for a partner.
create policy tell_partner_invitation on platform.event for insert with check (
  subject_kind = 'invitation' and name = 'invitation.made' and erased_at is null and platform.is_told_now(at) and actor_kind = 'resident'
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and exists (select from accounts.invitation i where i.id = subject_id and i.partner_id is not null and i.invited_by = platform.person_id()));
