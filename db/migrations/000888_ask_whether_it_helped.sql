-- « Cette page vous a-t-elle aidé ? » : counts of answers by content and month, of nobody: neither who, nor when in the month, nor from where.
create table publishing.opinion (
  content_id integer not null references publishing.content on delete cascade,
  month date not null check (month = date_trunc('month', month)::date),
  helped boolean not null,
  count integer not null check (count > 0),
  primary key (content_id, month, helped)
);
alter table publishing.opinion enable row level security;
create policy system on publishing.opinion to parvis_system using (true);
grant select, insert, update, delete on publishing.opinion to parvis_system;

-- One answer more, of whoever has that content now; false for others.
create function publishing.give_opinion(content integer, said boolean) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from publishing.publication p where p.content_id = content and p.starts_at <= platform.now()
      and (p.ends_at is null or p.ends_at > platform.now()) and p.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])) then
    return false;
  end if;
  insert into publishing.opinion as o (content_id, month, helped, count)
    values (content, date_trunc('month', platform.today())::date, said, 1)
    on conflict (content_id, month, helped) do update set count = o.count + 1;
  return true;
end $$;

-- Those of twelve months, to whoever writes it; none under five, where one could be told from the others.
create function publishing.opinions(content integer) returns table (helped integer, answers integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(sum(o.count) filter (where o.helped), 0)::integer, sum(o.count)::integer from publishing.opinion o
  where o.content_id = content and o.month > platform.today() - interval '1 year' and publishing.holds_content(content)
  having sum(o.count) >= 5 $$;
revoke execute on function publishing.give_opinion, publishing.opinions from public;
grant execute on function publishing.give_opinion, publishing.opinions to parvis_app, parvis_system;
