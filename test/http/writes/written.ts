// What whoever acts may write of the tables, and the dates among it: read by tables.test.ts.

export type Verb = 'insert' | 'update' | 'delete'

/** All that whoever acts may write, row by row as the policies say; anything else is the system's. */
export const WRITES: Record<string, readonly Verb[]> = {
  'accounts.agent_import': ['insert', 'update'],
  'accounts.employer': ['insert', 'update', 'delete'],
  'accounts.application_password': ['insert', 'delete'],
  'accounts.invitation': ['insert', 'update'],
  'audiences.audience': ['insert', 'update'],
  'agreements.agreement': ['insert', 'update', 'delete'],
  'agreements.deed': ['insert', 'update', 'delete'],
  'agreements.grid': ['insert'],
  'agreements.meeting': ['insert'],
  'agreements.population': ['insert'],
  'agreements.step': ['insert'],
  'agreements.title': ['insert'],
  'bodies.body': ['insert', 'update', 'delete'],
  'bodies.gathered': ['insert', 'delete'],
  'bodies.member': ['insert', 'update'],
  'bodies.register_import': ['insert', 'update'],
  'bodies.seat': ['insert', 'update', 'delete'],
  'bodies.term': ['insert', 'update', 'delete'],
  'brochures.brochure': ['insert', 'update'],
  'definitions.edit': ['insert', 'update'],
  'definitions.version': ['insert', 'update', 'delete'],
  'directory.card': ['update'],
  'directory.portrait': ['insert', 'delete'],
  'digest.subscription': ['insert', 'update'],
  'feeds.address': ['insert', 'delete'],
  'forms.draft': ['insert', 'update', 'delete'],
  'forms.draft_link': ['insert'],
  'forms.model': ['insert'],
  'intranet.application': ['insert', 'update', 'delete'],
  'intranet.arrangement': ['insert', 'update', 'delete'],
  'intranet.favourite': ['insert', 'update', 'delete'],
  'intranet.own': ['insert', 'update'],
  'identity.client': ['insert', 'update'],
  'identity.client_secret': ['insert', 'update'],
  'notices.choice': ['insert', 'update'],
  'joining.seen_step': ['insert', 'delete'],
  'notices.notice': ['update'],
  'notices.quiet': ['insert', 'update', 'delete'],
  'organisation.change': ['insert', 'update'],
  'organisation.directory': ['insert', 'update', 'delete'],
  'organisation.entry': ['delete'],
  'forums.forum': ['insert', 'update'],
  'forums.thread': ['insert', 'update'],
  'forums.post': ['update'],
  'forums.hiding': ['insert', 'update'],
  'forums.appeal': ['insert', 'update'],
  'forums.report': ['insert', 'update'],
  'forums.reading': ['insert', 'update'],
  'loans.loan': ['insert', 'update'],
  'ads.ad': ['insert', 'update'],
  'ads.photo': ['insert', 'update', 'delete'],
  'ads.reply': ['insert'],
  'correspondents.meeting': ['insert', 'update'],
  'correspondents.seat': ['insert', 'update', 'delete'],
  'correspondents.session': ['insert', 'update'],
  'correspondents.sheet': ['insert'],
  'correspondents.correspondent': ['insert', 'update', 'delete'],
  'vacancies.application': ['insert', 'update', 'delete'],
  'vacancies.draft': ['insert', 'update', 'delete'],
  'vacancies.recruiter': ['delete'],
  'kiosk.device': ['insert', 'update'],
  'vacancies.profile': ['insert', 'update', 'delete'],
  'vacancies.vacancy': ['insert', 'update'],
  'surveys.survey': ['insert', 'update'],
  'media.picture': ['insert', 'update', 'delete'],
  'platform.event': ['insert'],
  'publishing.acknowledgement': ['insert', 'update'],
  'publishing.source': ['insert', 'update', 'delete'],
  'live.connector': ['insert', 'update', 'delete'],
  'publishing.spotlight': ['insert', 'update', 'delete'],
  'publishing.offer': ['insert', 'delete'],
  'publishing.syndicated': ['insert', 'update'],
  'publishing.notice': ['insert', 'update'],
  'publishing.content': ['insert', 'update'],
  'publishing.edition': ['insert'],
  'publishing.document': ['insert'],
  'publishing.publication': ['insert', 'update'],
  'files.file': ['insert', 'update'],
  'files.rendition': ['insert'],
  'platform.kept_post': ['insert', 'delete'],
  'exchange.hook': ['insert', 'update', 'delete'],
  'exchange.key': ['insert', 'update'],
  'provisioning.key': ['insert', 'update'],
  'provisioning.member': ['insert', 'update', 'delete'],
  'requests.access': ['insert'],
  'requests.cosigning': ['delete'],
  'requests.link': ['update'],
  'requests.rating': ['insert', 'update'],
  'requests.request': ['update'],
  'services.competence': ['insert', 'update'],
  'services.category': ['insert', 'update'],
  'services.life_event': ['insert', 'update'],
  'services.reply_template': ['insert', 'update'],
  'services.synonym': ['insert', 'update'],
  'pass.device': ['insert', 'update'],
  'pass.member': ['update'],
  'pass.partner': ['insert', 'update'],
  'pass.place': ['insert', 'update'],
  'pass.price': ['insert', 'update', 'delete'],
  'pass.product': ['insert', 'update'],
  'pass.product_place': ['insert', 'delete'],
  'pass.dispute': ['insert'],
  'pass.dispute_answer': ['insert'],
  'pass.settlement_line': ['insert'],
  'pass.wallet_program': ['insert', 'update'],
  'pass.settlement_step': ['insert'],
  'services.theme': ['insert', 'update'],
  'settings.opening': ['insert', 'delete'],
  'settings.value': ['insert', 'update'],
  'spaces.space': ['insert', 'update'],
  'spaces.admission': ['insert', 'update', 'delete'],
  'spaces.asking': ['insert', 'delete'],
  'spaces.wish': ['insert', 'update'],
  'spaces.folder': ['insert', 'update', 'delete'],
  'spaces.document': ['insert', 'update', 'delete'],
  'spaces.edition': ['insert'],
  'spaces.lock': ['insert', 'update', 'delete'],
  'spaces.property': ['insert', 'update', 'delete'],
  'spaces.topic': ['insert', 'update'],
  'spaces.mailing': ['insert', 'update'],
  'spaces.reading': ['insert', 'update'],
  'spaces.meeting': ['insert', 'update', 'delete'],
  'spaces.task': ['insert', 'update', 'delete'],
  'steering.thanks': ['insert', 'delete'],
  'steering.training': ['insert', 'delete'],
  'territory.opening': ['update'],
  'territory.authority': ['update'],
  'territory.calendar': ['insert', 'update'],
  'territory.host': ['insert', 'delete'],
  'territory.unit': ['insert', 'update'],
  'threads.draft': ['insert', 'update', 'delete'],
  'threads.message': ['insert'],
}

