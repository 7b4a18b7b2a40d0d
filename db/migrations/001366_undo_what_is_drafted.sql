-- Each save of a draft is one act of its log, undone and done again by whoever drafts, whatever the session: what undoes a command is
-- kept beside it. What was undone before something else was written stays in the log, dropped.
alter table definitions.edit
  add column act integer check (act > 0),
  add column back jsonb check (back is null or (jsonb_typeof(back) = 'object' and pg_column_size(back) < 400000)),
  add column state text not null default 'done' check (state in ('done', 'undone', 'dropped'));
create policy undone on definitions.edit for update
  using (version = 0 and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
  with check (version = 0 and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);
grant insert (act, back), update (state, back) on definitions.edit to parvis_app;
