-- Whoever applied to an offer reads no other application to it, and decides none, however they came to be named. They may be named: a refusal
-- told whoever publishes the offer that they had applied. What they were preparing waits for them: whoever publishes erases nothing of theirs.
create or replace function vacancies.recruits(vacancy integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.helper_id() is null and exists (select from vacancies.recruiter r join vacancies.vacancy v on v.id = r.vacancy_id
    where r.vacancy_id = vacancy and r.person_id = platform.person_id()
      and v.authority_id = any ((select audiences.actor_ids('workplace'))::bigint[]))
    and not exists (select from vacancies.application a where a.vacancy_id = vacancy and a.person_id = platform.person_id()) $$;

create or replace function vacancies.name_first() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.form_id is not null and platform.person_id() is not null
      and not exists (select from vacancies.recruiter r where r.vacancy_id = new.id)
      and not exists (select from vacancies.application a where a.vacancy_id = new.id and a.person_id = platform.person_id()) then
    insert into vacancies.recruiter (vacancy_id, person_id, person_name)
    values (new.id, platform.person_id(), coalesce(accounts.acting_name(), 'Quelqu’un'));
  end if;
  return null;
end $$;

-- @returns them; null when nobody who works there has that address
create or replace function vacancies.name_recruiter(vacancy integer, address text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found bigint;
begin
  if platform.helper_id() is not null or not vacancies.keeps(vacancy) then
    raise insufficient_privilege using message = 'whoever publishes names who recruits';
  end if;
  select p.id into found from accounts.person p join vacancies.vacancy v on v.id = vacancy
    where p.email = lower(btrim(address)) and p.closed_at is null
      and exists (select from accounts.workplace_holder w where w.person_id = p.id and w.id = v.authority_id);
  if found is null then return null; end if;
  insert into vacancies.recruiter (vacancy_id, person_id, person_name)
    select vacancy, p.id, p.name from accounts.person p where p.id = found on conflict do nothing;
  return found;
end $$;

create or replace function vacancies.told(application bigint) returns table (person_id bigint, name text, address text, is_recruiter boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.name, p.email, p.id <> a.person_id from vacancies.application a
  join accounts.person p on p.id = a.person_id or p.id in (select r.person_id from vacancies.recruiter r where r.vacancy_id = a.vacancy_id
    and not exists (select from vacancies.application o where o.vacancy_id = r.vacancy_id and o.person_id = r.person_id))
  where a.id = application and p.closed_at is null
    and exists (select from accounts.workplace_holder w where w.person_id = p.id) $$;
