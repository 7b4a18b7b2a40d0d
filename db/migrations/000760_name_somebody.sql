-- What the screens ask of a rule is asked of whoever writes SQL too: somebody, by kinds of keys that exist; everybody is « Public » alone.
create function audiences.check_rule() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.standing is null and (new.rule -> 'who' = '[]' or exists (
      select from jsonb_array_elements_text((new.rule -> 'who') || (new.rule -> 'also') || (new.rule -> 'except')) key
      where split_part(key, ':', 1) not in (select 'role' union all select k.kind from audiences.kind k where k.holders is not null))) then
    raise check_violation using message = 'an audience names somebody, by keys that there are';
  end if;
  return new;
end $$;
revoke execute on function audiences.check_rule from public;
-- After the shape is known to be that of a rule.
create constraint trigger check_rule after insert or update of rule on audiences.audience for each row execute function audiences.check_rule();

-- A conference gathers communes, and nothing above them.
alter policy joined on bodies.gathered with check (bodies.keeps(body_id)
  and exists (select from bodies.body b where b.id = body_id and b.kind = 'conference')
  and exists (select from territory.authority a where a.id = authority_id and a.level = 'commune'));
