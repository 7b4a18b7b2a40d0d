-- Whose account a member is, nobody reads: whoever sits beside them reads a name, whoever keeps them that there is one.
create function bodies.has_account(member integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from bodies.member m where m.id = member and m.person_id is not null and bodies.keeps_member(m.id, m.authority_id)) $$;
revoke select on bodies.member from parvis_app;
grant select (id, authority_id, name) on bodies.member to parvis_app;