/** Dates that whoever acts tells: nothing is forgotten sooner or later by them. */
export const TOLD: readonly string[] = [
  // What assemblies signed, by the administrators of the metropolis; no sweep forgets it.
  ...['ends_on', 'notified_on', 'starts_on', 'stopped_on'].map((column) => `agreements.agreement.${column}`),
  ...[
    'deed.starts_on',
    'grid.voted_on',
    'meeting.on_day',
    'population.decree_on',
    'population.since',
    'step.on_day',
    'title.issued_on',
  ].map((column) => `agreements.${column}`),
  ...['from_day', 'to_day'].map((column) => `settings.opening.${column}`),
  // Days of terms and seats, by whoever keeps the body: their rights follow them, and what is forgotten after five years.
  ...['term', 'seat'].flatMap((table) => ['first_day', 'last_day'].map((day) => `bodies.${table}.${day}`)),
  // Says that it is empty from then on (a constraint).
  'forms.draft.submitted_at',
  // Configuration of an authority, which no sweep forgets.
  ...['client_secret.created_at', 'client_secret.expires_at'].map((column) => `identity.${column}`),
  // Never told: a policy asks that it be empty.
  'platform.event.erased_at',
  // When residents read it, as those who write it say; no sweep forgets it.
  ...['published_at', 'ends_at'].map((column) => `publishing.notice.${column}`),
  ...['starts_at', 'ends_at'].map((column) => `publishing.spotlight.${column}`),
  ...['starts_at', 'ends_at', 'review_on'].map((column) => `publishing.publication.${column}`),
  'publishing.content.archived_at',
  // The last day of the right to a picture, by whoever keeps it: no sweep reads it.
  'media.picture.rights_until',
  // The days for which a thing is asked: a trigger judges the first, and what is forgotten follows the last.
  ...['from_day', 'to_day'].map((column) => `loans.loan.${column}`),
  // From when to when a questionnaire is asked, by whoever publishes: told once, never changed.
  ...['opens_on', 'closes_on'].map((column) => `surveys.survey.${column}`),
  // Days of agreements and of what is to be had, by whoever keeps the partner; no sweep reads them.
  ...['partner.since', 'partner.until', 'place.closed_on', 'product.since', 'product.until'].map(
    (column) => `pass.${column}`,
  ),
  // From when a brochure is shown no more, by whoever keeps it: no sweep reads it.
  'brochures.brochure.withdrawn_on',
  // From when to when somebody is a correspondent, by whoever animates the network; what is forgotten follows the last day.
  ...['since', 'until'].map((column) => `correspondents.correspondent.${column}`),
  // The day of a session and of a meeting, by whoever animates the network; no sweep reads it.
  ...['session.on_day', 'meeting.on_day'].map((column) => `correspondents.${column}`),
  // The last day of an offer, by whoever publishes it: what is forgotten follows it.
  'vacancies.vacancy.ends_on',
  // Thirty days from today, or yesterday: a trigger judges it.
  'ads.ad.ends_on',
  // The day of a training that is over, by whoever publishes; no sweep reads it.
  'steering.training.on_day',
  // When one meets, and by when something is to be done, as those who write it say; no sweep reads them.
  ...['meeting.starts_at', 'meeting.ends_at', 'task.due_on'].map((column) => `spaces.${column}`),
  // The last day of a key, by whoever makes it; no sweep reads it.
  'provisioning.key.ends_on',
  // The same: two years at most, by a trigger.
  'exchange.key.ends_on',
  // Days on which a rule decides: a trigger judges them, and no sweep reads them (src/competence).
  'services.competence.valid_from',
  'services.competence.valid_to',
  // The two clocks, computed again from the events.
  ...['answer', 'solution'].flatMap((promise) =>
    ['done_at', 'due_at', 'risk_at'].map((column) => `requests.request.${promise}_${column}`),
  ),
]

