-- Applications to job offers, by a form: written at leisure by an agent, sent once, read by those named to recruit for that offer and by
-- nobody else: neither whoever publishes for the authority, nor the head of whoever applies.
alter table vacancies.vacancy
  add column form_id text,
  add column form_version integer,
  add constraint vacancy_form check (num_nonnulls(form_id, form_version) in (0, 2));
grant insert (form_id, form_version), update (form_id, form_version) on vacancies.vacancy to parvis_app;

-- Who reads the applications to an offer: whoever published it, and those whom its authority names.
create table vacancies.recruiter (
  id bigint generated always as identity primary key,
  vacancy_id integer not null references vacancies.vacancy on delete cascade,
  person_id bigint not null references accounts.person on delete cascade,
  person_name text not null,
  constraint recruiter_once unique (vacancy_id, person_id)
);
create index recruiter_person on vacancies.recruiter (person_id);

-- What somebody prepares and has not sent.
create table vacancies.draft (
  id bigint generated always as identity primary key,
  vacancy_id integer not null references vacancies.vacancy on delete cascade,
  person_id bigint not null references accounts.person on delete cascade,
  -- What was typed, by question; the files are held.
  typed jsonb not null,
  saved_at timestamptz not null,
  constraint draft_once unique (vacancy_id, person_id)
);
create index draft_person on vacancies.draft (person_id);

create table vacancies.application (
  id bigint generated always as identity primary key,
  vacancy_id integer not null references vacancies.vacancy on delete cascade,
  person_id bigint not null references accounts.person on delete cascade,
  person_name text not null,
  answers jsonb not null,
  state text not null check (state in ('sent', 'retained', 'declined')),
  -- What was decided, in words, to whoever applied.
  outcome text not null check (char_length(outcome) <= 2000),
  sent_at timestamptz not null,
  decided_at timestamptz,
  version integer not null,
  constraint application_once unique (vacancy_id, person_id),
  check ((state = 'sent') = (decided_at is null)),
  check (state = 'sent' or char_length(outcome) >= 3)
);
create index application_person on vacancies.application (person_id);

