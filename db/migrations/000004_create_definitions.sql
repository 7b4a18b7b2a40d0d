-- Forms, workflows and services: immutable versions. What was submitted under a version stays under it.
create schema forms;
create schema workflows;
create schema services;
grant usage on schema forms, workflows, services to parvis_app;

create function platform.refuse_changed_definition() returns trigger language plpgsql as $$
begin
  if new.definition is distinct from old.definition and old.status <> 'draft' then
    raise exception 'a published definition never changes: publish a new version';
  end if;
  return new;
end $$;

create table forms.version (
  form_id text not null,
  version integer not null,
  status text not null check (status in ('draft', 'live', 'archived')),
  definition jsonb not null,
  created_at timestamptz not null,
  primary key (form_id, version)
);
create unique index version_live on forms.version (form_id) where status = 'live';
create trigger immutable before update on forms.version for each row execute function platform.refuse_changed_definition();

create table workflows.version (
  workflow_id text not null,
  version integer not null,
  status text not null check (status in ('draft', 'live', 'archived')),
  definition jsonb not null,
  created_at timestamptz not null,
  primary key (workflow_id, version)
);
create unique index version_live on workflows.version (workflow_id) where status = 'live';
create trigger immutable before update on workflows.version for each row execute function platform.refuse_changed_definition();

create table services.version (
  slug text not null,
  version integer not null,
  status text not null check (status in ('draft', 'live', 'archived')),
  definition jsonb not null,
  -- Title, keywords with their synonyms, lead: what the search box reads.
  search_title text not null,
  search_text text not null,
  search tsvector not null generated always as
    (setweight(platform.fr_vector(search_title), 'A') || setweight(platform.fr_vector(search_text), 'B')) stored,
  created_at timestamptz not null,
  primary key (slug, version)
);
create unique index version_live on services.version (slug) where status = 'live';
create index version_search on services.version using gin (search) where status = 'live';
create index version_near on services.version using gin (search_title public.gin_trgm_ops);
create trigger immutable before update on services.version for each row execute function platform.refuse_changed_definition();

create table services.revision (only_row boolean primary key default true check (only_row), revision bigint not null default 1);

create table services.category (code text primary key, label text not null, parent text references services.category, synonyms text[] not null);
create table services.theme (slug text primary key, title text not null, text text not null, icon text not null, rank integer not null);
create table services.life_event (slug text primary key, title text not null, text text not null, icon text not null, services text[] not null, rank integer not null);
create table services.synonym (id integer generated always as identity primary key, words text[] not null);

-- Who answers = category x area x kind of place x date, as rows. The most specific row in force wins.
create table services.competence (
  id text primary key,
  category text not null references services.category,
  commune text references territory.area,
  place_kind text,
  answers text not null check (answers in ('metropolis', 'commune')),
  function text not null,
  valid_from date not null,
  valid_to date,
  basis text not null,
  because text not null
);

create table services.reply_template (
  id text primary key,
  title text not null,
  services text[],
  transition text,
  text text not null
);

-- Drafts: what a person has typed so far. Kept three months; belongs to a visitor or to an account.
create table forms.draft (
  id uuid primary key,
  visitor_id uuid,
  person_id bigint references accounts.person,
  service_slug text not null,
  service_version integer not null,
  form_id text not null,
  form_version integer not null,
  answers jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz
);
create index draft_visitor on forms.draft (visitor_id) where submitted_at is null;
create index draft_person on forms.draft (person_id) where submitted_at is null;
alter table forms.draft enable row level security;
create policy system on forms.draft using (platform.is_system());
create policy own on forms.draft using (visitor_id = platform.visitor_id() or person_id = platform.person_id());

grant select, insert, update, delete on all tables in schema forms, workflows, services to parvis_app;
