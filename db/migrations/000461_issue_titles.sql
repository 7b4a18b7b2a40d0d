-- What was asked of each commune: titles of payment, and meetings of the committee. Both are added to, never changed.
create table agreements.title (
  id integer generated always as identity primary key,
  agreement_id integer not null references agreements.agreement,
  year integer not null,
  number text not null unique check (number ~ '^\d{4}-\d{4}$'),
  issued_on date not null,
  -- Cents; less than nothing gives back what was asked too much.
  net bigint not null,
  tax bigint not null,
  gross bigint not null check (gross <> 0),
  check (net + tax = gross)
);
create index title_agreement on agreements.title (agreement_id, year);
grant select, insert (agreement_id, year, number, issued_on, net, tax, gross) on agreements.title to parvis_app;
alter table agreements.title enable row level security;
create policy system on agreements.title to parvis_system using (true);
create policy read on agreements.title for select using (exists (select from agreements.agreement a where a.id = agreement_id));
create policy issued on agreements.title for insert with check ((select agreements.is_manager()));

-- Every partner reads what the committee decided.
create table agreements.meeting (
  id integer generated always as identity primary key,
  on_day date not null,
  title text not null check (length(title) between 1 and 200),
  minutes text not null check (length(minutes) <= 20000),
  decisions text[] not null check (cardinality(decisions) <= 50),
  unique (on_day, title)
);
grant select, insert (on_day, title, minutes, decisions) on agreements.meeting to parvis_app;
alter table agreements.meeting enable row level security;
create policy system on agreements.meeting to parvis_system using (true);
create policy read on agreements.meeting for select using (cardinality((select audiences.actor_ids('setter'))::bigint[]) > 0);
create policy held on agreements.meeting for insert with check ((select agreements.is_manager()));
call files.follow('agreementmeeting', 'agreements.meeting', false, 'agreements.is_manager()');

-- Who is a partner is public, and since when; what they pay is not.
create function agreements.partners(on_day date) returns table (authority_id integer, offer text, since date, ends_on date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.authority_id, (select d.offer from agreements.deed d where d.agreement_id = a.id and d.state = 'notified'
      and (d.rank = 0 or d.starts_on <= on_day) order by d.rank desc limit 1),
    (select min(greatest(b.starts_on, case when b.notified_on < b.starts_on then b.starts_on
        else (date_trunc('month', b.notified_on) + interval '1 month')::date end))
      from agreements.agreement b where b.authority_id = a.authority_id and b.notified_on is not null),
    coalesce(a.stopped_on, a.ends_on)
  from agreements.agreement a
  where a.notified_on is not null and coalesce(a.stopped_on, a.ends_on) >= on_day
    and case when a.notified_on < a.starts_on then a.starts_on
      else (date_trunc('month', a.notified_on) + interval '1 month')::date end <= on_day $$;
