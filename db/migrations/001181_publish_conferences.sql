-- Conferences of mayors, for anybody: which towns each gathers, and who is mayor there. Whoever holds a mandate holds it in public; nothing
-- else of a member is told.
create function bodies.public_conferences() returns table (id integer, name text, authority_id integer, mayor text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with mayors as (
    select b.authority_id, m.name from bodies.sitting(territory.day_of(platform.now())) s
    join bodies.body b on b.id = s.body_id and b.kind = 'municipal' join bodies.member m on m.id = s.member_id where s.post = 'mayor')
  select b.id, b.name, g.authority_id, y.name from bodies.body b join bodies.gathered g on g.body_id = b.id
  left join mayors y on y.authority_id = g.authority_id where b.kind = 'conference' $$;
revoke execute on function bodies.public_conferences from public;
grant execute on function bodies.public_conferences to parvis_app;
