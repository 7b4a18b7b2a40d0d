-- A commune that signed for the account and the counter, and not for the desk, answers by its own tools: what is asked of it goes to its
-- mailbox with a link, which opens one request to whoever holds it.

-- Authorities for which something was signed that holds on that day, and not that.
create function settings.partners_without(what text, on_day date) returns integer[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(p.authority_id), '{}') from (select o.authority_id from settings.opening o
    where on_day between o.from_day and o.to_day group by o.authority_id having not bool_or(o.feature = what)) p $$;

-- Each process keeps the list of those, with the territory.
create trigger raise_revision after insert or update or delete on settings.opening for each statement execute function territory.raise_revision();

-- What was notified before opens the desk too, on the days of its full offer.
insert into settings.opening
  select i.authority_id, 'requests.desk', 'agreement:' || i.id, min(i.day), max(i.day)
  from (select a.id, a.authority_id, d.day, d.day - row_number() over (partition by a.id order by d.day)::integer as run
    from (select a.id, a.authority_id, case when a.notified_on < a.starts_on then a.starts_on
          else (date_trunc('month', a.notified_on) + interval '1 month')::date end as from_day, coalesce(a.stopped_on, a.ends_on) as to_day
        from agreements.agreement a where a.notified_on is not null) a,
      lateral (select day::date from generate_series(a.from_day, a.to_day, interval '1 day') day) d
    where (select e.offer from agreements.deed e where e.agreement_id = a.id and e.state = 'notified'
      and (e.rank = 0 or e.starts_on <= d.day) order by e.rank desc limit 1) = 'full') i
  group by i.id, i.authority_id, i.run;

create table requests.link (
  id bigint generated always as identity primary key,
  request_id bigint not null references requests.request,
  -- Whose town hall it is for: handed over to another, the request is no longer behind it.
  authority_id integer not null references territory.authority,
  -- SHA-256: what is kept opens nothing.
  token_hash bytea not null unique check (length(token_hash) = 32),
  -- What it was sent for, once: « event:12 », « due:2026-12-04 ».
  cause text not null check (length(cause) between 1 and 60),
  sent_to text not null check (length(sent_to) <= 254),
  made_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > made_at),
  revoked_at timestamptz,
  unique (request_id, cause)
);
create index link_open on requests.link (made_at) where revoked_at is null;

-- Who said they answer, in which browser: for some hours.
create table requests.link_opening (
  link_id bigint not null references requests.link on delete cascade,
  visitor_id uuid not null,
  name text not null check (length(name) between 2 and 80),
  opened_at timestamptz not null,
  primary key (link_id, visitor_id)
);
create index link_opening_visitor on requests.link_opening (visitor_id);

alter table requests.link enable row level security;
alter table requests.link_opening enable row level security;
create policy system on requests.link to parvis_system using (true);
create policy system on requests.link_opening to parvis_system using (true);
grant select, insert, update, delete on requests.link, requests.link_opening to parvis_system;

-- Agents of a unit that has the request, or follows it, see where it was sent, and may close it: whoever only follows it by a code, or
-- because it is theirs, reads nothing of that.
create function requests.follows_link(request bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from requests.request r where r.id = request and (
    r.unit_id = any ((select audiences.actor_ids('unit'))::bigint[])
    or r.authority_id = any ((select audiences.actor_ids('desk'))::bigint[])
    or r.shared_units && (select audiences.actor_ids('shared')::integer[]))) $$;
create policy followed on requests.link for select using (requests.follows_link(request_id));
create policy closed on requests.link for update using (revoked_at is null and requests.follows_link(request_id))
  with check (platform.is_told_now(revoked_at) and requests.follows_link(request_id));
grant select (id, request_id, authority_id, cause, sent_to, made_at, ends_at, revoked_at), update (revoked_at)
  on requests.link to parvis_app;

-- When each of its links was first opened, for the same agents: by whom, its story says.
create function requests.first_opened(request bigint) returns timestamptz
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select min(o.opened_at) from requests.link l join requests.link_opening o on o.link_id = l.id
  where l.request_id = request and (platform.is_system() or requests.follows_link(request)) $$;

-- The metropolis’s contact centre follows what such a town hall answers.
alter table requests.access drop constraint access_reason_check;
alter table requests.access add constraint access_reason_check check (reason in ('entered', 'handed-over', 'relayed'));

do $$ begin
  execute replace(pg_get_functiondef('requests.may_tell(bigint, text, jsonb)'::regprocedure), 'when ''request.told'' then',
    'when ''request.relayed'' then not payload ? ''clock'' and requests.follows_link(r.id)
      when ''request.told'' then');
end $$;

-- « Qui répond » is told by requests: what was looked at stays looked at.
update joining.seen_step set step = 'requests.answering' where step = 'people.agents';
