-- An elected member is invited as an agent is: the same row, link and proofs. Whoever accepts becomes, for that authority, this member.
alter table accounts.invitation
  add column member_id integer references bodies.member on delete cascade,
  -- What they are elected to, in words: for the mail and the page of the link.
  add column elected_as text check (length(elected_as) between 1 and 500),
  add check ((member_id is null) = (elected_as is null)),
  drop constraint invitation_posts_check,
  add constraint invitation_posts_check check (jsonb_typeof(posts) = 'array'
    and case when member_id is null then jsonb_array_length(posts) between 1 and 20 else posts = '[]' end);
create unique index invitation_member on accounts.invitation (member_id) where ended_at is null;
grant insert (member_id, elected_as) on accounts.invitation to parvis_app;

create function bodies.keeps_member(member integer, authority integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from bodies.member m where m.id = member and m.authority_id = authority
    and m.authority_id = any ((select audiences.actor_ids('setter'))::bigint[])) $$;
alter policy kept on accounts.invitation using (accounts.governs_all(posts, authority_id) or bodies.keeps_member(member_id, authority_id));
alter policy invited on accounts.invitation with check (
  (accounts.governs_all(posts, authority_id) or bodies.keeps_member(member_id, authority_id))
  and invited_by = (select platform.person_id()) and platform.is_told_now(invited_at) and ended_at is null and person_id is null);
alter policy changed on accounts.invitation
  using (ended_at is null and (accounts.governs_all(posts, authority_id) or bodies.keeps_member(member_id, authority_id)))
  with check (person_id is null and (accounts.governs_all(posts, authority_id) or bodies.keeps_member(member_id, authority_id))
    and (ended_at is null or platform.is_told_now(ended_at)));

-- Whoever invited must still keep what is promised when it is accepted: units that are open, or a member whom nobody is yet.
create or replace function accounts.stands_still(invitation bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (i.invited_by is null or p.closed_at is null) and case
    when i.member_id is not null then exists (select from bodies.member m where m.id = i.member_id and m.person_id is null)
      and (i.invited_by is null or exists (select from territory.unit u where u.authority_id = i.authority_id
        and accounts.is_administered_by(i.invited_by, u.id)))
    else (select bool_and(u.closed_on is null
        and (i.by_key is null or k.revoked_at is null and k.ends_on >= (platform.now() at time zone 'UTC')::date)
        and (i.invited_by is null or u.id = any (accounts.governed_by(i.invited_by))
          and (post ->> 'role' <> 'admin' or accounts.is_administered_by(i.invited_by, u.id))))
      from jsonb_array_elements(i.posts) post join territory.unit u on u.id = (post ->> 'unitId')::integer) end
  from accounts.invitation i left join accounts.person p on p.id = i.invited_by left join provisioning.key k on k.id = i.by_key
  where i.id = invitation and i.ended_at is null $$;

create function bodies.link_invited() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update bodies.member m set person_id = new.person_id where m.id = new.member_id and m.person_id is null;
  return null;
end $$;
revoke execute on function bodies.link_invited() from public;
create trigger link_invited after update of person_id on accounts.invitation
  for each row when (new.member_id is not null and new.person_id is not null) execute function bodies.link_invited();

-- Does an invitation of that member wait, within sight of who acts?
create function bodies.is_invited(member integer) returns boolean language sql stable as $$
  select exists (select from accounts.invitation i where i.member_id = member and i.ended_at is null) $$;
revoke execute on function bodies.is_invited(integer) from public;
grant execute on function bodies.is_invited(integer) to parvis_app;