/** Dates that may be named, and that the database writes itself, or judges: tried in requests.test.ts and words.test.ts. */
export const DATED: readonly string[] = [
  ...['accounts.agent_import.set_at', 'accounts.agent_import.undone_at'],
  ...['bodies.register_import.set_at', 'bodies.register_import.undone_at'],
  ...['accounts.invitation.invited_at', 'accounts.invitation.ended_at'],
  ...['identity.client.created_at', 'identity.client.disabled_at'],
  'notices.notice.read_at',
  // When one’s next digest leaves: not before now, within eight days.
  'digest.subscription.next_at',
  // The day one plans a reorganisation for.
  'joining.seen_step.seen_at',
  'organisation.change.day',
  'platform.event.at',
  // Now, whatever whoever acts says (a trigger).
  'ads.ad.published_at',
  ...['content.proposed_at', 'content.raised_at', 'publication.reviewed_at', 'publication.reminded_at'].map(
    (column) => `publishing.${column}`,
  ),
  ...['key.created_at', 'key.revoked_at', 'member.created_at', 'member.changed_at'].map(
    (column) => `provisioning.${column}`,
  ),
  ...['space.closed_at', 'wish.answered_at', 'topic.ended_at', 'task.done_at'].map(
    (column) => `spaces.${column}`,
  ),
  // Now, whatever is said (src/correspondents/correspondents.test.ts).
  ...[
    'correspondent.proposed_at',
    'correspondent.agreed_at',
    'correspondent.approved_at',
    'sheet.written_at',
  ].map((column) => `correspondents.${column}`),
  // Now, whatever is said (src/forums/forums.test.ts).
  ...['forum.closed_at', 'thread.ended_at', 'hiding.lifted_at', 'report.settled_at'].map(
    (column) => `forums.${column}`,
  ),
  // When it was revoked, by a trigger (src/kiosk/kiosk.test.ts).
  'kiosk.device.revoked_at',
  // Now, and within a week, by a trigger (src/exchange/keys/keys.test.ts).
  ...['exchange.key.created_at', 'exchange.key.stops_at'],
  // Now, by a trigger (src/exchange/hooks/hooks.test.ts).
  ...['exchange.hook.created_at', 'exchange.hook.stopped_at'],
  // When it was revoked, and yesterday, by triggers.
  ...['device.revoked_at', 'member.until', 'wallet_program.ended_at'].map((column) => `pass.${column}`),
  'requests.access.since',
  'requests.link.revoked_at',
  'requests.rating.rated_at',
  ...['closed_at', 'handler_read_at', 'planned_day', 'resident_wrote_at', 'state_since', 'untold_since'].map(
    (column) => `requests.request.${column}`,
  ),
  ...['settings.value.since', 'settings.value.until'],
  'territory.opening.opens_on',
  'threads.message.created_at',
]
