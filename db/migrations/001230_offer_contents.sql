-- What is for some only may be taken up by the editors of the authorities that its own names, one's own too. Nothing else of it is seen by
-- anybody: what may not be taken is in no list, and what no longer may leaves them at once.
create table publishing.offer (
  content_id integer not null references publishing.content on delete cascade,
  authority_id integer not null references territory.authority,
  primary key (content_id, authority_id)
);
create index offer_authority on publishing.offer (authority_id);
alter table publishing.offer enable row level security;
create policy system on publishing.offer to parvis_system using (true);
grant select, insert, update, delete on publishing.offer to parvis_system;
grant select, insert (content_id, authority_id), delete on publishing.offer to parvis_app;
create policy held on publishing.offer for select using (publishing.holds_content(content_id));
create policy said on publishing.offer for insert with check (publishing.publishes_content(content_id)
  and exists (select from publishing.content c where c.id = content_id and c.decided_in is null));
create policy unsaid on publishing.offer for delete using (publishing.publishes_content(content_id));
create policy tell_offer on platform.event for insert with check (
  subject_kind = 'content' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and name = 'content.offered' and publishing.publishes_content(subject_id));

-- What is offered now, to which authorities: what is shown, of no space, and was not taken up itself. For the system, and for functions.
create view publishing.offered as
  select o.authority_id, p.content_id, p.authority_id as of_authority_id, p.unit_id, p.type, p.type_version, p.title, p.summary, p.theme, p.fields, p.edition,
    p.dated_at, p.audience_id
  from publishing.offer o join publishing.content c on c.id = o.content_id and c.decided_in is null
  join publishing.publication p on p.content_id = o.content_id and p.audience_id <> 1
    and p.starts_at <= platform.now() and (p.ends_at is null or p.ends_at > platform.now())
  where not exists (select from publishing.syndicated y where y.content_id = o.content_id);
grant select on publishing.offered to parvis_system;

-- The content of this site that an item is, a content was made of.
alter table publishing.source_item add column of_content_id integer references publishing.content on delete cascade;
create index source_item_of on publishing.source_item (of_content_id);
update publishing.source_item i set of_content_id = c.id from publishing.source s, publishing.content c
  where s.id = i.source_id and s.of_authority_id is not null and c.id::text = i.guid;
alter table publishing.syndicated
  add column of_content_id integer references publishing.content on delete set null,
  -- Where it was read when it was taken up; null: elsewhere than here.
  add column of_face text check (of_face in ('public', 'intranet', 'extranet')),
  -- It is put away when its source is.
  add column ends_with boolean not null default false,
  -- What whoever answers for it was told of the end: it is read no more, it is offered no more.
  add column told_end text check (told_end in ('ended', 'closed'));
create index syndicated_of on publishing.syndicated (of_content_id);
update publishing.syndicated y set of_content_id = i.of_content_id, of_face = 'public' from publishing.source_item i
  where i.id = y.item_id and i.of_content_id is not null;

-- May those who publish for that authority take it up; is it for everybody, when others ask?
create function publishing.may_take(content integer, authority integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.publication p where p.content_id = content and p.audience_id = 1
      and p.starts_at <= platform.now() and (p.ends_at is null or p.ends_at > platform.now()))
    or authority = any ((select audiences.actor_ids('publisher'))::bigint[])
      and exists (select from publishing.offered o where o.content_id = content and o.authority_id = authority) $$;
drop policy kept on publishing.source_item;
create policy kept on publishing.source_item for select using (exists (select from publishing.source s where s.id = source_id
  and (of_content_id is null or publishing.may_take(of_content_id, s.authority_id))));

-- What it says, to whoever may take it up.
create function publishing.offered_text(content integer) returns table (
    authority_id integer, unit_id integer, type text, type_version integer, title text, summary text, fields jsonb, face text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.of_authority_id, o.unit_id, o.type, o.type_version, o.title, o.summary, o.fields,
    case when exists (select from audiences.audience a, jsonb_array_elements_text(a.rule -> 'who') k
      where a.id = o.audience_id and k ~ '^(workplace|staff)') then 'intranet' else 'extranet' end
  from publishing.offered o where o.content_id = content and o.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) limit 1 $$;

-- Whence is said by what was taken, and by nobody.
create function publishing.say_whence() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() then return new; end if;
  new.of_content_id := (select i.of_content_id from publishing.source_item i where i.id = new.item_id);
  new.of_face := case when new.of_content_id is null then null
    else coalesce((select t.face from publishing.offered_text(new.of_content_id) t), 'public') end;
  return new;
end $$;
create trigger say_whence before insert on publishing.syndicated for each row execute function publishing.say_whence();
revoke execute on function publishing.say_whence from public;
grant insert (ends_with), update (ends_with) on publishing.syndicated to parvis_app;

-- Whence a content comes that was read by some only, told to its readers and to whoever writes it; `content`: for those who read that too.
create function publishing.taken_from(taken integer) returns table (name text, content integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select y.source_name, (select p.content_id from publishing.publication p where p.content_id = y.of_content_id and p.starts_at <= platform.now()
      and (p.ends_at is null or p.ends_at > platform.now()) and p.audience_id = any ((select audiences.actor_ids('audience'))::bigint[]))
  from publishing.syndicated y where y.content_id = taken and y.of_face in ('intranet', 'extranet')
    and (publishing.holds_content(taken) or exists (select from publishing.publication p where p.content_id = taken and p.starts_at <= platform.now()
      and (p.ends_at is null or p.ends_at > platform.now()) and p.audience_id = any ((select audiences.actor_ids('audience'))::bigint[]))) $$;
