-- A question that asks for files may give a model to download, to fill in and send back. Definitions name it by the digest of its bytes:
-- a form that travels names the same one everywhere. Whoever may see a form that names it is served it.
create table forms.model (
  id bigint generated always as identity primary key,
  sha256 bytea not null unique check (octet_length(sha256) = 32),
  added_at timestamptz not null default platform.now()
);

-- Which published forms name it: nothing but what they say, at any depth of their questions.
create table forms.modelled (
  form_id text not null,
  version integer not null,
  sha256 bytea not null,
  primary key (form_id, version, sha256)
);
create index modelled_sha256 on forms.modelled (sha256);

create function forms.models_in(body jsonb) returns setof bytea
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select distinct decode(named #>> '{}', 'hex') from jsonb_path_query(body, 'strict $.pages.**.model.sha256', '{}', true) named
    where named #>> '{}' ~ '^[0-9a-f]{64}$' $$;

create function forms.note_models() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into forms.modelled select new.id, new.version, named from forms.models_in(new.body) named on conflict do nothing;
  return null;
end $$;
create trigger note_models after insert or update of status, version on definitions.version
  for each row when (new.kind = 'form' and new.status = 'live') execute function forms.note_models();

-- Is a form that names it one that whoever acts may be asked? By a service meant for them, in force or not (what was begun goes on); of a
-- form that no service asks, whoever works somewhere: offers of posts ask those.
create function forms.shows_model(digest bytea) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from forms.modelled n where n.sha256 = digest and (
    exists (select from definitions.version s where s.kind = 'service' and s.status <> 'draft' and s.body ->> 'form' = n.form_id
      and services.is_meant(s.id, s.version))
    or cardinality((select audiences.actor_ids('workplace'))::bigint[]) > 0
      and not exists (select from definitions.version s where s.kind = 'service' and s.status <> 'draft' and s.body ->> 'form' = n.form_id))) $$;

alter table forms.model enable row level security;
alter table forms.modelled enable row level security;
create policy system on forms.model to parvis_system using (true);
create policy system on forms.modelled to parvis_system using (true);
create policy drafted on forms.model for select using (cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);
create policy shown on forms.model for select using (forms.shows_model(sha256));
create policy added on forms.model for insert with check (cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);
create policy drafted on forms.modelled for select using (cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0);
grant select, insert, update, delete on forms.model, forms.modelled to parvis_system;
grant usage on all sequences in schema forms to parvis_system;
grant select, insert (sha256) on forms.model to parvis_app;
grant select on forms.modelled to parvis_app;

call files.follow('form-model', 'forms.model', false, 'cardinality((select audiences.actor_ids(''editor''))::bigint[]) > 0');
-- A model is one file, for good.
create unique index file_of_form_model on files.file (subject_id) where subject_kind = 'form-model';

revoke execute on function forms.models_in, forms.note_models, forms.shows_model from public;
grant execute on function forms.shows_model to parvis_app, parvis_system;
