// What happened to a request since somebody opened it: told to whoever acts on a page that is no longer true.
import { Conflict } from '#platform/errors.ts'
import type { EventRow } from '#platform/ledger/events.ts'
import { shortDateTime } from '#platform/ui/french.ts'
import { saidToAgents, type Told } from '../record/story.ts'

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
function changeSentence(event: EventRow, told: Told): string {
  const what =
    event.name === 'request.noted'
      ? (NOTED[String(event.payload.audience)] ?? 'Note ajoutée')
      : (saidToAgents(event, told) ?? 'Demande modifiée')
  const who = whoDid(event)
  const by = who === 'automatiquement' ? who : `par ${who}`
  return `${what}, ${by}, ${shortDateTime(event.at, told.place.zone)}`
}

/** What happened to a request, and the words to tell it with. */
export interface Story extends Told {
  events: readonly EventRow[]
}

/** What others did after the event numbered `seen`; one's own notes are no surprise, and an answer goes with what it answers. */
export function changesSince({ events, ...told }: Story, seen: number, me: number | null): string[] {
  return events
    .filter(({ seq }) => seq > seen)
    .filter(
      ({ name, actorId }) => !(name === 'request.noted' && actorId === me) && name !== 'request.answered',
    )
    .map((event) => changeSentence(event, told))
}

/** Why an act is no longer possible: who did what, and when. */
export function tooLate({ events, ...told }: Story): string {
  const move = events.findLast(({ name }) => name === 'request.moved')
  const last = move === undefined ? '' : changeSentence(move, told)
  const since = last === '' ? '' : ` Dernier changement\u00a0: ${last}.`
  return `La demande a changé entre-temps\u00a0: cette action n’est plus possible.${since}`
}
