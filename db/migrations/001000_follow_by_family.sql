-- Under which family agents read a source on the home of their intranet; null: whoever publishes reads it alone.
alter table publishing.source add column family text check (family in ('updates', 'general', 'special', 'press'));
grant insert (family), update (family) on publishing.source to parvis_app;
create index source_family on publishing.source (authority_id, family) where family is not null;
-- The newest of a source: on its page, and on that home.
create index source_item_newest on publishing.source_item (source_id, (coalesce(dated_at, seen_at)) desc, id desc);
create policy followed on publishing.source for select
  using (family is not null and authority_id = any ((select audiences.actor_ids('workplace'))::bigint[]));

-- What was done to a source stays with whoever publishes, now that others read what it says.
drop policy source on platform.event;
create policy source on platform.event for select using (subject_kind = 'source' and exists (
  select from publishing.source s where s.id = subject_id and s.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
drop policy tell_source on platform.event;
create policy tell_source on platform.event for insert with check (
  subject_kind = 'source' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name in ('source.added', 'source.renamed', 'source.removed')
  and exists (select from publishing.source s where s.id = subject_id
    and s.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
drop policy taken on publishing.syndicated;
create policy taken on publishing.syndicated for insert with check (publishing.publishes_content(content_id)
  and exists (select from publishing.source_item i join publishing.source s on s.id = i.source_id
    where i.id = item_id and s.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
