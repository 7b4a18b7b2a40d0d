-- Generated from the migrations (node src/generate.ts): for reading, never run.

accounts.credential
  changed_at timestamp with time zone not null
  password_hash text not null
  person_id bigint not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (person_id)
  CREATE UNIQUE INDEX credential_pkey ON accounts.credential USING btree (person_id)
  policy system for ALL using (platform.is_system())

accounts.membership
  id bigint not null
  person_id bigint not null
  role text not null
  unit_id integer not null
  valid_from date not null
  valid_to date
  CHECK ((role = ANY (ARRAY['handler'::text, 'manager'::text, 'reception'::text, 'admin'::text])))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  CREATE INDEX membership_person ON accounts.membership USING btree (person_id)
  CREATE INDEX membership_unit ON accounts.membership USING btree (unit_id)
  CREATE UNIQUE INDEX membership_pkey ON accounts.membership USING btree (id)
  policy colleagues for SELECT using ((person_id = ANY (( SELECT accounts.actor_colleagues() AS actor_colleagues)::bigint[])))
  policy own for SELECT using ((person_id = platform.person_id()))
  policy system for ALL using (platform.is_system())

accounts.person
  closed_at timestamp with time zone
  commune text
  created_at timestamp with time zone not null
  email text not null
  email_verified_at timestamp with time zone
  id bigint not null
  name text not null
  phone text
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX person_email ON accounts.person USING btree (lower(email))
  CREATE UNIQUE INDEX person_pkey ON accounts.person USING btree (id)
  policy colleagues for SELECT using ((id = ANY (( SELECT accounts.actor_colleagues() AS actor_colleagues)::bigint[])))
  policy own for ALL using ((id = platform.person_id()))
  policy system for ALL using (platform.is_system())

accounts.proof
  created_at timestamp with time zone not null
  email text not null
  expires_at timestamp with time zone not null
  payload jsonb not null
  purpose text not null
  token_hash bytea not null
  used_at timestamp with time zone
  CHECK ((purpose = ANY (ARRAY['sign-up'::text, 'password'::text])))
  PRIMARY KEY (token_hash)
  CREATE UNIQUE INDEX proof_pkey ON accounts.proof USING btree (token_hash)
  policy system for ALL using (platform.is_system())

accounts.session
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  last_seen_at timestamp with time zone not null
  person_id bigint not null
  token_hash bytea not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (token_hash)
  CREATE INDEX session_person ON accounts.session USING btree (person_id)
  CREATE UNIQUE INDEX session_pkey ON accounts.session USING btree (token_hash)
  policy own for ALL using ((person_id = platform.person_id()))
  policy system for ALL using (platform.is_system())

forms.draft
  answers jsonb not null
  created_at timestamp with time zone not null
  form_id text not null
  form_version integer not null
  id uuid not null
  person_id bigint
  service_slug text not null
  service_version integer not null
  submitted_at timestamp with time zone
  updated_at timestamp with time zone not null
  visitor_id uuid
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE INDEX draft_person ON forms.draft USING btree (person_id) WHERE (submitted_at IS NULL)
  CREATE INDEX draft_visitor ON forms.draft USING btree (visitor_id) WHERE (submitted_at IS NULL)
  CREATE UNIQUE INDEX draft_pkey ON forms.draft USING btree (id)
  policy own for ALL using (((visitor_id = platform.visitor_id()) OR (person_id = platform.person_id())))
  policy system for ALL using (platform.is_system())

forms.version
  created_at timestamp with time zone not null
  definition jsonb not null
  form_id text not null
  status text not null
  version integer not null
  CHECK ((status = ANY (ARRAY['draft'::text, 'live'::text, 'archived'::text])))
  PRIMARY KEY (form_id, version)
  CREATE UNIQUE INDEX version_live ON forms.version USING btree (form_id) WHERE (status = 'live'::text)
  CREATE UNIQUE INDEX version_pkey ON forms.version USING btree (form_id, version)

