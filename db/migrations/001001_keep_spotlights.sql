-- « Zoom sur »: a content shown first on the home of the agents of an audience, between two days. The most recent that somebody meets, and
-- may read, is theirs.
create table publishing.spotlight (
  id integer generated always as identity primary key,
  authority_id integer not null references territory.authority,
  content_id integer not null references publishing.content on delete cascade,
  audience_id integer not null references audiences.audience,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  version integer not null default 1
);
create index spotlight_audience on publishing.spotlight (audience_id, starts_at desc, id desc);
create index spotlight_authority on publishing.spotlight (authority_id, starts_at desc);
create index spotlight_content on publishing.spotlight (content_id);

create function publishing.guard_spotlight() returns trigger language plpgsql as $$
begin
  if not platform.is_system() then new.version := old.version + 1; end if;
  return new;
end $$;
create trigger guard_spotlight before update on publishing.spotlight for each row execute function publishing.guard_spotlight();
create trigger check_audience before insert or update of audience_id on publishing.spotlight for each row
  when (not platform.is_system()) execute function publishing.check_audience();

alter table publishing.spotlight enable row level security;
grant select, insert, update, delete on publishing.spotlight to parvis_system;
grant select, delete, insert (authority_id, content_id, audience_id, starts_at, ends_at), update (content_id, audience_id, starts_at, ends_at)
  on publishing.spotlight to parvis_app;
grant usage on all sequences in schema publishing to parvis_system;
create policy system on publishing.spotlight to parvis_system using (true);
create policy met on publishing.spotlight for select using (audience_id = any ((select audiences.actor_ids('audience'))::bigint[]));
create policy kept on publishing.spotlight for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy put on publishing.spotlight for insert with check (
  authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) and publishing.publishes_content(content_id));
create policy changed on publishing.spotlight for update using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))
  with check (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) and publishing.publishes_content(content_id));
create policy removed on publishing.spotlight for delete using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));

create policy spotlight on platform.event for select using (subject_kind = 'spotlight' and exists (
  select from publishing.spotlight s where s.id = subject_id and s.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
create policy tell_spotlight on platform.event for insert with check (
  subject_kind = 'spotlight' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name in ('spotlight.put', 'spotlight.changed', 'spotlight.removed')
  and exists (select from publishing.spotlight s where s.id = subject_id
    and s.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
