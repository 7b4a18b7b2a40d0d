// Functions of the database that whoever acts may call: read by functions.test.ts.

/** Functions that run with their owner's rights and that whoever acts may call: each checks who calls, or says what is public. */
export const CALLED = [
  // `seated`: whose seats are lent to whoever asks (src/collaborators/collaborators.test.ts tries it).
  ...['acting_name', 'first_staffed', 'hearers', 'people_of', 'seated', 'staffed_units'].map(
    (name) => `accounts.${name}`,
  ),
  // Agents: each asks whose unit it is (src/organisation/agents/*.test.ts try them).
  ...[
    'absent_among',
    'be_absent',
    'begin_look',
    'change_post',
    'end_absence',
    'give_post',
    'governed_posts',
    'leave',
    'may_look',
    'undo_leaving',
  ].map((name) => `accounts.${name}`),
  ...['governs', 'governs_all', 'keeps_agent', 'keeps_post'].map((name) => `accounts.${name}`),
  // Who is a partner is public; places taken are told to whoever administers the authority.
  ...['partners', 'taken_seats'].map((name) => `agreements.${name}`),
  'audiences.kept',
  // Keys of whoever asks, and readers counted for those who write, as far as they may be told (src/audiences/*.test.ts).
  ...['count_readers', 'held_keys', 'members_of', 'opened_by', 'read_beside', 'readers_of', 'writes'].map(
    (name) => `audiences.${name}`,
  ),
  // Each asks who keeps the body, or tells one’s own seats; names are told to those who write (src/bodies/bodies.test.ts).
  ...[
    'empties',
    'empties_term',
    'has_account',
    'keeps',
    'keeps_member',
    'keeps_term',
    'named',
    'own_seats',
    'unlink',
  ].map((name) => `bodies.${name}`),
  // A choice of an authority, which whoever reads its agents is shown by (src/directory/agents/agents.test.ts).
  // What is decided of units, to whoever works somewhere (src/directory/chart/planned.test.ts).
  'directory.planned',
  'directory.saying',
  'directory.shows_all',
  // What authorities, and whoever heads units, decided to open (src/directory/public/opened.test.ts).
  'directory.opened',
  // One’s own, and nobody’s in one’s place (src/feeds/feeds.test.ts).
  'feeds.own_address',
  // The same of passwords of applications (src/dav/dav.test.ts).
  'accounts.own_application_passwords',
  'files.settle',
  'forms.draft_owner',
  // Opens what a link that was mailed opens (src/requests/apply/later.test.ts tries it).
  'forms.resume_draft',
  // Of what forms that one may be asked give to download (src/forms/models/models.test.ts).
  'forms.shows_model',
  'identity.known_sites',
  // Of the audiences of whoever asks (src/intranet/applications/applications.test.ts).
  'intranet.applications',
  'identity.told_of_sign_outs',
  ...['advance_run', 'end_run', 'hold_run', 'read_run', 'start_run'].map((name) => `platform.${name}`),
  ...['access_noted', 'add_job', 'forgotten_mails', 'note_access'].map((name) => `platform.${name}`),
  // Who keeps a picture, and whether whoever asks has something that shows it (src/media/media.test.ts tries them).
  ...['media.keeps_picture', 'publishing.shows_picture'],
  // Of the pass: until when a sector is open, which is public; one's own uses; whether one keeps or manages that partner, and its settlements (src/pass).
  ...'open_until own_uses bought may keeps tells settle settles settlement_of settlement_of_dispute people_of keeps_for partner_name called settles_to_key line_to_key dispute_to_key unseen_partners'
    .split(' ')
    .map((name) => `pass.${name}`),
  // Whether whoever asks has something that shows it, or writes what is to hold it (src/publishing/screens/documents.test.ts).
  ...['publishing.shows_document', 'publishing.awaits_document'],
  'publishing.writes',
  // Of what is offered to whoever publishes, and of what one reads (src/publishing/syndication/offered.test.ts).
  ...['may_take', 'offered_text', 'taken_from'].map((name) => `publishing.${name}`),
  // Each asks who reads the forum, who moderates it (src/forums/forums.test.ts).
  ...['hold', 'hold_forum', 'moderates', 'moderates_thread', 'named', 'takes', 'wrote'].map(
    (name) => `forums.${name}`,
  ),
  // Once, of what is asked of whoever acts (src/surveys/surveys.test.ts).
  'surveys.answer',
  // Of what is offered to whoever asks, of a loan of theirs (src/loans/loans.test.ts).
  ...['hold', 'is_offered', 'taken_days'].map((name) => `loans.${name}`),
  // Each asks who is named, who heads the unit, who animates the network (src/correspondents/correspondents.test.ts).
  ...['colleagues', 'heads_it', 'may_seat', 'own_rooms', 'signers', 'thanked', 'to_approve'].map(
    (name) => `correspondents.${name}`,
  ),
  // Each asks who applied, recruits or publishes (src/vacancies/apply/apply.test.ts).
  ...['applied', 'followed', 'keeps', 'may_apply', 'name_recruiter', 'recruits'].map(
    (name) => `vacancies.${name}`,
  ),
  // Each asks whose the ad is, or whether it is shown to whoever asks (src/ads/ads.test.ts).
  ...['hold_reply', 'is_own', 'may_change', 'on_offer', 'report_ad', 'shows'].map((name) => `ads.${name}`),
  // Each asks who keeps the brochure, for which communes one orders, whose order it is (src/brochures/brochures.test.ts).
  ...['hold', 'hold_again', 'keeps', 'restock', 'serves', 'settle', 'shows_picture', 'taken'].map(
    (name) => `brochures.${name}`,
  ),
  // Each asks whose figures whoever asks may read (src/steering/count/count.test.ts, src/steering/network/network.test.ts).
  ...['freshness', 'judged', 'names', 'works', 'contributors', 'contributed', 'own_rooms', 'published'].map(
    (name) => `steering.${name}`,
  ),
  // Each asks who is in the space, who moderates or keeps it (src/spaces/*.test.ts).
  ...[
    'own_role',
    'is_led',
    'contributes',
    'moderates',
    'keeps',
    'may_tell',
    'hold',
    'hold_topic',
    'named',
    'members',
  ].map((name) => `spaces.${name}`),
  ...[
    'invite',
    'join_free',
    'answer',
    'askings',
    'grant_wish',
    'wishes',
    'furnish',
    'awaits_file',
    'held_bytes',
  ].map((name) => `spaces.${name}`),
  // Of whoever acts for a member, today (src/requests/elected/in-name.test.ts).
  'requests.asked_in_name',
  // Of one’s own draft; or by a link that was mailed (src/requests/cosign/cosign.test.ts).
  ...['ask_cosignatures', 'cosigning_by', 'answer_cosigning'].map((name) => `requests.${name}`),
  ...['cases_since', 'decided_since'].map((name) => `requests.${name}`),
  ...[
    'code_of',
    'count_assigned',
    'found',
    'found_at',
    'found_contact',
    'first_opened',
    'follows_link',
    'found_digits',
    'holder_of',
    'is_of_unit',
    'kept_promises',
    'may_move',
    'may_rate',
    'may_tell',
  ].map((name) => `requests.${name}`),
  ...[
    'near_open',
    'next_ref',
    'of_contact',
    'of_draft',
    'open_tally',
    'prove_code',
    'reached',
    'roles_on',
  ].map((name) => `requests.${name}`),
  ...['refile', 'send', 'sent_for', 'shared_with_actor', 'works_in'].map((name) => `requests.${name}`),
  'privacy.reported_accesses',
  // Of where one is elected, with whom one sits, and who is elected elsewhere (src/extranet/home.test.ts, src/directory/directory.test.ts).
  ...['bodies.colleagues', 'bodies.directory', 'requests.tally'],
  // Who sits where a rule says, to whoever publishes (src/audiences/beside.test.ts).
  'audiences.seated_by',
  // An answer of whoever reads it, counted; its counts, to whoever writes it (src/publishing/opinion/opinion.test.ts).
  ...['publishing.give_opinion', 'publishing.opinions'],
  // Seats of a visit: counts to its readers, names to whoever holds it (src/publishing/seats/seats.test.ts).
  ...['open_visit', 'visit_of', 'take_seat', 'leave_seat', 'guests'].map((name) => `publishing.${name}`),
  // What is found is read by those for whom it is; who writes contents, and the conferences that they may speak of, by name.
  // Of what is urgent: those of its readers whom whoever writes it may know (src/publishing/reading/acknowledge.test.ts).
  'publishing.acknowledged',
  ...[
    // Of a rule and keys that whoever asks writes: nobody is asked about.
    'audiences.opened_for',
    'search.found',
    'search.nearest',
    'bodies.conferences',
    // Who is mayor where is public (src/bodies/bodies.test.ts).
    'bodies.public_conferences',
    'publishing.holds_content',
    'publishing.publishes_content',
  ],
  // Which key calls, and for whom: told to itself alone (src/provisioning/keys/keys.test.ts).
  ...['key_authority', 'key_id', 'key_label'].map((name) => `provisioning.${name}`),
  // The same of keys of applications (src/exchange/keys/keys.test.ts).
  ...['key_id', 'key_label'].map((name) => `exchange.${name}`),
  // Units: each asks who administers them (src/organisation/units/units.test.ts tries them).
  ...['count_holders', 'count_people', 'count_posts', 'is_staffed', 'unanswered'].map(
    (name) => `accounts.${name}`,
  ),
  ...['agreements.places', 'requests.count_open'],
  // For whom somebody acted is told of what one has read: by its seal, or as far as its row is read.
  ...['settings.chosen_for', 'territory.acted_for', 'territory.administered', 'territory.administers'],
  // Who is a partner is public, and so is what was signed.
  ...['ended', 'is_open', 'partners_without'].map((name) => `settings.${name}`),
].sort()