platform.event
  actor_id bigint
  actor_kind text not null
  actor_label text not null
  at timestamp with time zone not null
  hash bytea not null
  id bigint not null
  name text not null
  payload jsonb not null
  previous_hash bytea
  seq integer not null
  subject_id bigint not null
  subject_kind text not null
  PRIMARY KEY (id)
  UNIQUE (subject_kind, subject_id, seq)
  CREATE INDEX event_name_at ON platform.event USING btree (name, at)
  CREATE UNIQUE INDEX event_pkey ON platform.event USING btree (id)
  CREATE UNIQUE INDEX event_subject_kind_subject_id_seq_key ON platform.event USING btree (subject_kind, subject_id, seq)
  policy request for ALL using (((subject_kind = 'request'::text) AND (EXISTS ( SELECT
   FROM requests.request r
  WHERE (r.id = event.subject_id)))))
  policy system for ALL using (platform.is_system())

platform.failing_job
  attempts smallint
  created_at timestamp with time zone
  id bigint
  last_error text
  max_attempts smallint
  run_at timestamp with time zone
  task text

platform.file
  bytes integer not null
  created_at timestamp with time zone not null
  height integer
  id uuid not null
  media_type text not null
  name text not null
  person_id bigint
  sha256 bytea not null
  storage_key text not null
  thumbnail_key text
  visitor_id uuid
  width integer
  PRIMARY KEY (id)
  UNIQUE (storage_key)
  CREATE UNIQUE INDEX file_pkey ON platform.file USING btree (id)
  CREATE UNIQUE INDEX file_storage_key_key ON platform.file USING btree (storage_key)
  policy document for SELECT using ((EXISTS ( SELECT
   FROM requests.document d
  WHERE (d.file_id = file.id))))
  policy own for ALL using (((visitor_id = platform.visitor_id()) OR (person_id = platform.person_id())))
  policy system for ALL using (platform.is_system())

platform.kept_post
  body jsonb not null
  created_at timestamp with time zone not null
  id uuid not null
  path text not null
  visitor_id uuid not null
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX kept_post_pkey ON platform.kept_post USING btree (id)
  policy own for ALL using ((visitor_id = platform.visitor_id()))
  policy system for ALL using (platform.is_system())

platform.mail
  created_at timestamp with time zone not null
  html_body text not null
  id uuid not null
  recipient text not null
  sent_at timestamp with time zone
  subject text not null
  text_body text not null
  PRIMARY KEY (id)
  CREATE INDEX mail_created ON platform.mail USING btree (created_at DESC)
  CREATE UNIQUE INDEX mail_pkey ON platform.mail USING btree (id)
  policy system for ALL using (platform.is_system())

platform.migration
  applied_at timestamp with time zone not null default now()
  name text not null
  sha256 text not null
  PRIMARY KEY (name)
  CREATE UNIQUE INDEX migration_pkey ON platform.migration USING btree (name)

platform.throttle
  count integer not null
  key text not null
  window_start timestamp with time zone not null
  PRIMARY KEY (key, window_start)
  CREATE UNIQUE INDEX throttle_pkey ON platform.throttle USING btree (key, window_start)

publishing.notice
  authority_id integer not null
  ends_at timestamp with time zone
  id integer not null
  published_at timestamp with time zone not null
  text text not null
  theme text not null
  title text not null
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  CREATE INDEX notice_authority ON publishing.notice USING btree (authority_id, published_at DESC)
  CREATE UNIQUE INDEX notice_pkey ON publishing.notice USING btree (id)

requests.access
  reason text not null
  request_id bigint not null
  since timestamp with time zone not null
  unit_id integer not null
  CHECK ((reason = ANY (ARRAY['entered'::text, 'handed-over'::text, 'shared'::text])))
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (request_id, unit_id)
  CREATE INDEX access_unit ON requests.access USING btree (unit_id)
  CREATE INDEX access_unit_since ON requests.access USING btree (unit_id, reason, since)
  CREATE UNIQUE INDEX access_pkey ON requests.access USING btree (request_id, unit_id)
  policy visible for ALL using ((EXISTS ( SELECT
   FROM requests.request r
  WHERE (r.id = access.request_id))))

requests.code_grant
  granted_at timestamp with time zone not null
  request_id bigint not null
  visitor_id uuid not null
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  PRIMARY KEY (visitor_id, request_id)
  CREATE UNIQUE INDEX code_grant_pkey ON requests.code_grant USING btree (visitor_id, request_id)
  policy own for ALL using ((visitor_id = platform.visitor_id()))
  policy system for ALL using (platform.is_system())

