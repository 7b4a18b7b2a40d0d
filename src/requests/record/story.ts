// The thread of a request as people read it: what happened (from events) and what was said (messages), in order.
import type { Read } from '#platform/db/db.ts'
import { type EventRow, eventsOf } from '#platform/ledger/events.ts'
import { fill } from '#platform/french/fill.ts'
import { longDate } from '#platform/ui/french.ts'
import { type Catalogue, catalogue } from '#services'
import { authorityNoun, type Territory, unitNoun } from '#territory'
import { type Transition, type WorkflowDefinition, workflowVersion } from '#workflows'
import { actSaid, namedToResident, toldSaid } from './words.ts'
import { filesOfThread, type MessageRow, messagesOf, type ThreadFile } from '#threads'
import type { CorrectedPayload } from './events.ts'
import { onRequest, type RequestRow } from './queries.ts'

/** A fact of the timeline. `who` is empty for the system and for the resident; a helper says for whom. */
export interface ThreadFact {
  kind: 'fact'
  at: Date
  name: string
  transition: string | null
  icon: string
  text: string
  who: string
  /** The last time that an agent said that the person was told: it may be taken back. */
  isTelling: boolean
}

export interface ThreadMessage {
  kind: 'message'
  at: Date
  message: MessageRow
  documents: ThreadFile[]
}

export type ThreadItem = ThreadFact | ThreadMessage

const ICONS: Record<string, string> = {
  'request.received': 'inbox',
  'request.attached': 'user-round',
  'request.rated': 'gauge',
  'request.noted': 'lock',
  'request.reorganised': 'share-2',
  'request.corrected': 'file-text',
  'request.link_opened': 'mail',
  'request.relayed': 'mail',
  'request.identity_erased': 'lock',
}

const REORGANISED =
  'Demande suivie désormais par le {unit} ({authority})\u00a0: les dates promises restent les mêmes'

/** What events are told with. */
export interface Told {
  place: Territory
  workflow: WorkflowDefinition
  known: Pick<Catalogue, 'service'>
}

const TOLD_ICONS: Record<string, string> = { phone: 'phone', other: 'circle-check-big', not: 'rotate-ccw' }

/** What a transition says, or a fact: the names of whoever has the request then, and a day, in their places. */
export function said(text: string, place: Territory, unitId: number, promisedDay: unknown = null): string {
  const unit = place.unit(unitId)
  return fill(text, {
    unit: unitNoun(unit),
    authority: authorityNoun(place.authority(unit.authorityId)),
    date: typeof promisedDay === 'string' ? longDate(promisedDay) : '',
  })
}

/** « Nid-de-poule », or the name that it had in addresses. */
const titleOf = ({ known }: Told, slug: unknown): string =>
  known.service(String(slug))?.definition.shortTitle ?? String(slug)

/** Where it goes on, when the right service is not answered by the same unit. */
const goesOn = ({ unitId, fromUnitId }: EventRow['payload'], place: Territory): string =>
  fromUnitId === undefined ? '' : said(', suivie par le {unit} ({authority})', place, Number(unitId))

/** What an event says to the resident, or null when it is the agents' business. */
function saidToResident(event: EventRow, told: Told): string | null {
  const { workflow, place } = told
  const unitId = Number(event.payload.unitId)
  if (event.name === 'request.received')
    return said('Demande reçue et confiée au {unit} ({authority})', place, unitId)
  if (event.name === 'request.attached') return 'Demande rattachée à votre compte'
  if (event.name === 'request.reorganised') return said(REORGANISED, place, unitId)
  if (event.name === 'request.corrected')
    return `Demande classée dans «\u00a0${titleOf(told, event.payload.toService)}\u00a0»${goesOn(event.payload, place)}`
  if (event.name === 'request.link_opened')
    return `Demande ouverte par votre mairie\u00a0: ${namedToResident(event.actorLabel)}`
  if (event.name !== 'request.moved') return null
  const says = workflow.transitions.find((item) => item.id === event.payload.transition)?.residentSays ?? null
  return says === null
    ? null
    : said(says, place, unitId, event.payload.plannedDay ?? event.payload.promisedDay)
}

