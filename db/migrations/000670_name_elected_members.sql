-- Audiences name elected members as they name agents: who sits in a body, or for an authority, and as what. What one is needs no kind of
-- its own: `role:mayor` is made of the rows.
delete from audiences.kind where kind = 'office';
call audiences.write_finders();
drop function bodies.find_offices;

-- Whoever looks as somebody sits nowhere in their place.
create view bodies.body_holder as
  select m.person_id, s.body_id as id, s.post::text as role
  from bodies.sitting((platform.now() at time zone 'UTC')::date) s join bodies.member m on m.id = s.member_id
  where m.person_id is not null and not platform.looks();
create view bodies.elected_holder as
  select m.person_id, m.authority_id as id, s.post::text as role
  from bodies.sitting((platform.now() at time zone 'UTC')::date) s join bodies.member m on m.id = s.member_id
  where m.person_id is not null and not platform.looks();
create function bodies.find_elected() returns integer[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct h.id), '{}') from bodies.elected_holder h where h.person_id = platform.person_id() $$;
call audiences.add('elected', 'bodies.find_elected', null);
call audiences.offer('elected', 'bodies.elected_holder');
call audiences.offer('body', 'bodies.body_holder');

-- Whoever writes contents names bodies, without reading who sits there; whoever sits in one knows its name.
create function bodies.named() returns table (id integer, authority_id integer, kind text, name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.id, b.authority_id, b.kind, b.name from bodies.body b
  where platform.is_system() or cardinality(audiences.actor_ids('publisher')) > 0 or b.id = any (audiences.actor_ids('body')) $$;

-- « Ma commune »: those who work for it, and those who are elected there.
create function audiences.own_rule(authority integer) returns jsonb language sql immutable as $$
  select jsonb_build_object('who', jsonb_build_array('workplace:' || authority, 'elected:' || authority), 'also', '[]'::jsonb,
    'except', '[]'::jsonb, 'from', null, 'until', null) $$;
create or replace function audiences.make_own() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into audiences.audience (authority_id, standing, name, rule) values (new.id, 'own',
    case new.level when 'commune' then 'Ma commune' else 'Ma collectivité' end, audiences.own_rule(new.id));
  return null;
end $$;
revoke execute on function bodies.find_elected, audiences.own_rule from public;
update audiences.audience set rule = audiences.own_rule(authority_id) where standing = 'own';
