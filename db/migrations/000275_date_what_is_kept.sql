-- What a sweep forgets by its date is dated by the database: whoever may write a row says nothing of when it was written, so that
-- nothing outlives its time by a date told. The system's own rows (imports, moves) keep the dates it gives.
create function platform.now() returns timestamptz language sql stable parallel safe return now();

alter table files.file alter column created_at set default platform.now();
revoke insert on files.file from parvis_app;
revoke insert (created_at) on files.file from parvis_app;
grant insert (id, storage_key, name, media_type, bytes, sha256, width, height, visitor_id, person_id) on files.file to parvis_app;

alter table forms.draft alter column created_at set default platform.now(), alter column updated_at set default platform.now();
revoke insert, update on forms.draft from parvis_app;
grant insert (id, visitor_id, person_id, service_slug, service_version, form_id, form_version, answers) on forms.draft to parvis_app;
grant update (visitor_id, person_id, answers, submitted_at) on forms.draft to parvis_app;
grant insert, update on forms.draft to parvis_system;
create function forms.date_change() returns trigger language plpgsql as $$
begin
  if new.updated_at is not distinct from old.updated_at then new.updated_at := platform.now(); end if;
  return new;
end $$;
create trigger date_change before update of answers on forms.draft for each row execute function forms.date_change();

alter table requests.draft alter column saved_at set default platform.now();
revoke insert, update on requests.draft from parvis_app;
grant insert (person_id, visitor_id, request_id, writing, typed, once), update (typed, once) on requests.draft to parvis_app;
grant insert, update on requests.draft to parvis_system;
create function requests.date_writing() returns trigger language plpgsql as $$
begin
  if new.saved_at is not distinct from old.saved_at then new.saved_at := platform.now(); end if;
  return new;
end $$;
create trigger date_writing before update of typed on requests.draft for each row execute function requests.date_writing();

-- A form is kept for the person in whose session it was typed. Typed without one, it may come from anybody who held that browser:
-- it says so, and is asked about before it may be sent.
alter table platform.kept_post add column in_session boolean not null default false;
alter table platform.kept_post alter column created_at set default platform.now();
drop policy keep on platform.kept_post;
create policy keep on platform.kept_post for insert with check (visitor_id = platform.visitor_id()
  and person_id is not distinct from platform.person_id() and in_session = (person_id is not null));
revoke insert on platform.kept_post from parvis_app;
grant insert (id, visitor_id, person_id, in_session, path, body), delete on platform.kept_post to parvis_app;
create policy refuse on platform.kept_post for delete
  using (visitor_id = platform.visitor_id() and (person_id is null or person_id = platform.person_id()));
grant insert on platform.kept_post to parvis_system;

-- What was sent is the request's: a draft that says it was keeps nothing, hence nothing that no sweep would forget.
update forms.draft set answers = '{"answers": {}, "raw": {}}' where submitted_at is not null;
alter table forms.draft add constraint sent_is_empty
  check (submitted_at is null or answers = '{"answers": {}, "raw": {}}'::jsonb);

-- A request is forgotten so long after it was closed: whoever closes it says no later day, and none that is closed has no day.
create function requests.guard_closing() returns trigger language plpgsql as $$
begin
  if platform.is_system() or not row_security_active('requests.request') then return new; end if;
  if (new.state_kind = 'done') <> (new.closed_at is not null) or new.closed_at > platform.now() + interval '5 minutes' then
    raise insufficient_privilege using message = 'what is closed is closed today';
  end if;
  return new;
end $$;
create trigger guard_closing before update of state_kind, closed_at on requests.request
  for each row when (new.closed_at is distinct from old.closed_at or new.state_kind is distinct from old.state_kind)
  execute function requests.guard_closing();
