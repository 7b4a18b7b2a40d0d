-- What was answered is read beside what was asked, whatever its offer asks since.
alter table vacancies.application add column form_id text, add column form_version integer;
update vacancies.application a set form_id = v.form_id, form_version = v.form_version from vacancies.vacancy v where v.id = a.vacancy_id;
alter table vacancies.application alter column form_id set not null, alter column form_version set not null;

create or replace function vacancies.guard_application() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- What comes back from a copy, or is told of a past, says its days itself.
  if platform.is_system() then
    new.person_id := coalesce(new.person_id, platform.person_id());
    new.person_name := coalesce(new.person_name, accounts.acting_name(), 'Quelqu’un');
    new.state := coalesce(new.state, 'sent'); new.outcome := coalesce(new.outcome, '');
    new.sent_at := coalesce(new.sent_at, platform.now()); new.version := coalesce(new.version, 1);
    if new.state <> 'sent' then new.decided_at := coalesce(new.decided_at, platform.now()); end if;
    if new.form_id is null then
      select v.form_id, v.form_version into new.form_id, new.form_version from vacancies.vacancy v where v.id = new.vacancy_id;
    end if;
    return new;
  end if;
  if tg_op = 'INSERT' then
    if not vacancies.may_apply(new.vacancy_id) then
      raise insufficient_privilege using message = 'an offer to which they may not apply';
    end if;
    select v.form_id, v.form_version into new.form_id, new.form_version from vacancies.vacancy v where v.id = new.vacancy_id for share;
    new.person_id := platform.person_id(); new.person_name := accounts.acting_name();
    new.state := 'sent'; new.outcome := ''; new.sent_at := platform.now(); new.decided_at := null; new.version := 1;
    return new;
  end if;
  if new.state = 'sent' then raise insufficient_privilege using message = 'a decision is changed, not undone'; end if;
  new.decided_at := platform.now(); new.version := old.version + 1;
  return new;
end $$;
