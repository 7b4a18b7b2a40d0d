-- Whose a session was, for some days after it ended, however it ended (signing out, from another device, a new password, the sweep):
-- what was typed in it and sent too late is kept for that person alone, and not for whoever signs in there next.
create table accounts.ended_session (
  token_hash bytea primary key,
  person_id bigint not null references accounts.person (id) on delete cascade,
  ended_at timestamptz not null default platform.now()
);
create index ended_session_person on accounts.ended_session (person_id);
create index ended_session_old on accounts.ended_session (ended_at);

alter table accounts.ended_session enable row level security;
create policy system on accounts.ended_session to parvis_system using (true);
grant select, delete on accounts.ended_session to parvis_system;

create function accounts.remember_ended_session() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into accounts.ended_session (token_hash, person_id) values (old.token_hash, old.person_id) on conflict do nothing;
  return null;
end $$;
revoke execute on function accounts.remember_ended_session() from public;
create trigger remember after delete on accounts.session for each row execute function accounts.remember_ended_session();
