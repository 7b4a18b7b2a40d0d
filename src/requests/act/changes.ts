// What happened to a request since somebody opened it: told to whoever acts on a page that is no longer true.
import type { Read } from '#platform/db.ts'
import { Conflict } from '#platform/errors.ts'
import { type EventRow, eventsOf } from '#platform/events.ts'
import { shortDateTime } from '#platform/ui/french.ts'
import type { Territory } from '#territory'
import type { WorkflowDefinition } from '#workflows'
import type { RequestRow } from '../record/queries.ts'
import { saidToAgents } from '../record/story.ts'

/** Somebody did something meanwhile: nothing was done; whoever acts reads what, and chooses. */
export class Changed extends Conflict {
  /** One sentence for each thing that happened, oldest first. */
  readonly changes: readonly string[]
  constructor(changes: readonly string[]) {
    super(`Depuis que vous avez ouvert cette demande\u00a0: ${changes.join(' ; ')}.`)
    this.changes = changes
  }
}

const NOTED: Record<string, string> = {
  note: 'Note interne ajoutée',
  handler: 'Message entre la commune et le service',
}

function whoDid({ actorKind, actorLabel, payload }: EventRow): string {
  if (actorKind === 'agent' || payload.by !== undefined) return actorLabel
  return actorKind === 'system' ? 'automatiquement' : 'la personne'
}

/** « Réponse envoyée à l’usager, par Malo Vauzelle, mer. 25 nov., 9 h 50 » */
function changeSentence(event: EventRow, workflow: WorkflowDefinition, place: Territory): string {
  const what =
    event.name === 'request.noted'
      ? (NOTED[String(event.payload.audience)] ?? 'Note ajoutée')
      : (saidToAgents(event, workflow, place) ?? 'Demande modifiée')
  const who = whoDid(event)
  const by = who === 'automatiquement' ? who : `par ${who}`
  return `${what}, ${by}, ${shortDateTime(event.at, place.zone)}`
}

/** What others did after the event numbered `seen`; one's own notes are no surprise. */
export async function changesSince(
  tx: Read,
  place: Territory,
  workflow: WorkflowDefinition,
  request: Pick<RequestRow, 'id'>,
  seen: number,
): Promise<string[]> {
  const events = await eventsOf(tx, 'request', request.id)
  return events
    .filter(
      ({ seq, name, actorId }) => seq > seen && !(name === 'request.noted' && actorId === tx.actor.personId),
    )
    .map((event) => changeSentence(event, workflow, place))
}

/** The last move of a request, for whoever finds it elsewhere than they thought. */
export async function lastMove(
  tx: Read,
  place: Territory,
  workflow: WorkflowDefinition,
  request: Pick<RequestRow, 'id'>,
): Promise<string | null> {
  const event = (await eventsOf(tx, 'request', request.id)).findLast(({ name }) => name === 'request.moved')
  return event === undefined ? null : changeSentence(event, workflow, place)
}
