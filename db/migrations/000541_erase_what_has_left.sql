-- What is a commune's is erased once it has left with its copy: as a run, whose steps are the system's under the name of whoever asked.
do $$
declare
  step regprocedure;
begin
  foreach step in array array['platform.hold_run(bigint)', 'platform.advance_run(bigint, jsonb, integer, jsonb, text)',
    'platform.read_run(bigint, boolean)']::regprocedure[]
  loop
    execute replace(pg_get_functiondef(step), 'r.owner_id = platform.person_id()', '(platform.is_system() or r.owner_id = platform.person_id())');
  end loop;
end $$;
grant execute on function platform.hold_run, platform.advance_run, platform.read_run to parvis_system;

-- That it is done is the run's to say, and nobody else's.
alter policy tell_agreement on platform.event with check (
  subject_kind = 'agreement' and name <> 'agreement.erased' and actor_kind <> 'system' and actor_id = platform.person_id()
  and erased_at is null and platform.is_told_now(at) and (select agreements.is_manager())
  and exists (select from agreements.agreement a where a.id = subject_id));

grant select, delete on publishing.notice, settings.value, joining.seen_step, accounts.membership, accounts.absence, accounts.departure,
  accounts.invitation, accounts.agent_import, accounts.employer, organisation.change, organisation.directory, organisation.entry,
  organisation.reading, provisioning.key, provisioning.member to parvis_system;

-- Whom a key brought is brought, whatever becomes of the key.
alter table accounts.invitation drop constraint invitation_by_key_fkey, add foreign key (by_key) references provisioning.key on delete set null;
alter table accounts.departure drop constraint departure_by_key_fkey, add foreign key (by_key) references provisioning.key on delete set null;
