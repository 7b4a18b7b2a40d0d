-- The OpenID provider that an authority has for its own agents, as its administrators say it. The secret is locked by the program
-- (AES-256-GCM, the key of the installation): the database never holds it. Which addresses it may speak for is the operator's word.
create table accounts.employer (
  authority_id integer primary key references territory.authority,
  -- { issuer, clientId, unit, role, otherwise, words, opens }
  said jsonb not null check (jsonb_typeof(said) = 'object'),
  secret bytea not null,
  version integer not null default 1
);
alter table accounts.employer enable row level security;
create policy system on accounts.employer to parvis_system using (true);
create policy own on accounts.employer to parvis_app using (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]))
  with check (authority_id = any ((select audiences.actor_ids('setter'))::bigint[]));
grant select, insert, update (said, secret, version), delete on accounts.employer to parvis_app;
grant select on accounts.employer to parvis_system;

-- Who is who there. A subject is looked for under the authority that was asked, and nowhere else: two authorities may share a provider.
create table accounts.employed (
  authority_id integer not null references accounts.employer on delete cascade,
  subject text not null check (length(subject) between 1 and 255),
  person_id bigint not null references accounts.person,
  first_used_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (authority_id, subject)
);
create unique index employed_person on accounts.employed (person_id, authority_id);
alter table accounts.employed enable row level security;
create policy system on accounts.employed to parvis_system using (true);
grant select, insert, update, delete on accounts.employed to parvis_system;

-- Does that person work there today, and nowhere else from today on? Else the provider of one authority would open what is another's.
create function accounts.works_only_at(person bigint, authority integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with held as (
    select u.authority_id, m.valid_from from accounts.membership m join territory.unit u on u.id = m.unit_id
    where m.person_id = person and (m.valid_to is null or m.valid_to >= platform.today()))
  select coalesce(bool_and(h.authority_id = authority) and bool_or(h.valid_from <= platform.today()), false) from held h $$;
revoke execute on function accounts.works_only_at(bigint, integer) from public;
grant execute on function accounts.works_only_at(bigint, integer) to parvis_system;

create function accounts.check_employed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not accounts.works_only_at(new.person_id, new.authority_id) then
    raise check_violation using message = 'a provider knows the agents of its authority, and nobody else''s';
  end if;
  return new;
end $$;
revoke execute on function accounts.check_employed() from public;
create trigger check_employed before insert or update of person_id, authority_id on accounts.employed
  for each row execute function accounts.check_employed();

-- A departure to one of them: from whose.
alter table accounts.federation_attempt drop constraint federation_attempt_provider_check;
alter table accounts.federation_attempt add constraint federation_attempt_provider_check
  check (provider in ('franceconnect', 'proconnect', 'employer'));
alter table accounts.federation_attempt add column authority_id integer references accounts.employer on delete cascade;
alter table accounts.federation_attempt add check ((provider = 'employer') = (authority_id is not null));

-- Another issuer gives other subjects: nobody is known there any more.
create function accounts.forget_employed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from accounts.employed e where e.authority_id = new.authority_id;
  return new;
end $$;
revoke execute on function accounts.forget_employed() from public;
create trigger forget_employed after update of said on accounts.employer for each row
  when (new.said ->> 'issuer' is distinct from old.said ->> 'issuer') execute function accounts.forget_employed();
