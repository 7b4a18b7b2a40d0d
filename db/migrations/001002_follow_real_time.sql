-- « En temps réel »: what an authority follows for its agents (traffic, works, vehicles, weather warnings), as it was last read.
create schema live;
grant usage on schema live to parvis_app, parvis_system;
create table live.connector (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  audience_id integer not null references audiences.audience,
  kind text not null check (kind in ('weather', 'traffic', 'works', 'vehicles')),
  name text not null check (char_length(name) between 2 and 80),
  address text not null check (char_length(address) between 8 and 1000 and address ~ '^https?://'),
  version integer not null default 1,
  -- What it said when it was last read: a few lines, as the program read them.
  lines jsonb not null default '[]' check (jsonb_typeof(lines) = 'array' and octet_length(lines::text) <= 20000),
  read_at timestamptz,
  next_at timestamptz not null default '-infinity',
  -- Why it was not read the last time; null: it was.
  why text check (why in ('gone', 'error', 'silent', 'slow', 'huge', 'lost', 'inside', 'circular', 'poisoned', 'unreadable')),
  unique (authority_id, kind, address)
);
create index connector_audience on live.connector (audience_id);
create index connector_next on live.connector (next_at);

-- What stands at another address was said by another: nothing of it is kept.
create function live.guard_connector() returns trigger language plpgsql as $$
begin
  if platform.is_system() then return new; end if;
  new.version := old.version + 1;
  if new.address <> old.address or new.kind <> old.kind then
    new.lines := '[]'; new.read_at := null; new.why := null; new.next_at := '-infinity';
  end if;
  return new;
end $$;
create trigger guard_connector before update on live.connector for each row execute function live.guard_connector();
create trigger check_audience before insert or update of audience_id on live.connector for each row
  when (not platform.is_system()) execute function publishing.check_audience();

alter table live.connector enable row level security;
grant select, insert, update, delete on live.connector to parvis_system;
grant usage on all sequences in schema live to parvis_system;
grant select, delete, insert (authority_id, audience_id, kind, name, address), update (audience_id, kind, name, address) on live.connector to parvis_app;
create policy system on live.connector to parvis_system using (true);
create policy met on live.connector for select using (audience_id = any ((select audiences.actor_ids('audience'))::bigint[]));
create policy kept on live.connector for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy added on live.connector for insert with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy changed on live.connector for update using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy removed on live.connector for delete using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));

create policy connector on platform.event for select using (subject_kind = 'connector' and exists (
  select from live.connector c where c.id = subject_id and c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
create policy tell_connector on platform.event for insert with check (
  subject_kind = 'connector' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name in ('connector.added', 'connector.changed', 'connector.removed')
  and exists (select from live.connector c where c.id = subject_id
    and c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