-- Does whoever acts, in their own name, recruit for it, as long as they work for its authority?
create function vacancies.recruits(vacancy integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.helper_id() is null and exists (select from vacancies.recruiter r join vacancies.vacancy v on v.id = r.vacancy_id
    where r.vacancy_id = vacancy and r.person_id = platform.person_id()
      and v.authority_id = any ((select audiences.actor_ids('workplace'))::bigint[])) $$;
-- Did they apply, in their own name?
create function vacancies.applied(vacancy integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.helper_id() is null and exists (select from vacancies.application a
    where a.vacancy_id = vacancy and a.person_id = platform.person_id()) $$;
-- Those that they applied to, or recruit for: found once for all rows.
create function vacancies.followed() returns integer[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(v.id), '{}') from vacancies.vacancy v where v.id in (
    select a.vacancy_id from vacancies.application a where a.person_id = platform.person_id()
    union select r.vacancy_id from vacancies.recruiter r where r.person_id = platform.person_id())
    and (vacancies.applied(v.id) or vacancies.recruits(v.id)) $$;
-- May they apply? It is shown to them, takes applications, and they do not recruit for it.
create function vacancies.may_apply(vacancy integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.helper_id() is null and cardinality((select audiences.actor_ids('workplace'))) > 0
    and exists (select from vacancies.vacancy v where v.id = vacancy and v.form_id is not null
      and v.ends_on >= territory.day_of(platform.now()) and v.audience_id = any ((select audiences.actor_ids('audience'))::bigint[]))
    and not exists (select from vacancies.recruiter r where r.vacancy_id = vacancy and r.person_id = platform.person_id()) $$;
create function vacancies.keeps(vacancy integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from vacancies.vacancy v where v.id = vacancy
    and v.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])) $$;

create function vacancies.guard_draft() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() then new.saved_at := coalesce(new.saved_at, platform.now()); return new; end if;
  if not vacancies.may_apply(new.vacancy_id) or vacancies.applied(new.vacancy_id) then
    raise insufficient_privilege using message = 'an offer to which they may not apply';
  end if;
  new.person_id := platform.person_id(); new.saved_at := platform.now();
  return new;
end $$;
create trigger guard_draft before insert or update on vacancies.draft for each row execute function vacancies.guard_draft();

create function vacancies.guard_application() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- What comes back from a copy, or is told of a past, says its days itself.
  if platform.is_system() then
    new.person_id := coalesce(new.person_id, platform.person_id());
    new.person_name := coalesce(new.person_name, accounts.acting_name(), 'Quelqu’un');
    new.state := coalesce(new.state, 'sent'); new.outcome := coalesce(new.outcome, '');
    new.sent_at := coalesce(new.sent_at, platform.now()); new.version := coalesce(new.version, 1);
    if new.state <> 'sent' then new.decided_at := coalesce(new.decided_at, platform.now()); end if;
    return new;
  end if;
  if tg_op = 'INSERT' then
    if not vacancies.may_apply(new.vacancy_id) then
      raise insufficient_privilege using message = 'an offer to which they may not apply';
    end if;
    new.person_id := platform.person_id(); new.person_name := accounts.acting_name();
    new.state := 'sent'; new.outcome := ''; new.sent_at := platform.now(); new.decided_at := null; new.version := 1;
    return new;
  end if;
  if new.state = 'sent' then raise insufficient_privilege using message = 'a decision is changed, not undone'; end if;
  new.decided_at := platform.now(); new.version := old.version + 1;
  return new;
end $$;
create trigger guard_application before insert or update on vacancies.application for each row execute function vacancies.guard_application();

-- Whoever has an offer take applications recruits for it, when nobody does.
create function vacancies.name_first() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.form_id is not null and platform.person_id() is not null
      and not exists (select from vacancies.recruiter r where r.vacancy_id = new.id) then
    insert into vacancies.recruiter (vacancy_id, person_id, person_name)
    values (new.id, platform.person_id(), coalesce(accounts.acting_name(), 'Quelqu’un'));
  end if;
  return null;
end $$;
create trigger name_first after insert or update of form_id on vacancies.vacancy for each row execute function vacancies.name_first();

-- Names somebody who works for the authority of the offer, by their address. @returns them; null when there is nobody, or they applied
create function vacancies.name_recruiter(vacancy integer, address text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found bigint;
begin
  if platform.helper_id() is not null or not vacancies.keeps(vacancy) then
    raise insufficient_privilege using message = 'whoever publishes names who recruits';
  end if;
  select p.id into found from accounts.person p join vacancies.vacancy v on v.id = vacancy
    where p.email = lower(btrim(address)) and p.closed_at is null
      and exists (select from accounts.workplace_holder w where w.person_id = p.id and w.id = v.authority_id)
      and not exists (select from vacancies.application a where a.vacancy_id = vacancy and a.person_id = p.id);
  if found is null then return null; end if;
  insert into vacancies.recruiter (vacancy_id, person_id, person_name)
    select vacancy, p.id, p.name from accounts.person p where p.id = found on conflict do nothing;
  delete from vacancies.draft d where d.vacancy_id = vacancy and d.person_id = found;
  return found;
end $$;

alter table vacancies.recruiter enable row level security;
alter table vacancies.draft enable row level security;
alter table vacancies.application enable row level security;
create policy system on vacancies.recruiter to parvis_system using (true);
create policy system on vacancies.draft to parvis_system using (true);
create policy system on vacancies.application to parvis_system using (true);
grant select, insert, update, delete on vacancies.recruiter, vacancies.draft, vacancies.application to parvis_system;
grant usage on all sequences in schema vacancies to parvis_system;

-- An offer that is over is read by whoever applied to it, and by whoever recruits for it.
create policy followed on vacancies.vacancy for select using (id = any ((select vacancies.followed())::integer[]));
-- Who reads applications is said to whoever may read the offer.
create policy shown on vacancies.recruiter for select using (exists (select from vacancies.vacancy v where v.id = vacancy_id));
create policy unnamed on vacancies.recruiter for delete using (platform.helper_id() is null and vacancies.keeps(vacancy_id));
grant select, delete on vacancies.recruiter to parvis_app;

create policy own on vacancies.draft using (person_id = platform.person_id() and platform.helper_id() is null);
grant select, insert (vacancy_id, typed), update (typed), delete on vacancies.draft to parvis_app;

create policy own on vacancies.application for select using (person_id = platform.person_id() and platform.helper_id() is null);
create policy read on vacancies.application for select using (vacancies.recruits(vacancy_id));
create policy sent on vacancies.application for insert with check (person_id = platform.person_id() and platform.helper_id() is null);
create policy decided on vacancies.application for update using (vacancies.recruits(vacancy_id));
create policy withdrawn on vacancies.application for delete
  using (person_id = platform.person_id() and platform.helper_id() is null and state = 'sent');
grant select, insert (vacancy_id, answers), update (state, outcome), delete on vacancies.application to parvis_app;

-- What is being written is passed on to what is sent, as it is sent: `platform.now()` is that of the transaction.
call files.follow('applying', 'vacancies.draft', true, 'true');
call files.follow('application', 'vacancies.application', false, $$s.person_id = platform.person_id() and platform.helper_id() is null
  and s.sent_at = platform.now()$$);

-- Whom jobs tell: those who recruit, and whoever applied.
create function vacancies.told(application bigint) returns table (person_id bigint, name text, address text, is_recruiter boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.name, p.email, p.id <> a.person_id from vacancies.application a
  join accounts.person p on p.id = a.person_id or p.id in (select r.person_id from vacancies.recruiter r where r.vacancy_id = a.vacancy_id)
  where a.id = application and p.closed_at is null
    and exists (select from accounts.workplace_holder w where w.person_id = p.id) $$;
revoke execute on function vacancies.recruits, vacancies.applied, vacancies.followed, vacancies.may_apply, vacancies.keeps, vacancies.guard_draft,
  vacancies.guard_application, vacancies.name_first, vacancies.name_recruiter, vacancies.told from public;
grant execute on function vacancies.recruits, vacancies.applied, vacancies.followed, vacancies.may_apply, vacancies.keeps, vacancies.name_recruiter
  to parvis_app, parvis_system;
grant execute on function vacancies.told to parvis_system;

create policy application on platform.event for select using (subject_kind = 'application' and exists (
  select from vacancies.application a where a.id = subject_id));
create policy tell_application on platform.event for insert with check (
  subject_kind = 'application' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent'
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and exists (select from vacancies.application a where a.id = subject_id
    and (name = 'application.sent' and a.person_id = platform.person_id() or name = 'application.decided' and vacancies.recruits(a.vacancy_id))));
alter policy tell_vacancy on platform.event with check (
  subject_kind = 'vacancy' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent'
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and name in ('vacancy.published', 'vacancy.changed', 'vacancy.named', 'vacancy.unnamed') and exists (select from vacancies.vacancy v
    where v.id = subject_id and v.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
