-- Generated from the migrations (node src/generate.ts): for reading, never run.

accounts.absence
  authority_id integer not null
  first_day date not null
  id bigint not null
  last_day date not null
  person_id bigint not null
  set_at timestamp with time zone not null
  set_by bigint
  stand_in_id bigint
  CHECK ((last_day >= first_day))
  CHECK ((stand_in_id <> person_id))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  FOREIGN KEY (set_by) REFERENCES accounts.person(id)
  FOREIGN KEY (stand_in_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE INDEX absence_person ON accounts.absence USING btree (person_id, last_day)
  CREATE INDEX absence_set_by ON accounts.absence USING btree (set_by)
  CREATE INDEX absence_stand_in ON accounts.absence USING btree (stand_in_id)
  CREATE UNIQUE INDEX absence_pkey ON accounts.absence USING btree (id)
  policy kept for SELECT using (accounts.keeps_agent(person_id, authority_id))
  policy own for SELECT using (((person_id = platform.person_id()) OR (stand_in_id = platform.person_id())))
  policy system for ALL to parvis_system using (true)

accounts.account_number
  asked_key uuid not null
  authority_id integer
  given_at timestamp with time zone not null
  given_by bigint
  number text not null
  person_id bigint not null
  CHECK (((given_by IS NULL) = (authority_id IS NULL)))
  CHECK ((number ~ '^[1-9][0-9]{9}$'::text))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (given_by) REFERENCES accounts.person(id)
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (person_id)
  UNIQUE (asked_key)
  UNIQUE (number)
  CREATE UNIQUE INDEX account_number_asked_key_key ON accounts.account_number USING btree (asked_key)
  CREATE UNIQUE INDEX account_number_number_key ON accounts.account_number USING btree (number)
  CREATE UNIQUE INDEX account_number_pkey ON accounts.account_number USING btree (person_id)
  policy own for SELECT using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

accounts.agent_import
  authority_id integer not null
  foreseen jsonb not null default '[]'::jsonb
  id bigint not null
  lines jsonb not null
  made jsonb not null default '{}'::jsonb
  set_at timestamp with time zone not null
  set_by bigint not null
  undone_at timestamp with time zone
  CHECK (((jsonb_typeof(lines) = 'array'::text) AND ((jsonb_array_length(lines) >= 1) AND (jsonb_array_length(lines) <= 2000))))
  CHECK ((jsonb_typeof(foreseen) = 'array'::text))
  CHECK ((jsonb_typeof(made) = 'object'::text))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (set_by) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE INDEX agent_import_by ON accounts.agent_import USING btree (set_by)
  CREATE UNIQUE INDEX agent_import_pkey ON accounts.agent_import USING btree (id)
  policy gone_on for UPDATE using (((set_by = ( SELECT platform.person_id() AS person_id)) AND (undone_at IS NULL))) with check (((set_by = ( SELECT platform.person_id() AS person_id)) AND ((undone_at IS NULL) OR platform.is_told_now(undone_at))))
  policy made for INSERT using () with check (((set_by = ( SELECT platform.person_id() AS person_id)) AND (made = '{}'::jsonb) AND (undone_at IS NULL) AND platform.is_told_now(set_at) AND accounts.governs_all(lines, authority_id)))
  policy own for SELECT using ((set_by = ( SELECT platform.person_id() AS person_id)))
  policy system for ALL to parvis_system using (true)

accounts.application_password
  digest bytea not null
  ended_at timestamp with time zone
  id bigint not null
  last_used_at timestamp with time zone
  made_at timestamp with time zone not null
  name text not null
  offices text[] not null
  person_id bigint not null
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 60)))
  CHECK ((octet_length(digest) = 32))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (digest)
  CREATE INDEX application_password_person ON accounts.application_password USING btree (person_id)
  CREATE UNIQUE INDEX application_password_digest_key ON accounts.application_password USING btree (digest)
  CREATE UNIQUE INDEX application_password_pkey ON accounts.application_password USING btree (id)
  policy oneself as restrictive for ALL to parvis_app using (((( SELECT platform.helper_id() AS helper_id) IS NULL) AND (NOT ( SELECT platform.looks() AS looks))))
  policy own for ALL using ((person_id = platform.person_id())) with check ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)

accounts.challenge
  challenge text not null
  expires_at timestamp with time zone not null
  person_id bigint
  visitor_id uuid not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (challenge)
  CREATE UNIQUE INDEX challenge_pkey ON accounts.challenge USING btree (challenge)
  policy system for ALL to parvis_system using (true)

accounts.credential
  changed_at timestamp with time zone not null
  password_hash text not null
  person_id bigint not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (person_id)
  CREATE UNIQUE INDEX credential_pkey ON accounts.credential USING btree (person_id)
  policy system for ALL to parvis_system using (true)

accounts.departure
  authority_id integer not null
  by_key bigint default provisioning.key_id()
  done_at timestamp with time zone
  id bigint not null
  last_day date not null
  moved jsonb
  person_id bigint not null
  posts jsonb not null
  set_at timestamp with time zone not null
  set_by bigint
  takers jsonb not null
  undone_at timestamp with time zone
  CHECK ((jsonb_typeof(takers) = 'object'::text))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (by_key) REFERENCES provisioning.key(id) ON DELETE SET NULL
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  FOREIGN KEY (set_by) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE INDEX departure_by_key ON accounts.departure USING btree (by_key)
  CREATE INDEX departure_due ON accounts.departure USING btree (last_day) WHERE ((done_at IS NULL) AND (undone_at IS NULL))
  CREATE INDEX departure_person ON accounts.departure USING btree (person_id)
  CREATE INDEX departure_set_by ON accounts.departure USING btree (set_by)
  CREATE UNIQUE INDEX departure_open ON accounts.departure USING btree (person_id, authority_id) WHERE ((undone_at IS NULL) AND (done_at IS NULL))
  CREATE UNIQUE INDEX departure_pkey ON accounts.departure USING btree (id)
  policy kept for SELECT using (accounts.keeps_agent(person_id, authority_id))
  policy system for ALL to parvis_system using (true)

accounts.device
  browser text not null
  first_seen_at timestamp with time zone not null
  id bigint not null
  last_seen_at timestamp with time zone not null
  person_id bigint not null
  token_hash bytea not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  UNIQUE (person_id, token_hash)
  CREATE UNIQUE INDEX device_person_id_token_hash_key ON accounts.device USING btree (person_id, token_hash)
  CREATE UNIQUE INDEX device_pkey ON accounts.device USING btree (id)
  policy own for SELECT using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

accounts.email_change
  asked_at timestamp with time zone not null
  cancelled_at timestamp with time zone
  done_at timestamp with time zone
  due_at timestamp with time zone not null
  id bigint not null
  new_confirmed_at timestamp with time zone
  new_email text not null
  new_hash bytea not null
  old_confirmed_at timestamp with time zone
  old_hash bytea not null
  person_id bigint not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  UNIQUE (new_hash)
  UNIQUE (old_hash)
  CREATE UNIQUE INDEX email_change_new_hash_key ON accounts.email_change USING btree (new_hash)
  CREATE UNIQUE INDEX email_change_old_hash_key ON accounts.email_change USING btree (old_hash)
  CREATE UNIQUE INDEX email_change_open ON accounts.email_change USING btree (person_id) WHERE ((cancelled_at IS NULL) AND (done_at IS NULL))
  CREATE UNIQUE INDEX email_change_pkey ON accounts.email_change USING btree (id)
  policy own for SELECT using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

accounts.employed
  authority_id integer not null
  first_used_at timestamp with time zone not null
  last_used_at timestamp with time zone not null
  person_id bigint not null
  subject text not null
  CHECK (((length(subject) >= 1) AND (length(subject) <= 255)))
  FOREIGN KEY (authority_id) REFERENCES accounts.employer(authority_id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (authority_id, subject)
  CREATE UNIQUE INDEX employed_person ON accounts.employed USING btree (person_id, authority_id)
  CREATE UNIQUE INDEX employed_pkey ON accounts.employed USING btree (authority_id, subject)
  policy system for ALL to parvis_system using (true)

accounts.employer
  authority_id integer not null
  said jsonb not null
  secret bytea not null
  version integer not null default 1
  CHECK ((jsonb_typeof(said) = 'object'::text))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (authority_id)
  CREATE UNIQUE INDEX employer_pkey ON accounts.employer USING btree (authority_id)
  policy own for ALL to parvis_app using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[]))) with check ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

accounts.ended_session
  ended_at timestamp with time zone not null default platform.now()
  person_id bigint not null
  token_hash bytea not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (token_hash)
  CREATE INDEX ended_session_old ON accounts.ended_session USING btree (ended_at)
  CREATE INDEX ended_session_person ON accounts.ended_session USING btree (person_id)
  CREATE UNIQUE INDEX ended_session_pkey ON accounts.ended_session USING btree (token_hash)
  policy system for ALL to parvis_system using (true)

accounts.external_identity
  acr text not null
  email_hash bytea
  first_used_at timestamp with time zone not null
  id bigint not null
  idp_id text
  issuer text not null
  last_used_at timestamp with time zone not null
  person_id bigint not null
  pivot_hash bytea
  provider text not null
  siret text
  subject text not null
  uid text
  CHECK ((provider = ANY (ARRAY['franceconnect'::text, 'proconnect'::text])))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  UNIQUE (issuer, subject)
  CREATE INDEX external_identity_email ON accounts.external_identity USING btree (issuer, email_hash)
  CREATE INDEX external_identity_pivot ON accounts.external_identity USING btree (issuer, pivot_hash)
  CREATE UNIQUE INDEX external_identity_issuer_subject_key ON accounts.external_identity USING btree (issuer, subject)
  CREATE UNIQUE INDEX external_identity_one ON accounts.external_identity USING btree (person_id, issuer)
  CREATE UNIQUE INDEX external_identity_pkey ON accounts.external_identity USING btree (id)
  policy own for SELECT using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

accounts.factor_reset
  asked_at timestamp with time zone not null
  asked_by bigint
  cancel_hash bytea not null
  cancelled_at timestamp with time zone
  done_at timestamp with time zone
  due_at timestamp with time zone not null
  id bigint not null
  person_id bigint not null
  CHECK ((asked_by <> person_id))
  FOREIGN KEY (asked_by) REFERENCES accounts.person(id)
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  UNIQUE (cancel_hash)
  CREATE UNIQUE INDEX factor_reset_cancel_hash_key ON accounts.factor_reset USING btree (cancel_hash)
  CREATE UNIQUE INDEX factor_reset_open ON accounts.factor_reset USING btree (person_id) WHERE ((cancelled_at IS NULL) AND (done_at IS NULL))
  CREATE UNIQUE INDEX factor_reset_pkey ON accounts.factor_reset USING btree (id)
  policy system for ALL to parvis_system using (true)

accounts.federation_arrival
  acr text not null
  asked_email text
  code_expires_at timestamp with time zone
  code_hash bytea
  created_at timestamp with time zone not null
  email text
  email_hash bytea
  expires_at timestamp with time zone not null
  id uuid not null
  issuer text not null
  locked_civil bytea
  name text not null
  next text
  pivot_hash bytea
  provider text not null
  subject text not null
  visitor_id uuid not null
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX federation_arrival_pkey ON accounts.federation_arrival USING btree (id)
  policy system for ALL to parvis_system using (true)

