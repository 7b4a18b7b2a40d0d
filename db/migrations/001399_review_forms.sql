-- A second person reads a draft before it is published, where an authority asks for it. A review is of one text of the draft, and of no
-- other; it goes with the draft, or with the version that it becomes.
create schema studio;
create table studio.review (
  id bigint generated always as identity primary key,
  kind text not null,
  definition_id text not null,
  version integer not null default 0,
  edition bigint not null,
  asked_by bigint references accounts.person (id) on delete set null,
  asked_at timestamptz not null,
  verdict text check (verdict in ('approved', 'returned')),
  reasons text not null default '' check (length(reasons) <= 2000),
  answered_by bigint references accounts.person (id) on delete set null,
  answered_at timestamptz,
  foreign key (kind, definition_id, version) references definitions.version (kind, id, version) on update cascade on delete cascade,
  check ((verdict is null) = (answered_at is null)),
  check (verdict is distinct from 'returned' or reasons <> '')
);
create index review_definition on studio.review (kind, definition_id, version);
create index review_asked on studio.review (asked_by) where asked_by is not null;
create index review_answered on studio.review (answered_by) where answered_by is not null;

-- What was asked is of the draft as it is; nobody answers for what they wrote, began, undid, or asked to be read. Whoever writes.
create function studio.guard_review() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  drafted definitions.version;
begin
  select v.* into drafted from definitions.version v where (v.kind, v.id, v.version) = (new.kind, new.definition_id, 0);
  if drafted.id is null or drafted.edition <> new.edition then
    raise insufficient_privilege using message = 'a review is of the draft as it stands';
  end if;
  if tg_op = 'UPDATE' and (old.verdict is not null or new.answered_by is null
    or new.answered_by in (drafted.author_id, old.asked_by)
    or exists (select from definitions.edit e where (e.kind, e.id, e.version) = (new.kind, new.definition_id, 0)
      and new.answered_by in (e.author_id, e.taken_by))) then
    raise insufficient_privilege using message = 'nobody approves what they wrote';
  end if;
  return new;
end $$;
create trigger guard_review before insert or update of verdict on studio.review for each row execute function studio.guard_review();

alter table studio.review enable row level security;
create policy system on studio.review to parvis_system using (true);
create policy written on studio.review for select using (exists (select from definitions.version v
  where (v.kind, v.id, v.version) = (review.kind, review.definition_id, review.version)
    and ((v.authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
      or v.authority_id = any ((select audiences.actor_ids('admin'))::bigint[]))));
grant usage on schema studio to parvis_app, parvis_system;
grant select on studio.review to parvis_app;
grant insert, update on studio.review to parvis_system;