requests.document
  audience text not null
  created_at timestamp with time zone not null
  file_id uuid not null
  id uuid not null
  message_id bigint
  request_id bigint not null
  CHECK ((audience = ANY (ARRAY['resident'::text, 'note'::text, 'handler'::text])))
  FOREIGN KEY (file_id) REFERENCES platform.file(id)
  FOREIGN KEY (message_id) REFERENCES requests.message(id)
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  PRIMARY KEY (id)
  CREATE INDEX document_file ON requests.document USING btree (file_id)
  CREATE INDEX document_request ON requests.document USING btree (request_id)
  CREATE UNIQUE INDEX document_pkey ON requests.document USING btree (id)
  policy visible for ALL using (((EXISTS ( SELECT
   FROM requests.request r
  WHERE (r.id = document.request_id))) AND ((audience = 'resident'::text) OR ( SELECT requests.actor_is_agent() AS actor_is_agent))))

requests.message
  audience text not null
  author_id bigint
  author_kind text not null
  author_label text not null
  body text not null
  created_at timestamp with time zone not null
  id bigint not null
  request_id bigint not null
  unit_id integer
  CHECK ((audience = ANY (ARRAY['resident'::text, 'note'::text, 'handler'::text])))
  CHECK ((author_kind = ANY (ARRAY['resident'::text, 'agent'::text, 'system'::text])))
  FOREIGN KEY (author_id) REFERENCES accounts.person(id)
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  CREATE INDEX message_request ON requests.message USING btree (request_id, id)
  CREATE UNIQUE INDEX message_pkey ON requests.message USING btree (id)
  policy visible for ALL using (((EXISTS ( SELECT
   FROM requests.request r
  WHERE (r.id = message.request_id))) AND ((audience = 'resident'::text) OR ( SELECT requests.actor_is_agent() AS actor_is_agent))))

requests.rating
  rated_at timestamp with time zone not null
  request_id bigint not null
  score text not null
  CHECK ((score = ANY (ARRAY['good'::text, 'middling'::text, 'bad'::text])))
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  PRIMARY KEY (request_id)
  CREATE UNIQUE INDEX rating_pkey ON requests.rating USING btree (request_id)
  policy visible for ALL using ((EXISTS ( SELECT
   FROM requests.request r
  WHERE (r.id = rating.request_id))))

