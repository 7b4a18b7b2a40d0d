-- What is read is counted for whoever reads statistics; what it is called is told to those who read it, who publish for its authority or who
-- head the unit that answers for it. A title is not read from the table any more, but asked for.
revoke select on steering.thing from parvis_app;
grant select (kind, thing, authority_id, unit_id, since, is_there) on steering.thing to parvis_app;
create function steering.names(kinds text[], things text[]) returns table (kind text, thing text, title text, href text, is_public boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.kind, t.thing, t.title, t.href, t.kind <> 'content' or coalesce(last.audience_id = 1, false)
  from unnest(kinds, things) a (kind, thing) join steering.thing t on t.kind = a.kind and t.thing = a.thing
  -- As it was shown last.
  left join lateral (select p.audience_id from publishing.publication p where t.kind = 'content'
    and p.content_id = case when t.thing ~ '^\d{1,9}$' then t.thing::integer end and p.starts_at <= platform.now()
    and p.ends_at is distinct from p.starts_at order by p.starts_at desc limit 1) last on true
  where t.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) or t.unit_id = any ((select audiences.actor_ids('led'))::bigint[])
    or t.authority_id = any ((select audiences.actor_ids('reported'))::bigint[])
      and case t.kind when 'space' then false
        when 'content' then last.audience_id = 1 or last.audience_id = any ((select audiences.actor_ids('audience'))::bigint[]) else true end $$;
revoke execute on function steering.names from public;
grant execute on function steering.names to parvis_app, parvis_system;

-- A report is what was counted: nobody writes one, whoever asks for it.
drop policy made on steering.report;
drop policy made_again on steering.report;
revoke insert, update on steering.report from parvis_app;
revoke insert (authority_id, year, figures), update (figures) on steering.report from parvis_app;

-- Those that were made keep the titles of what everybody reads, and the number of the others.
alter table steering.report disable trigger date_report;
update steering.report r set figures = jsonb_set(r.figures, '{mostRead}', (
  select coalesce(jsonb_agg(case when found.is_public then one.line
    else jsonb_build_object('title', null, 'thing', found.thing, 'count', one.line -> 'count') end order by one.n), '[]')
  from jsonb_array_elements(r.figures -> 'mostRead') with ordinality one (line, n)
  left join lateral (select t.thing, exists (select from publishing.publication p where p.content_id::text = t.thing and p.audience_id = 1) as is_public
    from steering.thing t where t.kind = 'content' and t.authority_id = r.authority_id and t.title = one.line ->> 'title' order by 2 limit 1) found on true))
  where jsonb_typeof(r.figures -> 'mostRead') = 'array';
alter table steering.report enable trigger date_report;
