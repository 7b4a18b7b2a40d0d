-- What bodies there are at each level, and what one may be there, are held here too: until now the program alone knew them, and a mayor
-- of a group was a mayor wherever an audience named mayors.
-- Null: an authority of that level has no such body.
create function bodies.posts_of(kind text, level text) returns bodies.post[] language sql immutable as $$
  select case
    when kind = 'metropolitan' and level = 'metropolis' then '{president,vice_president,delegate,councillor}'
    when kind = 'municipal' and level = 'commune' then '{mayor,deputy,delegate,councillor}'
    when kind in ('bureau', 'commission', 'group') or kind in ('permanent', 'conference') and level = 'metropolis'
      then '{president,vice_president,member,substitute}' end::bodies.post[] $$;

create function bodies.check_body() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select bodies.posts_of(new.kind, a.level) from territory.authority a where a.id = new.authority_id) is null then
    raise check_violation using message = 'an authority of that level has no such body';
  end if;
  return new;
end $$;
create trigger check_body before insert or update of kind, authority_id on bodies.body
  for each row execute function bodies.check_body();

create function bodies.check_post() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from bodies.term t join bodies.body b on b.id = t.body_id join territory.authority a on a.id = b.authority_id
      where t.id = new.term_id and new.post = any (bodies.posts_of(b.kind, a.level))) then
    raise check_violation using message = 'that body has no such post';
  end if;
  return new;
end $$;
create trigger check_post before insert or update of term_id, post on bodies.seat for each row execute function bodies.check_post();
revoke execute on function bodies.posts_of, bodies.check_body, bodies.check_post from public;

-- Only a conference gathers communes.
alter policy joined on bodies.gathered with check (bodies.keeps(body_id)
  and exists (select from bodies.body b where b.id = body_id and b.kind = 'conference'));