requests.request
  answer_done_at timestamp with time zone
  answer_due_at timestamp with time zone
  answer_risk_at timestamp with time zone
  answers jsonb not null
  area_code text not null
  assignee_id bigint
  authority_id integer not null
  category text not null
  channel text not null
  closed_at timestamp with time zone
  commune_id integer not null
  contact_address text
  contact_email text
  contact_name text not null
  contact_phone text
  description text not null
  draft_id uuid
  entered_by bigint
  entered_unit_id integer
  form_id text not null
  form_version integer not null
  handler_read_at timestamp with time zone
  id bigint not null
  lat double precision
  long double precision
  next_due_at timestamp with time zone not null default 'infinity'::timestamp with time zone
  next_risk_at timestamp with time zone not null default 'infinity'::timestamp with time zone
  place_address text not null
  place_kind text
  received_at timestamp with time zone not null
  ref text not null
  resident_id bigint
  resident_wrote_at timestamp with time zone
  routing jsonb not null
  search tsvector not null default platform.fr_vector(((((((subject || ' '::text) || description) || ' '::text) || place_address) || ' '::text) || contact_name))
  service_slug text not null
  service_version integer not null
  solution_done_at timestamp with time zone
  solution_due_at timestamp with time zone
  solution_risk_at timestamp with time zone
  state text not null
  state_kind text not null
  state_since timestamp with time zone not null
  subject text not null
  unit_id integer not null
  workflow_id text not null
  workflow_version integer not null
  CHECK ((channel = ANY (ARRAY['web'::text, 'phone'::text, 'desk'::text, 'letter'::text, 'mail'::text])))
  CHECK ((state_kind = ANY (ARRAY['new'::text, 'active'::text, 'waiting'::text, 'done'::text])))
  FOREIGN KEY (area_code) REFERENCES territory.area(code)
  FOREIGN KEY (assignee_id) REFERENCES accounts.person(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (commune_id) REFERENCES territory.authority(id)
  FOREIGN KEY (entered_by) REFERENCES accounts.person(id)
  FOREIGN KEY (entered_unit_id) REFERENCES territory.unit(id)
  FOREIGN KEY (resident_id) REFERENCES accounts.person(id)
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  UNIQUE (draft_id)
  UNIQUE (ref)
  CREATE INDEX request_answered ON requests.request USING btree (answer_done_at) WHERE (answer_done_at IS NOT NULL)
  CREATE INDEX request_assignee ON requests.request USING btree (assignee_id, next_due_at) WHERE (state_kind <> 'done'::text)
  CREATE INDEX request_authority ON requests.request USING btree (authority_id, received_at DESC, id DESC)
  CREATE INDEX request_commune ON requests.request USING btree (commune_id, received_at DESC, id DESC)
  CREATE INDEX request_commune_open ON requests.request USING btree (commune_id, next_due_at, id) WHERE (state_kind <> 'done'::text)
  CREATE INDEX request_contact ON requests.request USING btree (lower(contact_email)) WHERE (contact_email IS NOT NULL)
  CREATE INDEX request_near ON requests.request USING btree (category, lat, long) WHERE (lat IS NOT NULL)
  CREATE INDEX request_resident ON requests.request USING btree (resident_id, received_at DESC) WHERE (resident_id IS NOT NULL)
  CREATE INDEX request_search ON requests.request USING gin (search)
  CREATE INDEX request_state_since ON requests.request USING btree (state_since) WHERE (state_kind = 'waiting'::text)
  CREATE INDEX request_unit ON requests.request USING btree (unit_id, received_at DESC, id DESC)
  CREATE INDEX request_unit_open ON requests.request USING btree (unit_id, next_due_at, id) WHERE (state_kind <> 'done'::text)
  CREATE UNIQUE INDEX request_draft_id_key ON requests.request USING btree (draft_id)
  CREATE UNIQUE INDEX request_pkey ON requests.request USING btree (id)
  CREATE UNIQUE INDEX request_ref_key ON requests.request USING btree (ref)
  policy visible for ALL using ((( SELECT platform.is_system() AS is_system) OR (resident_id = ( SELECT platform.person_id() AS person_id)) OR (id = ANY (( SELECT platform.code_requests() AS code_requests)::bigint[])) OR (unit_id = ANY (( SELECT accounts.actor_units() AS actor_units)::integer[])) OR (authority_id = ANY (( SELECT accounts.actor_receptions() AS actor_receptions)::integer[])) OR (commune_id = ANY (( SELECT accounts.actor_communes() AS actor_communes)::integer[])) OR ((( SELECT (cardinality(accounts.actor_units()) + cardinality(accounts.actor_receptions()))) > 0) AND requests.shared_with_actor(id))))

requests.tracking
  code text not null
  request_id bigint not null
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  PRIMARY KEY (request_id)
  UNIQUE (code)
  CREATE UNIQUE INDEX tracking_code_key ON requests.tracking USING btree (code)
  CREATE UNIQUE INDEX tracking_pkey ON requests.tracking USING btree (request_id)
  policy sent for INSERT using () with check ((request_id = ANY (platform.code_requests())))
  policy system for ALL using (platform.is_system())

services.category
  code text not null
  label text not null
  parent text
  synonyms text[] not null
  FOREIGN KEY (parent) REFERENCES services.category(code)
  PRIMARY KEY (code)
  CREATE UNIQUE INDEX category_pkey ON services.category USING btree (code)

services.competence
  answers text not null
  basis text not null
  because text not null
  category text not null
  commune text
  function text not null
  id text not null
  place_kind text
  valid_from date not null
  valid_to date
  CHECK ((answers = ANY (ARRAY['metropolis'::text, 'commune'::text])))
  FOREIGN KEY (category) REFERENCES services.category(code)
  FOREIGN KEY (commune) REFERENCES territory.area(code)
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX competence_pkey ON services.competence USING btree (id)

services.life_event
  icon text not null
  rank integer not null
  services text[] not null
  slug text not null
  text text not null
  title text not null
  PRIMARY KEY (slug)
  CREATE UNIQUE INDEX life_event_pkey ON services.life_event USING btree (slug)

services.reply_template
  id text not null
  services text[]
  text text not null
  title text not null
  transition text
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX reply_template_pkey ON services.reply_template USING btree (id)

services.revision
  only_row boolean not null default true
  revision bigint not null default 1
  CHECK (only_row)
  PRIMARY KEY (only_row)
  CREATE UNIQUE INDEX revision_pkey ON services.revision USING btree (only_row)

services.synonym
  id integer not null
  words text[] not null
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX synonym_pkey ON services.synonym USING btree (id)

services.theme
  icon text not null
  rank integer not null
  slug text not null
  text text not null
  title text not null
  PRIMARY KEY (slug)
  CREATE UNIQUE INDEX theme_pkey ON services.theme USING btree (slug)

services.version
  created_at timestamp with time zone not null
  definition jsonb not null
  search tsvector not null default (setweight(platform.fr_vector(search_title), 'A'::"char") || setweight(platform.fr_vector(search_text), 'B'::"char"))
  search_text text not null
  search_title text not null
  slug text not null
  status text not null
  version integer not null
  CHECK ((status = ANY (ARRAY['draft'::text, 'live'::text, 'archived'::text])))
  PRIMARY KEY (slug, version)
  CREATE INDEX version_near ON services.version USING gin (search_title gin_trgm_ops)
  CREATE INDEX version_search ON services.version USING gin (search) WHERE (status = 'live'::text)
  CREATE UNIQUE INDEX version_live ON services.version USING btree (slug) WHERE (status = 'live'::text)
  CREATE UNIQUE INDEX version_pkey ON services.version USING btree (slug, version)

territory.area
  authority_id integer not null
  code text not null
  contour jsonb
  kind text not null
  name text not null
  population integer not null
  postcodes text[] not null
  CHECK ((kind = ANY (ARRAY['commune'::text, 'arrondissement'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (code)
  CREATE UNIQUE INDEX area_pkey ON territory.area USING btree (code)

territory.authority
  code text not null
  id integer not null
  level text not null
  logo_svg text
  name text not null
  population integer not null
  profile jsonb not null default '{}'::jsonb
  siren text not null
  slug text not null
  CHECK ((level = ANY (ARRAY['metropolis'::text, 'commune'::text])))
  PRIMARY KEY (id)
  UNIQUE (code)
  UNIQUE (slug)
  CREATE UNIQUE INDEX authority_code_key ON territory.authority USING btree (code)
  CREATE UNIQUE INDEX authority_pkey ON territory.authority USING btree (id)
  CREATE UNIQUE INDEX authority_slug_key ON territory.authority USING btree (slug)

territory.calendar
  definition jsonb not null
  id text not null
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX calendar_pkey ON territory.calendar USING btree (id)

territory.host
  authority_id integer not null
  host text not null
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (host)
  CREATE UNIQUE INDEX host_pkey ON territory.host USING btree (host)

territory.settings
  only_row boolean not null default true
  revision bigint not null default 1
  zone text not null
  CHECK (only_row)
  PRIMARY KEY (only_row)
  CREATE UNIQUE INDEX settings_pkey ON territory.settings USING btree (only_row)

territory.unit
  authority_id integer not null
  calendar_id text not null
  code text not null
  communes text[]
  email text
  functions text[] not null
  id integer not null
  kind text not null
  name text not null
  parent_id integer
  phone text
  CHECK ((kind = ANY (ARRAY['directorate'::text, 'service'::text, 'team'::text, 'desk'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (calendar_id) REFERENCES territory.calendar(id)
  FOREIGN KEY (parent_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  UNIQUE (authority_id, code)
  CREATE INDEX unit_parent ON territory.unit USING btree (parent_id)
  CREATE UNIQUE INDEX unit_authority_id_code_key ON territory.unit USING btree (authority_id, code)
  CREATE UNIQUE INDEX unit_pkey ON territory.unit USING btree (id)

workflows.version
  created_at timestamp with time zone not null
  definition jsonb not null
  status text not null
  version integer not null
  workflow_id text not null
  CHECK ((status = ANY (ARRAY['draft'::text, 'live'::text, 'archived'::text])))
  PRIMARY KEY (workflow_id, version)
  CREATE UNIQUE INDEX version_live ON workflows.version USING btree (workflow_id) WHERE (status = 'live'::text)
  CREATE UNIQUE INDEX version_pkey ON workflows.version USING btree (workflow_id, version)