accounts.federation_attempt
  authority_id integer
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  next text
  nonce text not null
  person_id bigint
  provider text not null
  purpose text not null
  state_hash bytea not null
  verifier text
  visitor_id uuid not null
  CHECK (((provider = 'employer'::text) = (authority_id IS NOT NULL)))
  CHECK (((purpose = 'link'::text) = (person_id IS NOT NULL)))
  CHECK ((provider = ANY (ARRAY['franceconnect'::text, 'proconnect'::text, 'employer'::text])))
  CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'link'::text])))
  FOREIGN KEY (authority_id) REFERENCES accounts.employer(authority_id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (state_hash)
  CREATE UNIQUE INDEX federation_attempt_pkey ON accounts.federation_attempt USING btree (state_hash)
  policy system for ALL to parvis_system using (true)

accounts.federation_session
  expires_at timestamp with time zone not null
  locked_id_token bytea not null
  provider text not null
  visitor_id uuid not null
  PRIMARY KEY (visitor_id)
  CREATE UNIQUE INDEX federation_session_pkey ON accounts.federation_session USING btree (visitor_id)
  policy system for ALL to parvis_system using (true)

accounts.identity_check
  acr text not null
  asked_at timestamp with time zone not null
  because text not null
  decided_at timestamp with time zone
  decided_by bigint
  decision text
  email_hash bytea
  id bigint not null
  idp_id text
  issuer text not null
  name text not null
  person_id bigint not null
  pivot_hash bytea
  provider text not null
  siret text
  subject text not null
  uid text
  CHECK (((decided_at IS NULL) = (decision IS NULL)))
  CHECK ((because = ANY (ARRAY['same-pivot'::text, 'same-email'::text, 'other-link'::text, 'changed-pivot'::text])))
  CHECK ((decision = ANY (ARRAY['same'::text, 'other'::text])))
  FOREIGN KEY (decided_by) REFERENCES accounts.person(id)
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX identity_check_open ON accounts.identity_check USING btree (issuer, subject) WHERE (decided_at IS NULL)
  CREATE UNIQUE INDEX identity_check_pkey ON accounts.identity_check USING btree (id)
  policy system for ALL to parvis_system using (true)

accounts.invitation
  authority_id integer
  by_key bigint default provisioning.key_id()
  email text not null
  ended_at timestamp with time zone
  id bigint not null
  invited_at timestamp with time zone not null
  invited_by bigint
  mandate_id bigint
  member_id integer
  name text not null
  partner_id integer
  partner_manager boolean
  person_id bigint
  posts jsonb not null
  CHECK (((authority_id IS NULL) = (mandate_id IS NOT NULL)))
  CHECK (((jsonb_typeof(posts) = 'array'::text) AND
CASE
    WHEN ((member_id IS NULL) AND (mandate_id IS NULL) AND (partner_id IS NULL)) THEN ((jsonb_array_length(posts) >= 1) AND (jsonb_array_length(posts) <= 20))
    ELSE (posts = '[]'::jsonb)
END))
  CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  CHECK (((mandate_id IS NULL) OR (member_id IS NULL)))
  CHECK (((partner_id IS NULL) = (partner_manager IS NULL)))
  CHECK (((partner_id IS NULL) OR ((member_id IS NULL) AND (mandate_id IS NULL) AND (authority_id IS NOT NULL))))
  CHECK ((length(email) <= 254))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (by_key) REFERENCES provisioning.key(id) ON DELETE SET NULL
  FOREIGN KEY (invited_by) REFERENCES accounts.person(id)
  FOREIGN KEY (mandate_id) REFERENCES accounts.mandate(id) ON DELETE CASCADE
  FOREIGN KEY (member_id) REFERENCES bodies.member(id) ON DELETE CASCADE
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE INDEX invitation_by ON accounts.invitation USING btree (invited_by)
  CREATE INDEX invitation_by_key ON accounts.invitation USING btree (by_key)
  CREATE INDEX invitation_partner ON accounts.invitation USING btree (partner_id) WHERE (partner_id IS NOT NULL)
  CREATE INDEX invitation_person ON accounts.invitation USING btree (person_id)
  CREATE UNIQUE INDEX invitation_mandate ON accounts.invitation USING btree (mandate_id) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX invitation_member ON accounts.invitation USING btree (member_id) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX invitation_open ON accounts.invitation USING btree (authority_id, lower(email)) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX invitation_pkey ON accounts.invitation USING btree (id)
  policy changed for UPDATE using (((ended_at IS NULL) AND (accounts.governs_all(posts, authority_id) OR bodies.keeps_member(member_id, authority_id)))) with check (((person_id IS NULL) AND (accounts.governs_all(posts, authority_id) OR bodies.keeps_member(member_id, authority_id)) AND ((ended_at IS NULL) OR platform.is_told_now(ended_at))))
  policy changed_of_partner for UPDATE using (((ended_at IS NULL) AND pass.keeps_for(partner_id, authority_id))) with check (((person_id IS NULL) AND pass.keeps_for(partner_id, authority_id) AND ((ended_at IS NULL) OR platform.is_told_now(ended_at))))
  policy invited for INSERT using () with check (((accounts.governs_all(posts, authority_id) OR bodies.keeps_member(member_id, authority_id)) AND (invited_by = ( SELECT platform.person_id() AS person_id)) AND platform.is_told_now(invited_at) AND (ended_at IS NULL) AND (person_id IS NULL)))
  policy invited_by_key for INSERT using () with check (((authority_id = ( SELECT provisioning.key_authority() AS key_authority)) AND accounts.governs_all(posts, authority_id) AND (invited_by IS NULL) AND (by_key IS NOT NULL) AND platform.is_told_now(invited_at) AND (ended_at IS NULL) AND (person_id IS NULL)))
  policy invited_to_partner for INSERT using () with check ((pass.keeps_for(partner_id, authority_id) AND (invited_by = ( SELECT platform.person_id() AS person_id)) AND platform.is_told_now(invited_at) AND (ended_at IS NULL) AND (person_id IS NULL)))
  policy kept for SELECT using ((accounts.governs_all(posts, authority_id) OR bodies.keeps_member(member_id, authority_id)))
  policy kept_of_partner for SELECT using (pass.keeps_for(partner_id, authority_id))
  policy system for ALL to parvis_system using (true)

accounts.lending
  helper_id bigint
  helper_name text
  person_id bigint
  person_name text

accounts.look
  began_at timestamp with time zone not null
  ended_at timestamp with time zone
  ends_at timestamp with time zone not null
  id bigint not null
  person_id bigint not null
  reason text not null
  session_id uuid
  viewer_id bigint not null
  CHECK (((length(reason) >= 1) AND (length(reason) <= 300)))
  CHECK ((ends_at <= (began_at + '00:30:00'::interval)))
  CHECK ((viewer_id <> person_id))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  FOREIGN KEY (session_id) REFERENCES accounts.session(id) ON DELETE SET NULL
  FOREIGN KEY (viewer_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE INDEX look_began ON accounts.look USING btree (began_at)
  CREATE INDEX look_person ON accounts.look USING btree (person_id, began_at)
  CREATE INDEX look_session ON accounts.look USING btree (session_id) WHERE (session_id IS NOT NULL)
  CREATE INDEX look_viewer ON accounts.look USING btree (viewer_id)
  CREATE UNIQUE INDEX look_open ON accounts.look USING btree (session_id) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX look_pkey ON accounts.look USING btree (id)
  policy system for ALL to parvis_system using (true)
  policy told for SELECT using (((viewer_id = platform.person_id()) OR (person_id = platform.person_id()) OR (person_id IN ( SELECT g.person_id
   FROM accounts.governed_posts() g(id, person_id, name, email, last_seen_at, unit_id, authority_id, role, valid_from, valid_to, absence_id)))))

accounts.mandate
  accepted_at timestamp with time zone
  asked_at timestamp with time zone not null
  capacity text
  ended_at timestamp with time zone
  ended_by bigint
  given_by bigint not null
  helper_id bigint
  id bigint not null
  invited_email text
  kind text not null
  link_hash bytea
  person_id bigint not null
  valid_from date not null
  valid_to date not null
  CHECK (((accepted_at IS NULL) OR (helper_id IS NOT NULL)))
  CHECK (((kind = 'collaborator'::text) = (capacity IS NOT NULL)))
  CHECK (((kind = 'parent'::text) OR (valid_to <= (valid_from + 367))))
  CHECK ((capacity = ANY (ARRAY['cabinet'::text, 'direction'::text, 'secretariat'::text])))
  CHECK ((helper_id <> person_id))
  CHECK ((kind = ANY (ARRAY['helper'::text, 'parent'::text, 'collaborator'::text])))
  CHECK ((valid_to >= valid_from))
  EXCLUDE USING gist (int8range(person_id, person_id, '[]'::text) WITH &&, int8range(helper_id, helper_id, '[]'::text) WITH &&, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE (((kind = 'collaborator'::text) AND (helper_id IS NOT NULL) AND (ended_at IS NULL)))
  FOREIGN KEY (ended_by) REFERENCES accounts.person(id)
  FOREIGN KEY (given_by) REFERENCES accounts.person(id)
  FOREIGN KEY (helper_id) REFERENCES accounts.person(id)
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  UNIQUE (link_hash)
  CREATE INDEX mandate_days ON accounts.mandate USING gist (int8range(person_id, person_id, '[]'::text), int8range(helper_id, helper_id, '[]'::text), daterange(valid_from, valid_to, '[]'::text)) WHERE ((kind = 'collaborator'::text) AND (helper_id IS NOT NULL) AND (ended_at IS NULL))
  CREATE INDEX mandate_giver ON accounts.mandate USING btree (given_by)
  CREATE INDEX mandate_helper ON accounts.mandate USING btree (helper_id)
  CREATE INDEX mandate_person ON accounts.mandate USING btree (person_id)
  CREATE UNIQUE INDEX mandate_link_hash_key ON accounts.mandate USING btree (link_hash)
  CREATE UNIQUE INDEX mandate_live ON accounts.mandate USING btree (person_id, helper_id) WHERE ((ended_at IS NULL) AND (kind <> 'collaborator'::text))
  CREATE UNIQUE INDEX mandate_pkey ON accounts.mandate USING btree (id)
  policy own for SELECT using (((person_id = platform.person_id()) OR (helper_id = platform.person_id()) OR (given_by = platform.person_id())))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

accounts.membership
  absence_id bigint
  id bigint not null
  person_id bigint not null
  role text not null
  unit_id integer not null
  valid_from date not null
  valid_to date
  CHECK ((role = ANY (ARRAY['handler'::text, 'manager'::text, 'reception'::text, 'steward'::text, 'editor'::text, 'analyst'::text, 'admin'::text])))
  FOREIGN KEY (absence_id) REFERENCES accounts.absence(id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  CREATE INDEX membership_absence ON accounts.membership USING btree (absence_id) WHERE (absence_id IS NOT NULL)
  CREATE INDEX membership_person ON accounts.membership USING btree (person_id)
  CREATE INDEX membership_unit ON accounts.membership USING btree (unit_id)
  CREATE UNIQUE INDEX membership_pkey ON accounts.membership USING btree (id)
  policy colleagues for SELECT using ((person_id = ANY (( SELECT audiences.actor_ids('colleague'::text) AS actor_ids)::bigint[])))
  policy own for SELECT using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)

accounts.paper_code
  asked_key uuid not null
  code_hash bytea not null
  made_at timestamp with time zone not null
  made_by bigint not null
  person_id bigint not null
  FOREIGN KEY (made_by) REFERENCES accounts.person(id)
  FOREIGN KEY (person_id) REFERENCES accounts.account_number(person_id)
  PRIMARY KEY (person_id)
  UNIQUE (asked_key)
  CREATE UNIQUE INDEX paper_code_asked_key_key ON accounts.paper_code USING btree (asked_key)
  CREATE UNIQUE INDEX paper_code_pkey ON accounts.paper_code USING btree (person_id)
  policy system for ALL to parvis_system using (true)

accounts.passage
  expires_at timestamp with time zone not null
  next text
  origin text not null
  session_id uuid not null
  token_hash bytea not null
  visitor_hash bytea not null
  FOREIGN KEY (session_id) REFERENCES accounts.session(id) ON DELETE CASCADE
  PRIMARY KEY (token_hash)
  CREATE INDEX passage_session ON accounts.passage USING btree (session_id)
  CREATE UNIQUE INDEX passage_pkey ON accounts.passage USING btree (token_hash)
  policy system for ALL to parvis_system using (true)

accounts.passkey
  counter bigint not null
  created_at timestamp with time zone not null
  credential_id text not null
  is_synced boolean not null
  last_used_at timestamp with time zone
  name text not null
  person_id bigint not null
  public_key bytea not null
  transports text[] not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (credential_id)
  CREATE INDEX passkey_person ON accounts.passkey USING btree (person_id)
  CREATE UNIQUE INDEX passkey_pkey ON accounts.passkey USING btree (credential_id)
  policy system for ALL to parvis_system using (true)

accounts.person
  closed_at timestamp with time zone
  closing_told_at timestamp with time zone
  created_at timestamp with time zone not null
  email text
  email_verified_at timestamp with time zone
  id bigint not null
  last_seen_at timestamp with time zone
  name text not null
  passkey_later_at timestamp with time zone
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX person_email ON accounts.person USING btree (lower(email))
  CREATE UNIQUE INDEX person_pkey ON accounts.person USING btree (id)
  policy colleagues for SELECT using ((id = ANY (( SELECT audiences.actor_ids('colleague'::text) AS actor_ids)::bigint[])))
  policy own for ALL using ((id = platform.person_id()))
  policy system for ALL to parvis_system using (true)

accounts.profile_value
  ended_at timestamp with time zone
  expires_at timestamp with time zone
  id bigint not null
  level text not null
  person_id bigint not null
  proof text
  recorded_at timestamp with time zone not null
  recorded_by bigint
  source text not null
  value text not null
  value_id text not null
  CHECK (((source = 'desk'::text) = ((recorded_by IS NOT NULL) AND (proof IS NOT NULL))))
  CHECK ((level = ANY (ARRAY['declared'::text, 'proved'::text, 'certified'::text])))
  CHECK ((source = ANY (ARRAY['declared'::text, 'franceconnect'::text, 'desk'::text])))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  FOREIGN KEY (recorded_by) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE INDEX profile_birthdate ON accounts.profile_value USING btree (value) WHERE ((value_id = 'birthdate'::text) AND (ended_at IS NULL))
  CREATE INDEX profile_value_person ON accounts.profile_value USING btree (person_id)
  CREATE UNIQUE INDEX profile_value_live ON accounts.profile_value USING btree (person_id, value_id) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX profile_value_pkey ON accounts.profile_value USING btree (id)
  policy own for ALL using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

accounts.proof
  created_at timestamp with time zone not null
  email text not null
  expires_at timestamp with time zone not null
  payload jsonb not null
  purpose text not null
  token_hash bytea not null
  used_at timestamp with time zone
  CHECK ((purpose = ANY (ARRAY['sign-up'::text, 'password'::text, 'factor'::text, 'invitation'::text, 'sign-in'::text])))
  PRIMARY KEY (token_hash)
  CREATE UNIQUE INDEX proof_pkey ON accounts.proof USING btree (token_hash)
  policy system for ALL to parvis_system using (true)

accounts.recovery_code
  code_hash bytea not null
  created_at timestamp with time zone not null
  person_id bigint not null
  used_at timestamp with time zone
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (person_id, code_hash)
  CREATE UNIQUE INDEX recovery_code_pkey ON accounts.recovery_code USING btree (person_id, code_hash)
  policy system for ALL to parvis_system using (true)

accounts.session
  created_at timestamp with time zone not null
  device_id bigint
  expires_at timestamp with time zone not null
  factors smallint not null default 1
  id uuid not null default gen_random_uuid()
  is_shared boolean not null default false
  last_seen_at timestamp with time zone not null
  mandate_id bigint
  person_id bigint not null
  proved_at timestamp with time zone not null
  root_id uuid
  token_hash bytea not null
  CHECK ((factors = ANY (ARRAY[1, 2])))
  FOREIGN KEY (device_id) REFERENCES accounts.device(id) ON DELETE SET NULL
  FOREIGN KEY (mandate_id) REFERENCES accounts.mandate(id) ON DELETE SET NULL
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  FOREIGN KEY (root_id) REFERENCES accounts.session(id) ON DELETE CASCADE
  PRIMARY KEY (token_hash)
  UNIQUE (id)
  CREATE INDEX session_mandate ON accounts.session USING btree (mandate_id) WHERE (mandate_id IS NOT NULL)
  CREATE INDEX session_person ON accounts.session USING btree (person_id)
  CREATE INDEX session_root ON accounts.session USING btree (root_id) WHERE (root_id IS NOT NULL)
  CREATE UNIQUE INDEX session_id_key ON accounts.session USING btree (id)
  CREATE UNIQUE INDEX session_pkey ON accounts.session USING btree (token_hash)
  policy own for ALL using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

accounts.staff_holder
  id integer
  person_id bigint
  role text

accounts.totp
  created_at timestamp with time zone not null
  locked_secret bytea not null
  person_id bigint not null
  used_steps bigint[] not null default '{}'::bigint[]
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (person_id)
  CREATE UNIQUE INDEX totp_pkey ON accounts.totp USING btree (person_id)
  policy system for ALL to parvis_system using (true)

accounts.workplace_holder
  id integer
  person_id bigint
  role text

ads.ad
  author_name text not null
  authority_id integer not null
  category text not null
  changed_at timestamp with time zone not null
  ends_on date not null
  id integer not null
  is_shared boolean not null
  person_id bigint not null
  place text not null default ''::text
  price integer
  published_at timestamp with time zone not null
  reason text not null default ''::text
  state text not null default 'shown'::text
  text text not null
  title text not null
  told_end date
  version integer not null default 1
  CHECK (((char_length(category) >= 2) AND (char_length(category) <= 40)))
  CHECK (((char_length(text) >= 3) AND (char_length(text) <= 2000)))
  CHECK (((char_length(title) >= 3) AND (char_length(title) <= 80)))
  CHECK (((price >= 0) AND (price <= 1000000)))
  CHECK (((state = 'shown'::text) OR (char_length(reason) >= 3)))
  CHECK ((char_length(place) <= 60))
  CHECK ((char_length(reason) <= 400))
  CHECK ((ends_on < '10000-01-01'::date))
  CHECK ((state = ANY (ARRAY['shown'::text, 'reported'::text, 'hidden'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX ad_authority ON ads.ad USING btree (authority_id, ends_on)
  CREATE INDEX ad_person ON ads.ad USING btree (person_id)
  CREATE INDEX ad_shared ON ads.ad USING btree (ends_on) WHERE is_shared
  CREATE INDEX ad_to_judge ON ads.ad USING btree (authority_id) WHERE (state = 'reported'::text)
  CREATE UNIQUE INDEX ad_pkey ON ads.ad USING btree (id)
  policy changed for UPDATE using (((platform.helper_id() IS NULL) AND ((person_id = platform.person_id()) OR (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))
  policy judged for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy met for SELECT using (ads.is_met(ad.*))
  policy own for SELECT using ((person_id = platform.person_id()))
  policy posted for INSERT using () with check (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL)))
  policy system for ALL to parvis_system using (true)

ads.photo
  ad_id integer not null
  alternative text not null
  id bigint not null
  place smallint not null
  CHECK (((char_length(alternative) >= 3) AND (char_length(alternative) <= 200)))
  CHECK (((place >= 1) AND (place <= 4)))
  FOREIGN KEY (ad_id) REFERENCES ads.ad(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (ad_id, place) DEFERRABLE
  CREATE UNIQUE INDEX photo_pkey ON ads.photo USING btree (id)
  CREATE UNIQUE INDEX photo_place ON ads.photo USING btree (ad_id, place)
  policy added for INSERT using () with check (ads.is_own(ad_id))
  policy changed for UPDATE using (ads.is_own(ad_id))
  policy removed for DELETE using (ads.is_own(ad_id))
  policy shown for SELECT using ((EXISTS ( SELECT
   FROM ads.ad a
  WHERE (a.id = photo.ad_id))))
  policy system for ALL to parvis_system using (true)

ads.reply
  ad_id integer not null
  begun_at timestamp with time zone not null
  id bigint not null
  person_id bigint not null
  person_name text not null
  FOREIGN KEY (ad_id) REFERENCES ads.ad(id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (ad_id, person_id)
  CREATE INDEX reply_person ON ads.reply USING btree (person_id)
  CREATE UNIQUE INDEX reply_once ON ads.reply USING btree (ad_id, person_id)
  CREATE UNIQUE INDEX reply_pkey ON ads.reply USING btree (id)
  policy begun for INSERT using () with check (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL)))
  policy own for SELECT using (((platform.helper_id() IS NULL) AND (person_id = platform.person_id())))
  policy received for SELECT using (ads.is_own(ad_id))
  policy system for ALL to parvis_system using (true)

ads.report
  ad_id integer not null
  at timestamp with time zone not null
  id bigint not null
  person_id bigint
  reason text not null
  CHECK (((char_length(reason) >= 3) AND (char_length(reason) <= 400)))
  FOREIGN KEY (ad_id) REFERENCES ads.ad(id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (id)
  UNIQUE (ad_id, person_id)
  CREATE INDEX report_person ON ads.report USING btree (person_id) WHERE (person_id IS NOT NULL)
  CREATE UNIQUE INDEX report_pkey ON ads.report USING btree (id)
  CREATE UNIQUE INDEX reported_once ON ads.report USING btree (ad_id, person_id)
  policy judged for SELECT using ((EXISTS ( SELECT
   FROM ads.ad a
  WHERE ((a.id = report.ad_id) AND (a.person_id IS DISTINCT FROM platform.person_id()) AND (a.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))))
  policy own for SELECT using (((platform.helper_id() IS NULL) AND (person_id = platform.person_id())))
  policy system for ALL to parvis_system using (true)

agreements.agreement
  authority_id integer not null
  commitment text not null default ''::text
  discount_percent integer
  discount_year integer
  ends_on date not null
  id integer not null
  notice_months integer not null
  notified_on date
  number text not null
  population_id integer not null
  seats integer not null
  service_code text not null default ''::text
  siret text not null default ''::text
  starts_on date not null
  stopped text
  stopped_on date
  succeeded_by integer
  version integer not null default 1
  CHECK (((discount_percent >= 1) AND (discount_percent <= 100)))
  CHECK (((discount_year IS NULL) = (discount_percent IS NULL)))
  CHECK (((notice_months >= 0) AND (notice_months <= 12)))
  CHECK (((seats >= 0) AND (seats <= 10000)))
  CHECK (((siret = ''::text) OR (siret ~ '^\d{14}$'::text)))
  CHECK (((stopped_on IS NULL) = (stopped IS NULL)))
  CHECK ((ends_on > starts_on))
  CHECK ((length(commitment) <= 50))
  CHECK ((length(service_code) <= 100))
  CHECK ((number ~ '^\d{4}-\d{3}$'::text))
  CHECK ((stopped = ANY (ARRAY['denounced'::text, 'merged'::text])))
  CHECK ((stopped_on <= ends_on))
  EXCLUDE USING gist (int4range(authority_id, authority_id, '[]'::text) WITH &&, daterange(starts_on, GREATEST(COALESCE(stopped_on, ends_on), starts_on), '[]'::text) WITH &&)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (population_id) REFERENCES agreements.population(id)
  FOREIGN KEY (succeeded_by) REFERENCES agreements.agreement(id)
  PRIMARY KEY (id)
  UNIQUE (number)
  CREATE INDEX agreement_days ON agreements.agreement USING gist (int4range(authority_id, authority_id, '[]'::text), daterange(starts_on, GREATEST(COALESCE(stopped_on, ends_on), starts_on), '[]'::text))
  CREATE UNIQUE INDEX agreement_discount ON agreements.agreement USING btree (authority_id) WHERE (discount_year IS NOT NULL)
  CREATE UNIQUE INDEX agreement_number_key ON agreements.agreement USING btree (number)
  CREATE UNIQUE INDEX agreement_pkey ON agreements.agreement USING btree (id)
  policy begun for INSERT using () with check (( SELECT agreements.is_manager() AS is_manager))
  policy given_up for DELETE using (( SELECT agreements.is_manager() AS is_manager))
  policy read for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)
  policy written for UPDATE using (( SELECT agreements.is_manager() AS is_manager)) with check (( SELECT agreements.is_manager() AS is_manager))

agreements.deed
  agreement_id integer not null
  grid_id integer not null
  offer text not null
  opens text[] not null default '{}'::text[]
  rank integer not null
  starts_on date not null
  state text not null default 'draft'::text
  CHECK (((cardinality(opens) <= 40) AND (array_position(opens, NULL::text) IS NULL)))
  CHECK ((offer = ANY (ARRAY['full'::text, 'restricted'::text])))
  CHECK ((rank >= 0))
  CHECK ((state = ANY (ARRAY['draft'::text, 'voted'::text, 'signed'::text, 'notified'::text])))
  FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id) ON DELETE CASCADE
  FOREIGN KEY (grid_id) REFERENCES agreements.grid(id)
  PRIMARY KEY (agreement_id, rank)
  CREATE UNIQUE INDEX deed_pkey ON agreements.deed USING btree (agreement_id, rank)
  policy begun for INSERT using () with check (( SELECT agreements.is_manager() AS is_manager))
  policy given_up for DELETE using (( SELECT agreements.is_manager() AS is_manager))
  policy read for SELECT using ((EXISTS ( SELECT
   FROM agreements.agreement a
  WHERE (a.id = deed.agreement_id))))
  policy system for ALL to parvis_system using (true)
  policy written for UPDATE using (( SELECT agreements.is_manager() AS is_manager)) with check (( SELECT agreements.is_manager() AS is_manager))

agreements.grid
  brackets jsonb not null
  deliberation text not null
  discount_of integer[] not null default '{}'::integer[]
  discount_percent integer
  discount_year integer
  id integer not null
  rate integer not null
  voted_on date not null
  CHECK (((discount_percent >= 1) AND (discount_percent <= 100)))
  CHECK (((discount_year >= 1990) AND (discount_year <= 2200)))
  CHECK (((jsonb_typeof(brackets) = 'array'::text) AND ((jsonb_array_length(brackets) >= 1) AND (jsonb_array_length(brackets) <= 20))))
  CHECK (((length(deliberation) >= 1) AND (length(deliberation) <= 40)))
  CHECK (((num_nulls(discount_percent, discount_year) = ANY (ARRAY[0, 2])) AND ((discount_percent IS NULL) = (cardinality(discount_of) = 0))))
  CHECK (((rate >= 0) AND (rate <= 5000)))
  PRIMARY KEY (id)
  UNIQUE (deliberation)
  CREATE UNIQUE INDEX grid_deliberation_key ON agreements.grid USING btree (deliberation)
  CREATE UNIQUE INDEX grid_pkey ON agreements.grid USING btree (id)
  policy read for SELECT using ((cardinality(( SELECT audiences.actor_ids('setter'::text) AS actor_ids)) > 0))
  policy system for ALL to parvis_system using (true)
  policy voted for INSERT using () with check (( SELECT agreements.is_manager() AS is_manager))

agreements.meeting
  decisions text[] not null
  id integer not null
  minutes text not null
  on_day date not null
  title text not null
  CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  CHECK ((cardinality(decisions) <= 50))
  CHECK ((length(minutes) <= 20000))
  PRIMARY KEY (id)
  UNIQUE (on_day, title)
  CREATE UNIQUE INDEX meeting_on_day_title_key ON agreements.meeting USING btree (on_day, title)
  CREATE UNIQUE INDEX meeting_pkey ON agreements.meeting USING btree (id)
  policy held for INSERT using () with check (( SELECT agreements.is_manager() AS is_manager))
  policy read for SELECT using ((cardinality(( SELECT audiences.actor_ids('setter'::text) AS actor_ids)) > 0))
  policy system for ALL to parvis_system using (true)

agreements.period
  agreement_id integer not null
  population_id integer not null
  year integer not null
  FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id) ON DELETE CASCADE
  FOREIGN KEY (population_id) REFERENCES agreements.population(id)
  PRIMARY KEY (agreement_id, year)
  CREATE UNIQUE INDEX period_pkey ON agreements.period USING btree (agreement_id, year)
  policy read for SELECT using ((EXISTS ( SELECT
   FROM agreements.agreement a
  WHERE (a.id = period.agreement_id))))
  policy system for ALL to parvis_system using (true)

agreements.population
  authority_id integer not null
  decree text not null
  decree_on date not null
  figure integer not null
  id integer not null
  kind text not null
  since date
  year integer not null
  CHECK (((length(decree) >= 5) AND (length(decree) <= 200)))
  CHECK (((year >= 1990) AND (year <= 2200)))
  CHECK ((EXTRACT(year FROM decree_on) >= (year)::numeric))
  CHECK ((figure > 0))
  CHECK ((kind = ANY (ARRAY['municipal'::text, 'total'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  UNIQUE NULLS NOT DISTINCT (authority_id, kind, year, since)
  CREATE UNIQUE INDEX population_once ON agreements.population USING btree (authority_id, kind, year, since) NULLS NOT DISTINCT
  CREATE UNIQUE INDEX population_pkey ON agreements.population USING btree (id)
  policy read for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy recorded for INSERT using () with check (( SELECT agreements.is_manager() AS is_manager))
  policy system for ALL to parvis_system using (true)

agreements.report
  authority_id integer not null
  figures jsonb not null
  is_final boolean not null
  made_at timestamp with time zone not null
  year integer not null
  CHECK ((jsonb_typeof(figures) = 'array'::text))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (authority_id, year)
  CREATE UNIQUE INDEX report_pkey ON agreements.report USING btree (authority_id, year)
  policy read for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('reported'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

agreements.step
  agreement_id integer not null
  event_id bigint not null
  id integer not null
  kind text not null
  on_day date not null
  rank integer not null
  reference text not null
  side text
  CHECK ((kind = ANY (ARRAY['voted'::text, 'signed'::text, 'notified'::text, 'denounced'::text, 'merged'::text])))
  CHECK ((length(reference) <= 100))
  CHECK ((side = ANY (ARRAY['commune'::text, 'metropolis'::text])))
  FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id) ON DELETE CASCADE
  FOREIGN KEY (agreement_id, rank) REFERENCES agreements.deed(agreement_id, rank) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX step_once ON agreements.step USING btree (agreement_id, rank, kind, side) NULLS NOT DISTINCT
  CREATE UNIQUE INDEX step_pkey ON agreements.step USING btree (id)
  policy begun for INSERT using () with check (( SELECT agreements.is_manager() AS is_manager))
  policy read for SELECT using ((EXISTS ( SELECT
   FROM agreements.agreement a
  WHERE (a.id = step.agreement_id))))
  policy system for ALL to parvis_system using (true)

agreements.title
  agreement_id integer not null
  gross bigint not null
  id integer not null
  issued_on date not null
  net bigint not null
  number text not null
  tax bigint not null
  year integer not null
  CHECK (((net + tax) = gross))
  CHECK ((gross <> 0))
  CHECK ((number ~ '^\d{4}-\d{4}$'::text))
  FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id)
  PRIMARY KEY (id)
  UNIQUE (number)
  CREATE INDEX title_agreement ON agreements.title USING btree (agreement_id, year)
  CREATE UNIQUE INDEX title_number_key ON agreements.title USING btree (number)
  CREATE UNIQUE INDEX title_pkey ON agreements.title USING btree (id)
  policy issued for INSERT using () with check (( SELECT agreements.is_manager() AS is_manager))
  policy read for SELECT using ((EXISTS ( SELECT
   FROM agreements.agreement a
  WHERE (a.id = title.agreement_id))))
  policy system for ALL to parvis_system using (true)

audiences.audience
  authority_id integer
  id integer not null
  is_withdrawn boolean not null default false
  name text not null
  rule jsonb not null
  standing text
  version integer not null default 1
  CHECK (((authority_id IS NULL) = (NOT (standing IS DISTINCT FROM 'public'::text))))
  CHECK (((char_length(name) >= 2) AND (char_length(name) <= 80)))
  CHECK ((octet_length((rule)::text) <= 2000))
  CHECK ((standing = ANY (ARRAY['public'::text, 'own'::text, 'space'::text])))
  CHECK (audiences.is_rule(rule))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  TRIGGER
  CREATE UNIQUE INDEX audience_name ON audiences.audience USING btree (authority_id, lower(name)) WHERE (NOT is_withdrawn)
  CREATE UNIQUE INDEX audience_pkey ON audiences.audience USING btree (id)
  CREATE UNIQUE INDEX audience_standing ON audiences.audience USING btree (authority_id) NULLS NOT DISTINCT WHERE (standing = ANY (ARRAY['public'::text, 'own'::text]))
  policy changed for UPDATE using (((standing IS NULL) AND (NOT is_withdrawn) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))) with check (((standing IS NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))
  policy known for SELECT using (((authority_id IS NULL) OR (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))
  policy made for INSERT using () with check (((standing IS NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

audiences.clause
  all_of text[] not null
  audience_id integer not null
  from_day date
  n integer not null
  none_of text[] not null
  until_day date
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id) ON DELETE CASCADE
  PRIMARY KEY (audience_id, n)
  CREATE INDEX clause_key ON audiences.clause USING btree ((all_of[1]))
  CREATE UNIQUE INDEX clause_pkey ON audiences.clause USING btree (audience_id, n)

audiences.holder
  is_lent boolean
  key text
  kind text
  person_id bigint

audiences.kind
  asks_visitor boolean not null
  finder text not null
  holders text
  is_lent boolean not null default false
  key text
  kind text not null
  lends_some boolean not null default false
  CHECK (((kind ~ '^[a-z]+$'::text) AND (kind <> 'keys'::text)))
  CHECK ((key ~ '^[a-z]+$'::text))
  PRIMARY KEY (kind)
  CREATE UNIQUE INDEX kind_pkey ON audiences.kind USING btree (kind)

audiences.reach_key
  inside bytea not null
  only_one boolean not null default true
  outside bytea not null
  CHECK (only_one)
  PRIMARY KEY (only_one)
  CREATE UNIQUE INDEX reach_key_pkey ON audiences.reach_key USING btree (only_one)

bodies.body
  authority_id integer not null
  id integer not null
  kind text not null
  name text not null
  version integer not null default 1
  CHECK (((length(name) >= 2) AND (length(name) <= 120)))
  CHECK ((kind = ANY (ARRAY['metropolitan'::text, 'permanent'::text, 'bureau'::text, 'commission'::text, 'conference'::text, 'municipal'::text, 'group'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  UNIQUE (authority_id, name)
  CREATE UNIQUE INDEX body_alone ON bodies.body USING btree (authority_id) WHERE (kind = ANY (ARRAY['metropolitan'::text, 'municipal'::text]))
  CREATE UNIQUE INDEX body_authority_id_name_key ON bodies.body USING btree (authority_id, name)
  CREATE UNIQUE INDEX body_pkey ON bodies.body USING btree (id)
  policy changed for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy emptied for DELETE using (bodies.empties(id))
  policy founded for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy read for SELECT using (((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) OR (id = ANY (( SELECT audiences.actor_ids('body'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

bodies.body_holder
  id integer
  person_id bigint
  role text

bodies.elected_holder
  id integer
  person_id bigint
  role text

bodies.gathered
  authority_id integer not null
  body_id integer not null
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (body_id) REFERENCES bodies.body(id) ON DELETE CASCADE
  PRIMARY KEY (authority_id)
  CREATE UNIQUE INDEX gathered_pkey ON bodies.gathered USING btree (authority_id)
  policy joined for INSERT using () with check ((bodies.keeps(body_id) AND (EXISTS ( SELECT
   FROM bodies.body b
  WHERE ((b.id = gathered.body_id) AND (b.kind = 'conference'::text)))) AND (EXISTS ( SELECT
   FROM territory.authority a
  WHERE ((a.id = gathered.authority_id) AND (a.level = 'commune'::text))))))
  policy parted for DELETE using (bodies.keeps(body_id))
  policy read for SELECT using ((EXISTS ( SELECT
   FROM bodies.body b
  WHERE (b.id = gathered.body_id))))
  policy system for ALL to parvis_system using (true)

bodies.member
  authority_id integer not null
  id integer not null
  name text not null
  person_id bigint
  version integer not null default 1
  CHECK (((length(name) >= 2) AND (length(name) <= 120)))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (id)
  UNIQUE (authority_id, person_id)
  CREATE INDEX member_person ON bodies.member USING btree (person_id)
  CREATE UNIQUE INDEX member_authority_id_person_id_key ON bodies.member USING btree (authority_id, person_id)
  CREATE UNIQUE INDEX member_pkey ON bodies.member USING btree (id)
  policy changed for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy read for SELECT using (((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) OR (EXISTS ( SELECT
   FROM bodies.seat s
  WHERE (s.member_id = member.id)))))
  policy system for ALL to parvis_system using (true)
  policy written for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))

bodies.register_import
  changes jsonb not null
  id integer not null
  left_alone jsonb not null default '[]'::jsonb
  made jsonb not null default '{}'::jsonb
  marks jsonb not null
  set_at timestamp with time zone not null
  set_by bigint not null
  undone_at timestamp with time zone
  CHECK (((jsonb_typeof(changes) = 'array'::text) AND ((jsonb_array_length(changes) >= 1) AND (jsonb_array_length(changes) <= 80000))))
  CHECK ((jsonb_typeof(left_alone) = 'array'::text))
  CHECK ((jsonb_typeof(made) = 'object'::text))
  CHECK ((jsonb_typeof(marks) = 'object'::text))
  FOREIGN KEY (set_by) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE INDEX register_import_by ON bodies.register_import USING btree (set_by)
  CREATE UNIQUE INDEX register_import_pkey ON bodies.register_import USING btree (id)
  policy gone_on for UPDATE using (((set_by = ( SELECT platform.person_id() AS person_id)) AND (undone_at IS NULL))) with check (((set_by = ( SELECT platform.person_id() AS person_id)) AND ((undone_at IS NULL) OR platform.is_told_now(undone_at))))
  policy made for INSERT using () with check (((set_by = ( SELECT platform.person_id() AS person_id)) AND (made = '{}'::jsonb) AND (undone_at IS NULL) AND platform.is_told_now(set_at) AND (cardinality(( SELECT audiences.actor_ids('setter'::text) AS actor_ids)) > 0)))
  policy own for SELECT using ((set_by = ( SELECT platform.person_id() AS person_id)))
  policy system for ALL to parvis_system using (true)

bodies.seat
  delegation text not null default ''::text
  first_day date not null
  id integer not null
  import_id integer
  last_day date
  member_id integer not null
  post bodies.post not null
  rank integer
  stands_for integer
  term_id integer not null
  version integer not null default 1
  CHECK (((rank >= 1) AND (rank <= 200)))
  CHECK (((rank IS NULL) OR (post = ANY (ARRAY['deputy'::bodies.post, 'vice_president'::bodies.post]))))
  CHECK (((stands_for IS NULL) OR (post = 'substitute'::bodies.post)))
  CHECK ((last_day >= first_day))
  CHECK ((length(delegation) <= 300))
  EXCLUDE USING gist (int4range(term_id, term_id, '[]'::text) WITH &&, daterange(first_day, last_day, '[]'::text) WITH &&) WHERE ((post = ANY (ARRAY['mayor'::bodies.post, 'president'::bodies.post])))
  EXCLUDE USING gist (int4range(term_id, term_id, '[]'::text) WITH &&, int4range(member_id, member_id, '[]'::text) WITH &&, daterange(first_day, last_day, '[]'::text) WITH &&)
  EXCLUDE USING gist (int4range(term_id, term_id, '[]'::text) WITH &&, int4range(rank, rank, '[]'::text) WITH &&, daterange(first_day, last_day, '[]'::text) WITH &&) WHERE ((rank IS NOT NULL))
  FOREIGN KEY (import_id) REFERENCES bodies.register_import(id) ON DELETE SET NULL
  FOREIGN KEY (member_id) REFERENCES bodies.member(id) ON DELETE CASCADE
  FOREIGN KEY (stands_for) REFERENCES bodies.seat(id) ON DELETE SET NULL
  FOREIGN KEY (term_id) REFERENCES bodies.term(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX seat_days ON bodies.seat USING gist (int4range(term_id, term_id, '[]'::text), int4range(member_id, member_id, '[]'::text), daterange(first_day, last_day, '[]'::text))
  CREATE INDEX seat_head ON bodies.seat USING gist (int4range(term_id, term_id, '[]'::text), daterange(first_day, last_day, '[]'::text)) WHERE (post = ANY (ARRAY['mayor'::bodies.post, 'president'::bodies.post]))
  CREATE INDEX seat_member ON bodies.seat USING btree (member_id)
  CREATE INDEX seat_rank ON bodies.seat USING gist (int4range(term_id, term_id, '[]'::text), int4range(rank, rank, '[]'::text), daterange(first_day, last_day, '[]'::text)) WHERE (rank IS NOT NULL)
  CREATE UNIQUE INDEX seat_pkey ON bodies.seat USING btree (id)
  policy changed for UPDATE using (bodies.keeps_term(term_id))
  policy given for INSERT using () with check ((bodies.keeps_term(term_id) AND ((import_id IS NULL) OR (EXISTS ( SELECT
   FROM bodies.register_import i
  WHERE (i.id = seat.import_id))))))
  policy never_was for DELETE using ((bodies.keeps_term(term_id) AND ((first_day >= platform.today()) OR (EXISTS ( SELECT
   FROM bodies.register_import i
  WHERE ((i.id = seat.import_id) AND (i.undone_at IS NULL)))))))
  policy read for SELECT using ((EXISTS ( SELECT
   FROM bodies.term t
  WHERE (t.id = seat.term_id))))
  policy system for ALL to parvis_system using (true)

bodies.seated
  name text
  person_id bigint

bodies.term
  body_id integer not null
  first_day date not null
  id integer not null
  last_day date
  version integer not null default 1
  CHECK ((last_day >= first_day))
  EXCLUDE USING gist (int4range(body_id, body_id, '[]'::text) WITH &&, daterange(first_day, last_day, '[]'::text) WITH &&)
  FOREIGN KEY (body_id) REFERENCES bodies.body(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX term_days ON bodies.term USING gist (int4range(body_id, body_id, '[]'::text), daterange(first_day, last_day, '[]'::text))
  CREATE UNIQUE INDEX term_pkey ON bodies.term USING btree (id)
  policy begun for INSERT using () with check (bodies.keeps(body_id))
  policy changed for UPDATE using (bodies.keeps(body_id))
  policy emptied for DELETE using (bodies.empties_term(id))
  policy read for SELECT using ((EXISTS ( SELECT
   FROM bodies.body b
  WHERE (b.id = term.body_id))))
  policy system for ALL to parvis_system using (true)

bodies.unheld
  id integer
  kind text
  name text
  role text

brochures.brochure
  abstract text not null
  audience_id integer not null
  authority_id integer not null
  changed_at timestamp with time zone not null
  id integer not null
  languages text[] not null
  least integer not null
  low_at integer not null
  most integer not null
  pdf uuid
  picture uuid
  quota integer
  quota_each text not null
  stock integer not null default 0
  title text not null
  told_low_at timestamp with time zone
  version integer not null default 1
  withdrawn_on date
  CHECK (("least" <= most))
  CHECK ((("least" >= 1) AND ("least" <= 10000)))
  CHECK (((cardinality(languages) >= 1) AND (cardinality(languages) <= 12)))
  CHECK (((char_length(abstract) >= 10) AND (char_length(abstract) <= 1200)))
  CHECK (((char_length(title) >= 3) AND (char_length(title) <= 120)))
  CHECK (((low_at >= 0) AND (low_at <= 100000)))
  CHECK (((most >= 1) AND (most <= 10000)))
  CHECK (((quota >= 1) AND (quota <= 100000)))
  CHECK (((stock >= 0) AND (stock <= 1000000)))
  CHECK ((quota_each = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text])))
  CHECK ((withdrawn_on < '10000-01-01'::date))
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  UNIQUE (authority_id, title)
  CREATE INDEX brochure_audience ON brochures.brochure USING btree (audience_id, title)
  CREATE INDEX brochure_low ON brochures.brochure USING btree (id) WHERE (told_low_at IS NULL)
  CREATE INDEX brochure_picture ON brochures.brochure USING btree (picture) WHERE (picture IS NOT NULL)
  CREATE UNIQUE INDEX brochure_pkey ON brochures.brochure USING btree (id)
  CREATE UNIQUE INDEX brochure_title ON brochures.brochure USING btree (authority_id, title)
  policy added for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy changed for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy kept for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy shown for SELECT using (((pdf IS NOT NULL) AND ((withdrawn_on IS NULL) OR (withdrawn_on > ( SELECT territory.day_of(platform.now()) AS day_of))) AND (audience_id = ANY (( SELECT audiences.actor_ids('audience'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

brochures.found
  at timestamp with time zone
  audience_id integer
  authority_id integer
  ends_at timestamp with time zone
  subject_id integer
  text text
  title text

brochures.line
  brochure_id integer not null
  commune_id integer not null
  copies integer not null
  held_on date not null
  id bigint not null
  request_id bigint not null
  state text not null default 'held'::text
  CHECK (((copies >= 1) AND (copies <= 10000)))
  CHECK ((state = ANY (ARRAY['held'::text, 'delivered'::text, 'returned'::text])))
  FOREIGN KEY (brochure_id) REFERENCES brochures.brochure(id) ON DELETE CASCADE
  FOREIGN KEY (commune_id) REFERENCES territory.authority(id)
  FOREIGN KEY (request_id) REFERENCES requests.request(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  UNIQUE (request_id, brochure_id)
  CREATE INDEX line_quota ON brochures.line USING btree (brochure_id, commune_id, held_on)
  CREATE UNIQUE INDEX line_once ON brochures.line USING btree (request_id, brochure_id)
  CREATE UNIQUE INDEX line_pkey ON brochures.line USING btree (id)
  policy kept for SELECT using (brochures.keeps((brochure_id)::bigint))
  policy system for ALL to parvis_system using (true)

brochures.movement
  at timestamp with time zone not null
  brochure_id integer not null
  copies integer not null
  id bigint not null
  kind text not null
  person_id bigint
  reason text not null default ''::text
  ref text
  stock integer not null
  CHECK ((char_length(reason) <= 300))
  CHECK ((kind = ANY (ARRAY['received'::text, 'corrected'::text, 'held'::text, 'returned'::text, 'delivered'::text])))
  CHECK ((stock >= 0))
  FOREIGN KEY (brochure_id) REFERENCES brochures.brochure(id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (id)
  CREATE INDEX movement_brochure ON brochures.movement USING btree (brochure_id, id DESC)
  CREATE INDEX movement_person ON brochures.movement USING btree (person_id) WHERE (person_id IS NOT NULL)
  CREATE UNIQUE INDEX movement_pkey ON brochures.movement USING btree (id)
  policy kept for SELECT using (brochures.keeps((brochure_id)::bigint))
  policy system for ALL to parvis_system using (true)

correspondents.correspondent
  about text not null default ''::text
  agreed_at timestamp with time zone
  approved_at timestamp with time zone
  approved_by bigint
  approved_name text
  authority_id integer not null
  doubt text not null default ''::text
  follows_id integer
  id integer not null
  name text not null
  pace text not null default ''::text
  person_id bigint not null
  proposed_at timestamp with time zone not null
  sheet_id integer not null
  since date not null
  skills text[] not null default '{}'::text[]
  unit_id integer not null
  until date
  version integer not null default 1
  CHECK (((approved_at IS NULL) = (approved_name IS NULL)))
  CHECK (((approved_at IS NULL) OR (agreed_at IS NOT NULL)))
  CHECK (((since >= '2000-01-01'::date) AND (since <= '9999-12-31'::date)))
  CHECK (((until >= '2000-01-01'::date) AND (until <= '9999-12-31'::date)))
  CHECK ((cardinality(skills) <= 8))
  CHECK ((char_length(about) <= 1200))
  CHECK ((char_length(doubt) <= 400))
  CHECK ((char_length(pace) <= 160))
  FOREIGN KEY (approved_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (follows_id) REFERENCES correspondents.correspondent(id) ON DELETE SET NULL
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (sheet_id) REFERENCES correspondents.sheet(id)
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  CREATE INDEX correspondent_approved_by ON correspondents.correspondent USING btree (approved_by)
  CREATE INDEX correspondent_authority ON correspondents.correspondent USING btree (authority_id)
  CREATE INDEX correspondent_follows ON correspondents.correspondent USING btree (follows_id)
  CREATE INDEX correspondent_person ON correspondents.correspondent USING btree (person_id)
  CREATE INDEX correspondent_sheet ON correspondents.correspondent USING btree (sheet_id)
  CREATE UNIQUE INDEX correspondent_once ON correspondents.correspondent USING btree (unit_id, person_id) WHERE (until IS NULL)
  CREATE UNIQUE INDEX correspondent_pkey ON correspondents.correspondent USING btree (id)
  policy changed for UPDATE using ((correspondents.is_own(correspondent.*) OR (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) OR (unit_id = ANY (( SELECT audiences.actor_ids('led'::text) AS actor_ids)::bigint[]))))
  policy kept for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy led for SELECT using ((unit_id = ANY (( SELECT audiences.actor_ids('led'::text) AS actor_ids)::bigint[])))
  policy named for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy own for SELECT using (correspondents.is_own(correspondent.*))
  policy shown for SELECT using (((authority_id = ANY (( SELECT audiences.actor_ids('workplace'::text) AS actor_ids)::bigint[])) AND correspondents.is_in_office(correspondent.*, ( SELECT territory.day_of(platform.now()) AS day_of))))
  policy system for ALL to parvis_system using (true)
  policy withdrawn for DELETE using (((agreed_at IS NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))

correspondents.holder
  id integer
  person_id bigint
  role text

correspondents.meeting
  agenda text not null default ''::text
  authority_id integer not null
  decisions text[] not null default '{}'::text[]
  hour text not null
  id integer not null
  on_day date not null
  place text not null
  title text not null
  version integer not null default 1
  CHECK (((char_length(place) >= 2) AND (char_length(place) <= 120)))
  CHECK (((char_length(title) >= 3) AND (char_length(title) <= 120)))
  CHECK (((on_day >= '2000-01-01'::date) AND (on_day <= '9999-12-31'::date)))
  CHECK ((cardinality(decisions) <= 30))
  CHECK ((char_length(agenda) <= 4000))
  CHECK ((hour ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  CREATE INDEX meeting_authority ON correspondents.meeting USING btree (authority_id, on_day)
  CREATE UNIQUE INDEX meeting_pkey ON correspondents.meeting USING btree (id)
  policy added for INSERT using () with check (correspondents.animates(authority_id))
  policy changed for UPDATE using (correspondents.animates(authority_id))
  policy read for SELECT using ((correspondents.animates(authority_id) OR (authority_id = ANY (( SELECT audiences.actor_ids('network'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

correspondents.seat
  came boolean
  correspondent_id integer not null
  id bigint not null
  session_id integer not null
  taken_at timestamp with time zone not null
  FOREIGN KEY (correspondent_id) REFERENCES correspondents.correspondent(id) ON DELETE CASCADE
  FOREIGN KEY (session_id) REFERENCES correspondents.session(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (session_id, correspondent_id)
  CREATE INDEX seat_correspondent ON correspondents.seat USING btree (correspondent_id)
  CREATE UNIQUE INDEX seat_once ON correspondents.seat USING btree (session_id, correspondent_id)
  CREATE UNIQUE INDEX seat_pkey ON correspondents.seat USING btree (id)
  policy given_back for DELETE using (((came IS NULL) AND correspondents.may_seat(correspondent_id)))
  policy read for SELECT using (correspondents.may_seat(correspondent_id))
  policy system for ALL to parvis_system using (true)
  policy taken for INSERT using () with check (correspondents.may_seat(correspondent_id))
  policy ticked for UPDATE using (correspondents.may_seat(correspondent_id))

correspondents.session
  about text not null default ''::text
  authority_id integer not null
  hour text not null
  id integer not null
  on_day date not null
  place text not null
  seats integer not null
  taken integer not null default 0
  title text not null
  version integer not null default 1
  CHECK (((char_length(place) >= 2) AND (char_length(place) <= 120)))
  CHECK (((char_length(title) >= 3) AND (char_length(title) <= 120)))
  CHECK (((on_day >= '2000-01-01'::date) AND (on_day <= '9999-12-31'::date)))
  CHECK (((seats >= 1) AND (seats <= 500)))
  CHECK ((char_length(about) <= 1200))
  CHECK ((hour ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text))
  CHECK ((taken >= 0))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  CREATE INDEX session_authority ON correspondents.session USING btree (authority_id, on_day)
  CREATE UNIQUE INDEX session_pkey ON correspondents.session USING btree (id)
  policy added for INSERT using () with check (correspondents.animates(authority_id))
  policy changed for UPDATE using (correspondents.animates(authority_id))
  policy read for SELECT using ((correspondents.animates(authority_id) OR (authority_id = ANY (( SELECT audiences.actor_ids('network'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

correspondents.sheet
  authority_id integer not null
  conditions text not null
  id integer not null
  missions text[] not null
  n integer not null
  role text not null
  written_at timestamp with time zone not null
  written_by bigint
  written_name text not null
  CHECK (((cardinality(missions) >= 1) AND (cardinality(missions) <= 12)))
  CHECK (((char_length(conditions) >= 3) AND (char_length(conditions) <= 1200)))
  CHECK (((char_length(role) >= 10) AND (char_length(role) <= 1200)))
  CHECK ((n > 0))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (written_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (id)
  UNIQUE (authority_id, n)
  CREATE INDEX sheet_written_by ON correspondents.sheet USING btree (written_by)
  CREATE UNIQUE INDEX sheet_once ON correspondents.sheet USING btree (authority_id, n)
  CREATE UNIQUE INDEX sheet_pkey ON correspondents.sheet USING btree (id)
  policy read for SELECT using (((authority_id = ANY (( SELECT audiences.actor_ids('workplace'::text) AS actor_ids)::bigint[])) OR (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)
  policy worded for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))

definitions.edit
  act integer
  at timestamp with time zone not null default platform.now()
  author_id bigint
  back jsonb
  command jsonb not null
  id text not null
  kind text not null
  n integer not null
  state text not null default 'done'::text
  taken_at timestamp with time zone
  taken_by bigint
  version integer not null default 0
  CHECK (((back IS NULL) OR ((jsonb_typeof(back) = 'object'::text) AND (pg_column_size(back) < 4000000))))
  CHECK (((jsonb_typeof(command) = 'object'::text) AND (pg_column_size(command) < 4000000)))
  CHECK ((act > 0))
  CHECK ((n > 0))
  CHECK ((state = ANY (ARRAY['done'::text, 'undone'::text, 'dropped'::text])))
  FOREIGN KEY (author_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (kind, id, version) REFERENCES definitions.version(kind, id, version) ON UPDATE CASCADE ON DELETE CASCADE
  FOREIGN KEY (taken_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (kind, id, version, n)
  CREATE INDEX edit_author ON definitions.edit USING btree (author_id) WHERE (author_id IS NOT NULL)
  CREATE INDEX edit_taker ON definitions.edit USING btree (taken_by) WHERE (taken_by IS NOT NULL)
  CREATE UNIQUE INDEX edit_pkey ON definitions.edit USING btree (kind, id, version, n)
  policy drafted for SELECT using ((EXISTS ( SELECT
   FROM definitions.version v
  WHERE (((v.kind = edit.kind) AND (v.id = edit.id) AND (v.version = edit.version)) AND (((v.authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0)) OR (v.authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))))))
  policy noted for INSERT using () with check (((version = 0) AND (author_id = ( SELECT platform.person_id() AS person_id)) AND (EXISTS ( SELECT
   FROM definitions.version v
  WHERE (((v.kind = edit.kind) AND (v.id = edit.id) AND (v.version = 0)) AND (((v.authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0)) OR (v.authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[]))))))))
  policy system for ALL to parvis_system using (true)
  policy undone for UPDATE using (((version = 0) AND (EXISTS ( SELECT
   FROM definitions.version v
  WHERE (((v.kind = edit.kind) AND (v.id = edit.id) AND (v.version = 0)) AND (((v.authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0)) OR (v.authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))))))) with check (((version = 0) AND (EXISTS ( SELECT
   FROM definitions.version v
  WHERE (((v.kind = edit.kind) AND (v.id = edit.id) AND (v.version = 0)) AND (((v.authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0)) OR (v.authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[]))))))))

definitions.revision
  only_row boolean not null default true
  revision bigint not null default 1
  CHECK (only_row)
  PRIMARY KEY (only_row)
  CREATE UNIQUE INDEX revision_pkey ON definitions.revision USING btree (only_row)

definitions.version
  author_id bigint
  authority_id integer
  base integer
  body jsonb not null
  created_at timestamp with time zone not null default platform.now()
  edition bigint not null
  id text not null
  kind text not null
  published_at timestamp with time zone
  reviewer_id bigint
  status text not null default 'draft'::text
  version integer not null default 0
  withdrawn boolean not null default false
  CHECK (((NOT withdrawn) OR (status = 'archived'::text)))
  CHECK (((id <> ''::text) AND (length(id) <= 100)))
  CHECK (((published_at IS NULL) = (status = 'draft'::text)))
  CHECK (((status <> 'draft'::text) OR (base IS NOT NULL)))
  CHECK (((version = 0) = (status = 'draft'::text)))
  CHECK ((base >= 0))
  CHECK ((jsonb_typeof(body) = 'object'::text))
  CHECK ((kind ~ '^[a-z]+$'::text))
  CHECK ((status = ANY (ARRAY['draft'::text, 'live'::text, 'archived'::text])))
  CHECK ((version >= 0))
  FOREIGN KEY (author_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (reviewer_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (kind, id, version)
  CREATE INDEX version_author ON definitions.version USING btree (author_id) WHERE (author_id IS NOT NULL)
  CREATE INDEX version_authority ON definitions.version USING btree (authority_id) WHERE (authority_id IS NOT NULL)
  CREATE INDEX version_reviewer ON definitions.version USING btree (reviewer_id) WHERE (reviewer_id IS NOT NULL)
  CREATE UNIQUE INDEX version_live ON definitions.version USING btree (kind, id) WHERE (status = 'live'::text)
  CREATE UNIQUE INDEX version_pkey ON definitions.version USING btree (kind, id, version)
  policy begun for INSERT using () with check (((status = 'draft'::text) AND (author_id = ( SELECT platform.person_id() AS person_id)) AND (((authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0)) OR (authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))))
  policy drafted for SELECT using ((((authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0)) OR (authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[]))))
  policy edited for UPDATE using (((status = 'draft'::text) AND (((authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0)) OR (authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[]))))) with check (((status = 'draft'::text) AND (((authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0)) OR (authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))))
  policy given_up for DELETE using (((status = 'draft'::text) AND (((authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0)) OR (authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))))
  policy published for SELECT using ((status <> 'draft'::text))
  policy system for ALL to parvis_system using (true)

digest.delivery
  id uuid not null
  is_alert boolean not null
  items jsonb not null
  person_id bigint not null
  sent_at timestamp with time zone not null
  CHECK (((jsonb_typeof(items) = 'array'::text) AND (octet_length((items)::text) <= 60000)))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX delivery_person ON digest.delivery USING btree (person_id, sent_at)
  CREATE INDEX delivery_sent ON digest.delivery USING btree (sent_at)
  CREATE UNIQUE INDEX delivery_pkey ON digest.delivery USING btree (id)
  policy oneself as restrictive for ALL to parvis_app using (((( SELECT platform.helper_id() AS helper_id) IS NULL) AND (NOT ( SELECT platform.looks() AS looks))))
  policy own for ALL using ((person_id = ( SELECT platform.person_id() AS person_id)))
  policy system for ALL to parvis_system using (true)

digest.subscription
  alert_at timestamp with time zone
  chosen_at timestamp with time zone
  next_at timestamp with time zone not null
  person_id bigint not null
  rhythm text not null
  told_until timestamp with time zone not null
  CHECK ((rhythm = ANY (ARRAY['never'::text, 'daily'::text, 'weekly'::text])))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (person_id)
  CREATE INDEX subscription_alert ON digest.subscription USING btree (alert_at) WHERE (alert_at IS NOT NULL)
  CREATE INDEX subscription_next ON digest.subscription USING btree (next_at) WHERE (rhythm <> 'never'::text)
  CREATE UNIQUE INDEX subscription_pkey ON digest.subscription USING btree (person_id)
  policy oneself as restrictive for ALL to parvis_app using (((( SELECT platform.helper_id() AS helper_id) IS NULL) AND (NOT ( SELECT platform.looks() AS looks))))
  policy own for ALL using ((person_id = ( SELECT platform.person_id() AS person_id)))
  policy system for ALL to parvis_system using (true)

directory.agent
  authority_id integer
  away_until date
  does text
  email text
  is_near boolean
  job text
  mobile text
  name text
  own_words tsvector
  person_id bigint
  phone text
  place text
  role text
  skills text
  unit_id integer
  words tsvector

directory.card
  does text not null default ''::text
  is_public boolean not null default false
  job text not null default ''::text
  mobile text not null default ''::text
  name text not null
  own_words tsvector not null default (to_tsvector('simple'::regconfig, requests.plain_letters(((((does || ' '::text) || skills) || ' '::text) || place))) || directory.digits(mobile))
  person_id bigint not null
  phone text not null default ''::text
  place text not null default ''::text
  skills text not null default ''::text
  told_at timestamp with time zone
  words tsvector not null default ((to_tsvector('simple'::regconfig, requests.plain_letters(((name || ' '::text) || job))) || requests.sound_keys(name)) || directory.digits(phone))
  CHECK ((char_length(does) <= 1200))
  CHECK ((char_length(job) <= 120))
  CHECK ((char_length(mobile) <= 40))
  CHECK ((char_length(phone) <= 40))
  CHECK ((char_length(place) <= 200))
  CHECK ((char_length(skills) <= 1200))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (person_id)
  CREATE INDEX card_name ON directory.card USING btree (lower(name) COLLATE "fr-x-icu", person_id)
  CREATE INDEX card_own_words ON directory.card USING gin (own_words)
  CREATE INDEX card_words ON directory.card USING gin (words)
  CREATE UNIQUE INDEX card_pkey ON directory.card USING btree (person_id)
  policy own for SELECT using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)
  policy tell for UPDATE using (((person_id = platform.person_id()) AND (cardinality(( SELECT audiences.actor_ids('workplace'::text) AS actor_ids)) > 0)))

directory.ended
  last_day date
  person_id bigint

directory.portrait
  agreed_at timestamp with time zone not null
  id bigint not null
  FOREIGN KEY (id) REFERENCES directory.card(person_id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX portrait_pkey ON directory.portrait USING btree (id)
  policy agree for INSERT using () with check (((id = platform.person_id()) AND (platform.helper_id() IS NULL) AND (cardinality(( SELECT audiences.actor_ids('workplace'::text) AS actor_ids)) > 0)))
  policy own for SELECT using ((id = platform.person_id()))
  policy shown for SELECT using ((EXISTS ( SELECT
   FROM directory.agent a
  WHERE ((a.person_id = portrait.id) AND (a.place IS NOT NULL)))))
  policy system for ALL to parvis_system using (true)
  policy withdraw for DELETE using (((id = platform.person_id()) AND (platform.helper_id() IS NULL)))

directory.post
  authority_id integer
  id bigint
  name text
  person_id bigint
  role text
  unit_id integer
  valid_from date
  valid_to date

directory.unit_past
  last_day date not null
  name text
  parent_id integer
  unit_id integer not null
  FOREIGN KEY (parent_id) REFERENCES territory.unit(id)
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id) ON DELETE CASCADE
  PRIMARY KEY (unit_id, last_day)
  CREATE INDEX unit_past_parent ON directory.unit_past USING btree (parent_id) WHERE (parent_id IS NOT NULL)
  CREATE UNIQUE INDEX unit_past_pkey ON directory.unit_past USING btree (unit_id, last_day)
  policy agents for SELECT using ((cardinality(( SELECT audiences.actor_ids('workplace'::text) AS actor_ids)) > 0))
  policy system for ALL to parvis_system using (true)

exchange.delivery
  done_at timestamp with time zone
  hook_id bigint not null
  id bigint not null
  last_at timestamp with time zone
  last_said text
  last_status integer
  message_id bigint not null
  next_at timestamp with time zone not null
  subject text not null
  tries integer not null default 0
  CHECK ((char_length(last_said) <= 200))
  FOREIGN KEY (hook_id) REFERENCES exchange.hook(id) ON DELETE CASCADE
  FOREIGN KEY (message_id) REFERENCES exchange.message(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (hook_id, message_id)
  CREATE INDEX delivery_message ON exchange.delivery USING btree (message_id)
  CREATE INDEX delivery_waiting ON exchange.delivery USING btree (hook_id, subject, message_id) WHERE (done_at IS NULL)
  CREATE UNIQUE INDEX delivery_hook_id_message_id_key ON exchange.delivery USING btree (hook_id, message_id)
  CREATE UNIQUE INDEX delivery_pkey ON exchange.delivery USING btree (id)
  policy hooked for SELECT using ((EXISTS ( SELECT
   FROM exchange.hook h
  WHERE (h.id = delivery.hook_id))))
  policy system for ALL to parvis_system using (true)

exchange.hook
  before bytea
  before_until timestamp with time zone
  created_at timestamp with time zone not null
  events text[] not null
  id bigint not null
  owner_id bigint not null
  owner_kind text not null
  secret bytea not null
  stopped_at timestamp with time zone
  stopped_because text
  uid uuid not null
  url text not null
  CHECK ((((cardinality(events) >= 1) AND (cardinality(events) <= 30)) AND (array_position(events, NULL::text) IS NULL)))
  CHECK ((((char_length(url) >= 8) AND (char_length(url) <= 500)) AND (url ~ '^https?://'::text)))
  CHECK ((octet_length(before) <= 200))
  CHECK ((octet_length(secret) <= 200))
  CHECK ((owner_kind ~ '^[a-z]{2,20}$'::text))
  CHECK ((stopped_because = ANY (ARRAY['owner'::text, 'silent'::text, 'gone'::text])))
  PRIMARY KEY (id)
  UNIQUE (uid)
  CREATE INDEX hook_owner ON exchange.hook USING btree (owner_kind, owner_id)
  CREATE UNIQUE INDEX hook_pkey ON exchange.hook USING btree (id)
  CREATE UNIQUE INDEX hook_uid_key ON exchange.hook USING btree (uid)
  policy headed for SELECT using (((owner_kind = 'passpartner'::text) AND (owner_id = ANY (( SELECT audiences.actor_ids('headed'::text) AS actor_ids)::bigint[]))))
  policy kept for UPDATE using (((owner_kind = 'passpartner'::text) AND (owner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[]))))
  policy made for INSERT using () with check (((owner_kind = 'passpartner'::text) AND (owner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)
  policy taken for DELETE using (((owner_kind = 'passpartner'::text) AND (owner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[]))))

exchange.key
  created_at timestamp with time zone not null
  digest bytea not null
  ends_on date not null
  id bigint not null
  label text not null default (((('Application «'::text || chr(160)) || name) || chr(160)) || '»'::text)
  last_used_on date
  most_calls integer not null default 300
  name text not null
  owner_id bigint not null
  owner_kind text not null
  prefix text not null
  scopes text[] not null
  stops_at timestamp with time zone
  CHECK ((((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 20)) AND (array_position(scopes, NULL::text) IS NULL)))
  CHECK (((char_length(name) >= 2) AND (char_length(name) <= 60)))
  CHECK (((most_calls >= 1) AND (most_calls <= 100000)))
  CHECK ((length(digest) = 32))
  CHECK ((owner_kind ~ '^[a-z]{2,20}$'::text))
  CHECK ((prefix ~ '^[a-z2-7]{8}$'::text))
  PRIMARY KEY (id)
  UNIQUE (digest)
  UNIQUE (prefix)
  CREATE INDEX key_owner ON exchange.key USING btree (owner_kind, owner_id)
  CREATE UNIQUE INDEX key_digest_key ON exchange.key USING btree (digest)
  CREATE UNIQUE INDEX key_pkey ON exchange.key USING btree (id)
  CREATE UNIQUE INDEX key_prefix_key ON exchange.key USING btree (prefix)
  policy headed for SELECT using (((owner_kind = 'passpartner'::text) AND (owner_id = ANY (( SELECT audiences.actor_ids('headed'::text) AS actor_ids)::bigint[]))))
  policy itself for SELECT using ((id = ( SELECT exchange.key_id() AS key_id)))
  policy made for INSERT using () with check (((owner_kind = 'passpartner'::text) AND (owner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[])) AND (scopes <@ ARRAY['pass.products.read'::text, 'pass.places'::text, 'pass.doors'::text, 'pass.uses.read'::text, 'pass.settlements.read'::text, 'pass.events.read'::text])))
  policy stopped for UPDATE using (((owner_kind = 'passpartner'::text) AND (owner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

exchange.message
  at timestamp with time zone not null
  data jsonb not null
  event_id bigint
  id bigint not null
  name text not null
  owner_id bigint not null
  owner_kind text not null
  subject text not null
  CHECK ((char_length(name) <= 60))
  CHECK ((char_length(subject) <= 60))
  CHECK ((octet_length((data)::text) <= 4000))
  PRIMARY KEY (id)
  UNIQUE (event_id, name)
  CREATE INDEX message_at ON exchange.message USING btree (at)
  CREATE INDEX message_owner ON exchange.message USING btree (owner_kind, owner_id, id)
  CREATE UNIQUE INDEX message_event_id_name_key ON exchange.message USING btree (event_id, name)
  CREATE UNIQUE INDEX message_pkey ON exchange.message USING btree (id)
  policy called for SELECT using (((owner_kind = 'passpartner'::text) AND (owner_id = ANY (( SELECT audiences.actor_ids('callevents'::text) AS actor_ids)::bigint[]))))
  policy headed for SELECT using (((owner_kind = 'passpartner'::text) AND (owner_id = ANY (( SELECT audiences.actor_ids('headed'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

exchange.minute
  calls integer not null
  key_id bigint not null
  since timestamp with time zone not null
  FOREIGN KEY (key_id) REFERENCES exchange.key(id) ON DELETE CASCADE
  PRIMARY KEY (key_id)
  CREATE UNIQUE INDEX minute_pkey ON exchange.minute USING btree (key_id)
  policy system for ALL to parvis_system using (true)

feeds.address
  chance text not null
  digest bytea not null
  ended_at timestamp with time zone
  made_at timestamp with time zone not null
  offices text[] not null
  person_id bigint not null
  CHECK (((char_length(chance) >= 20) AND (char_length(chance) <= 100)))
  CHECK ((octet_length(digest) = 32))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (person_id)
  UNIQUE (digest)
  CREATE UNIQUE INDEX address_digest_key ON feeds.address USING btree (digest)
  CREATE UNIQUE INDEX address_pkey ON feeds.address USING btree (person_id)
  policy oneself as restrictive for ALL to parvis_app using (((( SELECT platform.helper_id() AS helper_id) IS NULL) AND (NOT ( SELECT platform.looks() AS looks))))
  policy own for ALL using ((person_id = platform.person_id())) with check ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)

files.file
  attached_at timestamp with time zone
  bytes integer not null
  created_at timestamp with time zone not null default platform.now()
  height integer
  id uuid not null
  media_type text not null
  name text not null
  person_id bigint
  place integer
  sha256 bytea not null
  state text not null default 'received'::text
  storage_key text not null
  subject_id text
  subject_kind text
  visitor_id uuid
  width integer
  CHECK (((subject_kind IS NULL) OR (state = 'checked'::text)))
  CHECK ((num_nonnulls(subject_kind, subject_id, attached_at, place) = ANY (ARRAY[0, 4])))
  CHECK ((state = ANY (ARRAY['received'::text, 'checked'::text, 'refused'::text])))
  CHECK ((storage_key ~ '^[0-9a-f]{32}$'::text))
  FOREIGN KEY (subject_kind) REFERENCES files.subject(kind)
  PRIMARY KEY (id)
  UNIQUE (storage_key)
  CREATE INDEX file_loose ON files.file USING btree (created_at) WHERE (subject_kind IS NULL)
  CREATE INDEX file_of_visitor ON files.file USING btree (visitor_id) WHERE (visitor_id IS NOT NULL)
  CREATE INDEX file_person ON files.file USING btree (person_id) WHERE (person_id IS NOT NULL)
  CREATE INDEX file_subject ON files.file USING btree (subject_kind, subject_id) WHERE (subject_kind IS NOT NULL)
  CREATE INDEX file_unsettled ON files.file USING btree (created_at) WHERE (state <> 'checked'::text)
  CREATE UNIQUE INDEX file_of_ad ON files.file USING btree (subject_id) WHERE (subject_kind = 'adphoto'::text)
  CREATE UNIQUE INDEX file_of_form_model ON files.file USING btree (subject_id) WHERE (subject_kind = 'form-model'::text)
  CREATE UNIQUE INDEX file_of_picture ON files.file USING btree (subject_id) WHERE (subject_kind = 'picture'::text)
  CREATE UNIQUE INDEX file_of_portrait ON files.file USING btree (subject_id) WHERE (subject_kind = 'portrait'::text)
  CREATE UNIQUE INDEX file_pkey ON files.file USING btree (id)
  CREATE UNIQUE INDEX file_storage_key_key ON files.file USING btree (storage_key)
  policy attach for UPDATE using ((files.is_own(visitor_id, person_id) AND ((subject_kind IS NULL) OR files.is_passing(subject_kind)))) with check ((files.is_own(visitor_id, person_id) AND ((subject_kind IS NULL) OR files.gives(subject_kind, subject_id))))
  policy keep for INSERT using () with check ((files.is_own(visitor_id, person_id) AND (subject_kind IS NULL) AND (state = 'received'::text)))
  policy own for SELECT using ((files.is_own(visitor_id, person_id) AND ((subject_kind IS NULL) OR files.is_passing(subject_kind))))
  policy subject for SELECT using (((subject_kind IS NOT NULL) AND files.sees(subject_kind, subject_id)))
  policy system for ALL to parvis_system using (true)

files.held
  attached_at timestamp with time zone
  bytes integer
  has_thumbnail boolean
  id uuid
  media_type text
  name text
  place integer
  subject_id text
  subject_kind text

files.preview
  at timestamp with time zone not null
  drawn integer not null default 0
  file_id uuid not null
  pages integer not null default 0
  state text not null
  tries integer not null default 1
  CHECK ((((state = 'made'::text) = (drawn > 0)) AND (drawn <= pages)))
  CHECK ((state = ANY (ARRAY['begun'::text, 'made'::text, 'failed'::text])))
  FOREIGN KEY (file_id) REFERENCES files.file(id) ON DELETE CASCADE
  PRIMARY KEY (file_id)
  CREATE UNIQUE INDEX preview_pkey ON files.preview USING btree (file_id)
  policy file for SELECT using ((EXISTS ( SELECT
   FROM files.file f
  WHERE (f.id = preview.file_id))))
  policy system for ALL to parvis_system using (true)

files.reading
  at timestamp with time zone not null
  file_id uuid not null
  places text[] not null default '{}'::text[]
  state text not null
  texts text[] not null default '{}'::text[]
  tries integer not null default 1
  words tsvector[] default platform.fr_vectors(texts)
  CHECK (((cardinality(places) = cardinality(texts)) AND ((state = 'read'::text) = (cardinality(texts) > 0))))
  CHECK ((state = ANY (ARRAY['begun'::text, 'read'::text, 'bare'::text, 'locked'::text, 'unread'::text])))
  FOREIGN KEY (file_id) REFERENCES files.file(id) ON DELETE CASCADE
  PRIMARY KEY (file_id)
  CREATE UNIQUE INDEX reading_pkey ON files.reading USING btree (file_id)
  policy file for SELECT using ((EXISTS ( SELECT
   FROM files.file f
  WHERE (f.id = reading.file_id))))
  policy system for ALL to parvis_system using (true)

files.rendition
  file_id uuid not null
  kind text not null
  storage_key text not null
  CHECK ((storage_key ~ '^[0-9a-f]{32}$'::text))
  FOREIGN KEY (file_id) REFERENCES files.file(id) ON DELETE CASCADE
  PRIMARY KEY (file_id, kind)
  UNIQUE (storage_key)
  CREATE UNIQUE INDEX rendition_pkey ON files.rendition USING btree (file_id, kind)
  CREATE UNIQUE INDEX rendition_storage_key_key ON files.rendition USING btree (storage_key)
  policy file for SELECT using ((EXISTS ( SELECT
   FROM files.file f
  WHERE (f.id = rendition.file_id))))
  policy make for INSERT using () with check ((EXISTS ( SELECT
   FROM files.file f
  WHERE ((f.id = rendition.file_id) AND (f.subject_kind IS NULL) AND files.is_own(f.visitor_id, f.person_id)))))
  policy system for ALL to parvis_system using (true)

files.subject
  holder regclass not null
  is_passing boolean not null
  is_read boolean not null default false
  kind text not null
  may_give text not null
  PRIMARY KEY (kind)
  UNIQUE (holder)
  CREATE UNIQUE INDEX subject_holder_key ON files.subject USING btree (holder)
  CREATE UNIQUE INDEX subject_pkey ON files.subject USING btree (kind)

forms.draft
  answers jsonb not null
  created_at timestamp with time zone not null default platform.now()
  form_id text not null
  form_version integer not null
  id uuid not null
  language text
  person_id bigint
  reminded_at timestamp with time zone
  service_slug text not null
  service_version integer not null
  submitted_at timestamp with time zone
  updated_at timestamp with time zone not null default platform.now()
  visitor_id uuid
  CHECK (((submitted_at IS NULL) OR (answers = '{"raw": {}, "answers": {}}'::jsonb)))
  CHECK ((language ~ '^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$'::text))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE INDEX draft_of_visitor ON forms.draft USING btree (visitor_id) WHERE (visitor_id IS NOT NULL)
  CREATE INDEX draft_person ON forms.draft USING btree (person_id) WHERE (submitted_at IS NULL)
  CREATE INDEX draft_updated ON forms.draft USING btree (updated_at) WHERE (submitted_at IS NULL)
  CREATE UNIQUE INDEX draft_pkey ON forms.draft USING btree (id)
  policy own for ALL using (((person_id = platform.person_id()) OR ((person_id IS NULL) AND (visitor_id = platform.visitor_id())))) with check (((person_id = platform.person_id()) OR ((person_id IS NULL) AND (visitor_id = platform.visitor_id()))))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

forms.draft_link
  asked_at timestamp with time zone not null default platform.now()
  draft_id uuid not null
  followed_at timestamp with time zone
  id bigint not null
  is_last boolean not null default false
  sent_to text not null
  token_hash bytea
  CHECK (((char_length(sent_to) >= 3) AND (char_length(sent_to) <= 320)))
  CHECK ((length(token_hash) = 32))
  FOREIGN KEY (draft_id) REFERENCES forms.draft(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (token_hash)
  CREATE INDEX draft_link_draft ON forms.draft_link USING btree (draft_id)
  CREATE UNIQUE INDEX draft_link_pkey ON forms.draft_link USING btree (id)
  CREATE UNIQUE INDEX draft_link_token_hash_key ON forms.draft_link USING btree (token_hash)
  policy asked for INSERT to parvis_app using () with check ((EXISTS ( SELECT
   FROM forms.draft d
  WHERE ((d.id = draft_link.draft_id) AND (d.person_id IS NULL) AND (d.submitted_at IS NULL)))))
  policy own for SELECT to parvis_app using ((EXISTS ( SELECT
   FROM forms.draft d
  WHERE (d.id = draft_link.draft_id))))
  policy system for ALL to parvis_system using (true)

forms.model
  added_at timestamp with time zone not null default platform.now()
  id bigint not null
  sha256 bytea not null
  CHECK ((octet_length(sha256) = 32))
  PRIMARY KEY (id)
  UNIQUE (sha256)
  CREATE UNIQUE INDEX model_pkey ON forms.model USING btree (id)
  CREATE UNIQUE INDEX model_sha256_key ON forms.model USING btree (sha256)
  policy added for INSERT using () with check ((cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0))
  policy drafted for SELECT using ((cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0))
  policy shown for SELECT using (forms.shows_model(sha256))
  policy system for ALL to parvis_system using (true)

forms.modelled
  form_id text not null
  sha256 bytea not null
  version integer not null
  PRIMARY KEY (form_id, version, sha256)
  CREATE INDEX modelled_sha256 ON forms.modelled USING btree (sha256)
  CREATE UNIQUE INDEX modelled_pkey ON forms.modelled USING btree (form_id, version, sha256)
  policy drafted for SELECT using ((cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0))
  policy system for ALL to parvis_system using (true)

forums.appeal
  at timestamp with time zone not null
  because text not null default ''::text
  decided_at timestamp with time zone
  decided_id bigint
  decided_label text
  hiding_id integer not null
  is_upheld boolean
  person_id bigint
  word text not null
  CHECK (((char_length(word) >= 3) AND (char_length(word) <= 1000)))
  CHECK (((is_upheld IS NULL) = (decided_at IS NULL)))
  CHECK ((char_length(because) <= 400))
  FOREIGN KEY (decided_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (hiding_id) REFERENCES forums.hiding(id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (hiding_id)
  CREATE INDEX appeal_decided ON forums.appeal USING btree (decided_id)
  CREATE INDEX appeal_person ON forums.appeal USING btree (person_id)
  CREATE UNIQUE INDEX appeal_pkey ON forums.appeal USING btree (hiding_id)
  policy contested for INSERT using () with check (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL) AND (EXISTS ( SELECT
   FROM forums.hiding h
  WHERE ((h.id = appeal.hiding_id) AND (h.author_id = platform.person_id()) AND (h.lifted_at IS NULL))))))
  policy decided for UPDATE using (((is_upheld IS NULL) AND (EXISTS ( SELECT
   FROM forums.hiding h
  WHERE ((h.id = appeal.hiding_id) AND (h.by_id IS DISTINCT FROM platform.person_id()) AND (h.author_id IS DISTINCT FROM platform.person_id()) AND forums.moderates_thread(h.thread_id)))))) with check ((is_upheld IS NOT NULL))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using (((person_id = platform.person_id()) OR (EXISTS ( SELECT
   FROM forums.hiding h
  WHERE ((h.id = appeal.hiding_id) AND forums.moderates_thread(h.thread_id))))))

forums.forum
  at timestamp with time zone not null
  audience_id integer not null
  author_id bigint
  author_label text not null
  authority_id integer not null
  closed_at timestamp with time zone
  id integer not null
  name text not null
  purpose text not null
  version integer not null default 1
  CHECK (((char_length(name) >= 3) AND (char_length(name) <= 80)))
  CHECK (((char_length(purpose) >= 3) AND (char_length(purpose) <= 300)))
  CHECK ((audience_id <> 1))
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (author_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  CREATE INDEX forum_audience ON forums.forum USING btree (audience_id)
  CREATE INDEX forum_author ON forums.forum USING btree (author_id)
  CREATE UNIQUE INDEX forum_name ON forums.forum USING btree (authority_id, lower(name))
  CREATE UNIQUE INDEX forum_pkey ON forums.forum USING btree (id)
  policy kept for UPDATE using (((platform.helper_id() IS NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))
  policy opened for INSERT using () with check (((platform.helper_id() IS NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using (((audience_id = ANY (( SELECT audiences.actor_ids('audience'::text) AS actor_ids)::bigint[])) OR (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))

forums.hiding
  at timestamp with time zone not null
  author_id bigint
  author_label text not null
  by_id bigint
  by_label text not null
  id integer not null
  lifted_at timestamp with time zone
  lifted_label text
  message_id bigint not null
  rule text not null
  said_at timestamp with time zone not null
  thread_id integer not null
  word text not null default ''::text
  CHECK (((rule <> 'other'::text) OR (char_length(word) >= 3)))
  CHECK ((char_length(word) <= 400))
  CHECK ((rule = ANY (ARRAY['person'::text, 'advert'::text, 'hurt'::text, 'law'::text, 'other'::text])))
  FOREIGN KEY (author_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (by_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (thread_id, message_id) REFERENCES forums.post(thread_id, message_id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX hiding_author ON forums.hiding USING btree (author_id)
  CREATE INDEX hiding_by ON forums.hiding USING btree (by_id)
  CREATE INDEX hiding_thread ON forums.hiding USING btree (thread_id, message_id)
  CREATE UNIQUE INDEX hiding_now ON forums.hiding USING btree (message_id) WHERE (lifted_at IS NULL)
  CREATE UNIQUE INDEX hiding_pkey ON forums.hiding USING btree (id)
  policy hidden for INSERT using () with check (forums.moderates_thread(thread_id))
  policy lifted for UPDATE using (((lifted_at IS NULL) AND (author_id IS DISTINCT FROM platform.person_id()) AND forums.moderates_thread(thread_id))) with check ((lifted_at IS NOT NULL))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((EXISTS ( SELECT
   FROM forums.thread t
  WHERE (t.id = hiding.thread_id))))

forums.post
  message_id bigint not null
  n integer not null
  quotes_id bigint
  thread_id integer not null
  CHECK ((n > 0))
  FOREIGN KEY (thread_id) REFERENCES forums.thread(id) ON DELETE CASCADE
  FOREIGN KEY (thread_id, quotes_id) REFERENCES forums.post(thread_id, message_id)
  PRIMARY KEY (message_id)
  UNIQUE (thread_id, message_id)
  UNIQUE (thread_id, n)
  CREATE INDEX post_quotes ON forums.post USING btree (thread_id, quotes_id) WHERE (quotes_id IS NOT NULL)
  CREATE UNIQUE INDEX post_pkey ON forums.post USING btree (message_id)
  CREATE UNIQUE INDEX post_thread_id_message_id_key ON forums.post USING btree (thread_id, message_id)
  CREATE UNIQUE INDEX post_thread_id_n_key ON forums.post USING btree (thread_id, n)
  policy quoting for UPDATE using (((quotes_id IS NULL) AND (EXISTS ( SELECT
   FROM threads.message m
  WHERE ((m.id = post.message_id) AND (m.author_id = platform.person_id()) AND (m.created_at = platform.now())))))) with check ((quotes_id < message_id))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((EXISTS ( SELECT
   FROM forums.thread t
  WHERE (t.id = post.thread_id))))

forums.reading
  mailed_id bigint not null default 0
  message_id bigint not null default 0
  person_id bigint not null
  thread_id integer not null
  wants text
  CHECK ((wants = ANY (ARRAY['every'::text, 'named'::text, 'never'::text])))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (thread_id) REFERENCES forums.thread(id) ON DELETE CASCADE
  PRIMARY KEY (person_id, thread_id)
  CREATE INDEX reading_thread ON forums.reading USING btree (thread_id) WHERE (wants = 'every'::text)
  CREATE UNIQUE INDEX reading_pkey ON forums.reading USING btree (person_id, thread_id)
  policy own for ALL using (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL) AND (EXISTS ( SELECT
   FROM forums.thread t
  WHERE (t.id = reading.thread_id)))))
  policy system for ALL to parvis_system using (true)

forums.report
  at timestamp with time zone not null
  message_id bigint not null
  person_id bigint not null
  rule text not null
  settled_at timestamp with time zone
  thread_id integer not null
  CHECK ((rule = ANY (ARRAY['person'::text, 'advert'::text, 'hurt'::text, 'law'::text, 'other'::text])))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (thread_id, message_id) REFERENCES forums.post(thread_id, message_id) ON DELETE CASCADE
  PRIMARY KEY (message_id, person_id)
  CREATE INDEX report_person ON forums.report USING btree (person_id)
  CREATE INDEX report_thread ON forums.report USING btree (thread_id, message_id)
  CREATE UNIQUE INDEX report_pkey ON forums.report USING btree (message_id, person_id)
  policy own for SELECT using (((person_id = platform.person_id()) OR (forums.moderates_thread(thread_id) AND (NOT forums.wrote(message_id)))))
  policy settled for UPDATE using (((settled_at IS NULL) AND forums.moderates_thread(thread_id) AND (NOT forums.wrote(message_id)))) with check ((settled_at IS NOT NULL))
  policy system for ALL to parvis_system using (true)
  policy told for INSERT using () with check (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL) AND (EXISTS ( SELECT
   FROM threads.message m
  WHERE ((m.id = report.message_id) AND (m.subject_kind = 'forumthread'::text) AND (m.subject_id = report.thread_id))))))

forums.thread
  at timestamp with time zone not null
  author_id bigint
  author_label text not null
  ended_at timestamp with time zone
  forum_id integer not null
  id integer not null
  last_id bigint not null default 0
  said integer not null default 0
  said_at timestamp with time zone not null
  said_by text not null
  title text not null
  CHECK (((char_length(title) >= 3) AND (char_length(title) <= 120)))
  FOREIGN KEY (author_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (forum_id) REFERENCES forums.forum(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX thread_author ON forums.thread USING btree (author_id)
  CREATE INDEX thread_forum ON forums.thread USING btree (forum_id, said_at DESC, id DESC)
  CREATE INDEX thread_said ON forums.thread USING btree (said_at)
  CREATE UNIQUE INDEX thread_pkey ON forums.thread USING btree (id)
  policy ended for UPDATE using ((forums.takes(forum_id) AND ((author_id = platform.person_id()) OR forums.moderates(forum_id))))
  policy opened for INSERT using () with check (forums.takes(forum_id))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((forum_id IN ( SELECT f.id
   FROM forums.forum f)))

forums.thread_found
  at timestamp with time zone
  audience_id integer
  authority_id integer
  ends_at timestamp with time zone
  subject_id integer
  text text
  title text

identity.artifact
  client_id text
  consumed_at timestamp with time zone
  expires_at timestamp with time zone
  grant_id text
  id bytea not null
  model text not null
  payload json not null
  person_id bigint
  uid text
  user_code text
  PRIMARY KEY (model, id)
  CREATE INDEX artifact_expiry ON identity.artifact USING btree (expires_at)
  CREATE INDEX artifact_grant ON identity.artifact USING btree (grant_id) WHERE (grant_id IS NOT NULL)
  CREATE INDEX artifact_person_client ON identity.artifact USING btree (person_id, client_id) WHERE (person_id IS NOT NULL)
  CREATE INDEX artifact_uid ON identity.artifact USING btree (uid) WHERE (uid IS NOT NULL)
  CREATE UNIQUE INDEX artifact_pkey ON identity.artifact USING btree (model, id)
  CREATE UNIQUE INDEX artifact_user_code ON identity.artifact USING btree (user_code) WHERE (user_code IS NOT NULL)
  policy system for ALL to parvis_system using (true)

identity.client
  allowed_values text[] not null
  auth_method text not null
  authority_id integer not null
  backchannel_uri text
  concessions text[] not null default '{}'::text[]
  console_of text
  created_at timestamp with time zone not null
  created_by bigint
  disabled_at timestamp with time zone
  id text not null
  jwks jsonb
  jwks_uri text
  name text not null
  number bigint not null
  post_logout_uris text[] not null
  private_hosts text[] not null
  redirect_uris text[] not null
  required_values text[] not null
  sector text not null
  userinfo_signed boolean not null
  CHECK ((auth_method = ANY (ARRAY['client_secret_basic'::text, 'client_secret_post'::text, 'private_key_jwt'::text])))
  CHECK ((concessions <@ ARRAY['without_pkce'::text, 'id_token_values'::text]))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (console_of) REFERENCES identity.client(id)
  FOREIGN KEY (created_by) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  UNIQUE (number)
  CREATE INDEX client_authority ON identity.client USING btree (authority_id)
  CREATE INDEX client_console ON identity.client USING btree (console_of) WHERE (console_of IS NOT NULL)
  CREATE UNIQUE INDEX client_number_key ON identity.client USING btree (number)
  CREATE UNIQUE INDEX client_pkey ON identity.client USING btree (id)
  policy administrators for ALL using ((authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

identity.client_secret
  client_id text not null
  created_at timestamp with time zone not null
  digest bytea not null
  expires_at timestamp with time zone
  id bigint not null
  FOREIGN KEY (client_id) REFERENCES identity.client(id)
  PRIMARY KEY (id)
  CREATE INDEX client_secret_client ON identity.client_secret USING btree (client_id)
  CREATE UNIQUE INDEX client_secret_pkey ON identity.client_secret USING btree (id)
  policy administrators for ALL using ((client_id IN ( SELECT client.id
   FROM identity.client)))
  policy system for ALL to parvis_system using (true)

identity.consent
  client_id text not null
  ended_at timestamp with time zone
  given_at timestamp with time zone not null
  granted text[] not null
  id bigint not null
  last_used_at timestamp with time zone not null
  person_id bigint not null
  refused text[] not null
  scopes text[] not null
  FOREIGN KEY (client_id) REFERENCES identity.client(id)
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX consent_live ON identity.consent USING btree (person_id, client_id) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX consent_pkey ON identity.consent USING btree (id)
  policy own for ALL using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

identity.consent_entry
  at timestamp with time zone not null
  channel text not null default 'web'::text
  client_id text not null
  hash bytea
  id bigint not null
  kind text not null
  language text not null default 'fr'::text
  person_id bigint not null
  previous_hash bytea
  seq integer
  text_version text not null default '2026-11'::text
  value_ids text[] not null
  values_digest bytea
  values_salt bytea
  CHECK ((kind = ANY (ARRAY['information'::text, 'consent'::text, 'refusal'::text, 'withdrawal'::text, 'expiry'::text])))
  FOREIGN KEY (client_id) REFERENCES identity.client(id)
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE INDEX consent_entry_person ON identity.consent_entry USING btree (person_id, id)
  CREATE UNIQUE INDEX consent_entry_chain ON identity.consent_entry USING btree (person_id, seq)
  CREATE UNIQUE INDEX consent_entry_pkey ON identity.consent_entry USING btree (id)
  policy own for ALL using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

identity.logout_delivery
  attempts integer not null default 0
  client_id text not null
  created_at timestamp with time zone not null
  delivered_at timestamp with time zone
  id uuid not null
  last_attempt_at timestamp with time zone
  last_outcome text
  person_id bigint not null
  sid text
  FOREIGN KEY (client_id) REFERENCES identity.client(id)
  PRIMARY KEY (id)
  CREATE INDEX logout_delivery_client ON identity.logout_delivery USING btree (client_id, created_at DESC)
  CREATE UNIQUE INDEX logout_delivery_pkey ON identity.logout_delivery USING btree (id)
  policy system for ALL to parvis_system using (true)

identity.session_link
  linked_at timestamp with time zone not null
  person_id bigint not null
  session_uid text not null
  token_hash bytea not null
  PRIMARY KEY (session_uid)
  CREATE INDEX session_link_token ON identity.session_link USING btree (token_hash)
  CREATE UNIQUE INDEX session_link_pkey ON identity.session_link USING btree (session_uid)
  policy system for ALL to parvis_system using (true)

identity.signing_key
  changed_at timestamp with time zone not null
  created_at timestamp with time zone not null
  kid text not null
  sealed bytea not null
  state text not null
  CHECK ((state = ANY (ARRAY['next'::text, 'current'::text, 'previous'::text])))
  PRIMARY KEY (kid)
  CREATE UNIQUE INDEX signing_key_current ON identity.signing_key USING btree (state) WHERE (state = ANY (ARRAY['next'::text, 'current'::text]))
  CREATE UNIQUE INDEX signing_key_pkey ON identity.signing_key USING btree (kid)
  policy system for ALL to parvis_system using (true)

intranet.application
  audience_id integer not null
  authority_id integer not null
  client_id text not null
  href text not null
  id integer not null
  version integer not null default 1
  CHECK (((char_length(href) <= 500) AND (href ~ '^https?://[^[:space:][:cntrl:]\\@]+$'::text)))
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (client_id) REFERENCES identity.client(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (client_id)
  CREATE INDEX application_audience ON intranet.application USING btree (audience_id)
  CREATE INDEX application_authority ON intranet.application USING btree (authority_id)
  CREATE UNIQUE INDEX application_once ON intranet.application USING btree (client_id)
  CREATE UNIQUE INDEX application_pkey ON intranet.application USING btree (id)
  policy added for INSERT to parvis_app using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))
  policy changed for UPDATE to parvis_app using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy kept for SELECT to parvis_app using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy removed for DELETE to parvis_app using ((authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

intranet.arrangement
  audience_id integer not null
  authority_id integer not null
  changed_at timestamp with time zone not null
  id integer not null
  page text not null
  placed jsonb not null default '[]'::jsonb
  position integer not null
  version integer not null default 1
  CHECK ((("position" >= 1) AND ("position" <= 50)))
  CHECK (((jsonb_typeof(placed) = 'array'::text) AND (octet_length((placed)::text) <= 20000)))
  CHECK ((page = ANY (ARRAY['home'::text, 'bureau'::text])))
  CHECK (intranet.is_placed(placed))
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  UNIQUE (authority_id, page, "position") DEFERRABLE
  UNIQUE (authority_id, page, audience_id)
  CREATE INDEX arrangement_audience ON intranet.arrangement USING btree (audience_id, changed_at)
  CREATE UNIQUE INDEX arrangement_authority_id_page_audience_id_key ON intranet.arrangement USING btree (authority_id, page, audience_id)
  CREATE UNIQUE INDEX arrangement_order ON intranet.arrangement USING btree (authority_id, page, "position")
  CREATE UNIQUE INDEX arrangement_pkey ON intranet.arrangement USING btree (id)
  policy added for INSERT to parvis_app using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy changed for UPDATE to parvis_app using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy met for SELECT to parvis_app using (((audience_id = ANY (( SELECT audiences.actor_ids('audience'::text) AS actor_ids)::bigint[])) OR (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))
  policy oneself as restrictive for INSERT to parvis_app using () with check (((( SELECT platform.helper_id() AS helper_id) IS NULL) AND (NOT ( SELECT platform.looks() AS looks))))
  policy oneself_changed as restrictive for UPDATE to parvis_app using (((( SELECT platform.helper_id() AS helper_id) IS NULL) AND (NOT ( SELECT platform.looks() AS looks))))
  policy oneself_removed as restrictive for DELETE to parvis_app using (((( SELECT platform.helper_id() AS helper_id) IS NULL) AND (NOT ( SELECT platform.looks() AS looks))))
  policy removed for DELETE to parvis_app using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

intranet.favourite
  added_at timestamp with time zone not null
  href text not null
  id integer not null
  label text not null
  person_id bigint not null
  CHECK (((char_length(href) <= 300) AND (href ~ '^/($|[^/\\])'::text) AND (href !~ '[[:cntrl:][:space:]\\]'::text)))
  CHECK (((char_length(label) >= 2) AND (char_length(label) <= 80)))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (person_id, href)
  CREATE UNIQUE INDEX favourite_person_id_href_key ON intranet.favourite USING btree (person_id, href)
  CREATE UNIQUE INDEX favourite_pkey ON intranet.favourite USING btree (id)
  policy oneself as restrictive for ALL to parvis_app using (((( SELECT platform.helper_id() AS helper_id) IS NULL) AND (NOT ( SELECT platform.looks() AS looks))))
  policy own for ALL to parvis_app using ((person_id = platform.person_id())) with check ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)

intranet.own
  changed_at timestamp with time zone not null
  page text not null
  person_id bigint not null
  placed jsonb not null
  previous jsonb
  CHECK (((jsonb_typeof(placed) = 'array'::text) AND (octet_length((placed)::text) <= 20000)))
  CHECK (((previous IS NULL) OR ((jsonb_typeof(previous) = 'array'::text) AND (octet_length((previous)::text) <= 20000))))
  CHECK ((intranet.is_placed(placed) AND ((previous IS NULL) OR intranet.is_placed(previous))))
  CHECK ((page = ANY (ARRAY['home'::text, 'bureau'::text])))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (person_id, page)
  CREATE INDEX own_changed ON intranet.own USING btree (changed_at)
  CREATE UNIQUE INDEX own_pkey ON intranet.own USING btree (person_id, page)
  policy oneself as restrictive for ALL to parvis_app using (((( SELECT platform.helper_id() AS helper_id) IS NULL) AND (NOT ( SELECT platform.looks() AS looks))))
  policy own for ALL to parvis_app using ((person_id = platform.person_id())) with check ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)

joining.seen_step
  authority_id integer not null
  seen_at timestamp with time zone not null
  seen_by bigint
  step text not null
  CHECK ((step ~ '^[a-z]+\.[a-z_]+$'::text))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (seen_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (authority_id, step)
  CREATE INDEX seen_step_by ON joining.seen_step USING btree (seen_by)
  CREATE UNIQUE INDEX seen_step_pkey ON joining.seen_step USING btree (authority_id, step)
  policy seen for INSERT using () with check (((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) AND (seen_by = platform.person_id())))
  policy system for ALL to parvis_system using (true)
  policy unseen for DELETE using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy visible for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))

kiosk.access
  authority_id integer not null
  badge text not null
  changed_at timestamp with time zone not null
  once_by bigint
  once_hash bytea
  once_until timestamp with time zone
  person_id bigint not null
  pin_hash text
  CHECK ((badge ~ '^[0-9]{4,10}$'::text))
  CHECK ((length(once_hash) = 32))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (once_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (person_id)
  UNIQUE (authority_id, badge)
  CREATE INDEX access_once_by ON kiosk.access USING btree (once_by)
  CREATE UNIQUE INDEX access_pkey ON kiosk.access USING btree (person_id)
  CREATE UNIQUE INDEX badge_once ON kiosk.access USING btree (authority_id, badge)
  policy system for ALL to parvis_system using (true)

kiosk.device
  authority_id integer not null
  code_hash bytea
  code_until timestamp with time zone not null
  id integer not null
  last_used_at timestamp with time zone
  made_at timestamp with time zone not null
  made_by bigint
  opened_at timestamp with time zone
  place text not null
  revoked_at timestamp with time zone
  token_hash bytea
  CHECK (((char_length(place) >= 2) AND (char_length(place) <= 60)))
  CHECK ((length(code_hash) = 32))
  CHECK ((length(token_hash) = 32))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (made_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (id)
  UNIQUE (code_hash)
  UNIQUE (token_hash)
  CREATE INDEX device_authority ON kiosk.device USING btree (authority_id)
  CREATE INDEX device_made_by ON kiosk.device USING btree (made_by)
  CREATE UNIQUE INDEX device_code_hash_key ON kiosk.device USING btree (code_hash)
  CREATE UNIQUE INDEX device_pkey ON kiosk.device USING btree (id)
  CREATE UNIQUE INDEX device_token_hash_key ON kiosk.device USING btree (token_hash)
  policy kept for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy made for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy revoked for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

kiosk.visit
  began_at timestamp with time zone not null
  device_id integer not null
  ends_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  person_id bigint not null
  token_hash bytea not null
  CHECK ((expires_at <= ends_at))
  CHECK ((length(token_hash) = 32))
  FOREIGN KEY (device_id) REFERENCES kiosk.device(id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (token_hash)
  CREATE INDEX visit_device ON kiosk.visit USING btree (device_id)
  CREATE INDEX visit_person ON kiosk.visit USING btree (person_id)
  CREATE UNIQUE INDEX visit_pkey ON kiosk.visit USING btree (token_hash)
  policy system for ALL to parvis_system using (true)

lists.reading
  edition bigint not null default nextval('lists.edition'::regclass)
  entries jsonb not null
  failures integer not null default 0
  former jsonb not null default '{}'::jsonb
  id text not null
  next_at timestamp with time zone not null
  read_at timestamp with time zone
  source text not null
  why text
  CHECK (((jsonb_typeof(entries) = 'array'::text) AND (jsonb_array_length(entries) <= 5000)))
  CHECK ((char_length(source) <= 2000))
  CHECK ((failures >= 0))
  CHECK ((id ~ '^[a-z0-9-]{1,60}$'::text))
  CHECK ((jsonb_typeof(former) = 'object'::text))
  CHECK ((why = ANY (ARRAY['gone'::text, 'error'::text, 'silent'::text, 'slow'::text, 'huge'::text, 'lost'::text, 'inside'::text, 'forbidden'::text, 'unreadable'::text, 'shapeless'::text, 'many'::text, 'empty'::text, 'double'::text])))
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX reading_pkey ON lists.reading USING btree (id)

live.connector
  address text not null
  audience_id integer not null
  authority_id integer not null
  id integer not null
  kind text not null
  lines jsonb not null default '[]'::jsonb
  name text not null
  next_at timestamp with time zone not null default '-infinity'::timestamp with time zone
  read_at timestamp with time zone
  version integer not null default 1
  why text
  CHECK ((((char_length(address) >= 8) AND (char_length(address) <= 1000)) AND (address ~ '^https?://'::text)))
  CHECK (((char_length(name) >= 2) AND (char_length(name) <= 80)))
  CHECK (((jsonb_typeof(lines) = 'array'::text) AND (octet_length((lines)::text) <= 20000)))
  CHECK ((kind = ANY (ARRAY['weather'::text, 'traffic'::text, 'works'::text, 'vehicles'::text])))
  CHECK ((why = ANY (ARRAY['gone'::text, 'error'::text, 'silent'::text, 'slow'::text, 'huge'::text, 'lost'::text, 'inside'::text, 'circular'::text, 'poisoned'::text, 'unreadable'::text])))
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  UNIQUE (authority_id, kind, address)
  CREATE INDEX connector_audience ON live.connector USING btree (audience_id)
  CREATE INDEX connector_next ON live.connector USING btree (next_at)
  CREATE UNIQUE INDEX connector_authority_id_kind_address_key ON live.connector USING btree (authority_id, kind, address)
  CREATE UNIQUE INDEX connector_pkey ON live.connector USING btree (id)
  policy added for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy changed for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy kept for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy met for SELECT using ((audience_id = ANY (( SELECT audiences.actor_ids('audience'::text) AS actor_ids)::bigint[])))
  policy removed for DELETE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

loans.loan
  answered_at timestamp with time zone
  asked_at timestamp with time zone not null
  authority_id integer not null
  borrower_id integer not null
  content_id integer not null
  ended_at timestamp with time zone
  from_day date not null
  id integer not null
  out_at timestamp with time zone
  person_id bigint
  person_name text not null
  purpose text not null
  reason text not null default ''::text
  state text not null default 'asked'::text
  to_day date not null
  told_late_on date
  unit_id integer not null
  version integer not null default 1
  CHECK (((char_length(purpose) >= 3) AND (char_length(purpose) <= 600)))
  CHECK (((from_day <= to_day) AND ((to_day - from_day) <= 92)))
  CHECK (((state <> 'refused'::text) OR (char_length(reason) >= 3)))
  CHECK ((borrower_id <> authority_id))
  CHECK ((char_length(reason) <= 600))
  CHECK ((state = ANY (ARRAY['asked'::text, 'granted'::text, 'refused'::text, 'cancelled'::text, 'out'::text, 'returned'::text])))
  CHECK ((to_day < '10000-01-01'::date))
  EXCLUDE USING gist (int4range(content_id, content_id, '[]'::text) WITH &&, daterange(from_day, to_day, '[]'::text) WITH &&) WHERE ((state = ANY (ARRAY['granted'::text, 'out'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (borrower_id) REFERENCES territory.authority(id)
  FOREIGN KEY (content_id) REFERENCES publishing.content(id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  CREATE INDEX loan_borrower ON loans.loan USING btree (borrower_id)
  CREATE INDEX loan_content ON loans.loan USING btree (content_id, from_day)
  CREATE INDEX loan_days ON loans.loan USING gist (int4range(content_id, content_id, '[]'::text), daterange(from_day, to_day, '[]'::text)) WHERE (state = ANY (ARRAY['granted'::text, 'out'::text]))
  CREATE INDEX loan_person ON loans.loan USING btree (person_id) WHERE (person_id IS NOT NULL)
  CREATE INDEX loan_unit ON loans.loan USING btree (unit_id, state)
  CREATE UNIQUE INDEX loan_out ON loans.loan USING btree (content_id) WHERE (state = 'out'::text)
  CREATE UNIQUE INDEX loan_pkey ON loans.loan USING btree (id)
  policy asked for INSERT using () with check (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL)))
  policy kept for SELECT using (((( SELECT platform.person_id() AS person_id) IS NOT NULL) AND loans.keeps(unit_id, authority_id)))
  policy moved for UPDATE using (((platform.helper_id() IS NULL) AND ((person_id = platform.person_id()) OR loans.keeps(unit_id, authority_id))))
  policy own for SELECT using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)

media.picture
  alternative text not null default ''::text
  authority_id integer not null
  changed_at timestamp with time zone not null
  credit text not null default ''::text
  height integer not null
  id integer not null
  is_shared boolean not null default false
  key uuid not null default gen_random_uuid()
  licence text not null default 'own'::text
  name text not null
  rights_until date
  source text not null default ''::text
  told_until date
  version integer not null default 1
  width integer not null
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 160)))
  CHECK ((char_length(alternative) <= 500))
  CHECK ((char_length(credit) <= 200))
  CHECK ((char_length(source) <= 500))
  CHECK ((height > 0))
  CHECK ((licence = ANY (ARRAY['own'::text, 'granted'::text, 'agency'::text, 'free'::text])))
  CHECK ((width > 0))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  UNIQUE (key)
  CREATE INDEX picture_authority ON media.picture USING btree (authority_id, changed_at DESC, id DESC)
  CREATE INDEX picture_rights ON media.picture USING btree (rights_until) WHERE (rights_until IS NOT NULL)
  CREATE UNIQUE INDEX picture_key_key ON media.picture USING btree (key)
  CREATE UNIQUE INDEX picture_pkey ON media.picture USING btree (id)
  policy added for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy changed for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy kept for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy removed for DELETE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy shown_in_contents for SELECT using ((media.is_in_right(rights_until) AND publishing.shows_picture(key)))
  policy shown_on_brochures for SELECT using ((media.is_in_right(rights_until) AND brochures.shows_picture(key)))
  policy system for ALL to parvis_system using (true)
  policy taken for SELECT using ((media.is_in_right(rights_until) AND ((authority_id = ANY (( SELECT audiences.actor_ids('workplace'::text) AS actor_ids)::bigint[])) OR (is_shared AND (cardinality(( SELECT audiences.actor_ids('workplace'::text) AS actor_ids)) > 0)))))

notices.choice
  channel text not null
  is_wanted boolean not null
  kind text not null
  label text not null
  person_id bigint not null
  CHECK ((channel = 'mail'::text))
  CHECK ((kind ~ '^[a-z]+\.[a-z_]+$'::text))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (person_id, kind, channel)
  CREATE UNIQUE INDEX choice_pkey ON notices.choice USING btree (person_id, kind, channel)
  policy own for ALL using ((person_id = ( SELECT platform.person_id() AS person_id)))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

notices.notice
  created_at timestamp with time zone not null
  detail text not null
  href text not null
  id bigint not null
  key uuid not null
  kind text not null
  person_id bigint not null
  read_at timestamp with time zone
  subject_id bigint not null
  subject_kind text not null
  title text not null
  CHECK ((href ~ '^/[a-z]'::text))
  CHECK ((kind ~ '^[a-z]+\.[a-z_]+$'::text))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (key)
  CREATE INDEX notice_list ON notices.notice USING btree (person_id, created_at DESC)
  CREATE INDEX notice_old ON notices.notice USING btree (created_at)
  CREATE INDEX notice_subject ON notices.notice USING btree (subject_kind, subject_id)
  CREATE UNIQUE INDEX notice_key_key ON notices.notice USING btree (key)
  CREATE UNIQUE INDEX notice_pkey ON notices.notice USING btree (id)
  policy own for ALL using ((person_id = ( SELECT platform.person_id() AS person_id)))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

notices.quiet
  ends text not null
  person_id bigint not null
  place text not null
  starts text not null
  weekends boolean not null
  CHECK ((ends ~ '^([01][0-9]|2[0-3]):(00|30)$'::text))
  CHECK ((place = ANY (ARRAY['account'::text, 'desk'::text])))
  CHECK ((starts <> ends))
  CHECK ((starts ~ '^([01][0-9]|2[0-3]):(00|30)$'::text))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (person_id, place)
  CREATE UNIQUE INDEX quiet_pkey ON notices.quiet USING btree (person_id, place)
  policy own for ALL using ((person_id = ( SELECT platform.person_id() AS person_id)))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

organisation.change
  applied_at timestamp with time zone
  authority_id integer not null
  day date not null
  id bigint not null
  kind text not null
  moved jsonb
  planned_at timestamp with time zone
  state text not null default 'previewed'::text
  target integer
  units integer[] not null
  CHECK (((cardinality(units) >= 1) AND (cardinality(units) <= 50)))
  CHECK (((kind = 'move'::text) OR (target IS NOT NULL)))
  CHECK (((moved IS NOT NULL) = (state = ANY (ARRAY['applied'::text, 'undone'::text]))))
  CHECK ((kind = ANY (ARRAY['close'::text, 'move'::text])))
  CHECK ((state = ANY (ARRAY['previewed'::text, 'planned'::text, 'applied'::text, 'dropped'::text, 'undone'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (target) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  CREATE INDEX change_authority ON organisation.change USING btree (authority_id, id DESC)
  CREATE INDEX change_planned ON organisation.change USING btree (day) WHERE (state = 'planned'::text)
  CREATE UNIQUE INDEX change_pkey ON organisation.change USING btree (id)
  policy planned for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy previewed for INSERT using () with check (((state = 'previewed'::text) AND (authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))

organisation.directory
  authority_id integer not null
  password bytea not null
  said jsonb not null
  version integer not null default 1
  CHECK ((jsonb_typeof(said) = 'object'::text))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (authority_id)
  CREATE UNIQUE INDEX directory_pkey ON organisation.directory USING btree (authority_id)
  policy own for ALL to parvis_app using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[]))) with check ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

organisation.entry
  authority_id integer not null
  email text not null
  entry_id text not null
  invitation_id bigint
  missing_since timestamp with time zone
  name text not null
  person_id bigint
  seen_at timestamp with time zone not null
  version integer not null
  CHECK (((length(entry_id) >= 1) AND (length(entry_id) <= 100)))
  CHECK ((length(email) <= 500))
  CHECK ((length(name) <= 500))
  FOREIGN KEY (authority_id) REFERENCES organisation.directory(authority_id) ON DELETE CASCADE
  FOREIGN KEY (invitation_id) REFERENCES accounts.invitation(id) ON DELETE SET NULL
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (authority_id, entry_id)
  CREATE INDEX entry_invitation ON organisation.entry USING btree (invitation_id)
  CREATE INDEX entry_of_person ON organisation.entry USING btree (person_id)
  CREATE UNIQUE INDEX entry_person ON organisation.entry USING btree (authority_id, person_id) WHERE (person_id IS NOT NULL)
  CREATE UNIQUE INDEX entry_pkey ON organisation.entry USING btree (authority_id, entry_id)
  policy own for ALL to parvis_app using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

organisation.reading
  authority_id integer not null
  began_at timestamp with time zone not null
  counted jsonb
  ended_at timestamp with time zone
  id bigint not null
  why text
  CHECK ((jsonb_typeof(counted) = 'object'::text))
  CHECK ((length(why) <= 500))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  CREATE INDEX reading_began ON organisation.reading USING btree (authority_id, began_at)
  CREATE UNIQUE INDEX reading_open ON organisation.reading USING btree (authority_id) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX reading_pkey ON organisation.reading USING btree (id)
  policy own for SELECT to parvis_app using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

pass.account
  entitlement_id bigint
  id bigint not null
  kind pass.account_kind not null
  opening bigint not null default 0
  partner_id integer not null
  unit pass.unit not null
  CHECK (((entitlement_id IS NULL) OR (kind = 'holder'::pass.account_kind)))
  FOREIGN KEY (entitlement_id) REFERENCES pass.entitlement(id) ON DELETE SET NULL
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (entitlement_id)
  CREATE UNIQUE INDEX account_entitlement_id_key ON pass.account USING btree (entitlement_id)
  CREATE UNIQUE INDEX account_once ON pass.account USING btree (partner_id, kind, unit) WHERE (kind <> 'holder'::pass.account_kind)
  CREATE UNIQUE INDEX account_pkey ON pass.account USING btree (id)
  policy system for ALL to parvis_system using (true)
  policy till for SELECT using ((kind <> 'holder'::pass.account_kind))

pass.asking
  cents integer
  device_id integer not null
  hash bytea not null
  id bigint not null
  nonce text not null
  seq bigint not null
  told jsonb
  until timestamp with time zone not null
  CHECK (((char_length(nonce) >= 16) AND (char_length(nonce) <= 64)))
  CHECK ((cents > 0))
  CHECK ((length(hash) = 32))
  CHECK ((octet_length((told)::text) <= 1000))
  CHECK ((seq > 0))
  FOREIGN KEY (device_id) REFERENCES pass.device(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (device_id, seq)
  UNIQUE (hash)
  CREATE INDEX asking_until ON pass.asking USING btree (until)
  CREATE UNIQUE INDEX asking_device_id_seq_key ON pass.asking USING btree (device_id, seq)
  CREATE UNIQUE INDEX asking_hash_key ON pass.asking USING btree (hash)
  CREATE UNIQUE INDEX asking_pkey ON pass.asking USING btree (id)
  policy system for ALL to parvis_system using (true)

pass.card_batch
  authority_id integer not null
  id bigint not null
  listed_at timestamp with time zone not null
  listed_by bigint
  made_as pass.made_as not null
  made_at timestamp with time zone
  sent_at timestamp with time zone
  CHECK (((sent_at IS NULL) OR (made_at IS NOT NULL)))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id) ON DELETE CASCADE
  FOREIGN KEY (listed_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (id)
  CREATE INDEX card_batch_authority ON pass.card_batch USING btree (authority_id, listed_at)
  CREATE INDEX card_batch_listed_by ON pass.card_batch USING btree (listed_by)
  CREATE UNIQUE INDEX card_batch_pkey ON pass.card_batch USING btree (id)
  policy kept for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))
  policy own for SELECT using ((id IN ( SELECT o.batch_id
   FROM ((pass.card_order o
     JOIN pass.support s ON ((s.id = o.support_id)))
     JOIN pass.pass p ON ((p.id = s.pass_id)))
  WHERE (p.person_id = ( SELECT platform.person_id() AS person_id)))))
  policy system for ALL to parvis_system using (true)

pass.card_number
  key_ref integer not null
  place smallint not null
  support_id bigint not null
  value bytea not null
  CHECK (((key_ref >= 0) AND (key_ref <= 65535)))
  CHECK (((place >= 11) AND (place <= 35)))
  CHECK ((length(value) = 4))
  FOREIGN KEY (support_id) REFERENCES pass.support(id) ON DELETE CASCADE
  PRIMARY KEY (support_id, place)
  UNIQUE (place, key_ref, value)
  CREATE UNIQUE INDEX card_number_pkey ON pass.card_number USING btree (support_id, place)
  CREATE UNIQUE INDEX card_number_place_key_ref_value_key ON pass.card_number USING btree (place, key_ref, value)
  policy system for ALL to parvis_system using (true)

pass.card_order
  active_at timestamp with time zone
  address text
  authority_id integer not null
  batch_id bigint
  ended_at timestamp with time zone
  keeps_values boolean not null
  made_as pass.made_as not null
  ordered_at timestamp with time zone not null
  ordered_by bigint
  partner_id integer
  sector text
  support_id bigint not null
  told_at timestamp with time zone
  tries smallint not null default 0
  CHECK (((char_length(address) >= 5) AND (char_length(address) <= 200)))
  CHECK (((made_as = 'printed'::pass.made_as) = ((partner_id IS NOT NULL) AND (sector IS NOT NULL))))
  CHECK (((partner_id IS NULL) = (sector IS NULL)))
  CHECK (((tries >= 0) AND (tries <= 5)))
  CHECK ((char_length(sector) <= 40))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id) ON DELETE CASCADE
  FOREIGN KEY (batch_id) REFERENCES pass.card_batch(id) ON DELETE SET NULL
  FOREIGN KEY (ordered_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  FOREIGN KEY (support_id) REFERENCES pass.support(id) ON DELETE CASCADE
  PRIMARY KEY (support_id)
  CREATE INDEX card_order_authority ON pass.card_order USING btree (authority_id, batch_id)
  CREATE INDEX card_order_batch ON pass.card_order USING btree (batch_id)
  CREATE INDEX card_order_ordered_by ON pass.card_order USING btree (ordered_by)
  CREATE INDEX card_order_partner ON pass.card_order USING btree (partner_id)
  CREATE UNIQUE INDEX card_order_pkey ON pass.card_order USING btree (support_id)
  policy kept for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))
  policy own for SELECT using ((support_id IN ( SELECT s.id
   FROM (pass.support s
     JOIN pass.pass p ON ((p.id = s.pass_id)))
  WHERE (p.person_id = ( SELECT platform.person_id() AS person_id)))))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using (((NOT ( SELECT platform.looks() AS looks)) OR (authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[]))))

pass.card_slot
  partner_id integer not null
  place smallint not null
  sector text not null
  CHECK (((place >= 11) AND (place <= 35)))
  CHECK ((char_length(sector) <= 40))
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  PRIMARY KEY (partner_id, sector)
  UNIQUE (place)
  CREATE UNIQUE INDEX card_slot_pkey ON pass.card_slot USING btree (partner_id, sector)
  CREATE UNIQUE INDEX card_slot_place_key ON pass.card_slot USING btree (place)
  policy system for ALL to parvis_system using (true)

pass.code
  hash bytea not null
  is_spoken boolean not null
  pass_id bigint not null
  support_id bigint
  until timestamp with time zone not null
  used_at timestamp with time zone
  CHECK ((length(hash) = 32))
  FOREIGN KEY (pass_id) REFERENCES pass.pass(id) ON DELETE CASCADE
  FOREIGN KEY (support_id) REFERENCES pass.support(id) ON DELETE CASCADE
  PRIMARY KEY (hash)
  CREATE INDEX code_pass ON pass.code USING btree (pass_id)
  CREATE INDEX code_support ON pass.code USING btree (support_id)
  CREATE INDEX code_until ON pass.code USING btree (until)
  CREATE UNIQUE INDEX code_pkey ON pass.code USING btree (hash)
  policy system for ALL to parvis_system using (true)

pass.copy
  entitlement_id bigint not null
  id bigint not null
  made_at timestamp with time zone not null
  retired_at timestamp with time zone
  sector text not null
  shown_at timestamp with time zone
  status_index integer not null
  support_id bigint not null
  thumbprint bytea not null
  until timestamp with time zone not null
  CHECK ((length(thumbprint) = 32))
  CHECK ((status_index >= 0))
  FOREIGN KEY (entitlement_id) REFERENCES pass.entitlement(id) ON DELETE CASCADE
  FOREIGN KEY (support_id) REFERENCES pass.support(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (sector, status_index)
  UNIQUE (thumbprint)
  CREATE INDEX copy_entitlement ON pass.copy USING btree (entitlement_id)
  CREATE INDEX copy_support ON pass.copy USING btree (support_id)
  CREATE INDEX copy_until ON pass.copy USING btree (until)
  CREATE UNIQUE INDEX copy_pkey ON pass.copy USING btree (id)
  CREATE UNIQUE INDEX copy_sector_status_index_key ON pass.copy USING btree (sector, status_index)
  CREATE UNIQUE INDEX copy_thumbprint_key ON pass.copy USING btree (thumbprint)
  policy system for ALL to parvis_system using (true)

pass.dead
  at timestamp with time zone not null
  of_copy boolean not null default false
  sector text not null
  status_index integer not null
  CHECK ((status_index >= 0))
  PRIMARY KEY (sector, status_index)
  CREATE UNIQUE INDEX dead_pkey ON pass.dead USING btree (sector, status_index)
  policy system for ALL to parvis_system using (true)

pass.device
  calls integer not null default 0
  calls_at timestamp with time zone
  code_hash bytea
  code_until timestamp with time zone not null
  enrolled_at timestamp with time zone
  id integer not null
  key jsonb
  label text not null
  last_hash bytea
  last_seen_at timestamp with time zone
  last_seq bigint not null default 0
  made_at timestamp with time zone not null
  made_by bigint
  partner_id integer not null
  place_id integer not null
  revoked_at timestamp with time zone
  sector text not null
  thumbprint text
  CHECK (((char_length(label) >= 1) AND (char_length(label) <= 60)))
  CHECK (((key IS NULL) = (thumbprint IS NULL)))
  CHECK ((calls >= 0))
  CHECK ((char_length(thumbprint) = 43))
  CHECK ((length(code_hash) = 32))
  CHECK ((length(last_hash) = 32))
  CHECK ((octet_length((key)::text) <= 500))
  FOREIGN KEY (made_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  FOREIGN KEY (place_id, partner_id) REFERENCES pass.place(id, partner_id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (code_hash)
  UNIQUE (thumbprint)
  CREATE INDEX device_made_by ON pass.device USING btree (made_by)
  CREATE INDEX device_partner ON pass.device USING btree (partner_id)
  CREATE INDEX device_place ON pass.device USING btree (place_id)
  CREATE UNIQUE INDEX device_code_hash_key ON pass.device USING btree (code_hash)
  CREATE UNIQUE INDEX device_pkey ON pass.device USING btree (id)
  CREATE UNIQUE INDEX device_thumbprint_key ON pass.device USING btree (thumbprint)
  policy called for SELECT using ((partner_id = ANY (( SELECT audiences.actor_ids('calldoors'::text) AS actor_ids)::bigint[])))
  policy kept for SELECT using (((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])) OR (partner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[]))))
  policy made for INSERT using () with check (((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])) OR (partner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[]))))
  policy revoked for UPDATE using (((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])) OR (partner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[]))))
  policy revoked_by_key for UPDATE using ((partner_id = ANY (( SELECT audiences.actor_ids('calldoors'::text) AS actor_ids)::bigint[])))
  policy seen for SELECT using ((partner_id = ANY (( SELECT audiences.actor_ids('partner'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

pass.dispute
  at timestamp with time zone not null
  id bigint not null
  line_id bigint not null
  reason text not null
  CHECK (((char_length(reason) >= 5) AND (char_length(reason) <= 1000)))
  FOREIGN KEY (line_id) REFERENCES pass.settlement_line(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX dispute_line ON pass.dispute USING btree (line_id)
  CREATE UNIQUE INDEX dispute_pkey ON pass.dispute USING btree (id)
  policy called for SELECT using (pass.line_to_key(line_id))
  policy disputed for INSERT using () with check (pass.settles(pass.settlement_of(line_id), 'headed'::text))
  policy system for ALL to parvis_system using (true)
  policy told for SELECT using ((pass.settlement_of(line_id) IS NOT NULL))

pass.dispute_answer
  at timestamp with time zone not null
  correction_id bigint
  dispute_id bigint not null
  said text not null
  CHECK (((char_length(said) >= 5) AND (char_length(said) <= 1000)))
  FOREIGN KEY (correction_id) REFERENCES pass.settlement_line(id) ON DELETE CASCADE
  FOREIGN KEY (dispute_id) REFERENCES pass.dispute(id) ON DELETE CASCADE
  PRIMARY KEY (dispute_id)
  CREATE INDEX dispute_answer_correction ON pass.dispute_answer USING btree (correction_id) WHERE (correction_id IS NOT NULL)
  CREATE UNIQUE INDEX dispute_answer_pkey ON pass.dispute_answer USING btree (dispute_id)
  policy answered for INSERT using () with check (pass.settles(pass.settlement_of_dispute(dispute_id), 'kept'::text))
  policy called for SELECT using (pass.dispute_to_key(dispute_id))
  policy system for ALL to parvis_system using (true)
  policy told for SELECT using ((pass.settlement_of_dispute(dispute_id) IS NOT NULL))

pass.entitlement
  because text not null
  class text not null
  decided_at timestamp with time zone not null
  decided_by bigint
  ended_at timestamp with time zone
  ended_because text
  given_as pass.given not null
  id bigint not null
  pass_id bigint not null
  product_id integer not null
  remaining integer
  since date not null
  told_until date
  until date not null
  CHECK (((char_length(because) >= 1) AND (char_length(because) <= 1000)))
  CHECK (((ended_at IS NULL) = (ended_because IS NULL)))
  CHECK ((char_length(class) <= 40))
  CHECK ((char_length(ended_because) <= 300))
  CHECK ((remaining >= 0))
  CHECK ((until >= since))
  FOREIGN KEY (decided_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (pass_id) REFERENCES pass.pass(id) ON DELETE CASCADE
  FOREIGN KEY (product_id) REFERENCES pass.product(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX entitlement_decided_by ON pass.entitlement USING btree (decided_by)
  CREATE INDEX entitlement_pass ON pass.entitlement USING btree (pass_id, product_id)
  CREATE INDEX entitlement_product ON pass.entitlement USING btree (product_id)
  CREATE UNIQUE INDEX entitlement_pkey ON pass.entitlement USING btree (id)
  CREATE UNIQUE INDEX one_entitlement ON pass.entitlement USING btree (pass_id, product_id) WHERE (ended_at IS NULL)
  policy own for SELECT using ((pass_id = ( SELECT p.id
   FROM pass.pass p
  WHERE (p.person_id = platform.person_id()))))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

pass.guardian_limit
  decided_on date not null
  mandate_id bigint not null
  may_buy boolean not null
  may_see boolean not null
  may_stop boolean not null
  set_at timestamp with time zone not null
  set_by bigint
  FOREIGN KEY (mandate_id) REFERENCES accounts.mandate(id) ON DELETE CASCADE
  FOREIGN KEY (set_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (mandate_id)
  CREATE INDEX guardian_limit_set_by ON pass.guardian_limit USING btree (set_by)
  CREATE UNIQUE INDEX guardian_limit_pkey ON pass.guardian_limit USING btree (mandate_id)
  policy system for ALL to parvis_system using (true)

pass.issuer_key
  kid text not null
  made_at timestamp with time zone not null
  public jsonb not null
  retired_at timestamp with time zone
  sealed bytea not null
  CHECK (((char_length(kid) >= 4) AND (char_length(kid) <= 16)))
  PRIMARY KEY (kid)
  CREATE UNIQUE INDEX issuer_key_pkey ON pass.issuer_key USING btree (kid)
  policy system for ALL to parvis_system using (true)

pass.member
  id bigint not null
  is_manager boolean not null
  partner_id integer not null
  person_id bigint not null
  since date not null
  until date
  CHECK ((until >= since))
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX member_partner ON pass.member USING btree (partner_id)
  CREATE INDEX member_person ON pass.member USING btree (person_id)
  CREATE UNIQUE INDEX member_once ON pass.member USING btree (partner_id, person_id) WHERE (until IS NULL)
  CREATE UNIQUE INDEX member_pkey ON pass.member USING btree (id)
  policy ended for UPDATE using (((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])) OR (partner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[]))))
  policy headed for SELECT using ((partner_id = ANY (( SELECT audiences.actor_ids('headed'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)
  policy told for SELECT using (((person_id = platform.person_id()) OR (partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])) OR (partner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[]))))

pass.offer
  challenge text
  client_id text
  code_hash bytea not null
  copies smallint not null default 0
  entitlement_id bigint not null
  id bigint not null
  is_detailed boolean not null default false
  pass_id bigint not null
  return_to text
  serial uuid not null
  support_id bigint
  token_hash bytea
  token_until timestamp with time zone
  tries smallint not null default 0
  until timestamp with time zone not null
  CHECK ((((client_id IS NULL) = (return_to IS NULL)) AND ((client_id IS NULL) = (challenge IS NULL))))
  CHECK (((token_hash IS NULL) = (token_until IS NULL)))
  CHECK (((tries >= 0) AND (tries <= 5)))
  CHECK ((challenge ~ '^[A-Za-z0-9_-]{43}$'::text))
  CHECK ((char_length(return_to) <= 500))
  CHECK ((copies >= 0))
  CHECK ((length(code_hash) = 32))
  CHECK ((length(token_hash) = 32))
  FOREIGN KEY (client_id) REFERENCES pass.wallet_program(client_id)
  FOREIGN KEY (entitlement_id) REFERENCES pass.entitlement(id) ON DELETE CASCADE
  FOREIGN KEY (pass_id) REFERENCES pass.pass(id) ON DELETE CASCADE
  FOREIGN KEY (support_id) REFERENCES pass.support(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (code_hash)
  UNIQUE (serial)
  UNIQUE (support_id)
  UNIQUE (token_hash)
  CREATE INDEX offer_client ON pass.offer USING btree (client_id)
  CREATE INDEX offer_entitlement ON pass.offer USING btree (entitlement_id)
  CREATE INDEX offer_pass ON pass.offer USING btree (pass_id)
  CREATE INDEX offer_until ON pass.offer USING btree (until)
  CREATE UNIQUE INDEX offer_code_hash_key ON pass.offer USING btree (code_hash)
  CREATE UNIQUE INDEX offer_pkey ON pass.offer USING btree (id)
  CREATE UNIQUE INDEX offer_serial_key ON pass.offer USING btree (serial)
  CREATE UNIQUE INDEX offer_support_id_key ON pass.offer USING btree (support_id)
  CREATE UNIQUE INDEX offer_token_hash_key ON pass.offer USING btree (token_hash)
  policy own for SELECT using ((pass_id = ( SELECT p.id
   FROM pass.pass p
  WHERE (p.person_id = platform.person_id()))))
  policy system for ALL to parvis_system using (true)

pass.partner
  about text not null
  authority_id integer not null
  id integer not null
  is_private boolean not null
  most_holders integer
  name text not null
  sandbox_of integer
  sectors text[] not null
  since date not null
  siret text
  until date not null
  version integer not null default 1
  CHECK ((((cardinality(sectors) >= 1) AND (cardinality(sectors) <= 6)) AND (array_position(sectors, NULL::text) IS NULL)))
  CHECK (((char_length(name) >= 2) AND (char_length(name) <= 80)))
  CHECK (((sandbox_of IS NULL) OR ((NOT is_private) AND (most_holders IS NULL) AND (sandbox_of <> id))))
  CHECK ((char_length(about) <= 1000))
  CHECK ((most_holders > 0))
  CHECK ((siret ~ '^[0-9]{14}$'::text))
  CHECK ((until >= since))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (sandbox_of) REFERENCES pass.partner(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (sandbox_of)
  CREATE UNIQUE INDEX partner_name ON pass.partner USING btree (authority_id, name) WHERE (sandbox_of IS NULL)
  CREATE UNIQUE INDEX partner_pkey ON pass.partner USING btree (id)
  CREATE UNIQUE INDEX partner_sandbox ON pass.partner USING btree (sandbox_of)
  policy kept for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy made for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)
  policy told for SELECT using ((id <> ALL (( SELECT pass.unseen_partners() AS unseen_partners)::integer[])))

pass.pass
  id bigint not null
  opened_at timestamp with time zone not null
  opened_by bigint
  person_id bigint
  sandbox_id integer
  stopped_at timestamp with time zone
  CHECK (((person_id IS NULL) <> (sandbox_id IS NULL)))
  FOREIGN KEY (opened_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (sandbox_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (person_id)
  CREATE INDEX pass_opened_by ON pass.pass USING btree (opened_by)
  CREATE INDEX pass_sandbox ON pass.pass USING btree (sandbox_id) WHERE (sandbox_id IS NOT NULL)
  CREATE UNIQUE INDEX pass_person_id_key ON pass.pass USING btree (person_id)
  CREATE UNIQUE INDEX pass_pkey ON pass.pass USING btree (id)
  policy own for SELECT using ((person_id = ( SELECT platform.person_id() AS person_id)))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

pass.payer
  pass_id bigint not null
  person_id bigint not null
  since date not null
  until date not null
  CHECK ((until >= since))
  FOREIGN KEY (pass_id) REFERENCES pass.pass(id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (pass_id, person_id)
  CREATE INDEX payer_person ON pass.payer USING btree (person_id)
  CREATE UNIQUE INDEX payer_pkey ON pass.payer USING btree (pass_id, person_id)
  policy system for ALL to parvis_system using (true)

pass.place
  address text not null
  closed_on date
  id integer not null
  name text not null
  opening text not null default ''::text
  partner_id integer not null
  CHECK (((char_length(name) >= 2) AND (char_length(name) <= 80)))
  CHECK ((char_length(address) <= 200))
  CHECK ((char_length(opening) <= 300))
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (id, partner_id)
  UNIQUE (partner_id, name)
  CREATE UNIQUE INDEX place_id_partner_id_key ON pass.place USING btree (id, partner_id)
  CREATE UNIQUE INDEX place_name ON pass.place USING btree (partner_id, name)
  CREATE UNIQUE INDEX place_pkey ON pass.place USING btree (id)
  policy called for UPDATE using ((partner_id = ANY (( SELECT audiences.actor_ids('callplaces'::text) AS actor_ids)::bigint[])))
  policy kept for UPDATE using (((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])) OR (partner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[]))))
  policy made for INSERT using () with check (((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])) OR (partner_id = ANY (( SELECT audiences.actor_ids('managed'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)
  policy told for SELECT using ((partner_id <> ALL (( SELECT pass.unseen_partners() AS unseen_partners)::integer[])))

pass.posting
  account_id bigint not null
  amount bigint not null
  transfer_id bigint not null
  CHECK ((amount <> 0))
  FOREIGN KEY (account_id) REFERENCES pass.account(id) ON DELETE CASCADE
  FOREIGN KEY (transfer_id) REFERENCES pass.transfer(id) ON DELETE CASCADE
  PRIMARY KEY (transfer_id, account_id)
  CREATE INDEX posting_account ON pass.posting USING btree (account_id)
  CREATE UNIQUE INDEX posting_pkey ON pass.posting USING btree (transfer_id, account_id)
  policy system for ALL to parvis_system using (true)
  policy till for SELECT using ((EXISTS ( SELECT
   FROM pass.transfer t
  WHERE (t.id = posting.transfer_id))))

pass.price
  cents integer not null
  class text not null
  product_id integer not null
  reimbursed_cents integer not null default 0
  CHECK (((cents >= 0) AND (cents <= 1000000)))
  CHECK (((reimbursed_cents >= 0) AND (reimbursed_cents <= 1000000)))
  CHECK ((char_length(class) <= 40))
  FOREIGN KEY (product_id) REFERENCES pass.product(id) ON DELETE CASCADE
  PRIMARY KEY (product_id, class)
  CREATE UNIQUE INDEX price_pkey ON pass.price USING btree (product_id, class)
  policy kept for UPDATE using ((EXISTS ( SELECT
   FROM pass.product p
  WHERE ((p.id = price.product_id) AND (p.partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[]))))))
  policy made for INSERT using () with check ((EXISTS ( SELECT
   FROM pass.product p
  WHERE ((p.id = price.product_id) AND (p.partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[]))))))
  policy system for ALL to parvis_system using (true)
  policy taken for DELETE using ((EXISTS ( SELECT
   FROM pass.product p
  WHERE ((p.id = price.product_id) AND (p.partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[]))))))
  policy told for SELECT using ((product_id IN ( SELECT d.id
   FROM pass.product d)))

pass.product
  alone integer not null
  closed_days datemultirange not null default '{}'::datemultirange
  daily integer
  grid text
  id integer not null
  kind pass.kind not null
  months smallint not null
  most_holders integer
  name text not null
  on_paper boolean not null
  partner_id integer not null
  quantity integer
  sector text not null
  since date not null
  until date
  version integer not null default 1
  CHECK (((char_length(name) >= 2) AND (char_length(name) <= 80)))
  CHECK (((daily >= 1) AND (daily <= 1000000)))
  CHECK (((daily IS NULL) OR (kind = 'credit'::pass.kind)))
  CHECK (((months >= 1) AND (months <= 60)))
  CHECK (((quantity IS NULL) = (kind = ANY (ARRAY['entry'::pass.kind, 'price'::pass.kind]))))
  CHECK ((alone >= 0))
  CHECK ((char_length(grid) <= 60))
  CHECK ((most_holders > 0))
  CHECK ((quantity > 0))
  CHECK ((until >= since))
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (id, partner_id)
  UNIQUE (partner_id, name)
  CREATE UNIQUE INDEX product_id_partner_id_key ON pass.product USING btree (id, partner_id)
  CREATE UNIQUE INDEX product_name ON pass.product USING btree (partner_id, name)
  CREATE UNIQUE INDEX product_pkey ON pass.product USING btree (id)
  policy kept for UPDATE using ((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])))
  policy made for INSERT using () with check ((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)
  policy told for SELECT using ((partner_id <> ALL (( SELECT pass.unseen_partners() AS unseen_partners)::integer[])))

pass.product_place
  partner_id integer not null
  place_id integer not null
  product_id integer not null
  FOREIGN KEY (place_id, partner_id) REFERENCES pass.place(id, partner_id) ON DELETE CASCADE
  FOREIGN KEY (product_id, partner_id) REFERENCES pass.product(id, partner_id) ON DELETE CASCADE
  PRIMARY KEY (product_id, place_id)
  CREATE INDEX product_place_place ON pass.product_place USING btree (place_id)
  CREATE UNIQUE INDEX product_place_pkey ON pass.product_place USING btree (product_id, place_id)
  policy made for INSERT using () with check ((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)
  policy taken for DELETE using ((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])))
  policy told for SELECT using ((partner_id <> ALL (( SELECT pass.unseen_partners() AS unseen_partners)::integer[])))

pass.proof
  class text not null
  ended_at timestamp with time zone
  ends_on date not null
  fact text not null
  id bigint not null
  level text not null
  person_id bigint not null
  recorded_at timestamp with time zone not null
  seen_by bigint
  seen_on date not null
  shown text not null
  source text not null
  CHECK (
CASE fact
    WHEN 'commune'::text THEN (class ~ '^[0-9AB]{5}$'::text)
    WHEN 'quotient'::text THEN (class ~ '^[1-5]$'::text)
    WHEN 'disability'::text THEN (class = 'true'::text)
    WHEN 'pupil'::text THEN (class = 'true'::text)
    WHEN 'student'::text THEN (class = 'true'::text)
    WHEN 'job_seeker'::text THEN (class = 'true'::text)
    ELSE false
END)
  CHECK (((source = 'desk'::text) OR (seen_by IS NULL)))
  CHECK ((ends_on >= seen_on))
  CHECK ((level = ANY (ARRAY['declared'::text, 'seen'::text, 'verified'::text])))
  CHECK ((shown ~ '^[a-zA-Z]{1,30}$'::text))
  CHECK ((source = ANY (ARRAY['profile'::text, 'desk'::text, 'twoDDoc'::text, 'api'::text])))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (seen_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  PRIMARY KEY (id)
  CREATE INDEX proof_seen_by ON pass.proof USING btree (seen_by)
  CREATE UNIQUE INDEX one_proof ON pass.proof USING btree (person_id, fact) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX proof_pkey ON pass.proof USING btree (id)
  policy own for SELECT using ((person_id = ( SELECT platform.person_id() AS person_id)))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

pass.proof_heard
  digest bytea not null
  until timestamp with time zone not null
  CHECK ((length(digest) = 32))
  PRIMARY KEY (digest)
  CREATE INDEX proof_heard_until ON pass.proof_heard USING btree (until)
  CREATE UNIQUE INDEX proof_heard_pkey ON pass.proof_heard USING btree (digest)
  policy system for ALL to parvis_system using (true)

pass.proved
  hash bytea not null
  until timestamp with time zone not null
  CHECK ((length(hash) = 32))
  PRIMARY KEY (hash)
  CREATE INDEX proved_until ON pass.proved USING btree (until)
  CREATE UNIQUE INDEX proved_pkey ON pass.proved USING btree (hash)
  policy system for ALL to parvis_system using (true)

pass.redemption
  at timestamp with time zone not null
  class text
  device_id integer not null
  entitlement_id bigint
  found text
  hash bytea
  id bigint not null
  is_online boolean not null
  let_in text
  partner_id integer not null
  place_id integer not null
  product_id integer
  received_at timestamp with time zone not null
  result text not null
  seq bigint not null
  shown bytea
  undone_at timestamp with time zone
  CHECK (((char_length(result) >= 1) AND (char_length(result) <= 30)))
  CHECK (((length(shown) >= 8) AND (length(shown) <= 32)))
  CHECK ((char_length(let_in) <= 200))
  CHECK ((found = ANY (ARRAY['double'::text, 'over'::text, 'dead'::text, 'late'::text, 'unproven'::text])))
  CHECK ((length(hash) = 32))
  CHECK ((seq > 0))
  FOREIGN KEY (device_id) REFERENCES pass.device(id) ON DELETE CASCADE
  FOREIGN KEY (entitlement_id) REFERENCES pass.entitlement(id) ON DELETE SET NULL
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  FOREIGN KEY (place_id) REFERENCES pass.place(id) ON DELETE CASCADE
  FOREIGN KEY (product_id) REFERENCES pass.product(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (device_id, seq)
  CREATE INDEX redemption_entitlement ON pass.redemption USING btree (entitlement_id, at DESC) WHERE (entitlement_id IS NOT NULL)
  CREATE INDEX redemption_partner ON pass.redemption USING btree (partner_id, at DESC)
  CREATE INDEX redemption_place ON pass.redemption USING btree (place_id)
  CREATE INDEX redemption_product ON pass.redemption USING btree (product_id)
  CREATE INDEX redemption_shown ON pass.redemption USING btree (shown) WHERE (shown IS NOT NULL)
  CREATE UNIQUE INDEX redemption_device_id_seq_key ON pass.redemption USING btree (device_id, seq)
  CREATE UNIQUE INDEX redemption_pkey ON pass.redemption USING btree (id)
  policy called for SELECT using ((partner_id = ANY (( SELECT audiences.actor_ids('calluses'::text) AS actor_ids)::bigint[])))
  policy counted for SELECT using (((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])) OR (partner_id = ANY (( SELECT audiences.actor_ids('partner'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

pass.sector_value
  given_at timestamp with time zone not null
  id bigint not null
  partner_id integer not null
  pass_id bigint not null
  retired_at timestamp with time zone
  sector text not null
  status_index integer not null
  support_id bigint
  value bytea not null
  CHECK ((length(value) = 16))
  CHECK ((status_index >= 0))
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  FOREIGN KEY (pass_id) REFERENCES pass.pass(id) ON DELETE CASCADE
  FOREIGN KEY (support_id) REFERENCES pass.support(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (sector, status_index)
  UNIQUE (value)
  CREATE INDEX sector_value_partner ON pass.sector_value USING btree (partner_id)
  CREATE INDEX sector_value_support ON pass.sector_value USING btree (support_id)
  CREATE UNIQUE INDEX one_value ON pass.sector_value USING btree (pass_id, partner_id, sector) WHERE ((retired_at IS NULL) AND (support_id IS NULL))
  CREATE UNIQUE INDEX one_value_of_card ON pass.sector_value USING btree (support_id, partner_id, sector) WHERE ((retired_at IS NULL) AND (support_id IS NOT NULL))
  CREATE UNIQUE INDEX sector_value_pkey ON pass.sector_value USING btree (id)
  CREATE UNIQUE INDEX sector_value_sector_status_index_key ON pass.sector_value USING btree (sector, status_index)
  CREATE UNIQUE INDEX sector_value_value_key ON pass.sector_value USING btree (value)
  policy own for SELECT using ((pass_id = ( SELECT p.id
   FROM pass.pass p
  WHERE (p.person_id = ( SELECT platform.person_id() AS person_id)))))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

pass.settlement
  id integer not null
  made_at timestamp with time zone not null
  month date not null
  partner_id integer not null
  CHECK ((EXTRACT(day FROM month) = (1)::numeric))
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (partner_id, month)
  CREATE UNIQUE INDEX settlement_once ON pass.settlement USING btree (partner_id, month)
  CREATE UNIQUE INDEX settlement_pkey ON pass.settlement USING btree (id)
  policy called for SELECT using ((partner_id = ANY (( SELECT audiences.actor_ids('callsettlements'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)
  policy told for SELECT using (((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])) OR (partner_id = ANY (( SELECT audiences.actor_ids('headed'::text) AS actor_ids)::bigint[]))))

pass.settlement_line
  class text not null
  corrects bigint
  id bigint not null
  product text not null
  product_id integer not null
  settlement_id integer not null
  unit_cents integer not null
  uses integer not null
  CHECK (((corrects IS NOT NULL) OR (uses > 0)))
  CHECK ((unit_cents >= 0))
  CHECK ((uses <> 0))
  FOREIGN KEY (corrects) REFERENCES pass.settlement_line(id) ON DELETE CASCADE
  FOREIGN KEY (product_id) REFERENCES pass.product(id) ON DELETE CASCADE
  FOREIGN KEY (settlement_id) REFERENCES pass.settlement(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX settlement_line_corrects ON pass.settlement_line USING btree (corrects) WHERE (corrects IS NOT NULL)
  CREATE INDEX settlement_line_product ON pass.settlement_line USING btree (product_id)
  CREATE UNIQUE INDEX line_once ON pass.settlement_line USING btree (settlement_id, product_id, class) WHERE (corrects IS NULL)
  CREATE UNIQUE INDEX settlement_line_pkey ON pass.settlement_line USING btree (id)
  policy called for SELECT using (pass.settles_to_key(settlement_id))
  policy corrected for INSERT using () with check (((corrects IS NOT NULL) AND pass.settles(settlement_id, 'kept'::text)))
  policy system for ALL to parvis_system using (true)
  policy told for SELECT using ((pass.settles(settlement_id, 'kept'::text) OR pass.settles(settlement_id, 'headed'::text)))

pass.settlement_step
  at timestamp with time zone not null
  reference text not null default ''::text
  settlement_id integer not null
  step text not null
  CHECK (((step = 'paid'::text) = (reference <> ''::text)))
  CHECK ((char_length(reference) <= 60))
  CHECK ((step = ANY (ARRAY['accepted'::text, 'paid'::text])))
  FOREIGN KEY (settlement_id) REFERENCES pass.settlement(id) ON DELETE CASCADE
  PRIMARY KEY (settlement_id, step)
  CREATE UNIQUE INDEX step_once ON pass.settlement_step USING btree (settlement_id, step)
  policy called for SELECT using (pass.settles_to_key(settlement_id))
  policy stepped for INSERT using () with check (
CASE step
    WHEN 'paid'::text THEN pass.settles(settlement_id, 'kept'::text)
    ELSE pass.settles(settlement_id, 'headed'::text)
END)
  policy system for ALL to parvis_system using (true)
  policy told for SELECT using ((pass.settles(settlement_id, 'kept'::text) OR pass.settles(settlement_id, 'headed'::text)))

pass.status_list
  changed_at timestamp with time zone not null
  sector text not null
  size integer not null
  version bigint not null
  CHECK (((size >= 1024) AND (size <= 16777216)))
  PRIMARY KEY (sector)
  CREATE UNIQUE INDEX status_list_pkey ON pass.status_list USING btree (sector)
  policy system for ALL to parvis_system using (true)

pass.support
  app text
  card_hash bytea
  ended_at timestamp with time zone
  expires_on date
  holder_key jsonb
  id bigint not null
  kind pass.carrier not null
  label text not null
  made_at timestamp with time zone not null
  pass_id bigint not null
  replaces bigint
  state pass.carrier_state not null
  CHECK (((app IS NULL) OR ((app = ANY (ARRAY['apple'::text, 'google'::text])) AND (kind = 'wallet'::pass.carrier))))
  CHECK (((char_length(label) >= 1) AND (char_length(label) <= 80)))
  CHECK (((kind = 'phone'::pass.carrier) = (holder_key IS NOT NULL)))
  CHECK ((length(card_hash) = 32))
  CHECK ((octet_length((holder_key)::text) <= 500))
  FOREIGN KEY (pass_id) REFERENCES pass.pass(id) ON DELETE CASCADE
  FOREIGN KEY (replaces) REFERENCES pass.support(id) ON DELETE SET NULL
  PRIMARY KEY (id)
  UNIQUE (card_hash)
  CREATE INDEX support_pass ON pass.support USING btree (pass_id)
  CREATE INDEX support_replaces ON pass.support USING btree (replaces)
  CREATE UNIQUE INDEX one_phone ON pass.support USING btree (pass_id) WHERE ((kind = 'phone'::pass.carrier) AND (state = 'active'::pass.carrier_state))
  CREATE UNIQUE INDEX support_card_hash_key ON pass.support USING btree (card_hash)
  CREATE UNIQUE INDEX support_pkey ON pass.support USING btree (id)
  policy own for SELECT using ((pass_id = ( SELECT p.id
   FROM pass.pass p
  WHERE (p.person_id = platform.person_id()))))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

pass.transfer
  asked_key uuid
  at timestamp with time zone not null
  authority_id integer
  class text not null
  entitlement_id bigint
  id bigint not null
  kind pass.transfer_kind not null
  made_by bigint
  means text
  partner_id integer not null
  product_id integer not null
  reason text
  redemption_id bigint
  reverses bigint
  CHECK (((kind <> 'used'::pass.transfer_kind) OR (entitlement_id IS NULL)))
  CHECK (((kind = 'sold'::pass.transfer_kind) OR (means IS NULL)))
  CHECK (((kind = 'undone'::pass.transfer_kind) = (reverses IS NOT NULL)))
  CHECK ((char_length(class) <= 40))
  CHECK ((char_length(reason) <= 80))
  CHECK ((means = ANY (ARRAY['cash'::text, 'card'::text, 'cheque'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (entitlement_id) REFERENCES pass.entitlement(id) ON DELETE SET NULL
  FOREIGN KEY (made_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  FOREIGN KEY (product_id, partner_id) REFERENCES pass.product(id, partner_id) ON DELETE CASCADE
  FOREIGN KEY (redemption_id) REFERENCES pass.redemption(id) ON DELETE SET NULL
  FOREIGN KEY (reverses) REFERENCES pass.transfer(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (asked_key)
  UNIQUE (redemption_id)
  UNIQUE (reverses)
  CREATE INDEX transfer_authority ON pass.transfer USING btree (authority_id)
  CREATE INDEX transfer_entitlement ON pass.transfer USING btree (entitlement_id) WHERE (entitlement_id IS NOT NULL)
  CREATE INDEX transfer_made_by ON pass.transfer USING btree (made_by, at DESC)
  CREATE INDEX transfer_partner ON pass.transfer USING btree (partner_id, at DESC)
  CREATE INDEX transfer_product ON pass.transfer USING btree (product_id)
  CREATE UNIQUE INDEX transfer_asked_key_key ON pass.transfer USING btree (asked_key)
  CREATE UNIQUE INDEX transfer_pkey ON pass.transfer USING btree (id)
  CREATE UNIQUE INDEX transfer_redemption_id_key ON pass.transfer USING btree (redemption_id)
  CREATE UNIQUE INDEX transfer_reverses_key ON pass.transfer USING btree (reverses)
  policy system for ALL to parvis_system using (true)
  policy till for SELECT using ((made_by = ( SELECT platform.person_id() AS person_id)))

pass.use
  class text not null default ''::text
  count integer not null
  day date not null
  id bigint not null
  is_online boolean not null
  partner_id integer not null
  place_id integer not null
  product_id integer
  result text not null
  CHECK ((count > 0))
  FOREIGN KEY (partner_id) REFERENCES pass.partner(id) ON DELETE CASCADE
  FOREIGN KEY (place_id) REFERENCES pass.place(id) ON DELETE CASCADE
  FOREIGN KEY (product_id) REFERENCES pass.product(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE NULLS NOT DISTINCT (partner_id, place_id, product_id, class, day, result, is_online)
  CREATE INDEX use_place ON pass.use USING btree (place_id)
  CREATE INDEX use_product ON pass.use USING btree (product_id)
  CREATE UNIQUE INDEX use_partner_id_place_id_product_id_class_day_result_is_onli_key ON pass.use USING btree (partner_id, place_id, product_id, class, day, result, is_online) NULLS NOT DISTINCT
  CREATE UNIQUE INDEX use_pkey ON pass.use USING btree (id)
  policy called for SELECT using ((partner_id = ANY (( SELECT audiences.actor_ids('calluses'::text) AS actor_ids)::bigint[])))
  policy counted for SELECT using (((partner_id = ANY (( SELECT audiences.actor_ids('passkept'::text) AS actor_ids)::bigint[])) OR (partner_id = ANY (( SELECT audiences.actor_ids('partner'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

pass.waiting
  asked_at timestamp with time zone not null
  offered_at timestamp with time zone
  pass_id bigint not null
  product_id integer not null
  FOREIGN KEY (pass_id) REFERENCES pass.pass(id) ON DELETE CASCADE
  FOREIGN KEY (product_id) REFERENCES pass.product(id) ON DELETE CASCADE
  PRIMARY KEY (pass_id, product_id)
  CREATE INDEX waiting_product ON pass.waiting USING btree (product_id, asked_at)
  CREATE UNIQUE INDEX waiting_pkey ON pass.waiting USING btree (pass_id, product_id)
  policy own for SELECT using ((pass_id = ( SELECT p.id
   FROM pass.pass p
  WHERE (p.person_id = platform.person_id()))))
  policy system for ALL to parvis_system using (true)

pass.wallet_program
  added_at timestamp with time zone not null default platform.now()
  client_id text not null
  ended_at timestamp with time zone
  name text not null
  returns text[] not null
  CHECK (((cardinality(returns) >= 1) AND (cardinality(returns) <= 5)))
  CHECK (((char_length(name) >= 2) AND (char_length(name) <= 60)))
  CHECK ((client_id ~ '^[A-Za-z0-9][A-Za-z0-9._:/-]{2,199}$'::text))
  PRIMARY KEY (client_id)
  CREATE UNIQUE INDEX wallet_program_pkey ON pass.wallet_program USING btree (client_id)
  policy kept for UPDATE using ((EXISTS ( SELECT
   FROM territory.authority a
  WHERE ((a.level = 'metropolis'::text) AND (a.id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[]))))))
  policy made for INSERT using () with check ((EXISTS ( SELECT
   FROM territory.authority a
  WHERE ((a.level = 'metropolis'::text) AND (a.id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[]))))))
  policy system for ALL to parvis_system using (true)
  policy told for SELECT using ((client_id IS NOT NULL))

pass.week
  count integer not null
  entitlement_id bigint not null
  week date not null
  CHECK ((count >= 0))
  FOREIGN KEY (entitlement_id) REFERENCES pass.entitlement(id) ON DELETE CASCADE
  PRIMARY KEY (entitlement_id, week)
  CREATE INDEX week_week ON pass.week USING btree (week)
  CREATE UNIQUE INDEX week_pkey ON pass.week USING btree (entitlement_id, week)
  policy own for SELECT using ((entitlement_id IN ( SELECT e.id
   FROM (pass.entitlement e
     JOIN pass.pass p ON ((p.id = e.pass_id)))
  WHERE (p.person_id = ( SELECT platform.person_id() AS person_id)))))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

platform.access_anchor
  at timestamp with time zone not null
  hash bytea not null
  person_id bigint not null
  seq integer not null
  PRIMARY KEY (person_id)
  CREATE UNIQUE INDEX access_anchor_pkey ON platform.access_anchor USING btree (person_id)
  policy own for SELECT using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)

platform.access_entry
  actor_id bigint
  at timestamp with time zone not null
  authority_id integer
  closeness text
  hash bytea not null
  id bigint not null
  kind text not null
  object text not null
  person_id bigint not null
  previous_hash bytea
  purpose text not null
  role text not null
  salt bytea not null
  seq integer not null
  value_ids text[] not null
  CHECK ((closeness = ANY (ARRAY['self'::text, 'colleague'::text])))
  CHECK ((kind = ANY (ARRAY['request'::text, 'file'::text, 'account'::text, 'site'::text, 'export'::text, 'mandate'::text, 'pass'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  UNIQUE (person_id, seq)
  CREATE INDEX access_entry_again ON platform.access_entry USING btree (person_id, object, at)
  CREATE UNIQUE INDEX access_entry_person_id_seq_key ON platform.access_entry USING btree (person_id, seq)
  CREATE UNIQUE INDEX access_entry_pkey ON platform.access_entry USING btree (id)
  policy own for SELECT using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)

platform.chain_head
  chain text not null
  hash bytea not null
  seq integer not null
  subject_id bigint not null
  PRIMARY KEY (chain, subject_id)
  CREATE UNIQUE INDEX chain_head_pkey ON platform.chain_head USING btree (chain, subject_id)
  policy system for ALL to parvis_system using (true)

platform.event
  actor_id bigint
  actor_kind text not null
  actor_label text not null
  at timestamp with time zone not null
  erased_at timestamp with time zone
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
  CREATE INDEX event_by_helper ON platform.event USING btree (actor_id, at) WHERE (payload ? 'by'::text)
  CREATE INDEX event_name_at ON platform.event USING btree (name, at)
  CREATE INDEX event_resident ON platform.event USING btree (actor_id) WHERE (actor_kind = 'resident'::text)
  CREATE UNIQUE INDEX event_pkey ON platform.event USING btree (id)
  CREATE UNIQUE INDEX event_subject_kind_subject_id_seq_key ON platform.event USING btree (subject_kind, subject_id, seq)
  policy absence for SELECT using (((subject_kind = 'absence'::text) AND (EXISTS ( SELECT
   FROM accounts.absence a
  WHERE (a.id = event.subject_id)))))
  policy ad for SELECT using (((subject_kind = 'ad'::text) AND (EXISTS ( SELECT
   FROM ads.ad a
  WHERE ((a.id = event.subject_id) AND ((a.person_id = platform.person_id()) OR (a.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))))))
  policy adreply for SELECT using (((subject_kind = 'adreply'::text) AND (EXISTS ( SELECT
   FROM ads.reply r
  WHERE (r.id = event.subject_id)))))
  policy adreport for SELECT using (((subject_kind = 'adreport'::text) AND (EXISTS ( SELECT
   FROM ads.report r
  WHERE (r.id = event.subject_id)))))
  policy agreement for SELECT using (((subject_kind = 'agreement'::text) AND (EXISTS ( SELECT
   FROM agreements.agreement a
  WHERE (a.id = event.subject_id)))))
  policy application for SELECT using (((subject_kind = 'application'::text) AND (EXISTS ( SELECT
   FROM vacancies.application a
  WHERE (a.id = event.subject_id)))))
  policy arrangement for SELECT using (((subject_kind = 'arrangement'::text) AND (EXISTS ( SELECT
   FROM intranet.arrangement a
  WHERE ((a.id = event.subject_id) AND (a.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy audience for SELECT using (((subject_kind = 'audience'::text) AND audiences.writes(subject_id)))
  policy body for SELECT using (((subject_kind = 'body'::text) AND bodies.keeps((subject_id)::integer)))
  policy brochure for SELECT using (((subject_kind = 'brochure'::text) AND brochures.keeps(subject_id)))
  policy client for SELECT using (((subject_kind = 'client'::text) AND (EXISTS ( SELECT
   FROM identity.client c
  WHERE (c.number = event.subject_id)))))
  policy competence for SELECT using (((subject_kind = 'competence'::text) AND (EXISTS ( SELECT
   FROM services.competence c
  WHERE ((c.number = event.subject_id) AND services.rules_on(c.commune, c.answers))))))
  policy connector for SELECT using (((subject_kind = 'connector'::text) AND (EXISTS ( SELECT
   FROM live.connector c
  WHERE ((c.id = event.subject_id) AND (c.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy content for SELECT using (((subject_kind = 'content'::text) AND publishing.holds_content(subject_id)))
  policy correspondent for SELECT using (((subject_kind = 'correspondent'::text) AND (EXISTS ( SELECT
   FROM correspondents.correspondent c
  WHERE ((c.id = event.subject_id) AND (correspondents.is_own(c.*) OR (c.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) OR (c.unit_id = ANY (( SELECT audiences.actor_ids('led'::text) AS actor_ids)::bigint[]))))))))
  policy departure for SELECT using (((subject_kind = 'departure'::text) AND (EXISTS ( SELECT
   FROM accounts.departure d
  WHERE (d.id = event.subject_id)))))
  policy forum for SELECT using (((subject_kind = 'forum'::text) AND (EXISTS ( SELECT
   FROM forums.forum f
  WHERE (f.id = event.subject_id)))))
  policy forumthread for SELECT using (((subject_kind = 'forumthread'::text) AND (EXISTS ( SELECT
   FROM forums.thread t
  WHERE (t.id = event.subject_id))) AND ((name <> 'thread.reported'::text) OR (EXISTS ( SELECT
   FROM forums.report r
  WHERE ((r.thread_id = event.subject_id) AND (r.person_id = event.actor_id) AND ((r.message_id)::text = (event.payload ->> 'messageId'::text))))))))
  policy information for SELECT using (((subject_kind = 'information'::text) AND publishing.writes(subject_id)))
  policy invitation for SELECT using (((subject_kind = 'invitation'::text) AND (EXISTS ( SELECT
   FROM accounts.invitation i
  WHERE (i.id = event.subject_id)))))
  policy key for SELECT using (((subject_kind = 'key'::text) AND (EXISTS ( SELECT
   FROM provisioning.key k
  WHERE (k.id = event.subject_id)))))
  policy launcher for SELECT using (((subject_kind = 'launcher'::text) AND (EXISTS ( SELECT
   FROM intranet.application a
  WHERE ((a.id = event.subject_id) AND (a.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy loan for SELECT using (((subject_kind = 'loan'::text) AND (EXISTS ( SELECT
   FROM loans.loan l
  WHERE (l.id = event.subject_id)))))
  policy look for SELECT using (((subject_kind = 'look'::text) AND (EXISTS ( SELECT
   FROM accounts.look l
  WHERE (l.id = event.subject_id)))))
  policy organisation for SELECT using (((subject_kind = ANY (ARRAY['authority'::text, 'unit'::text, 'calendar'::text, 'reorganisation'::text])) AND territory.administers(subject_kind, subject_id)))
  policy passpartner for SELECT using (((subject_kind = 'passpartner'::text) AND pass.tells(subject_id)))
  policy passpartner_called for SELECT using (((subject_kind = 'passpartner'::text) AND pass.called(subject_id, ''::text)))
  policy picture for SELECT using (((subject_kind = 'picture'::text) AND media.keeps_picture(subject_id)))
  policy post for SELECT using (((subject_kind = 'post'::text) AND (accounts.keeps_post(subject_id) OR (EXISTS ( SELECT
   FROM accounts.membership m
  WHERE ((m.id = event.subject_id) AND (m.person_id = ( SELECT platform.person_id() AS person_id))))))))
  policy request for SELECT using (((subject_kind = 'request'::text) AND (EXISTS ( SELECT
   FROM requests.request r
  WHERE (r.id = event.subject_id)))))
  policy source for SELECT using (((subject_kind = 'source'::text) AND (EXISTS ( SELECT
   FROM publishing.source s
  WHERE ((s.id = event.subject_id) AND (s.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy space for SELECT using (((subject_kind = 'space'::text) AND ((subject_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])) OR spaces.keeps(subject_id))))
  policy space_asked for SELECT using ((((subject_kind = 'spaceasking'::text) AND (EXISTS ( SELECT
   FROM spaces.asking a
  WHERE (a.id = event.subject_id)))) OR ((subject_kind = 'spacewish'::text) AND (EXISTS ( SELECT
   FROM spaces.wish w
  WHERE (w.id = event.subject_id))))))
  policy spotlight for SELECT using (((subject_kind = 'spotlight'::text) AND (EXISTS ( SELECT
   FROM publishing.spotlight s
  WHERE ((s.id = event.subject_id) AND (s.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy system for ALL to parvis_system using (true)
  policy tell_absence for INSERT using () with check (((subject_kind = 'absence'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (EXISTS ( SELECT
   FROM accounts.absence a
  WHERE (a.id = event.subject_id)))))
  policy tell_ad for INSERT using () with check (((subject_kind = 'ad'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (((name = ANY (ARRAY['ad.published'::text, 'ad.changed'::text, 'ad.kept'::text, 'ad.ended'::text])) AND ads.is_own((subject_id)::integer)) OR ((name = 'ad.decided'::text) AND (EXISTS ( SELECT
   FROM ads.ad a
  WHERE ((a.id = event.subject_id) AND (a.person_id IS DISTINCT FROM platform.person_id()) AND (a.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))))
  policy tell_adreply for INSERT using () with check (((subject_kind = 'adreply'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = 'adreply.said'::text) AND (EXISTS ( SELECT
   FROM ads.reply r
  WHERE (r.id = event.subject_id)))))
  policy tell_adreport for INSERT using () with check (((subject_kind = 'adreport'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = 'adreport.made'::text) AND (EXISTS ( SELECT
   FROM ads.report r
  WHERE ((r.id = event.subject_id) AND (r.person_id = platform.person_id()))))))
  policy tell_agreement for INSERT using () with check (((subject_kind = 'agreement'::text) AND (name <> 'agreement.erased'::text) AND (actor_kind <> 'system'::text) AND (actor_id = platform.person_id()) AND (erased_at IS NULL) AND platform.is_told_now(at) AND ( SELECT agreements.is_manager() AS is_manager) AND (EXISTS ( SELECT
   FROM agreements.agreement a
  WHERE (a.id = event.subject_id)))))
  policy tell_application for INSERT using () with check (((subject_kind = 'application'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (EXISTS ( SELECT
   FROM vacancies.application a
  WHERE ((a.id = event.subject_id) AND (((event.name = 'application.sent'::text) AND (a.person_id = platform.person_id())) OR ((event.name = 'application.decided'::text) AND vacancies.recruits(a.vacancy_id))))))))
  policy tell_arrangement for INSERT using () with check (((subject_kind = 'arrangement'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['arrangement.made'::text, 'arrangement.placed'::text, 'arrangement.ranked'::text, 'arrangement.addressed'::text, 'arrangement.removed'::text])) AND (EXISTS ( SELECT
   FROM intranet.arrangement a
  WHERE ((a.id = event.subject_id) AND (a.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy tell_audience for INSERT using () with check (((subject_kind = 'audience'::text) AND (name = ANY (ARRAY['audience.made'::text, 'audience.changed'::text, 'audience.withdrawn'::text])) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND audiences.writes(subject_id)))
  policy tell_body for INSERT using () with check (((subject_kind = 'body'::text) AND (erased_at IS NULL) AND (name = ANY (ARRAY['body.founded'::text, 'body.changed'::text, 'body.withdrawn'::text, 'term.begun'::text, 'term.changed'::text, 'term.withdrawn'::text, 'seat.given'::text, 'seat.changed'::text, 'seat.ended'::text, 'seat.unlinked'::text])) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND bodies.keeps((subject_id)::integer)))
  policy tell_brochure for INSERT using () with check (((subject_kind = 'brochure'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['brochure.added'::text, 'brochure.changed'::text, 'brochure.filed'::text, 'brochure.restocked'::text])) AND brochures.keeps(subject_id)))
  policy tell_by_key for INSERT using () with check (((subject_kind = ANY (ARRAY['post'::text, 'invitation'::text, 'departure'::text])) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'program'::text) AND (actor_id IS NULL) AND (actor_label = ( SELECT provisioning.key_label() AS key_label)) AND
CASE subject_kind
    WHEN 'post'::text THEN accounts.keeps_post(subject_id)
    WHEN 'invitation'::text THEN (EXISTS ( SELECT
       FROM accounts.invitation i
      WHERE (i.id = event.subject_id)))
    ELSE (EXISTS ( SELECT
       FROM accounts.departure d
      WHERE (d.id = event.subject_id)))
END))
  policy tell_client for INSERT using () with check (((subject_kind = 'client'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (EXISTS ( SELECT
   FROM identity.client c
  WHERE (c.number = event.subject_id)))))
  policy tell_competence for INSERT using () with check (((subject_kind = 'competence'::text) AND (name = ANY (ARRAY['competence.added'::text, 'competence.changed'::text, 'competence.ended'::text, 'competence.withdrawn'::text])) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (EXISTS ( SELECT
   FROM services.competence c
  WHERE ((c.number = event.subject_id) AND (c.edited_at IS NOT NULL) AND services.rules_on(c.commune, c.answers))))))
  policy tell_connector for INSERT using () with check (((subject_kind = 'connector'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['connector.added'::text, 'connector.changed'::text, 'connector.removed'::text])) AND (EXISTS ( SELECT
   FROM live.connector c
  WHERE ((c.id = event.subject_id) AND (c.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy tell_content for INSERT using () with check (((subject_kind = 'content'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (((actor_kind = 'agent'::text) AND (actor_id = platform.person_id())) OR ((actor_kind = ANY (ARRAY['agent'::text, 'resident'::text])) AND (actor_id = ( SELECT accounts.seated() AS seated)) AND (EXISTS ( SELECT
   FROM publishing.content c
  WHERE ((c.id = event.subject_id) AND (c.space_id IS NOT NULL)))))) AND (((name = ANY (ARRAY['content.begun'::text, 'content.written'::text, 'content.proposed'::text, 'content.taken_back'::text, 'content.raised'::text])) AND publishing.holds_content(subject_id)) OR ((name = ANY (ARRAY['content.refused'::text, 'content.published'::text, 'content.unscheduled'::text, 'content.reviewed'::text, 'content.archived'::text, 'content.reopened'::text, 'content.readdressed'::text, 'content.reminded'::text])) AND publishing.publishes_content(subject_id)))))
  policy tell_correspondent for INSERT using () with check (((subject_kind = 'correspondent'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (EXISTS ( SELECT
   FROM correspondents.correspondent c
  WHERE ((c.id = event.subject_id) AND
        CASE event.name
            WHEN 'correspondent.agreed'::text THEN (correspondents.is_own(c.*) AND (c.agreed_at = platform.now()))
            WHEN 'correspondent.approved'::text THEN ((c.approved_by = platform.person_id()) AND (c.approved_at = platform.now()))
            WHEN 'correspondent.doubted'::text THEN ((c.doubt <> ''::text) AND
            CASE
                WHEN (c.agreed_at IS NULL) THEN correspondents.is_own(c.*)
                ELSE correspondents.heads_it(c.*)
            END)
            WHEN 'correspondent.proposed'::text THEN ((c.proposed_at = platform.now()) AND (c.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
            WHEN 'correspondent.ended'::text THEN ((c.until IS NOT NULL) AND (c.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
            ELSE false
        END)))))
  policy tell_departure for INSERT using () with check (((subject_kind = 'departure'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (EXISTS ( SELECT
   FROM accounts.departure d
  WHERE (d.id = event.subject_id)))))
  policy tell_forum for INSERT using () with check (((subject_kind = 'forum'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['forum.opened'::text, 'forum.changed'::text, 'forum.closed'::text, 'forum.reopened'::text])) AND forums.moderates((subject_id)::integer)))
  policy tell_forumthread for INSERT using () with check (((subject_kind = 'forumthread'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = ANY (ARRAY['agent'::text, 'resident'::text])) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND ((name = ANY (ARRAY['thread.said'::text, 'thread.reported'::text, 'thread.contested'::text, 'thread.ended'::text])) OR ((name = ANY (ARRAY['thread.hidden'::text, 'thread.shown'::text, 'thread.judged'::text, 'thread.settled'::text])) AND forums.moderates_thread((subject_id)::integer))) AND (EXISTS ( SELECT
   FROM forums.thread t
  WHERE (t.id = event.subject_id)))))
  policy tell_information for INSERT using () with check (((subject_kind = 'information'::text) AND (name = ANY (ARRAY['information.written'::text, 'information.changed'::text, 'information.ended'::text])) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND publishing.writes(subject_id)))
  policy tell_invitation for INSERT using () with check (((subject_kind = 'invitation'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (EXISTS ( SELECT
   FROM accounts.invitation i
  WHERE (i.id = event.subject_id)))))
  policy tell_key for INSERT using () with check (((subject_kind = 'key'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (EXISTS ( SELECT
   FROM provisioning.key k
  WHERE (k.id = event.subject_id)))))
  policy tell_launcher for INSERT using () with check (((subject_kind = 'launcher'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['application.offered'::text, 'application.changed'::text, 'application.withdrawn'::text])) AND (EXISTS ( SELECT
   FROM intranet.application a
  WHERE ((a.id = event.subject_id) AND (a.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy tell_loan for INSERT using () with check (((subject_kind = 'loan'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = ANY (ARRAY['agent'::text, 'resident'::text])) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['loan.asked'::text, 'loan.moved'::text, 'loan.said'::text])) AND (EXISTS ( SELECT
   FROM loans.loan l
  WHERE (l.id = event.subject_id)))))
  policy tell_look for INSERT using () with check (((subject_kind = 'look'::text) AND (name = 'look.begun'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (EXISTS ( SELECT
   FROM accounts.look l
  WHERE ((l.id = event.subject_id) AND (l.viewer_id = platform.person_id()))))))
  policy tell_offer for INSERT using () with check (((subject_kind = 'content'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = 'content.offered'::text) AND publishing.publishes_content(subject_id)))
  policy tell_organisation for INSERT using () with check (((subject_kind = ANY (ARRAY['authority'::text, 'unit'::text, 'calendar'::text, 'reorganisation'::text])) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND territory.administers(subject_kind, subject_id)))
  policy tell_partner_invitation for INSERT using () with check (((subject_kind = 'invitation'::text) AND (name = 'invitation.made'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'resident'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (EXISTS ( SELECT
   FROM accounts.invitation i
  WHERE ((i.id = event.subject_id) AND (i.partner_id IS NOT NULL) AND (i.invited_by = platform.person_id()))))))
  policy tell_passpartner for INSERT using () with check (((subject_kind = 'passpartner'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = ANY (ARRAY['agent'::text, 'resident'::text])) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['passpartner.signed'::text, 'passpartner.changed'::text, 'passpartner.lasting'::text, 'passpartner.ended'::text, 'passpartner.placed'::text, 'passpartner.offered'::text, 'passpartner.reworded'::text, 'passpartner.opened'::text, 'passpartner.closed'::text, 'passpartner.invited'::text, 'passpartner.left'::text, 'passpartner.settled'::text, 'passpartner.disputed'::text, 'passpartner.answered'::text, 'passpartner.accepted'::text, 'passpartner.paid'::text, 'passpartner.keyed'::text, 'passpartner.rekeyed'::text, 'passpartner.unkeyed'::text, 'passpartner.hooked'::text, 'passpartner.unhooked'::text, 'passpartner.resent'::text])) AND pass.tells(subject_id)))
  policy tell_passpartner_called for INSERT using () with check (((subject_kind = 'passpartner'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'program'::text) AND (actor_id IS NULL) AND (actor_label = ( SELECT exchange.key_label() AS key_label)) AND (name = ANY (ARRAY['passpartner.placed'::text, 'passpartner.closed'::text])) AND pass.called(subject_id, name)))
  policy tell_passpartner_tried for INSERT using () with check (((subject_kind = 'passpartner'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = ANY (ARRAY['agent'::text, 'resident'::text])) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['passpartner.tried'::text, 'passpartner.untried'::text])) AND pass.tells(subject_id)))
  policy tell_picture for INSERT using () with check (((subject_kind = 'picture'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['picture.added'::text, 'picture.described'::text, 'picture.removed'::text])) AND media.keeps_picture(subject_id)))
  policy tell_post for INSERT using () with check (((subject_kind = 'post'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND accounts.keeps_post(subject_id)))
  policy tell_request for INSERT using () with check (((subject_kind = 'request'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND requests.may_tell(subject_id, name, payload) AND (NOT (actor_id IS DISTINCT FROM platform.person_id())) AND (NOT (((payload ->> 'by'::text))::bigint IS DISTINCT FROM platform.helper_id())) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND
CASE actor_kind
    WHEN 'anonymous'::text THEN (actor_id IS NULL)
    WHEN 'resident'::text THEN (actor_id IS NOT NULL)
    WHEN 'agent'::text THEN (EXISTS ( SELECT
       FROM accounts.membership m
      WHERE (m.person_id = platform.person_id())))
    ELSE false
END))
  policy tell_source for INSERT using () with check (((subject_kind = 'source'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['source.added'::text, 'source.renamed'::text, 'source.removed'::text])) AND (EXISTS ( SELECT
   FROM publishing.source s
  WHERE ((s.id = event.subject_id) AND (s.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy tell_space for INSERT using () with check (((subject_kind = 'space'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = ANY (ARRAY['agent'::text, 'resident'::text])) AND (actor_id = ( SELECT accounts.seated() AS seated)) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND spaces.may_tell(subject_id, name)))
  policy tell_space_asked for INSERT using () with check (((erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = ANY (ARRAY['agent'::text, 'resident'::text])) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (((subject_kind = 'spaceasking'::text) AND (name = 'space.asked'::text) AND (EXISTS ( SELECT
   FROM spaces.asking a
  WHERE ((a.id = event.subject_id) AND (a.person_id = platform.person_id()))))) OR ((subject_kind = 'spacewish'::text) AND (name = 'space.wished'::text) AND (EXISTS ( SELECT
   FROM spaces.wish w
  WHERE ((w.id = event.subject_id) AND (w.person_id = platform.person_id()))))) OR ((subject_kind = 'spacewish'::text) AND (name = 'space.wish_answered'::text) AND (EXISTS ( SELECT
   FROM spaces.wish w
  WHERE ((w.id = event.subject_id) AND (w.authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))))))))
  policy tell_spotlight for INSERT using () with check (((subject_kind = 'spotlight'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['spotlight.put'::text, 'spotlight.changed'::text, 'spotlight.removed'::text])) AND (EXISTS ( SELECT
   FROM publishing.spotlight s
  WHERE ((s.id = event.subject_id) AND (s.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy tell_template for INSERT using () with check (((subject_kind = 'template'::text) AND (name = ANY (ARRAY['template.added'::text, 'template.changed'::text, 'template.withdrawn'::text])) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND services.writes_numbered(subject_id) AND (EXISTS ( SELECT
   FROM services.reply_template t
  WHERE ((t.number = event.subject_id) AND (t.edited_at IS NOT NULL))))))
  policy tell_topic for INSERT using () with check (((subject_kind = 'topic'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = ANY (ARRAY['agent'::text, 'resident'::text])) AND (actor_id = ( SELECT accounts.seated() AS seated)) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['topic.said'::text, 'topic.ended'::text, 'topic.taken_up'::text])) AND (EXISTS ( SELECT
   FROM spaces.topic t
  WHERE ((t.id = event.subject_id) AND spaces.contributes((t.space_id)::bigint))))))
  policy tell_vacancy for INSERT using () with check (((subject_kind = 'vacancy'::text) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND (name = ANY (ARRAY['vacancy.published'::text, 'vacancy.changed'::text, 'vacancy.named'::text, 'vacancy.unnamed'::text])) AND (EXISTS ( SELECT
   FROM vacancies.vacancy v
  WHERE ((v.id = event.subject_id) AND (v.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy tell_word for INSERT using () with check (((subject_kind = 'word'::text) AND (name = ANY (ARRAY['word.added'::text, 'word.changed'::text, 'word.withdrawn'::text])) AND (erased_at IS NULL) AND platform.is_told_now(at) AND (actor_kind = 'agent'::text) AND (actor_id = platform.person_id()) AND (actor_label = ( SELECT accounts.acting_name() AS acting_name)) AND ( SELECT services.edits_templates() AS edits_templates) AND (EXISTS ( SELECT
   FROM services.category w
  WHERE ((w.number = event.subject_id) AND (w.edited_at IS NOT NULL))
UNION ALL
 SELECT
   FROM services.synonym w
  WHERE ((w.number = event.subject_id) AND (w.edited_at IS NOT NULL))
UNION ALL
 SELECT
   FROM services.theme w
  WHERE ((w.number = event.subject_id) AND (w.edited_at IS NOT NULL))
UNION ALL
 SELECT
   FROM services.life_event w
  WHERE ((w.number = event.subject_id) AND (w.edited_at IS NOT NULL))))))
  policy template for SELECT using (((subject_kind = 'template'::text) AND services.writes_numbered(subject_id)))
  policy topic for SELECT using (((subject_kind = 'topic'::text) AND (EXISTS ( SELECT
   FROM spaces.topic t
  WHERE (t.id = event.subject_id)))))
  policy vacancy for SELECT using (((subject_kind = 'vacancy'::text) AND (EXISTS ( SELECT
   FROM vacancies.vacancy v
  WHERE ((v.id = event.subject_id) AND (v.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy word for SELECT using (((subject_kind = 'word'::text) AND ( SELECT services.edits_templates() AS edits_templates)))

platform.event_anchor
  hash bytea not null
  seq integer not null
  subject_id bigint not null
  subject_kind text not null
  PRIMARY KEY (subject_kind, subject_id)
  CREATE UNIQUE INDEX event_anchor_pkey ON platform.event_anchor USING btree (subject_kind, subject_id)

platform.failing_job
  attempts smallint
  created_at timestamp with time zone
  id bigint
  last_error text
  max_attempts smallint
  run_at timestamp with time zone
  task text

platform.kept_post
  body jsonb not null
  created_at timestamp with time zone not null default platform.now()
  id uuid not null
  in_session boolean not null default false
  path text not null
  person_id bigint
  visitor_id uuid not null
  PRIMARY KEY (id)
  CREATE INDEX kept_post_of_visitor ON platform.kept_post USING btree (visitor_id)
  CREATE UNIQUE INDEX kept_post_pkey ON platform.kept_post USING btree (id)
  policy keep for INSERT using () with check (((visitor_id = platform.visitor_id()) AND (NOT (person_id IS DISTINCT FROM platform.person_id())) AND (in_session = (person_id IS NOT NULL))))
  policy own for SELECT using (((visitor_id = platform.visitor_id()) AND ((person_id IS NULL) OR (person_id = platform.person_id()))))
  policy refuse for DELETE using (((visitor_id = platform.visitor_id()) AND ((person_id IS NULL) OR (person_id = platform.person_id()))))
  policy system for ALL to parvis_system using (true)

platform.mail
  claimed_at timestamp with time zone
  created_at timestamp with time zone not null
  html_body text not null
  id uuid not null
  list_id text
  list_page text
  recipient text not null
  reply_to text
  sent_at timestamp with time zone
  subject text not null
  text_body text not null
  unsubscribe text
  CHECK (((list_id IS NULL) = (list_page IS NULL)))
  CHECK (((list_id ~ '^[a-z0-9-]+(\.[a-z0-9-]+)*$'::text) AND (char_length(list_id) <= 100)))
  CHECK (((list_page ~ '^https?://[!-;=?-~]+$'::text) AND (char_length(list_page) <= 500)))
  CHECK (((unsubscribe ~ '^https?://[!-;=?-~]+$'::text) AND (char_length(unsubscribe) <= 500)))
  CHECK ((char_length(reply_to) <= 254))
  PRIMARY KEY (id)
  CREATE INDEX mail_created ON platform.mail USING btree (created_at DESC)
  CREATE INDEX mail_unsent ON platform.mail USING btree (created_at) WHERE (sent_at IS NULL)
  CREATE UNIQUE INDEX mail_pkey ON platform.mail USING btree (id)
  policy system for ALL to parvis_system using (true)

platform.migration
  applied_at timestamp with time zone not null default now()
  name text not null
  sha256 text not null
  PRIMARY KEY (name)
  CREATE UNIQUE INDEX migration_pkey ON platform.migration USING btree (name)

platform.run
  authority_id integer
  beat_at timestamp with time zone not null
  created_at timestamp with time zone not null
  cursor jsonb
  done integer not null default 0
  ended_at timestamp with time zone
  failures integer not null default 0
  id bigint not null
  input jsonb
  is_read boolean not null default false
  kind text not null
  once uuid
  owner_id bigint not null
  problems integer not null default 0
  state text not null default 'waiting'::text
  title text not null
  total integer
  CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['done'::text, 'stopped'::text, 'failed'::text]))))
  CHECK (((length(title) >= 1) AND (length(title) <= 300)))
  CHECK ((kind ~ '^[a-z]+\.[a-z_-]+$'::text))
  CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'stopped'::text, 'failed'::text])))
  CHECK ((total >= 0))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (owner_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX run_ended ON platform.run USING btree (ended_at) WHERE (ended_at IS NOT NULL)
  CREATE INDEX run_going ON platform.run USING btree (beat_at) WHERE (ended_at IS NULL)
  CREATE INDEX run_owner ON platform.run USING btree (owner_id, id DESC)
  CREATE UNIQUE INDEX run_once ON platform.run USING btree (owner_id, once)
  CREATE UNIQUE INDEX run_pkey ON platform.run USING btree (id)
  policy own for SELECT using (((owner_id = ( SELECT platform.person_id() AS person_id)) AND ((authority_id IS NULL) OR (authority_id = ANY (( SELECT audiences.actor_ids('workplace'::text) AS actor_ids)::bigint[])))))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

platform.run_line
  href text
  is_problem boolean not null
  n integer not null
  run_id bigint not null
  sentence text not null
  CHECK ((href ~ '^/[^/]'::text))
  FOREIGN KEY (run_id) REFERENCES platform.run(id) ON DELETE CASCADE
  PRIMARY KEY (run_id, n)
  CREATE UNIQUE INDEX run_line_pkey ON platform.run_line USING btree (run_id, n)
  policy own for SELECT using ((EXISTS ( SELECT
   FROM platform.run r
  WHERE (r.id = run_line.run_id))))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

platform.run_piece
  n integer not null
  run_id bigint not null
  said text not null
  FOREIGN KEY (run_id) REFERENCES platform.run(id) ON DELETE CASCADE
  PRIMARY KEY (run_id, n)
  CREATE UNIQUE INDEX run_piece_pkey ON platform.run_piece USING btree (run_id, n)
  policy own for SELECT using ((EXISTS ( SELECT
   FROM platform.run r
  WHERE (r.id = run_piece.run_id))))
  policy system for ALL to parvis_system using (true)

platform.throttle
  failures integer not null
  forget_at timestamp with time zone not null
  key text not null
  last_at timestamp with time zone not null
  tries timestamp with time zone[] not null
  PRIMARY KEY (key)
  CREATE INDEX throttle_forget ON platform.throttle USING btree (forget_at)
  CREATE UNIQUE INDEX throttle_pkey ON platform.throttle USING btree (key)

privacy.erasure
  at timestamp with time zone not null
  person_id bigint not null
  report jsonb not null
  token_hash bytea not null
  PRIMARY KEY (person_id)
  UNIQUE (token_hash)
  CREATE UNIQUE INDEX erasure_pkey ON privacy.erasure USING btree (person_id)
  CREATE UNIQUE INDEX erasure_token_hash_key ON privacy.erasure USING btree (token_hash)
  policy system for ALL to parvis_system using (true)

privacy.incident
  authority_id integer not null
  entry_id bigint not null
  finding text
  handled_at timestamp with time zone
  handled_by bigint
  id bigint not null
  person_id bigint not null
  told_at timestamp with time zone not null
  CHECK (((handled_at IS NULL) = (finding IS NULL)))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (handled_by) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  UNIQUE (entry_id)
  CREATE INDEX incident_authority ON privacy.incident USING btree (authority_id, told_at DESC)
  CREATE UNIQUE INDEX incident_entry_id_key ON privacy.incident USING btree (entry_id)
  CREATE UNIQUE INDEX incident_pkey ON privacy.incident USING btree (id)
  policy administrators for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))
  policy own for SELECT using ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)

provisioning.key
  authority_id integer not null
  created_at timestamp with time zone not null
  created_by bigint
  digest bytea not null
  ends_on date not null
  id bigint not null
  label text not null default (((('Annuaire «'::text || chr(160)) || name) || chr(160)) || '»'::text)
  last_used_at timestamp with time zone
  name text not null
  revoked_at timestamp with time zone
  role text not null
  unit_id integer not null
  CHECK (((length(name) >= 1) AND (length(name) <= 60)))
  CHECK ((length(digest) = 32))
  CHECK ((role <> 'admin'::text))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (created_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  UNIQUE (digest)
  CREATE INDEX key_authority ON provisioning.key USING btree (authority_id)
  CREATE INDEX key_created_by ON provisioning.key USING btree (created_by)
  CREATE INDEX key_unit ON provisioning.key USING btree (unit_id)
  CREATE UNIQUE INDEX key_digest_key ON provisioning.key USING btree (digest)
  CREATE UNIQUE INDEX key_pkey ON provisioning.key USING btree (id)
  policy kept for SELECT using (((id = ( SELECT provisioning.key_id() AS key_id)) OR (authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[]))))
  policy made for INSERT using () with check (((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) AND (authority_id = ( SELECT u.authority_id
   FROM territory.unit u
  WHERE ((u.id = key.unit_id) AND (u.closed_on IS NULL)))) AND (created_by = ( SELECT platform.person_id() AS person_id)) AND platform.is_told_now(created_at)))
  policy revoked for UPDATE using (((revoked_at IS NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))) with check (platform.is_told_now(revoked_at))
  policy system for ALL to parvis_system using (true)

provisioning.member
  authority_id integer not null
  changed_at timestamp with time zone not null
  created_at timestamp with time zone not null
  display_name text not null
  email text not null
  external_ids jsonb not null default '{}'::jsonb
  family_name text
  given_name text
  id uuid not null default gen_random_uuid()
  invitation_id bigint
  is_active boolean not null
  person_id bigint
  user_name text not null
  CHECK (((length(display_name) >= 1) AND (length(display_name) <= 120)))
  CHECK (((length(user_name) >= 1) AND (length(user_name) <= 254)))
  CHECK ((length(email) <= 254))
  CHECK ((length(family_name) <= 120))
  CHECK ((length(given_name) <= 120))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (invitation_id) REFERENCES accounts.invitation(id) ON DELETE SET NULL
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX member_invitation ON provisioning.member USING btree (invitation_id)
  CREATE INDEX member_person ON provisioning.member USING btree (person_id)
  CREATE UNIQUE INDEX member_pkey ON provisioning.member USING btree (id)
  CREATE UNIQUE INDEX member_user_name ON provisioning.member USING btree (authority_id, lower(user_name))
  policy brought for INSERT using () with check (((authority_id = ( SELECT provisioning.key_authority() AS key_authority)) AND ((person_id IS NULL) OR accounts.keeps_agent(person_id, authority_id)) AND ((invitation_id IS NULL) OR (EXISTS ( SELECT
   FROM accounts.invitation i
  WHERE (i.id = member.invitation_id)))) AND platform.is_told_now(created_at) AND platform.is_told_now(changed_at)))
  policy changed for UPDATE using ((authority_id = ( SELECT provisioning.key_authority() AS key_authority))) with check ((((invitation_id IS NULL) OR (EXISTS ( SELECT
   FROM accounts.invitation i
  WHERE (i.id = member.invitation_id)))) AND platform.is_told_now(changed_at)))
  policy kept for SELECT using ((authority_id = ( SELECT provisioning.key_authority() AS key_authority)))
  policy system for ALL to parvis_system using (true)
  policy taken_away for DELETE using ((authority_id = ( SELECT provisioning.key_authority() AS key_authority)))

publishing.acknowledgement
  acknowledged_at timestamp with time zone not null
  content_id integer not null
  person_id bigint not null
  FOREIGN KEY (content_id) REFERENCES publishing.content(id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (content_id, person_id)
  CREATE INDEX acknowledgement_person ON publishing.acknowledgement USING btree (person_id)
  CREATE UNIQUE INDEX acknowledgement_pkey ON publishing.acknowledgement USING btree (content_id, person_id)
  policy oneself as restrictive for ALL to parvis_app using (((( SELECT platform.helper_id() AS helper_id) IS NULL) AND (NOT ( SELECT platform.looks() AS looks))))
  policy own for ALL using ((person_id = ( SELECT platform.person_id() AS person_id))) with check (((person_id = ( SELECT platform.person_id() AS person_id)) AND (EXISTS ( SELECT
   FROM publishing.publication p
  WHERE ((p.content_id = acknowledgement.content_id) AND (p.urgency = 'urgent'::text) AND (p.starts_at <= platform.now()) AND ((p.ends_at IS NULL) OR (p.ends_at > platform.now())) AND (p.audience_id = ANY (( SELECT audiences.actor_ids('audience'::text) AS actor_ids)::bigint[])))))))
  policy system for ALL to parvis_system using (true)

publishing.content
  archived_at timestamp with time zone
  author_id bigint
  authority_id integer not null
  changed_at timestamp with time zone not null
  decided_in integer
  edition integer not null default 0
  id integer not null
  proposed_at timestamp with time zone
  raised_at timestamp with time zone
  refused_because text
  space_id integer
  type text not null
  unit_id integer not null
  version integer not null default 1
  CHECK (((archived_at IS NULL) OR ((archived_at < '2200-01-01 00:00:00+00'::timestamp with time zone) AND isfinite(archived_at))))
  CHECK (((char_length(refused_because) >= 3) AND (char_length(refused_because) <= 1000)))
  CHECK (((proposed_at IS NULL) OR (refused_because IS NULL)))
  CHECK (((raised_at IS NULL) OR isfinite(raised_at)))
  CHECK ((type ~ '^[a-z][a-z-]{1,39}$'::text))
  FOREIGN KEY (author_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE SET NULL
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  CREATE INDEX content_author ON publishing.content USING btree (author_id, changed_at DESC, id DESC)
  CREATE INDEX content_authority ON publishing.content USING btree (authority_id, changed_at DESC, id DESC)
  CREATE INDEX content_decided ON publishing.content USING btree (decided_in) WHERE (decided_in IS NOT NULL)
  CREATE INDEX content_space ON publishing.content USING btree (space_id, changed_at DESC, id DESC) WHERE (space_id IS NOT NULL)
  CREATE INDEX content_unit ON publishing.content USING btree (unit_id)
  CREATE UNIQUE INDEX content_pkey ON publishing.content USING btree (id)
  policy begun for INSERT using () with check (
CASE
    WHEN (space_id IS NOT NULL) THEN (space_id = ANY (( SELECT audiences.actor_ids('contributor'::text) AS actor_ids)::bigint[]))
    ELSE ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) OR (unit_id = ANY (( SELECT audiences.actor_ids('staff'::text) AS actor_ids)::bigint[])))
END)
  policy changed for UPDATE using ((((decided_in IS NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))) OR ((space_id IS NULL) AND (author_id = platform.person_id()) AND (unit_id = ANY (( SELECT audiences.actor_ids('staff'::text) AS actor_ids)::bigint[]))) OR (space_id = ANY (( SELECT audiences.actor_ids('moderator'::text) AS actor_ids)::bigint[])) OR ((author_id = ( SELECT accounts.seated() AS seated)) AND (space_id = ANY (( SELECT audiences.actor_ids('contributor'::text) AS actor_ids)::bigint[])))))
  policy system for ALL to parvis_system using (true)
  policy written for SELECT using ((((decided_in IS NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))) OR ((space_id IS NULL) AND (author_id = platform.person_id()) AND (unit_id = ANY (( SELECT audiences.actor_ids('staff'::text) AS actor_ids)::bigint[]))) OR (space_id = ANY (( SELECT audiences.actor_ids('moderator'::text) AS actor_ids)::bigint[])) OR ((author_id = ( SELECT accounts.seated() AS seated)) AND (space_id = ANY (( SELECT audiences.actor_ids('contributor'::text) AS actor_ids)::bigint[])))))

publishing.content_found
  at timestamp with time zone
  audience_id integer
  authority_id integer
  ends_at timestamp with time zone
  subject_id integer
  text text
  title text

publishing.document
  content_id integer not null
  id uuid not null default gen_random_uuid()
  FOREIGN KEY (content_id) REFERENCES publishing.content(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  UNIQUE (content_id, id)
  CREATE UNIQUE INDEX document_content_id_id_key ON publishing.document USING btree (content_id, id)
  CREATE UNIQUE INDEX document_pkey ON publishing.document USING btree (id)
  policy added for INSERT using () with check (publishing.holds_content((content_id)::bigint))
  policy shown for SELECT using (publishing.shows_document(id))
  policy system for ALL to parvis_system using (true)
  policy written for SELECT using ((EXISTS ( SELECT
   FROM publishing.content c
  WHERE (c.id = document.content_id))))

publishing.document_found
  at timestamp with time zone
  audience_id integer
  authority_id integer
  ends_at timestamp with time zone
  file_id uuid
  subject_id integer
  text text
  title text

publishing.edition
  about text[] not null
  author_id bigint
  content_id integer not null
  documents jsonb not null default '[]'::jsonb
  fields jsonb not null
  n integer not null
  picture uuid
  restores integer
  summary text not null
  theme text not null
  title text not null
  type_version integer not null
  written_at timestamp with time zone not null
  CHECK (((cardinality(about) <= 12) AND (octet_length((about)::text) <= 400)))
  CHECK (((char_length(title) >= 3) AND (char_length(title) <= 160)))
  CHECK (((jsonb_typeof(fields) = 'object'::text) AND (octet_length((fields)::text) <= 600000)))
  CHECK ((char_length(summary) <= 400))
  CHECK ((char_length(theme) <= 60))
  CHECK ((n > 0))
  CHECK ((restores < n))
  CHECK (publishing.are_documents(documents))
  FOREIGN KEY (author_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (content_id) REFERENCES publishing.content(id) ON DELETE CASCADE
  PRIMARY KEY (content_id, n)
  CREATE INDEX edition_author ON publishing.edition USING btree (author_id)
  CREATE UNIQUE INDEX edition_pkey ON publishing.edition USING btree (content_id, n)
  policy added for INSERT using () with check (publishing.holds_content((content_id)::bigint))
  policy system for ALL to parvis_system using (true)
  policy written for SELECT using ((EXISTS ( SELECT
   FROM publishing.content c
  WHERE (c.id = edition.content_id))))

publishing.joined
  content_id integer not null
  document_id uuid not null
  n integer not null
  FOREIGN KEY (content_id, document_id) REFERENCES publishing.document(content_id, id) ON DELETE CASCADE
  FOREIGN KEY (content_id, n) REFERENCES publishing.edition(content_id, n) ON DELETE CASCADE
  PRIMARY KEY (content_id, n, document_id)
  CREATE INDEX joined_document ON publishing.joined USING btree (content_id, document_id)
  CREATE UNIQUE INDEX joined_pkey ON publishing.joined USING btree (content_id, n, document_id)
  policy system for ALL to parvis_system using (true)
  policy written for SELECT using ((EXISTS ( SELECT
   FROM publishing.content c
  WHERE (c.id = joined.content_id))))

publishing.link
  address text not null
  checked_at timestamp with time zone
  failed_since timestamp with time zone
  failures smallint not null default 0
  next_at timestamp with time zone not null default '-infinity'::timestamp with time zone
  why text
  CHECK ((((failures = 0) = (failed_since IS NULL)) AND ((failures = 0) = (why IS NULL))))
  CHECK (((octet_length(address) >= 1) AND (octet_length(address) <= 2000)))
  CHECK ((failures >= 0))
  CHECK ((why = ANY (ARRAY['gone'::text, 'error'::text, 'silent'::text, 'unknown'::text, 'lost'::text, 'closed'::text, 'inside'::text])))
  PRIMARY KEY (address)
  CREATE INDEX link_next ON publishing.link USING btree (next_at)
  CREATE UNIQUE INDEX link_pkey ON publishing.link USING btree (address)
  policy system for ALL to parvis_system using (true)
  policy written for SELECT using ((EXISTS ( SELECT
   FROM publishing.linked l
  WHERE (l.address = link.address))))

publishing.linked
  address text not null
  content_id integer not null
  publication_id integer not null
  told_at timestamp with time zone
  FOREIGN KEY (address) REFERENCES publishing.link(address)
  FOREIGN KEY (publication_id) REFERENCES publishing.publication(id) ON DELETE CASCADE
  PRIMARY KEY (publication_id, address)
  CREATE INDEX linked_address ON publishing.linked USING btree (address)
  CREATE INDEX linked_content ON publishing.linked USING btree (content_id)
  CREATE UNIQUE INDEX linked_pkey ON publishing.linked USING btree (publication_id, address)
  policy system for ALL to parvis_system using (true)
  policy written for SELECT using ((EXISTS ( SELECT
   FROM publishing.content c
  WHERE (c.id = linked.content_id))))

publishing.notice
  audience_id integer not null default 1
  authority_id integer not null
  edited_at timestamp with time zone
  ends_at timestamp with time zone
  id integer not null
  imported_as text
  published_at timestamp with time zone not null
  text text not null
  theme text not null
  title text not null
  version integer not null default 1
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  CREATE INDEX notice_audience ON publishing.notice USING btree (audience_id, published_at DESC, id DESC) INCLUDE (ends_at, authority_id)
  CREATE INDEX notice_authority ON publishing.notice USING btree (authority_id, published_at DESC)
  CREATE UNIQUE INDEX notice_pkey ON publishing.notice USING btree (id)
  policy changed for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((((published_at <= platform.now()) AND (audience_id = ANY (( SELECT audiences.actor_ids('audience'::text) AS actor_ids)::bigint[]))) OR (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))
  policy written for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))

publishing.notice_found
  at timestamp with time zone
  audience_id integer
  authority_id integer
  ends_at timestamp with time zone
  subject_id integer
  text text
  title text

publishing.of_spaces
  id integer
  is_archived boolean
  proposed_at timestamp with time zone
  space_id integer

publishing.offer
  authority_id integer not null
  content_id integer not null
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (content_id) REFERENCES publishing.content(id) ON DELETE CASCADE
  PRIMARY KEY (content_id, authority_id)
  CREATE INDEX offer_authority ON publishing.offer USING btree (authority_id)
  CREATE UNIQUE INDEX offer_pkey ON publishing.offer USING btree (content_id, authority_id)
  policy held for SELECT using (publishing.holds_content((content_id)::bigint))
  policy said for INSERT using () with check ((publishing.publishes_content((content_id)::bigint) AND (EXISTS ( SELECT
   FROM publishing.content c
  WHERE ((c.id = offer.content_id) AND (c.decided_in IS NULL))))))
  policy system for ALL to parvis_system using (true)
  policy unsaid for DELETE using (publishing.publishes_content((content_id)::bigint))

publishing.offered
  audience_id integer
  authority_id integer
  content_id integer
  dated_at timestamp with time zone
  edition integer
  fields jsonb
  of_authority_id integer
  summary text
  theme text
  title text
  type text
  type_version integer
  unit_id integer

publishing.opinion
  content_id integer not null
  count integer not null
  helped boolean not null
  month date not null
  CHECK ((count > 0))
  CHECK ((month = (date_trunc('month'::text, (month)::timestamp with time zone))::date))
  FOREIGN KEY (content_id) REFERENCES publishing.content(id) ON DELETE CASCADE
  PRIMARY KEY (content_id, month, helped)
  CREATE UNIQUE INDEX opinion_pkey ON publishing.opinion USING btree (content_id, month, helped)
  policy system for ALL to parvis_system using (true)

publishing.pictured
  content_id integer not null
  n integer not null
  picture uuid not null
  FOREIGN KEY (content_id, n) REFERENCES publishing.edition(content_id, n) ON DELETE CASCADE
  PRIMARY KEY (content_id, n, picture)
  CREATE INDEX pictured_picture ON publishing.pictured USING btree (picture)
  CREATE UNIQUE INDEX pictured_pkey ON publishing.pictured USING btree (content_id, n, picture)
  policy system for ALL to parvis_system using (true)
  policy written for SELECT using ((EXISTS ( SELECT
   FROM publishing.content c
  WHERE (c.id = pictured.content_id))))

publishing.publication
  about text[] not null
  audience_id integer not null
  authority_id integer not null
  content_id integer not null
  dated_at timestamp with time zone not null
  documents jsonb not null default '[]'::jsonb
  edition integer not null
  ends_at timestamp with time zone
  fields jsonb not null
  id integer not null
  is_announced boolean not null
  is_silent boolean not null
  picture uuid
  reminded_at timestamp with time zone
  review_on date not null
  reviewed_at timestamp with time zone not null
  space_id integer
  starts_at timestamp with time zone not null
  summary text not null
  theme text not null
  title text not null
  type text not null
  type_version integer not null
  unit_id integer not null
  until_at timestamp with time zone
  urgency text not null default 'normal'::text
  CHECK (((starts_at < '2200-01-01 00:00:00+00'::timestamp with time zone) AND ((ends_at IS NULL) OR (ends_at < '2200-01-01 00:00:00+00'::timestamp with time zone)) AND (review_on < '2200-01-01'::date) AND isfinite(starts_at) AND isfinite(review_on)))
  CHECK (((urgency <> 'urgent'::text) OR (audience_id <> 1)))
  CHECK ((ends_at >= starts_at))
  CHECK ((urgency = ANY (ARRAY['urgent'::text, 'normal'::text, 'low'::text])))
  EXCLUDE USING gist (int4range(content_id, content_id, '[]'::text) WITH &&, tstzrange(starts_at, ends_at) WITH &&)
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (content_id, edition) REFERENCES publishing.edition(content_id, n) ON DELETE CASCADE
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE SET NULL
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  CREATE INDEX publication_alone ON publishing.publication USING gist (int4range(content_id, content_id, '[]'::text), tstzrange(starts_at, ends_at))
  CREATE INDEX publication_announced ON publishing.publication USING btree (audience_id, dated_at DESC, id DESC) WHERE is_announced
  CREATE INDEX publication_audience ON publishing.publication USING btree (audience_id, dated_at DESC, id DESC) INCLUDE (starts_at, ends_at, type, theme)
  CREATE INDEX publication_content ON publishing.publication USING btree (content_id, starts_at DESC)
  CREATE INDEX publication_edition ON publishing.publication USING btree (content_id, edition)
  CREATE INDEX publication_space ON publishing.publication USING btree (space_id) WHERE (space_id IS NOT NULL)
  CREATE INDEX publication_type ON publishing.publication USING btree (audience_id, type, dated_at DESC, id DESC) INCLUDE (starts_at, ends_at)
  CREATE UNIQUE INDEX publication_pkey ON publishing.publication USING btree (id)
  policy begun for INSERT using () with check (publishing.publishes_content((content_id)::bigint))
  policy changed for UPDATE using (publishing.publishes_content((content_id)::bigint))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((((starts_at <= platform.now()) AND ((ends_at IS NULL) OR (ends_at > platform.now())) AND (audience_id = ANY (( SELECT audiences.actor_ids('audience'::text) AS actor_ids)::bigint[]))) OR (EXISTS ( SELECT
   FROM publishing.content c
  WHERE (c.id = publication.content_id)))))

publishing.seat
  asked_at timestamp with time zone not null
  content_id integer not null
  id bigint not null
  is_waiting boolean not null
  person_id bigint not null
  FOREIGN KEY (content_id) REFERENCES publishing.visit(content_id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (content_id, person_id)
  CREATE INDEX seat_person ON publishing.seat USING btree (person_id)
  CREATE INDEX seat_waiting ON publishing.seat USING btree (content_id) WHERE is_waiting
  CREATE UNIQUE INDEX seat_content_id_person_id_key ON publishing.seat USING btree (content_id, person_id)
  CREATE UNIQUE INDEX seat_pkey ON publishing.seat USING btree (id)
  policy system for ALL to parvis_system using (true)

publishing.source
  address text
  authority_id integer not null
  etag text
  family text
  id integer not null
  last_modified text
  name text not null
  next_at timestamp with time zone not null default '-infinity'::timestamp with time zone
  of_authority_id integer
  of_unit_id integer
  read_at timestamp with time zone
  version integer not null default 1
  why text
  CHECK ((((char_length(address) >= 8) AND (char_length(address) <= 1000)) AND (address ~ '^https?://'::text)))
  CHECK (((char_length(name) >= 2) AND (char_length(name) <= 120)))
  CHECK (((num_nonnulls(address, of_authority_id) = 1) AND ((of_unit_id IS NULL) OR (of_authority_id IS NOT NULL)) AND ((of_authority_id IS DISTINCT FROM authority_id) OR (of_unit_id IS NOT NULL))))
  CHECK ((char_length(etag) <= 500))
  CHECK ((char_length(last_modified) <= 100))
  CHECK ((family = ANY (ARRAY['updates'::text, 'general'::text, 'special'::text, 'press'::text])))
  CHECK ((why = ANY (ARRAY['gone'::text, 'error'::text, 'silent'::text, 'slow'::text, 'huge'::text, 'lost'::text, 'inside'::text, 'circular'::text, 'poisoned'::text, 'unreadable'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (of_authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (of_unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  UNIQUE (authority_id, address)
  UNIQUE NULLS NOT DISTINCT (authority_id, of_authority_id, of_unit_id, address)
  CREATE INDEX source_family ON publishing.source USING btree (authority_id, family) WHERE (family IS NOT NULL)
  CREATE INDEX source_next ON publishing.source USING btree (next_at)
  CREATE INDEX source_of ON publishing.source USING btree (of_authority_id)
  CREATE INDEX source_of_unit ON publishing.source USING btree (of_unit_id)
  CREATE UNIQUE INDEX source_authority_id_address_key ON publishing.source USING btree (authority_id, address)
  CREATE UNIQUE INDEX source_of_once ON publishing.source USING btree (authority_id, of_authority_id, of_unit_id, address) NULLS NOT DISTINCT
  CREATE UNIQUE INDEX source_pkey ON publishing.source USING btree (id)
  policy added for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy changed for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy followed for SELECT using (((family IS NOT NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('workplace'::text) AS actor_ids)::bigint[]))))
  policy kept for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy removed for DELETE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

publishing.source_item
  dated_at timestamp with time zone
  digest text not null
  guid text not null
  href text not null
  id integer not null
  of_content_id integer
  seen_at timestamp with time zone not null
  source_id integer not null
  summary text not null
  title text not null
  CHECK ((((char_length(href) >= 1) AND (char_length(href) <= 1000)) AND (href ~ '^(https?://|/)'::text)))
  CHECK (((char_length(title) >= 1) AND (char_length(title) <= 160)))
  CHECK (((octet_length(guid) >= 1) AND (octet_length(guid) <= 1000)))
  CHECK ((char_length(summary) <= 400))
  CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  FOREIGN KEY (of_content_id) REFERENCES publishing.content(id) ON DELETE CASCADE
  FOREIGN KEY (source_id) REFERENCES publishing.source(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (source_id, guid)
  CREATE INDEX source_item_newest ON publishing.source_item USING btree (source_id, COALESCE(dated_at, seen_at) DESC, id DESC)
  CREATE INDEX source_item_of ON publishing.source_item USING btree (of_content_id)
  CREATE INDEX source_item_seen ON publishing.source_item USING btree (source_id, seen_at DESC, id DESC)
  CREATE UNIQUE INDEX source_item_pkey ON publishing.source_item USING btree (id)
  CREATE UNIQUE INDEX source_item_source_id_guid_key ON publishing.source_item USING btree (source_id, guid)
  policy kept for SELECT using ((EXISTS ( SELECT
   FROM publishing.source s
  WHERE ((s.id = source_item.source_id) AND ((source_item.of_content_id IS NULL) OR publishing.may_take(source_item.of_content_id, s.authority_id))))))
  policy system for ALL to parvis_system using (true)

publishing.spotlight
  audience_id integer not null
  authority_id integer not null
  content_id integer not null
  ends_at timestamp with time zone not null
  id integer not null
  starts_at timestamp with time zone not null
  version integer not null default 1
  CHECK ((ends_at > starts_at))
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (content_id) REFERENCES publishing.content(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX spotlight_audience ON publishing.spotlight USING btree (audience_id, starts_at DESC, id DESC)
  CREATE INDEX spotlight_authority ON publishing.spotlight USING btree (authority_id, starts_at DESC)
  CREATE INDEX spotlight_content ON publishing.spotlight USING btree (content_id)
  CREATE UNIQUE INDEX spotlight_pkey ON publishing.spotlight USING btree (id)
  policy changed for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))) with check (((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) AND publishing.publishes_content((content_id)::bigint)))
  policy kept for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy met for SELECT using ((audience_id = ANY (( SELECT audiences.actor_ids('audience'::text) AS actor_ids)::bigint[])))
  policy put for INSERT using () with check (((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) AND publishing.publishes_content((content_id)::bigint)))
  policy removed for DELETE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)

publishing.syndicated
  content_id integer not null
  digest text not null
  ends_with boolean not null default false
  href text not null
  item_id integer
  of_content_id integer
  of_face text
  source_name text not null
  told_digest text
  told_end text
  CHECK ((char_length(href) <= 1000))
  CHECK ((char_length(source_name) <= 120))
  CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  CHECK ((of_face = ANY (ARRAY['public'::text, 'intranet'::text, 'extranet'::text])))
  CHECK ((told_end = ANY (ARRAY['ended'::text, 'closed'::text])))
  FOREIGN KEY (content_id) REFERENCES publishing.content(id) ON DELETE CASCADE
  FOREIGN KEY (item_id) REFERENCES publishing.source_item(id) ON DELETE SET NULL
  FOREIGN KEY (of_content_id) REFERENCES publishing.content(id) ON DELETE SET NULL
  PRIMARY KEY (content_id)
  CREATE INDEX syndicated_item ON publishing.syndicated USING btree (item_id)
  CREATE INDEX syndicated_of ON publishing.syndicated USING btree (of_content_id)
  CREATE UNIQUE INDEX syndicated_pkey ON publishing.syndicated USING btree (content_id)
  policy looked_at for UPDATE using (publishing.publishes_content((content_id)::bigint))
  policy system for ALL to parvis_system using (true)
  policy taken for INSERT using () with check ((publishing.publishes_content((content_id)::bigint) AND (EXISTS ( SELECT
   FROM (publishing.source_item i
     JOIN publishing.source s ON ((s.id = i.source_id)))
  WHERE ((i.id = syndicated.item_id) AND (s.authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))))
  policy written for SELECT using ((EXISTS ( SELECT
   FROM publishing.content c
  WHERE (c.id = syndicated.content_id))))

publishing.visit
  closes_on date not null
  content_id integer not null
  seats integer not null
  CHECK (((seats >= 1) AND (seats <= 1000)))
  CHECK ((closes_on < '10000-01-01'::date))
  FOREIGN KEY (content_id) REFERENCES publishing.content(id) ON DELETE CASCADE
  PRIMARY KEY (content_id)
  CREATE UNIQUE INDEX visit_pkey ON publishing.visit USING btree (content_id)
  policy system for ALL to parvis_system using (true)

register.retention_run
  at timestamp with time zone not null
  before timestamp with time zone not null
  count integer not null
  entry_id text not null
  failed text
  id bigint not null
  is_dry boolean not null
  rule text not null
  run_id uuid not null
  PRIMARY KEY (id)
  CREATE INDEX retention_run_at ON register.retention_run USING btree (at DESC, id DESC)
  CREATE UNIQUE INDEX retention_run_pkey ON register.retention_run USING btree (id)

requests.access
  reason text not null
  request_id bigint not null
  since timestamp with time zone not null
  unit_id integer not null
  CHECK ((reason = ANY (ARRAY['entered'::text, 'handed-over'::text, 'relayed'::text])))
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (request_id, unit_id)
  CREATE INDEX access_unit ON requests.access USING btree (unit_id)
  CREATE INDEX access_unit_since ON requests.access USING btree (unit_id, reason, since)
  CREATE UNIQUE INDEX access_pkey ON requests.access USING btree (request_id, unit_id)
  policy hand_over for INSERT using () with check (((reason = 'handed-over'::text) AND (EXISTS ( SELECT
   FROM requests.request r
  WHERE ((r.id = access.request_id) AND (r.unit_id = access.unit_id) AND requests.works_in(r.unit_id))))))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((EXISTS ( SELECT
   FROM requests.request r
  WHERE (r.id = access.request_id))))

requests.code_grant
  granted_at timestamp with time zone not null
  person_id bigint
  proved_at timestamp with time zone not null default now()
  request_id bigint not null
  visitor_id uuid not null
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  PRIMARY KEY (visitor_id, request_id)
  CREATE UNIQUE INDEX code_grant_pkey ON requests.code_grant USING btree (visitor_id, request_id)
  policy own for SELECT using (((visitor_id = platform.visitor_id()) AND ((person_id IS NULL) OR (person_id = platform.person_id()))))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

requests.cosigning
  answer text
  answered_at timestamp with time zone
  asked_at timestamp with time zone not null default platform.now()
  digest text not null
  draft_id uuid not null
  email text not null
  field_id text not null
  helper_id bigint
  id bigint not null
  known_by text
  name text not null
  reason text
  reminders integer not null default 0
  sentence text not null
  signed_name text
  signs_as text not null
  CHECK (((answer = 'signed'::text) = ((signed_name IS NOT NULL) AND (known_by IS NOT NULL))))
  CHECK (((answer IS NULL) = (answered_at IS NULL)))
  CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254)))
  CHECK ((answer = ANY (ARRAY['signed'::text, 'refused'::text, 'silent'::text])))
  CHECK ((char_length(reason) <= 600))
  CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  CHECK ((known_by = ANY (ARRAY['mail'::text, 'account'::text])))
  FOREIGN KEY (draft_id) REFERENCES forms.draft(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (draft_id, field_id)
  CREATE UNIQUE INDEX cosigning_draft_id_field_id_key ON requests.cosigning USING btree (draft_id, field_id)
  CREATE UNIQUE INDEX cosigning_pkey ON requests.cosigning USING btree (id)
  policy own for SELECT to parvis_app using ((EXISTS ( SELECT
   FROM forms.draft d
  WHERE (d.id = cosigning.draft_id))))
  policy system for ALL to parvis_system using (true)
  policy withdraw for DELETE to parvis_app using ((EXISTS ( SELECT
   FROM forms.draft d
  WHERE (d.id = cosigning.draft_id))))

requests.cosigning_link
  cosigning_id bigint not null
  token_hash bytea not null
  CHECK ((length(token_hash) = 32))
  FOREIGN KEY (cosigning_id) REFERENCES requests.cosigning(id) ON DELETE CASCADE
  PRIMARY KEY (token_hash)
  CREATE INDEX cosigning_link_of ON requests.cosigning_link USING btree (cosigning_id)
  CREATE UNIQUE INDEX cosigning_link_pkey ON requests.cosigning_link USING btree (token_hash)
  policy system for ALL to parvis_system using (true)

requests.link
  authority_id integer not null
  cause text not null
  ends_at timestamp with time zone not null
  id bigint not null
  made_at timestamp with time zone not null
  request_id bigint not null
  revoked_at timestamp with time zone
  sent_to text not null
  token_hash bytea not null
  CHECK (((length(cause) >= 1) AND (length(cause) <= 60)))
  CHECK ((ends_at > made_at))
  CHECK ((length(sent_to) <= 254))
  CHECK ((length(token_hash) = 32))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  PRIMARY KEY (id)
  UNIQUE (request_id, cause)
  UNIQUE (token_hash)
  CREATE INDEX link_open ON requests.link USING btree (made_at) WHERE (revoked_at IS NULL)
  CREATE UNIQUE INDEX link_pkey ON requests.link USING btree (id)
  CREATE UNIQUE INDEX link_request_id_cause_key ON requests.link USING btree (request_id, cause)
  CREATE UNIQUE INDEX link_token_hash_key ON requests.link USING btree (token_hash)
  policy closed for UPDATE using (((revoked_at IS NULL) AND requests.follows_link(request_id))) with check ((platform.is_told_now(revoked_at) AND requests.follows_link(request_id)))
  policy followed for SELECT using (requests.follows_link(request_id))
  policy system for ALL to parvis_system using (true)

requests.link_opening
  link_id bigint not null
  name text not null
  opened_at timestamp with time zone not null
  visitor_id uuid not null
  CHECK (((length(name) >= 2) AND (length(name) <= 80)))
  FOREIGN KEY (link_id) REFERENCES requests.link(id) ON DELETE CASCADE
  PRIMARY KEY (link_id, visitor_id)
  CREATE INDEX link_opening_visitor ON requests.link_opening USING btree (visitor_id)
  CREATE UNIQUE INDEX link_opening_pkey ON requests.link_opening USING btree (link_id, visitor_id)
  policy system for ALL to parvis_system using (true)

requests.rating
  rated_at timestamp with time zone not null
  request_id bigint not null
  score text not null
  CHECK ((score = ANY (ARRAY['good'::text, 'middling'::text, 'bad'::text])))
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  PRIMARY KEY (request_id)
  CREATE UNIQUE INDEX rating_pkey ON requests.rating USING btree (request_id)
  policy rate for INSERT using () with check (requests.may_rate(request_id))
  policy rate_again for UPDATE using (requests.may_rate(request_id)) with check (requests.may_rate(request_id))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((EXISTS ( SELECT
   FROM requests.request r
  WHERE (r.id = rating.request_id))))

requests.request
  anonymised_at timestamp with time zone
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
  filed jsonb
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
  planned_day date
  read_language text
  received_at timestamp with time zone not null
  ref text not null
  resident_id bigint
  resident_wrote_at timestamp with time zone
  routing jsonb not null
  search tsvector not null default ((platform.fr_vector(((((((subject || ' '::text) || description) || ' '::text) || place_address) || ' '::text) || contact_name)) || requests.sound_keys(contact_name)) || requests.search_keys(unit_id, authority_id, commune_id, shared_units, received_at))
  service_slug text not null
  service_version integer not null
  shared_units integer[] not null default '{}'::integer[]
  solution_done_at timestamp with time zone
  solution_due_at timestamp with time zone
  solution_risk_at timestamp with time zone
  state text not null
  state_kind text not null
  state_since timestamp with time zone not null
  subject text not null
  unit_id integer not null
  untold_since timestamp with time zone
  workflow_id text not null
  workflow_version integer not null
  CHECK ((channel = ANY (ARRAY['web'::text, 'phone'::text, 'desk'::text, 'letter'::text, 'mail'::text])))
  CHECK ((read_language ~ '^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$'::text))
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
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  UNIQUE (draft_id)
  UNIQUE (ref)
  CREATE INDEX request_answered ON requests.request USING btree (answer_done_at) WHERE (answer_done_at IS NOT NULL)
  CREATE INDEX request_assignee ON requests.request USING btree (assignee_id, next_due_at) WHERE (state_kind <> 'done'::text)
  CREATE INDEX request_authority ON requests.request USING btree (authority_id, received_at DESC, id DESC)
  CREATE INDEX request_category ON requests.request USING btree (category, received_at)
  CREATE INDEX request_commune ON requests.request USING btree (commune_id, received_at DESC, id DESC)
  CREATE INDEX request_commune_open ON requests.request USING btree (commune_id, next_due_at, id) INCLUDE (unit_id, assignee_id, state_kind, next_risk_at) WHERE (state_kind <> 'done'::text)
  CREATE INDEX request_contact ON requests.request USING btree (lower(contact_email)) WHERE (contact_email IS NOT NULL)
  CREATE INDEX request_misfiled ON requests.request USING btree (((filed ->> 'category'::text)), received_at) WHERE (filed IS NOT NULL)
  CREATE INDEX request_near ON requests.request USING btree (category, lat, long) WHERE (lat IS NOT NULL)
  CREATE INDEX request_phone ON requests.request USING btree (requests.phone_key(contact_phone)) WHERE (contact_phone IS NOT NULL)
  CREATE INDEX request_phone_part ON requests.request USING gin (requests.phone_key(contact_phone) gin_trgm_ops) WHERE (contact_phone IS NOT NULL)
  CREATE INDEX request_planned ON requests.request USING btree (unit_id, planned_day) WHERE ((planned_day IS NOT NULL) AND (state_kind <> 'done'::text))
  CREATE INDEX request_resident ON requests.request USING btree (resident_id, received_at DESC) WHERE (resident_id IS NOT NULL)
  CREATE INDEX request_search ON requests.request USING gin (((search || requests.month_keys(unit_id, authority_id, commune_id, received_at))))
  CREATE INDEX request_state_since ON requests.request USING btree (state_since) WHERE (state_kind = 'waiting'::text)
  CREATE INDEX request_to_anonymise ON requests.request USING btree (service_slug, closed_at) WHERE ((closed_at IS NOT NULL) AND (anonymised_at IS NULL))
  CREATE INDEX request_unit ON requests.request USING btree (unit_id, received_at DESC, id DESC)
  CREATE INDEX request_unit_commune ON requests.request USING btree (unit_id, commune_id, received_at DESC, id DESC)
  CREATE INDEX request_unit_commune_open ON requests.request USING btree (unit_id, commune_id, next_due_at, id) WHERE (state_kind <> 'done'::text)
  CREATE INDEX request_unit_open ON requests.request USING btree (unit_id, next_due_at, id) INCLUDE (assignee_id, state_kind, next_risk_at, commune_id) WHERE (state_kind <> 'done'::text)
  CREATE INDEX request_untold ON requests.request USING btree (unit_id, received_at DESC, id DESC) WHERE (untold_since IS NOT NULL)
  CREATE UNIQUE INDEX request_draft_id_key ON requests.request USING btree (draft_id)
  CREATE UNIQUE INDEX request_pkey ON requests.request USING btree (id)
  CREATE UNIQUE INDEX request_ref_key ON requests.request USING btree (ref)
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using (((NOT ( SELECT platform.looks() AS looks)) OR (resident_id IS DISTINCT FROM ( SELECT platform.person_id() AS person_id))))
  policy visible for ALL using (((resident_id = ( SELECT platform.person_id() AS person_id)) OR (unit_id = ANY (( SELECT audiences.actor_ids('unit'::text) AS actor_ids)::bigint[])) OR (authority_id = ANY (( SELECT audiences.actor_ids('desk'::text) AS actor_ids)::bigint[])) OR (commune_id = ANY (( SELECT audiences.actor_ids('commune'::text) AS actor_ids)::bigint[])) OR (shared_units && ( SELECT (audiences.actor_ids('shared'::text))::integer[] AS actor_ids)) OR (id = ANY (( SELECT audiences.actor_ids('code'::text) AS actor_ids)::bigint[]))))

requests.signature
  digest text not null
  field_id text not null
  form_id text not null
  form_version integer not null
  known_by text not null
  name text not null
  request_id bigint not null
  sentence text not null
  signed_at timestamp with time zone not null
  signs_as text
  CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  CHECK ((known_by = ANY (ARRAY['nothing'::text, 'account'::text, 'helper'::text, 'agent'::text, 'mail'::text])))
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  PRIMARY KEY (request_id, field_id)
  CREATE UNIQUE INDEX signature_pkey ON requests.signature USING btree (request_id, field_id)
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT to parvis_app using ((EXISTS ( SELECT
   FROM requests.request r
  WHERE (r.id = signature.request_id))))

requests.tracking
  code text not null
  request_id bigint not null
  CHECK ((code ~ '^[2-9A-HJKMNP-Z]{8}$'::text))
  FOREIGN KEY (request_id) REFERENCES requests.request(id)
  PRIMARY KEY (request_id)
  UNIQUE (code)
  CREATE UNIQUE INDEX tracking_code_key ON requests.tracking USING btree (code)
  CREATE UNIQUE INDEX tracking_pkey ON requests.tracking USING btree (request_id)
  policy system for ALL to parvis_system using (true)

search.alike
  meant tsquery not null
  said tsquery not null

search.entry
  at timestamp with time zone not null
  audience_id integer not null
  authority_id integer not null
  ends_at timestamp with time zone
  file_id uuid
  id bigint not null
  kind text not null
  subject_id bigint not null
  text text not null
  title text not null
  words tsvector not null default (setweight(platform.fr_vector(title), 'A'::"char") || setweight(platform.fr_vector(text), 'B'::"char"))
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (kind) REFERENCES search.kind(kind)
  PRIMARY KEY (id)
  CREATE INDEX entry_audience ON search.entry USING btree (audience_id)
  CREATE INDEX entry_subject ON search.entry USING btree (kind, subject_id)
  CREATE INDEX entry_words ON search.entry USING gin (((words || search.keys(audience_id, at))))
  CREATE UNIQUE INDEX entry_pkey ON search.entry USING btree (id)
  policy read for SELECT using (((audience_id = ANY (( SELECT audiences.actor_ids('audience'::text) AS actor_ids)::bigint[])) AND (at <= platform.now()) AND COALESCE((ends_at > platform.now()), true)))
  policy system for ALL to parvis_system using (true)

search.kind
  kind text not null
  of_files boolean not null default false
  source text not null
  PRIMARY KEY (kind)
  CREATE UNIQUE INDEX kind_pkey ON search.kind USING btree (kind)

services.category
  code text not null
  edited_at timestamp with time zone
  label text not null
  leads_to text
  number bigint not null default nextval('services.word_number'::regclass)
  parent text
  synonyms text[] not null
  version integer not null default 1
  CHECK ((leads_to <> code))
  CHECK ((parent <> code))
  FOREIGN KEY (leads_to) REFERENCES services.category(code)
  FOREIGN KEY (parent) REFERENCES services.category(code)
  PRIMARY KEY (code)
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  UNIQUE (number)
  CREATE UNIQUE INDEX category_number_key ON services.category USING btree (number)
  CREATE UNIQUE INDEX category_pkey ON services.category USING btree (code)
  policy added for INSERT using () with check (( SELECT services.edits_templates() AS edits_templates))
  policy changed for UPDATE using (( SELECT services.edits_templates() AS edits_templates)) with check (( SELECT services.edits_templates() AS edits_templates))
  policy public for SELECT using ((number IS NOT NULL))
  policy system for ALL to parvis_system using (true)

services.competence
  answers text not null
  basis text not null
  because text not null
  category text not null
  commune text
  edited_at timestamp with time zone
  function text not null
  id text not null
  number bigint not null
  place_kind text
  valid_from date not null
  valid_to date
  version integer not null default 1
  withdrawn boolean not null default false
  CHECK ((answers = ANY (ARRAY['metropolis'::text, 'commune'::text])))
  FOREIGN KEY (category) REFERENCES services.category(code)
  FOREIGN KEY (commune) REFERENCES territory.area(code)
  PRIMARY KEY (id)
  UNIQUE (number)
  CREATE UNIQUE INDEX competence_number_key ON services.competence USING btree (number)
  CREATE UNIQUE INDEX competence_pkey ON services.competence USING btree (id)
  policy added for INSERT using () with check (services.rules_on(commune, answers))
  policy changed for UPDATE using (services.rules_on(commune, answers)) with check (services.rules_on(commune, answers))
  policy public for SELECT using (((NOT withdrawn) OR services.rules_on(commune, answers)))
  policy system for ALL to parvis_system using (true)

services.elsewhere
  phrases text[] not null
  rank integer not null
  PRIMARY KEY (rank)
  CREATE UNIQUE INDEX elsewhere_pkey ON services.elsewhere USING btree (rank)

services.life_event
  contacts jsonb not null default '[]'::jsonb
  edited_at timestamp with time zone
  icon text not null
  leads_to text
  number bigint not null default nextval('services.word_number'::regclass)
  rank integer not null
  slug text not null
  steps jsonb not null default '[]'::jsonb
  text text not null
  title text not null
  version integer not null default 1
  CHECK ((leads_to <> slug))
  FOREIGN KEY (leads_to) REFERENCES services.life_event(slug)
  PRIMARY KEY (slug)
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  UNIQUE (number)
  CREATE UNIQUE INDEX life_event_number_key ON services.life_event USING btree (number)
  CREATE UNIQUE INDEX life_event_pkey ON services.life_event USING btree (slug)
  policy added for INSERT using () with check (( SELECT services.edits_templates() AS edits_templates))
  policy changed for UPDATE using (( SELECT services.edits_templates() AS edits_templates)) with check (( SELECT services.edits_templates() AS edits_templates))
  policy public for SELECT using ((number IS NOT NULL))
  policy system for ALL to parvis_system using (true)

services.reply_template
  authority_id integer
  claims_done boolean not null default false
  edited_at timestamp with time zone
  id text not null
  number bigint not null
  services text[]
  text text not null
  title text not null
  transition text
  version integer not null default 1
  withdrawn boolean not null default false
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  UNIQUE (number)
  CREATE INDEX reply_template_authority ON services.reply_template USING btree (authority_id)
  CREATE UNIQUE INDEX reply_template_number_key ON services.reply_template USING btree (number)
  CREATE UNIQUE INDEX reply_template_pkey ON services.reply_template USING btree (id)
  policy added for INSERT using () with check ((( SELECT services.edits_templates() AS edits_templates) OR (authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[]))))
  policy changed for UPDATE using ((( SELECT services.edits_templates() AS edits_templates) OR (authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))) with check ((( SELECT services.edits_templates() AS edits_templates) OR (authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[]))))
  policy public for SELECT using (((NOT withdrawn) OR ( SELECT services.edits_templates() AS edits_templates) OR (authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

services.signpost
  calls jsonb not null
  id text not null
  is_alone boolean not null
  is_grave boolean not null default false
  phrases text[] not null
  rank integer not null
  text text not null
  title text not null
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX signpost_pkey ON services.signpost USING btree (id)

services.synonym
  edited_at timestamp with time zone
  number bigint not null default nextval('services.word_number'::regclass)
  rank integer not null
  version integer not null default 1
  words text[] not null
  PRIMARY KEY (rank)
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  UNIQUE (number)
  CREATE UNIQUE INDEX synonym_number_key ON services.synonym USING btree (number)
  CREATE UNIQUE INDEX synonym_pkey ON services.synonym USING btree (rank)
  policy added for INSERT using () with check (((rank >= 100000) AND ( SELECT services.edits_templates() AS edits_templates)))
  policy changed for UPDATE using (( SELECT services.edits_templates() AS edits_templates)) with check (( SELECT services.edits_templates() AS edits_templates))
  policy public for SELECT using ((number IS NOT NULL))
  policy system for ALL to parvis_system using (true)

services.theme
  edited_at timestamp with time zone
  icon text not null
  leads_to text
  number bigint not null default nextval('services.word_number'::regclass)
  rank integer not null
  slug text not null
  text text not null
  title text not null
  version integer not null default 1
  CHECK ((leads_to <> slug))
  FOREIGN KEY (leads_to) REFERENCES services.theme(slug)
  PRIMARY KEY (slug)
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  UNIQUE (number)
  CREATE UNIQUE INDEX theme_number_key ON services.theme USING btree (number)
  CREATE UNIQUE INDEX theme_pkey ON services.theme USING btree (slug)
  policy added for INSERT using () with check (( SELECT services.edits_templates() AS edits_templates))
  policy changed for UPDATE using (( SELECT services.edits_templates() AS edits_templates)) with check (( SELECT services.edits_templates() AS edits_templates))
  policy public for SELECT using ((number IS NOT NULL))
  policy system for ALL to parvis_system using (true)

settings.opening
  authority_id integer not null
  feature text not null
  from_day date not null
  source text not null
  to_day date not null
  CHECK (((length(source) >= 1) AND (length(source) <= 60)))
  CHECK ((feature ~ '^[a-z]+\.[a-z_]+$'::text))
  CHECK ((to_day >= from_day))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (authority_id, feature, source, from_day)
  CREATE INDEX opening_source ON settings.opening USING btree (source)
  CREATE UNIQUE INDEX opening_pkey ON settings.opening USING btree (authority_id, feature, source, from_day)
  policy opened for INSERT using () with check (( SELECT agreements.is_manager() AS is_manager))
  policy read for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)
  policy taken_back for DELETE using (( SELECT agreements.is_manager() AS is_manager))

settings.value
  authority_id integer not null
  id bigint not null
  key text not null
  service_slug text
  set_by bigint
  since timestamp with time zone not null
  unit_id integer
  until timestamp with time zone
  value text
  CHECK (((unit_id IS NULL) OR (service_slug IS NULL)))
  CHECK ((key ~ '^[a-z]+\.[a-z_]+$'::text))
  CHECK ((length(value) <= 4000))
  CHECK ((until >= since))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (set_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  CREATE INDEX value_history ON settings.value USING btree (key, authority_id, id DESC)
  CREATE INDEX value_set_by ON settings.value USING btree (set_by)
  CREATE UNIQUE INDEX value_in_force ON settings.value USING btree (key, authority_id, unit_id, service_slug) NULLS NOT DISTINCT WHERE (until IS NULL)
  CREATE UNIQUE INDEX value_pkey ON settings.value USING btree (id)
  policy chosen for INSERT using () with check (((set_by = ( SELECT platform.person_id() AS person_id)) AND (until IS NULL) AND ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) OR (unit_id = ANY (( SELECT audiences.actor_ids('tended'::text) AS actor_ids)::bigint[])) OR ((key ~ '^[a-z]+\.text_'::text) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))) AND ((unit_id IS NULL) OR (EXISTS ( SELECT
   FROM territory.unit u
  WHERE ((u.id = value.unit_id) AND (u.authority_id = value.authority_id)))))))
  policy succeeded for UPDATE using (((until IS NULL) AND ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) OR (unit_id = ANY (( SELECT audiences.actor_ids('tended'::text) AS actor_ids)::bigint[])) OR ((key ~ '^[a-z]+\.text_'::text) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))) with check (((until IS NOT NULL) AND ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) OR (unit_id = ANY (( SELECT audiences.actor_ids('tended'::text) AS actor_ids)::bigint[])) OR ((key ~ '^[a-z]+\.text_'::text) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[]))))))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using (((until IS NULL) OR (authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) OR (unit_id = ANY (( SELECT audiences.actor_ids('tended'::text) AS actor_ids)::bigint[])) OR ((key ~ '^[a-z]+\.text_'::text) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))))

spaces.admission
  held_as text
  holder_id integer
  id integer not null
  kind text not null
  person_id bigint
  role spaces.role not null
  since timestamp with time zone not null
  space_id integer not null
  CHECK (((kind <> 'person'::text) OR (held_as IS NULL)))
  CHECK (((kind = 'person'::text) = (holder_id IS NULL)))
  CHECK (((kind = 'person'::text) = (person_id IS NOT NULL)))
  CHECK ((held_as ~ '^[a-z_]{2,30}$'::text))
  CHECK ((kind = ANY (ARRAY['staff'::text, 'workplace'::text, 'body'::text, 'elected'::text, 'network'::text, 'person'::text])))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE NULLS NOT DISTINCT (space_id, kind, holder_id, held_as, person_id)
  CREATE INDEX admission_holder ON spaces.admission USING btree (kind, holder_id)
  CREATE INDEX admission_person ON spaces.admission USING btree (person_id) WHERE (person_id IS NOT NULL)
  CREATE UNIQUE INDEX admission_once ON spaces.admission USING btree (space_id, kind, holder_id, held_as, person_id) NULLS NOT DISTINCT
  CREATE UNIQUE INDEX admission_pkey ON spaces.admission USING btree (id)
  policy changed for UPDATE using ((spaces.keeps((space_id)::bigint) OR ((kind = 'person'::text) AND spaces.moderates((space_id)::bigint))))
  policy given for INSERT using () with check (((kind <> 'person'::text) AND spaces.keeps((space_id)::bigint)))
  policy system for ALL to parvis_system using (true)
  policy taken for DELETE using ((spaces.keeps((space_id)::bigint) OR ((kind = 'person'::text) AND spaces.moderates((space_id)::bigint)) OR ((person_id = platform.person_id()) AND (space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])))))
  policy visible for SELECT using (((space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])) OR spaces.keeps((space_id)::bigint)))

spaces.asking
  asked_at timestamp with time zone not null
  id integer not null
  person_id bigint not null
  space_id integer not null
  word text not null
  CHECK ((char_length(word) <= 600))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (space_id, person_id)
  CREATE INDEX asking_person ON spaces.asking USING btree (person_id)
  CREATE UNIQUE INDEX asking_once ON spaces.asking USING btree (space_id, person_id)
  CREATE UNIQUE INDEX asking_pkey ON spaces.asking USING btree (id)
  policy asked for INSERT using () with check (((person_id = platform.person_id()) AND spaces.is_in_office() AND (EXISTS ( SELECT
   FROM spaces.space s
  WHERE ((s.id = asking.space_id) AND (s.joining = 'asked'::text) AND (s.closed_at IS NULL)))) AND (NOT (space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])))))
  policy system for ALL to parvis_system using (true)
  policy taken_back for DELETE using ((person_id = platform.person_id()))
  policy visible for SELECT using (((person_id = platform.person_id()) OR spaces.moderates((space_id)::bigint) OR spaces.keeps((space_id)::bigint)))

spaces.document
  folder_id integer
  id integer not null
  name text not null
  named_at timestamp with time zone default platform.now()
  space_id integer not null
  version integer not null default 1
  CHECK ((((char_length(name) >= 1) AND (char_length(name) <= 120)) AND (name !~ '[/\\]'::text)))
  FOREIGN KEY (folder_id, space_id) REFERENCES spaces.folder(id, space_id) ON DELETE CASCADE
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (id, space_id)
  UNIQUE NULLS NOT DISTINCT (space_id, folder_id, name)
  CREATE INDEX document_folder ON spaces.document USING btree (folder_id)
  CREATE UNIQUE INDEX document_id_space_id_key ON spaces.document USING btree (id, space_id)
  CREATE UNIQUE INDEX document_name ON spaces.document USING btree (space_id, folder_id, name) NULLS NOT DISTINCT
  CREATE UNIQUE INDEX document_pkey ON spaces.document USING btree (id)
  policy added for INSERT using () with check (spaces.contributes((space_id)::bigint))
  policy changed for UPDATE using (spaces.contributes((space_id)::bigint)) with check (spaces.contributes((space_id)::bigint))
  policy removed for DELETE using (spaces.contributes((space_id)::bigint))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])))

spaces.document_found
  at timestamp with time zone
  audience_id integer
  authority_id integer
  ends_at timestamp with time zone
  file_id uuid
  subject_id integer
  text text
  title text

spaces.edition
  at timestamp with time zone not null
  author_id bigint
  author_label text not null
  document_id integer not null
  id integer not null
  n integer not null
  space_id integer not null
  CHECK ((n > 0))
  FOREIGN KEY (author_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (document_id, space_id) REFERENCES spaces.document(id, space_id) ON DELETE CASCADE
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (document_id, n)
  CREATE INDEX edition_author ON spaces.edition USING btree (author_id)
  CREATE INDEX edition_space ON spaces.edition USING btree (space_id)
  CREATE UNIQUE INDEX edition_document_id_n_key ON spaces.edition USING btree (document_id, n)
  CREATE UNIQUE INDEX edition_pkey ON spaces.edition USING btree (id)
  policy added for INSERT using () with check (spaces.contributes((space_id)::bigint))
  policy changed for UPDATE using (spaces.contributes((space_id)::bigint)) with check (spaces.contributes((space_id)::bigint))
  policy removed for DELETE using (spaces.contributes((space_id)::bigint))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])))

spaces.folder
  id integer not null
  name text not null
  parent_id integer
  space_id integer not null
  CHECK ((((char_length(name) >= 1) AND (char_length(name) <= 80)) AND (name !~ '[/\\]'::text)))
  FOREIGN KEY (parent_id) REFERENCES spaces.folder(id) ON DELETE CASCADE
  FOREIGN KEY (parent_id, space_id) REFERENCES spaces.folder(id, space_id)
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (id, space_id)
  UNIQUE NULLS NOT DISTINCT (space_id, parent_id, name)
  CREATE UNIQUE INDEX folder_id_space_id_key ON spaces.folder USING btree (id, space_id)
  CREATE UNIQUE INDEX folder_name ON spaces.folder USING btree (space_id, parent_id, name) NULLS NOT DISTINCT
  CREATE UNIQUE INDEX folder_pkey ON spaces.folder USING btree (id)
  policy added for INSERT using () with check (spaces.contributes((space_id)::bigint))
  policy changed for UPDATE using (spaces.contributes((space_id)::bigint)) with check (spaces.contributes((space_id)::bigint))
  policy removed for DELETE using (spaces.contributes((space_id)::bigint))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])))

spaces.group_holder
  id integer
  is_seat boolean
  kind text
  person_id bigint
  role text

spaces.lock
  at timestamp with time zone not null
  document_id integer
  ends_at timestamp with time zone not null
  folder_id integer
  is_deep boolean not null
  is_shared boolean not null
  label text not null
  person_id bigint not null
  said text not null
  seconds integer not null
  space_id integer not null
  token uuid not null default gen_random_uuid()
  CHECK (((seconds >= 1) AND (seconds <= 3600)))
  CHECK ((char_length(said) <= 2000))
  CHECK ((ends_at > at))
  CHECK ((num_nonnulls(folder_id, document_id) = 1))
  FOREIGN KEY (document_id, space_id) REFERENCES spaces.document(id, space_id) ON DELETE CASCADE
  FOREIGN KEY (folder_id, space_id) REFERENCES spaces.folder(id, space_id) ON DELETE CASCADE
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE CASCADE
  PRIMARY KEY (token)
  CREATE INDEX lock_document ON spaces.lock USING btree (document_id)
  CREATE INDEX lock_folder ON spaces.lock USING btree (folder_id)
  CREATE INDEX lock_person ON spaces.lock USING btree (person_id)
  CREATE INDEX lock_space ON spaces.lock USING btree (space_id)
  CREATE UNIQUE INDEX lock_pkey ON spaces.lock USING btree (token)
  policy added for INSERT using () with check ((spaces.contributes((space_id)::bigint) AND (person_id = platform.person_id())))
  policy ended for DELETE using (((person_id = platform.person_id()) OR spaces.moderates((space_id)::bigint) OR (spaces.contributes((space_id)::bigint) AND (ends_at <= platform.now()))))
  policy prolonged for UPDATE using ((person_id = platform.person_id())) with check ((person_id = platform.person_id()))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])))

spaces.mailed
  message_id bigint not null
  person_id bigint not null
  topic_id integer not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (topic_id) REFERENCES spaces.topic(id) ON DELETE CASCADE
  PRIMARY KEY (person_id, topic_id)
  CREATE INDEX mailed_topic ON spaces.mailed USING btree (topic_id)
  CREATE UNIQUE INDEX mailed_pkey ON spaces.mailed USING btree (person_id, topic_id)
  policy own for SELECT using (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL)))
  policy system for ALL to parvis_system using (true)

spaces.mailing
  person_id bigint not null
  since timestamp with time zone not null
  space_id integer not null
  wants text not null
  CHECK ((wants = ANY (ARRAY['each'::text, 'digest'::text, 'none'::text])))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE CASCADE
  PRIMARY KEY (person_id, space_id)
  CREATE INDEX mailing_space ON spaces.mailing USING btree (space_id)
  CREATE UNIQUE INDEX mailing_pkey ON spaces.mailing USING btree (person_id, space_id)
  policy own for ALL using (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL) AND (space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

spaces.meeting
  at timestamp with time zone not null
  author_id bigint
  author_label text not null
  ends_at timestamp with time zone
  id integer not null
  place text not null
  space_id integer not null
  starts_at timestamp with time zone not null
  text text not null
  title text not null
  version integer not null default 1
  CHECK (((char_length(title) >= 3) AND (char_length(title) <= 120)))
  CHECK ((char_length(place) <= 160))
  CHECK ((char_length(text) <= 4000))
  CHECK ((ends_at > starts_at))
  FOREIGN KEY (author_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX meeting_author ON spaces.meeting USING btree (author_id)
  CREATE INDEX meeting_space ON spaces.meeting USING btree (space_id, starts_at)
  CREATE UNIQUE INDEX meeting_pkey ON spaces.meeting USING btree (id)
  policy added for INSERT using () with check (spaces.contributes((space_id)::bigint))
  policy changed for UPDATE using (spaces.contributes((space_id)::bigint)) with check (spaces.contributes((space_id)::bigint))
  policy removed for DELETE using (spaces.contributes((space_id)::bigint))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])))

spaces.meeting_found
  at timestamp with time zone
  audience_id integer
  authority_id integer
  ends_at timestamp with time zone
  subject_id integer
  text text
  title text

spaces.property
  document_id integer
  folder_id integer
  id bigint not null
  name text not null
  namespace text not null
  space_id integer not null
  value text not null
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
  CHECK ((char_length(namespace) <= 300))
  CHECK ((char_length(value) <= 4000))
  CHECK ((num_nonnulls(folder_id, document_id) = 1))
  FOREIGN KEY (document_id, space_id) REFERENCES spaces.document(id, space_id) ON DELETE CASCADE
  FOREIGN KEY (folder_id, space_id) REFERENCES spaces.folder(id, space_id) ON DELETE CASCADE
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE NULLS NOT DISTINCT (folder_id, document_id, namespace, name)
  CREATE INDEX property_document ON spaces.property USING btree (document_id)
  CREATE INDEX property_space ON spaces.property USING btree (space_id)
  CREATE UNIQUE INDEX property_name ON spaces.property USING btree (folder_id, document_id, namespace, name) NULLS NOT DISTINCT
  CREATE UNIQUE INDEX property_pkey ON spaces.property USING btree (id)
  policy added for INSERT using () with check (spaces.contributes((space_id)::bigint))
  policy changed for UPDATE using (spaces.contributes((space_id)::bigint)) with check (spaces.contributes((space_id)::bigint))
  policy removed for DELETE using (spaces.contributes((space_id)::bigint))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])))

spaces.reading
  message_id bigint not null
  person_id bigint not null
  topic_id integer not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (topic_id) REFERENCES spaces.topic(id) ON DELETE CASCADE
  PRIMARY KEY (person_id, topic_id)
  CREATE INDEX reading_topic ON spaces.reading USING btree (topic_id)
  CREATE UNIQUE INDEX reading_pkey ON spaces.reading USING btree (person_id, topic_id)
  policy own for ALL using (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL) AND (EXISTS ( SELECT
   FROM spaces.topic t
  WHERE (t.id = reading.topic_id)))))
  policy system for ALL to parvis_system using (true)

spaces.space
  archived_at timestamp with time zone
  audience_id integer not null
  authority_id integer not null
  body_id integer
  closed_at timestamp with time zone
  id integer not null
  is_listed boolean not null
  joining text not null
  kind text not null
  name text not null
  opened_at timestamp with time zone not null
  presentation text not null default ''::text
  purpose text not null
  quota integer not null default 500
  version integer not null default 1
  CHECK (((archived_at IS NULL) OR (closed_at IS NOT NULL)))
  CHECK (((char_length(name) >= 3) AND (char_length(name) <= 70)))
  CHECK (((char_length(purpose) >= 3) AND (char_length(purpose) <= 400)))
  CHECK (((joining = 'invited'::text) OR is_listed))
  CHECK (((quota >= 10) AND (quota <= 20000)))
  CHECK ((char_length(presentation) <= 6000))
  CHECK ((joining = ANY (ARRAY['invited'::text, 'asked'::text, 'free'::text])))
  CHECK ((kind = ANY (ARRAY['conference'::text, 'directorate'::text, 'commission'::text, 'club'::text, 'project'::text])))
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (body_id) REFERENCES bodies.body(id) ON DELETE SET NULL
  PRIMARY KEY (id)
  CREATE INDEX space_authority ON spaces.space USING btree (authority_id)
  CREATE UNIQUE INDEX space_name ON spaces.space USING btree (authority_id, lower(name)) WHERE (archived_at IS NULL)
  CREATE UNIQUE INDEX space_pkey ON spaces.space USING btree (id)
  policy changed for UPDATE using (((authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])) AND (archived_at IS NULL)))
  policy made for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using (((id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])) OR (authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])) OR (is_listed AND (archived_at IS NULL) AND ( SELECT spaces.is_in_office() AS is_in_office))))

spaces.space_found
  at timestamp with time zone
  audience_id integer
  authority_id integer
  ends_at timestamp with time zone
  subject_id integer
  text text
  title text

spaces.space_holder
  id integer
  is_lent boolean
  person_id bigint
  role text

spaces.task
  assignee_id bigint
  assignee_label text
  at timestamp with time zone not null
  author_id bigint
  author_label text not null
  done_at timestamp with time zone
  done_label text
  due_on date
  id integer not null
  space_id integer not null
  title text not null
  version integer not null default 1
  CHECK (((char_length(title) >= 3) AND (char_length(title) <= 160)))
  CHECK (((done_at IS NULL) = (done_label IS NULL)))
  FOREIGN KEY (assignee_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (author_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX task_assignee ON spaces.task USING btree (assignee_id)
  CREATE INDEX task_author ON spaces.task USING btree (author_id)
  CREATE INDEX task_space ON spaces.task USING btree (space_id, due_on)
  CREATE UNIQUE INDEX task_pkey ON spaces.task USING btree (id)
  policy added for INSERT using () with check (spaces.contributes((space_id)::bigint))
  policy changed for UPDATE using (spaces.contributes((space_id)::bigint)) with check (spaces.contributes((space_id)::bigint))
  policy removed for DELETE using (spaces.contributes((space_id)::bigint))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])))

spaces.topic
  at timestamp with time zone not null
  author_id bigint
  author_label text not null
  ended_at timestamp with time zone
  id integer not null
  said integer not null default 0
  said_at timestamp with time zone not null
  said_by text not null
  space_id integer not null
  title text not null
  CHECK (((char_length(title) >= 3) AND (char_length(title) <= 120)))
  FOREIGN KEY (author_id) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX topic_author ON spaces.topic USING btree (author_id)
  CREATE INDEX topic_space ON spaces.topic USING btree (space_id, said_at DESC, id DESC)
  CREATE UNIQUE INDEX topic_pkey ON spaces.topic USING btree (id)
  policy added for INSERT using () with check (spaces.contributes((space_id)::bigint))
  policy changed for UPDATE using (spaces.contributes((space_id)::bigint)) with check (spaces.contributes((space_id)::bigint))
  policy removed for DELETE using (spaces.contributes((space_id)::bigint))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((space_id = ANY (( SELECT audiences.actor_ids('space'::text) AS actor_ids)::bigint[])))

spaces.topic_found
  at timestamp with time zone
  audience_id integer
  authority_id integer
  ends_at timestamp with time zone
  subject_id integer
  text text
  title text

spaces.wish
  answered_at timestamp with time zone
  asked_at timestamp with time zone not null
  authority_id integer not null
  id integer not null
  kind text not null
  name text not null
  person_id bigint not null
  purpose text not null
  refused_because text
  space_id integer
  CHECK (((char_length(name) >= 3) AND (char_length(name) <= 70)))
  CHECK (((char_length(purpose) >= 3) AND (char_length(purpose) <= 400)))
  CHECK (((char_length(refused_because) >= 3) AND (char_length(refused_because) <= 600)))
  CHECK ((kind = ANY (ARRAY['conference'::text, 'directorate'::text, 'commission'::text, 'club'::text, 'project'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (space_id) REFERENCES spaces.space(id) ON DELETE SET NULL
  PRIMARY KEY (id)
  CREATE INDEX wish_authority ON spaces.wish USING btree (authority_id, asked_at DESC)
  CREATE INDEX wish_person ON spaces.wish USING btree (person_id)
  CREATE INDEX wish_space ON spaces.wish USING btree (space_id)
  CREATE UNIQUE INDEX wish_pkey ON spaces.wish USING btree (id)
  policy answered for UPDATE using (((authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])) AND (answered_at IS NULL))) with check ((authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using (((person_id = platform.person_id()) OR (authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[]))))
  policy wished for INSERT using () with check (((person_id = platform.person_id()) AND spaces.is_in_office()))

steering.opening
  count integer not null
  kind text not null
  month date not null
  reader text not null
  thing text not null
  CHECK (((char_length(thing) >= 1) AND (char_length(thing) <= 80)))
  CHECK ((count > 0))
  CHECK ((month = (date_trunc('month'::text, (month)::timestamp with time zone))::date))
  CHECK ((reader ~ '^(office|(staff|workplace|elected|public):[0-9]+)$'::text))
  PRIMARY KEY (kind, thing, reader, month)
  CREATE UNIQUE INDEX opening_pkey ON steering.opening USING btree (kind, thing, reader, month)
  policy system for ALL to parvis_system using (true)

steering.report
  authority_id integer not null
  figures jsonb not null
  made_at timestamp with time zone not null
  year integer not null
  CHECK (((jsonb_typeof(figures) = 'object'::text) AND (octet_length((figures)::text) <= 200000)))
  CHECK (((year >= 2020) AND (year <= 2200)))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (authority_id, year)
  CREATE UNIQUE INDEX report_pkey ON steering.report USING btree (authority_id, year)
  policy read for SELECT using (((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) OR (authority_id = ANY (( SELECT audiences.actor_ids('reported'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

steering.thanks
  authority_id integer not null
  given_at timestamp with time zone not null
  given_by bigint
  given_name text not null
  id integer not null
  person_id bigint not null
  unit_id integer not null
  word text not null
  CHECK (((char_length(word) >= 3) AND (char_length(word) <= 400)))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (given_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  CREATE INDEX thanks_authority ON steering.thanks USING btree (authority_id)
  CREATE INDEX thanks_given_by ON steering.thanks USING btree (given_by)
  CREATE INDEX thanks_person ON steering.thanks USING btree (person_id)
  CREATE INDEX thanks_unit ON steering.thanks USING btree (unit_id)
  CREATE UNIQUE INDEX thanks_pkey ON steering.thanks USING btree (id)
  policy given for INSERT using () with check (((person_id <> platform.person_id()) AND steering.works(person_id, authority_id, unit_id) AND ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) OR (unit_id = ANY (( SELECT audiences.actor_ids('led'::text) AS actor_ids)::bigint[])))))
  policy read for SELECT using ((((person_id = platform.person_id()) AND (platform.helper_id() IS NULL) AND (NOT platform.looks())) OR (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) OR (unit_id = ANY (( SELECT audiences.actor_ids('led'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)
  policy taken for DELETE using ((given_by = platform.person_id()))

steering.thing
  authority_id integer not null
  href text not null
  is_there boolean not null default true
  kind text not null
  since date not null
  thing text not null
  title text not null
  unit_id integer
  CHECK (((char_length(thing) >= 1) AND (char_length(thing) <= 80)))
  CHECK ((kind ~ '^[a-z]{3,20}$'::text))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (kind, thing)
  CREATE INDEX thing_authority ON steering.thing USING btree (authority_id)
  CREATE INDEX thing_unit ON steering.thing USING btree (unit_id)
  CREATE UNIQUE INDEX thing_pkey ON steering.thing USING btree (kind, thing)
  policy read for SELECT using (((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) OR ((kind <> 'space'::text) AND (authority_id = ANY (( SELECT audiences.actor_ids('reported'::text) AS actor_ids)::bigint[]))) OR (unit_id = ANY (( SELECT audiences.actor_ids('led'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

steering.told
  authority_id integer not null
  count integer not null
  kind text not null
  month date not null
  reader text not null
  thing text not null
  unit_id integer
  CHECK ((count >= 5))
  CHECK ((month = (date_trunc('month'::text, (month)::timestamp with time zone))::date))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (kind, thing) REFERENCES steering.thing(kind, thing) ON DELETE CASCADE
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (kind, thing, month, reader)
  CREATE INDEX told_authority ON steering.told USING btree (authority_id, month)
  CREATE INDEX told_unit ON steering.told USING btree (unit_id, month)
  CREATE UNIQUE INDEX told_pkey ON steering.told USING btree (kind, thing, month, reader)
  policy read for SELECT using (((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) OR ((kind <> 'space'::text) AND (authority_id = ANY (( SELECT audiences.actor_ids('reported'::text) AS actor_ids)::bigint[]))) OR (unit_id = ANY (( SELECT audiences.actor_ids('led'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)

steering.training
  authority_id integer not null
  id integer not null
  noted_at timestamp with time zone not null
  noted_by bigint
  on_day date not null
  person_id bigint not null
  unit_id integer not null
  what text not null
  CHECK (((char_length(what) >= 3) AND (char_length(what) <= 120)))
  CHECK ((on_day < '10000-01-01'::date))
  CHECK ((on_day > '2000-01-01'::date))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (noted_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  UNIQUE (person_id, authority_id, what, on_day)
  CREATE INDEX training_authority ON steering.training USING btree (authority_id)
  CREATE INDEX training_noted_by ON steering.training USING btree (noted_by)
  CREATE INDEX training_unit ON steering.training USING btree (unit_id)
  CREATE UNIQUE INDEX training_person_id_authority_id_what_on_day_key ON steering.training USING btree (person_id, authority_id, what, on_day)
  CREATE UNIQUE INDEX training_pkey ON steering.training USING btree (id)
  policy noted for INSERT using () with check (((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) AND steering.works(person_id, authority_id, unit_id)))
  policy read for SELECT using ((((person_id = platform.person_id()) AND (platform.helper_id() IS NULL) AND (NOT platform.looks())) OR (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) OR (unit_id = ANY (( SELECT audiences.actor_ids('led'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)
  policy taken for DELETE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))

studio.replay
  beat_at timestamp with time zone not null
  began_at timestamp with time zone not null
  counts jsonb not null
  done integer not null
  edition bigint not null
  findings jsonb not null
  id text not null
  key uuid not null
  kind text not null
  since timestamp with time zone not null
  state text not null
  total integer not null
  version integer not null default 0
  CHECK (((jsonb_typeof(findings) = 'array'::text) AND (pg_column_size(findings) < 2000000)))
  CHECK ((done >= 0))
  CHECK ((jsonb_typeof(counts) = 'object'::text))
  CHECK ((state = ANY (ARRAY['going'::text, 'done'::text, 'outdated'::text])))
  CHECK ((total >= 0))
  FOREIGN KEY (kind, id, version) REFERENCES definitions.version(kind, id, version) ON UPDATE CASCADE ON DELETE CASCADE
  PRIMARY KEY (kind, id, version)
  CREATE UNIQUE INDEX replay_pkey ON studio.replay USING btree (kind, id, version)
  policy drafted for SELECT using ((EXISTS ( SELECT
   FROM definitions.version v
  WHERE (((v.kind = replay.kind) AND (v.id = replay.id) AND (v.version = replay.version)) AND (((v.authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0)) OR (v.authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))))))
  policy system for ALL to parvis_system using (true)

studio.review
  answered_at timestamp with time zone
  answered_by bigint
  asked_at timestamp with time zone not null
  asked_by bigint
  definition_id text not null
  edition bigint not null
  id bigint not null
  kind text not null
  reasons text not null default ''::text
  verdict text
  version integer not null default 0
  CHECK (((verdict IS DISTINCT FROM 'returned'::text) OR (reasons <> ''::text)))
  CHECK (((verdict IS NULL) = (answered_at IS NULL)))
  CHECK ((length(reasons) <= 2000))
  CHECK ((verdict = ANY (ARRAY['approved'::text, 'returned'::text])))
  FOREIGN KEY (answered_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (asked_by) REFERENCES accounts.person(id) ON DELETE SET NULL
  FOREIGN KEY (kind, definition_id, version) REFERENCES definitions.version(kind, id, version) ON UPDATE CASCADE ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX review_answered ON studio.review USING btree (answered_by) WHERE (answered_by IS NOT NULL)
  CREATE INDEX review_asked ON studio.review USING btree (asked_by) WHERE (asked_by IS NOT NULL)
  CREATE INDEX review_definition ON studio.review USING btree (kind, definition_id, version)
  CREATE UNIQUE INDEX review_pkey ON studio.review USING btree (id)
  policy system for ALL to parvis_system using (true)
  policy written for SELECT using ((EXISTS ( SELECT
   FROM definitions.version v
  WHERE (((v.kind = review.kind) AND (v.id = review.definition_id) AND (v.version = review.version)) AND (((v.authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0)) OR (v.authority_id = ANY (( SELECT audiences.actor_ids('admin'::text) AS actor_ids)::bigint[])))))))

surveys.pool
  answers jsonb not null
  id uuid not null default gen_random_uuid()
  survey_id integer not null
  PRIMARY KEY (id)
  CREATE INDEX pool_survey ON surveys.pool USING btree (survey_id)
  CREATE UNIQUE INDEX pool_pkey ON surveys.pool USING btree (id)
  policy system for ALL to parvis_system using (true)

surveys.survey
  after_id integer
  asked text not null default 'agents'::text
  audience_id integer not null
  authority_id integer not null
  closes_on date not null
  content_id integer
  crossed text
  form jsonb not null
  id integer not null
  opens_on date not null
  questions text not null
  remind_on date[] not null default '{}'::date[]
  reminded integer[] not null default '{}'::integer[]
  results jsonb
  title text not null
  told_at timestamp with time zone
  version integer not null default 1
  wave text not null
  CHECK (((asked <> 'residents'::text) OR ((audience_id = 1) AND (cardinality(remind_on) = 0))))
  CHECK (((cardinality(remind_on) <= 2) AND (opens_on <= ALL (remind_on)) AND (closes_on >= ALL (remind_on))))
  CHECK (((cardinality(reminded) <= cardinality(remind_on)) AND surveys.by_fives(reminded)))
  CHECK (((char_length(title) >= 3) AND (char_length(title) <= 120)))
  CHECK (((char_length(wave) >= 1) AND (char_length(wave) <= 60)))
  CHECK (((opens_on <= closes_on) AND ((closes_on - opens_on) <= 184)))
  CHECK (((results IS NULL) = (told_at IS NULL)))
  CHECK ((asked = ANY (ARRAY['agents'::text, 'elected'::text, 'residents'::text])))
  CHECK ((char_length(crossed) <= 60))
  CHECK ((char_length(questions) <= 20000))
  FOREIGN KEY (after_id) REFERENCES surveys.survey(id) ON DELETE SET NULL
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (content_id) REFERENCES publishing.content(id) ON DELETE SET NULL
  PRIMARY KEY (id)
  CREATE INDEX survey_after ON surveys.survey USING btree (after_id) WHERE (after_id IS NOT NULL)
  CREATE INDEX survey_audience ON surveys.survey USING btree (audience_id, closes_on)
  CREATE INDEX survey_authority ON surveys.survey USING btree (authority_id, closes_on)
  CREATE INDEX survey_content ON surveys.survey USING btree (content_id, closes_on) WHERE (content_id IS NOT NULL)
  CREATE INDEX survey_to_remind ON surveys.survey USING btree (closes_on) WHERE (cardinality(reminded) < cardinality(remind_on))
  CREATE INDEX survey_told ON surveys.survey USING btree (told_at DESC) WHERE (told_at IS NOT NULL)
  CREATE INDEX survey_untold ON surveys.survey USING btree (closes_on) WHERE (results IS NULL)
  CREATE UNIQUE INDEX survey_pkey ON surveys.survey USING btree (id)
  policy asked for INSERT using () with check (((platform.helper_id() IS NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) AND ((content_id IS NULL) OR publishing.publishes_content((content_id)::bigint))))
  policy kept for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy readdressed for UPDATE using (((platform.helper_id() IS NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))) with check (((platform.helper_id() IS NULL) AND (authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])) AND ((content_id IS NULL) OR publishing.publishes_content((content_id)::bigint))))
  policy shown for SELECT using (((opens_on <= ( SELECT territory.day_of(platform.now()) AS day_of)) AND surveys.is_asked(asked, audience_id)))
  policy system for ALL to parvis_system using (true)

surveys.voter
  person_id bigint not null
  survey_id integer not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (survey_id, person_id)
  CREATE INDEX voter_person ON surveys.voter USING btree (person_id)
  CREATE UNIQUE INDEX voted_once ON surveys.voter USING btree (survey_id, person_id)
  policy own for SELECT using (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL)))
  policy system for ALL to parvis_system using (true)

territory.area
  aliases text[] not null default '{}'::text[]
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
  edited_at timestamp with time zone
  id integer not null
  level text not null
  logo_svg text
  name text not null
  population integer not null
  profile jsonb not null default '{}'::jsonb
  siren text not null
  slug text not null
  version integer not null default 1
  CHECK ((level = ANY (ARRAY['metropolis'::text, 'commune'::text])))
  PRIMARY KEY (id)
  UNIQUE (code)
  UNIQUE (slug)
  CREATE UNIQUE INDEX authority_code_key ON territory.authority USING btree (code)
  CREATE UNIQUE INDEX authority_pkey ON territory.authority USING btree (id)
  CREATE UNIQUE INDEX authority_slug_key ON territory.authority USING btree (slug)
  policy edited for UPDATE using ((id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((id IS NOT NULL))

territory.calendar
  authority_id integer
  definition jsonb not null
  edited_at timestamp with time zone
  id text not null
  number integer not null
  version integer not null default 1
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (id)
  UNIQUE (number)
  CREATE UNIQUE INDEX calendar_number_key ON territory.calendar USING btree (number)
  CREATE UNIQUE INDEX calendar_pkey ON territory.calendar USING btree (id)
  policy edited for UPDATE using (((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) OR ((authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0))))
  policy made for INSERT using () with check (((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) OR ((authority_id IS NULL) AND (cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0))))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((id IS NOT NULL))

territory.elsewhere
  code text not null
  key text not null
  name text not null
  population integer not null
  postcodes text[] not null
  PRIMARY KEY (code)
  CREATE INDEX elsewhere_key ON territory.elsewhere USING btree (key)
  CREATE INDEX elsewhere_postcodes ON territory.elsewhere USING gin (postcodes)
  CREATE UNIQUE INDEX elsewhere_pkey ON territory.elsewhere USING btree (code)

territory.host
  answered_at timestamp with time zone
  authority_id integer not null
  host text not null
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (host)
  CREATE UNIQUE INDEX host_pkey ON territory.host USING btree (host)
  policy given for INSERT using () with check ((cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0))
  policy system for ALL to parvis_system using (true)
  policy taken for DELETE using ((cardinality(( SELECT audiences.actor_ids('editor'::text) AS actor_ids)) > 0))
  policy visible for SELECT using ((host IS NOT NULL))

territory.opening
  authority_id integer not null
  opens_on date not null
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  PRIMARY KEY (authority_id)
  CREATE UNIQUE INDEX opening_pkey ON territory.opening USING btree (authority_id)
  policy chosen for UPDATE using (((opens_on > platform.today()) AND (authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])))) with check (((opens_on >= platform.today()) AND (authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((authority_id IS NOT NULL))

territory.settings
  functions jsonb not null default '{}'::jsonb
  only_row boolean not null default true
  revision bigint not null default 1
  zone text not null
  CHECK (only_row)
  PRIMARY KEY (only_row)
  CREATE UNIQUE INDEX settings_pkey ON territory.settings USING btree (only_row)

territory.unit
  authority_id integer not null
  calendar_id text not null
  closed_on date
  code text not null
  communes text[]
  edited_at timestamp with time zone
  email text
  functions text[] not null
  id integer not null
  kind text not null
  name text not null
  parent_id integer
  phone text
  version integer not null default 1
  CHECK ((kind = ANY (ARRAY['directorate'::text, 'service'::text, 'team'::text, 'desk'::text])))
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (calendar_id) REFERENCES territory.calendar(id)
  FOREIGN KEY (parent_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  UNIQUE (authority_id, code)
  CREATE INDEX unit_parent ON territory.unit USING btree (parent_id)
  CREATE UNIQUE INDEX unit_authority_id_code_key ON territory.unit USING btree (authority_id, code)
  CREATE UNIQUE INDEX unit_pkey ON territory.unit USING btree (id)
  policy edited for UPDATE using (((closed_on IS NULL) AND ((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) OR (id = ANY (( SELECT audiences.actor_ids('tended'::text) AS actor_ids)::bigint[])))))
  policy made for INSERT using () with check (((authority_id = ANY (( SELECT audiences.actor_ids('setter'::text) AS actor_ids)::bigint[])) OR (parent_id = ANY (( SELECT audiences.actor_ids('tended'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((id IS NOT NULL))

threads.draft
  id bigint not null
  once uuid not null
  person_id bigint
  saved_at timestamp with time zone not null default platform.now()
  subject_id bigint
  subject_kind text not null
  typed jsonb not null
  visitor_id uuid
  writing text not null
  CHECK ((num_nonnulls(person_id, visitor_id) = 1))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id)
  PRIMARY KEY (id)
  CREATE INDEX draft_saved ON threads.draft USING btree (saved_at)
  CREATE INDEX draft_subject ON threads.draft USING btree (subject_id)
  CREATE UNIQUE INDEX draft_pkey ON threads.draft USING btree (id)
  CREATE UNIQUE INDEX draft_written ON threads.draft USING btree (person_id, visitor_id, subject_kind, subject_id, writing) NULLS NOT DISTINCT
  policy own for ALL using ((files.is_own(visitor_id, person_id) AND (((subject_kind = 'adreply'::text) AND (person_id IS NOT NULL) AND ((subject_id IS NULL) OR (EXISTS ( SELECT
   FROM ads.reply held
  WHERE (held.id = draft.subject_id))))) OR ((subject_kind = 'forumthread'::text) AND (person_id IS NOT NULL) AND ((subject_id IS NULL) OR (EXISTS ( SELECT
   FROM forums.thread held
  WHERE (held.id = draft.subject_id))))) OR ((subject_kind = 'loan'::text) AND (person_id IS NOT NULL) AND ((subject_id IS NULL) OR (EXISTS ( SELECT
   FROM loans.loan held
  WHERE (held.id = draft.subject_id))))) OR ((subject_kind = 'request'::text) AND
CASE
    WHEN (writing = 'suivi'::text) THEN (subject_id IS NOT NULL)
    ELSE (( SELECT requests.actor_is_agent() AS actor_is_agent) AND (person_id IS NOT NULL) AND ((writing ~ '^(saisie|lot)/'::text) = (subject_id IS NULL)))
END AND ((subject_id IS NULL) OR (EXISTS ( SELECT
   FROM requests.request held
  WHERE (held.id = draft.subject_id))))) OR ((subject_kind = 'topic'::text) AND (person_id IS NOT NULL) AND ((subject_id IS NULL) OR (EXISTS ( SELECT
   FROM spaces.topic held
  WHERE (held.id = draft.subject_id))))))))
  policy system for ALL to parvis_system using (true)
  policy unseen as restrictive for ALL to parvis_app using ((NOT ( SELECT platform.looks() AS looks)))

threads.message
  audience text not null
  author_id bigint
  author_kind text not null
  author_label text not null
  body text not null
  created_at timestamp with time zone not null
  id bigint not null
  once uuid
  subject_id bigint not null
  subject_kind text not null
  unit_id integer
  CHECK ((author_kind = ANY (ARRAY['resident'::text, 'agent'::text, 'system'::text])))
  FOREIGN KEY (author_id) REFERENCES accounts.person(id)
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  CREATE INDEX message_subject ON threads.message USING btree (subject_id, id)
  CREATE UNIQUE INDEX message_once ON threads.message USING btree (subject_id, once) WHERE (once IS NOT NULL)
  CREATE UNIQUE INDEX message_pkey ON threads.message USING btree (id)
  policy say for INSERT using () with check ((((subject_kind = 'adreply'::text) AND (EXISTS ( SELECT
   FROM ads.reply held
  WHERE ((held.id = message.subject_id) AND ((message.author_kind = 'agent'::text) AND (message.author_id = platform.person_id()) AND (platform.helper_id() IS NULL) AND ((held.person_id = platform.person_id()) OR ads.is_own(held.ad_id))))))) OR ((subject_kind = 'forumthread'::text) AND (EXISTS ( SELECT
   FROM forums.thread held
  WHERE ((held.id = message.subject_id) AND ((message.author_kind = 'agent'::text) AND (message.author_id = platform.person_id()) AND (message.unit_id IS NULL) AND (held.ended_at IS NULL) AND forums.takes(held.forum_id)))))) OR ((subject_kind = 'loan'::text) AND (EXISTS ( SELECT
   FROM loans.loan held
  WHERE ((held.id = message.subject_id) AND ((message.author_kind = 'agent'::text) AND (message.author_id = platform.person_id()) AND (platform.helper_id() IS NULL) AND ((held.person_id = platform.person_id()) OR loans.keeps(held.unit_id, held.authority_id)) AND (message.unit_id IS NULL)))))) OR ((subject_kind = 'request'::text) AND (EXISTS ( SELECT
   FROM requests.request held
  WHERE ((held.id = message.subject_id) AND (((message.author_kind = 'agent'::text) AND (message.author_id = platform.person_id()) AND ( SELECT requests.actor_is_agent() AS actor_is_agent) AND ((message.audience <> 'resident'::text) OR (held.unit_id = ANY (( SELECT audiences.actor_ids('unit'::text) AS actor_ids)::bigint[])) OR (held.authority_id = ANY (( SELECT audiences.actor_ids('desk'::text) AS actor_ids)::bigint[]))) AND ((message.unit_id IS NULL) OR requests.is_of_unit(message.unit_id) OR requests.works_in(message.unit_id))) OR ((message.author_kind = 'resident'::text) AND (message.audience = 'resident'::text) AND ((message.unit_id IS NULL) OR (message.unit_id = held.unit_id)) AND (((held.resident_id = platform.person_id()) AND (message.author_id = held.resident_id)) OR ((held.id = ANY (( SELECT audiences.actor_ids('code'::text) AS actor_ids)::bigint[])) AND (NOT (message.author_id IS DISTINCT FROM platform.person_id()))) OR ((held.entered_by = platform.person_id()) AND (NOT (message.author_id IS DISTINCT FROM held.resident_id)))))))))) OR ((subject_kind = 'topic'::text) AND (EXISTS ( SELECT
   FROM spaces.topic held
  WHERE ((held.id = message.subject_id) AND ((message.author_kind = 'agent'::text) AND (message.author_id = ( SELECT accounts.seated() AS seated)) AND (held.ended_at IS NULL) AND spaces.contributes((held.space_id)::bigint))))))))
  policy system for ALL to parvis_system using (true)
  policy visible for SELECT using ((((subject_kind = 'adreply'::text) AND (EXISTS ( SELECT
   FROM ads.reply held
  WHERE (held.id = message.subject_id))) AND true) OR ((subject_kind = 'forumthread'::text) AND (EXISTS ( SELECT
   FROM forums.thread held
  WHERE (held.id = message.subject_id))) AND ((NOT (EXISTS ( SELECT
   FROM forums.hiding h
  WHERE ((h.message_id = message.id) AND (h.lifted_at IS NULL))))) OR forums.moderates_thread((subject_id)::integer))) OR ((subject_kind = 'loan'::text) AND (EXISTS ( SELECT
   FROM loans.loan held
  WHERE (held.id = message.subject_id))) AND true) OR ((subject_kind = 'request'::text) AND (EXISTS ( SELECT
   FROM requests.request held
  WHERE (held.id = message.subject_id))) AND ((audience = 'resident'::text) OR ( SELECT requests.actor_is_agent() AS actor_is_agent))) OR ((subject_kind = 'topic'::text) AND (EXISTS ( SELECT
   FROM spaces.topic held
  WHERE (held.id = message.subject_id))) AND true)))

threads.subject
  audiences text[] not null
  drafts text not null
  holder regclass not null
  kind text not null
  reads text not null
  speaker text not null default 'null::text'::text
  writes text not null
  PRIMARY KEY (kind)
  UNIQUE (holder)
  CREATE UNIQUE INDEX subject_holder_key ON threads.subject USING btree (holder)
  CREATE UNIQUE INDEX subject_pkey ON threads.subject USING btree (kind)

vacancies.application
  answers jsonb not null
  decided_at timestamp with time zone
  form_id text not null
  form_version integer not null
  id bigint not null
  outcome text not null
  person_id bigint not null
  person_name text not null
  sent_at timestamp with time zone not null
  state text not null
  vacancy_id integer not null
  version integer not null
  CHECK (((state = 'sent'::text) = (decided_at IS NULL)))
  CHECK (((state = 'sent'::text) OR (char_length(outcome) >= 3)))
  CHECK ((char_length(outcome) <= 2000))
  CHECK ((state = ANY (ARRAY['sent'::text, 'retained'::text, 'declined'::text])))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (vacancy_id) REFERENCES vacancies.vacancy(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (vacancy_id, person_id)
  CREATE INDEX application_person ON vacancies.application USING btree (person_id)
  CREATE UNIQUE INDEX application_once ON vacancies.application USING btree (vacancy_id, person_id)
  CREATE UNIQUE INDEX application_pkey ON vacancies.application USING btree (id)
  policy decided for UPDATE using (vacancies.recruits(vacancy_id))
  policy own for SELECT using (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL)))
  policy read for SELECT using (vacancies.recruits(vacancy_id))
  policy sent for INSERT using () with check (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL)))
  policy system for ALL to parvis_system using (true)
  policy withdrawn for DELETE using (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL) AND (state = 'sent'::text)))

vacancies.draft
  id bigint not null
  person_id bigint not null
  saved_at timestamp with time zone not null
  typed jsonb not null
  vacancy_id integer not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (vacancy_id) REFERENCES vacancies.vacancy(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (vacancy_id, person_id)
  CREATE INDEX draft_person ON vacancies.draft USING btree (person_id)
  CREATE UNIQUE INDEX draft_once ON vacancies.draft USING btree (vacancy_id, person_id)
  CREATE UNIQUE INDEX draft_pkey ON vacancies.draft USING btree (id)
  policy own for ALL using (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL)))
  policy system for ALL to parvis_system using (true)

vacancies.profile
  alerts boolean not null
  branches text[] not null
  categories text[] not null
  changed_at timestamp with time zone not null
  person_id bigint not null
  places text[] not null
  words text[] not null
  CHECK ((cardinality(branches) <= 8))
  CHECK ((cardinality(places) <= 8))
  CHECK ((cardinality(words) <= 8))
  CHECK ((categories <@ ARRAY['A'::text, 'B'::text, 'C'::text]))
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  PRIMARY KEY (person_id)
  CREATE UNIQUE INDEX profile_pkey ON vacancies.profile USING btree (person_id)
  policy own for ALL using (((person_id = platform.person_id()) AND (platform.helper_id() IS NULL)))
  policy system for ALL to parvis_system using (true)

vacancies.recruiter
  id bigint not null
  person_id bigint not null
  person_name text not null
  vacancy_id integer not null
  FOREIGN KEY (person_id) REFERENCES accounts.person(id) ON DELETE CASCADE
  FOREIGN KEY (vacancy_id) REFERENCES vacancies.vacancy(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  UNIQUE (vacancy_id, person_id)
  CREATE INDEX recruiter_person ON vacancies.recruiter USING btree (person_id)
  CREATE UNIQUE INDEX recruiter_once ON vacancies.recruiter USING btree (vacancy_id, person_id)
  CREATE UNIQUE INDEX recruiter_pkey ON vacancies.recruiter USING btree (id)
  policy shown for SELECT using ((EXISTS ( SELECT
   FROM vacancies.vacancy v
  WHERE (v.id = recruiter.vacancy_id))))
  policy system for ALL to parvis_system using (true)
  policy unnamed for DELETE using (((platform.helper_id() IS NULL) AND vacancies.keeps(vacancy_id)))

vacancies.vacancy
  apply text not null
  audience_id integer not null
  authority_id integer not null
  branch text not null
  category text not null
  changed_at timestamp with time zone not null
  description text not null
  ends_on date not null
  form_id text
  form_version integer
  id integer not null
  place text not null
  position text not null default ''::text
  published_at timestamp with time zone not null
  title text not null
  told_at timestamp with time zone
  unit_id integer not null
  version integer not null default 1
  CHECK (((char_length(apply) >= 3) AND (char_length(apply) <= 1200)))
  CHECK (((char_length(description) >= 20) AND (char_length(description) <= 6000)))
  CHECK (((char_length(place) >= 2) AND (char_length(place) <= 80)))
  CHECK (((char_length(title) >= 3) AND (char_length(title) <= 120)))
  CHECK ((branch = ANY (ARRAY['administrative'::text, 'technical'::text, 'social'::text, 'cultural'::text, 'sports'::text, 'animation'::text, 'police'::text, 'fire'::text])))
  CHECK ((category = ANY (ARRAY['A'::text, 'B'::text, 'C'::text])))
  CHECK ((char_length("position") <= 160))
  CHECK ((ends_on < '10000-01-01'::date))
  CHECK ((num_nonnulls(form_id, form_version) = ANY (ARRAY[0, 2])))
  FOREIGN KEY (audience_id) REFERENCES audiences.audience(id)
  FOREIGN KEY (authority_id) REFERENCES territory.authority(id)
  FOREIGN KEY (unit_id) REFERENCES territory.unit(id)
  PRIMARY KEY (id)
  CREATE INDEX vacancy_audience ON vacancies.vacancy USING btree (audience_id, ends_on)
  CREATE INDEX vacancy_authority ON vacancies.vacancy USING btree (authority_id)
  CREATE INDEX vacancy_unit ON vacancies.vacancy USING btree (unit_id)
  CREATE INDEX vacancy_untold ON vacancies.vacancy USING btree (id) WHERE (told_at IS NULL)
  CREATE UNIQUE INDEX vacancy_pkey ON vacancies.vacancy USING btree (id)
  policy added for INSERT using () with check ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy changed for UPDATE using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy followed for SELECT using ((id = ANY (( SELECT vacancies.followed() AS followed)::integer[])))
  policy kept for SELECT using ((authority_id = ANY (( SELECT audiences.actor_ids('publisher'::text) AS actor_ids)::bigint[])))
  policy shown for SELECT using (((ends_on >= ( SELECT territory.day_of(platform.now()) AS day_of)) AND (cardinality(( SELECT audiences.actor_ids('workplace'::text) AS actor_ids)) > 0) AND (audience_id = ANY (( SELECT audiences.actor_ids('audience'::text) AS actor_ids)::bigint[]))))
  policy system for ALL to parvis_system using (true)