/** What an event says to agents, or null when a message says it already. */
export function saidToAgents(event: EventRow, known: Told): string | null {
  const { workflow, place } = known
  const unitId = Number(event.payload.unitId)
  switch (event.name) {
    case 'request.received':
      return said('Demande reçue, confiée au {unit} ({authority})', place, unitId)
    case 'request.reorganised':
      return said(REORGANISED, place, unitId)
    case 'request.corrected': {
      const { fromService, toService } = event.payload
      return `Démarche corrigée\u00a0: «\u00a0${titleOf(known, toService)}\u00a0» au lieu de «\u00a0${titleOf(known, fromService)}\u00a0»${goesOn(event.payload, place)}`
    }
    case 'request.attached':
      return 'Demande rattachée au compte de la personne'
    case 'request.rated':
      return `Avis de la personne : ${{ good: 'bien', middling: 'moyen', bad: 'mauvais' }[String(event.payload.score)] ?? 'donné'}`
    case 'request.moved': {
      const says = workflow.transitions.find((item) => item.id === event.payload.transition)?.agentSays
      if (says === undefined) return null
      const { unmailed, told, plannedDay, promisedDay } = event.payload
      const done = said(actSaid(says, unmailed !== true), place, unitId, plannedDay ?? promisedDay)
      return told === undefined ? done : `${done}. ${toldSaid(told)}`
    }
    case 'request.link_opened':
      return 'Demande ouverte par son lien'
    case 'request.relayed':
      return event.payload.again === true
        ? 'Un autre lien est envoyé à la mairie, les précédents sont fermés'
        : 'Les liens de la mairie sont fermés'
    case 'request.identity_erased':
      return 'Pièce d’identité effacée\u00a0: la demande est close'
    case 'request.told':
      return toldSaid(event.payload.how)
    case 'request.reassigned':
      if (event.payload.because === 'offer')
        return 'Sans agent chargé\u00a0: la mairie n’a plus le poste des agents'
      return event.payload.because === 'return'
        ? 'Confiée de nouveau à l’agent qui l’avait'
        : event.payload.assigneeId === null
          ? 'Sans agent chargé\u00a0: celui qui l’avait quitte le service'
          : 'Confiée à un autre agent\u00a0: celui qui l’avait quitte le service'
    default:
      return null
  }
}

/** The last event that says that the person was told; undefined when none does, or when it was taken back. */
export function lastTelling(events: readonly EventRow[]): EventRow | undefined {
  const last = events.findLast(({ name, payload }) => name === 'request.told' || payload.told !== undefined)
  return last?.payload.how === 'not' ? undefined : last
}

/** Since when a message that no mail carries waits for somebody: the oldest that nobody told them of, or that is told no more; null when none. */
export function waitingSince(events: readonly EventRow[]): Date | null {
  let since: Date | null = null
  let before: Date | null = null
  for (const { name, payload, at } of events) {
    if (name === 'request.told' && payload.how === 'not') since = before
    else if (name === 'request.told' || payload.told !== undefined) [before, since] = [since ?? at, null]
    else if (payload.toResident === true) since = payload.unmailed === true ? (since ?? at) : null
  }
  return since
}

/** Everything that a thread is made of, as the actor may read it. */
export interface Said {
  events: readonly EventRow[]
  messages: readonly MessageRow[]
  documents: readonly ThreadFile[]
  /** Acts of the workflows that it followed until its service was corrected, each until that event. */
  formerActs: readonly { until: number; acts: readonly Transition[] }[]
  known: Told['known']
}

/** Reads it. */
export async function saidOf(tx: Read, { id }: Pick<RequestRow, 'id'>): Promise<Said> {
  const events = await eventsOf(tx, 'request', id)
  return {
    events,
    messages: await messagesOf(tx, onRequest(id)),
    documents: await filesOfThread(tx, onRequest(id)),
    formerActs: await formerActs(tx, events),
    known: await catalogue(tx),
  }
}

async function formerActs(tx: Read, events: readonly EventRow[]): Promise<Said['formerActs']> {
  const former = []
  for (const { name, seq: until, payload } of events) {
    if (name !== 'request.corrected') continue
    const { id, version } = payload.fromWorkflow as CorrectedPayload['fromWorkflow']
    former.push({ until, acts: (await workflowVersion(tx, id, version)).transitions })
  }
  return former
}

/** The whole thread, oldest first. */
export function threadOf(
  { events, messages, documents, formerActs: former, known }: Said,
  place: Territory,
  followed: WorkflowDefinition,
  reader: 'agent' | 'resident',
): ThreadItem[] {
  const say = reader === 'agent' ? saidToAgents : saidToResident
  const telling = lastTelling(events)
  const facts = events.flatMap((event): ThreadItem[] => {
    const acts = former.find(({ until }) => event.seq < until)?.acts ?? followed.transitions
    const workflow = { ...followed, transitions: [...acts] }
    const text = say(event, { place, workflow, known })
    if (text === null) return []
    const transition = event.name === 'request.moved' ? String(event.payload.transition) : null
    const icon =
      workflow.transitions.find((item) => item.id === transition)?.icon ??
      TOLD_ICONS[String(event.payload.how)] ??
      ICONS[event.name] ??
      'arrow-right'
    return [
      {
        kind: 'fact',
        at: event.at,
        name: event.name,
        transition,
        icon,
        text,
        isTelling: event === telling,
        who:
          event.actorKind === 'agent' || event.payload.by !== undefined || event.payload.link !== undefined
            ? event.actorLabel
            : '',
      },
    ]
  })
  // What was sent with the form stands under the first words.
  const first = messages[0]?.id
  const said = messages
    .filter((message) => reader === 'agent' || message.audience === 'resident')
    .map(
      (message): ThreadItem => ({
        kind: 'message',
        at: message.createdAt,
        message,
        documents: documents.filter(({ messageId }) => (messageId ?? first) === message.id),
      }),
    )
  // At the same instant the fact comes before the message it announces.
  return [...facts, ...said].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.kind === b.kind ? 0 : a.kind === 'fact' ? -1 : 1),
  )
}
