-- Whoever chooses ends what was in force, and nothing else of it: no past row opens again, and who chose it is the system's to forget.
drop policy succeeded on settings.value;
create policy succeeded on settings.value for update
  using (until is null and authority_id = any ((select settings.actor_sets())::integer[]))
  with check (until is not null and authority_id = any ((select settings.actor_sets())::integer[]));
revoke update (set_by) on settings.value from parvis_app;
grant update (set_by) on settings.value to parvis_system;
