// What filing a request under another service would change, said before it is done: who answers, what is promised, which answers stay aside.
import type { Read } from '#platform/db/db.ts'
import { BadInput, Conflict } from '#platform/errors.ts'
import { type EventRow, eventsOf } from '#platform/ledger/events.ts'
import { catalogue, closureOf, isInternal, localCatalogue, type LiveService } from '#services'
import { localDay, type Territory, territory } from '#territory'
import { clockKinds, type ClockEntry, startState, type State, stateOf, workflowVersion } from '#workflows'
import { changedColumns, clocksOf, clocksUnder, entriesAt } from '../record/clocks.ts'
import { type Filing, filingOf } from '../routed/filing.ts'
import type { RequestChange, RequestRow } from '../record/queries.ts'
import { fillTemplate } from '../record/template.ts'

export interface Correction extends Filing {
  /** When it is planned. */
  at: Date
  request: RequestRow
  events: readonly EventRow[]
  place: Territory
  service: LiveService
  from: State
  state: State
  /** Marks of the clocks: a pause ends where the request begins anew. */
  clock: ClockEntry['kind'][]
  /** Columns that change, those of the filing apart. */
  change: RequestChange
  isMoved: boolean
  /** What the person is told; null when nothing changes for them. */
  message: string | null
}

const MOVED =
  'Bonjour {name},\n\nVotre demande {reference} relève de la démarche «\u00a0{service}\u00a0»\u00a0: nous l’avons classée ainsi. Elle est suivie par le {unit} ({authority}).'
const DUE = ' Solution prévue au plus tard le {solutionDate}.'
const LATE =
  ' Comptée depuis le jour de votre demande, la solution était promise au plus tard le {solutionDate}\u00a0: nous sommes en retard, et le service le sait.'
const KEPT =
  '\n\nVous n’avez rien à refaire\u00a0: votre numéro de suivi reste le même, et tout ce que vous avez envoyé est gardé.'

const refuse = (message: string) => new BadInput([{ field: 'demarche', message }])

/** Services that the request may be filed under, as the town of its place offers them, but its own. */
export async function servicesFor(tx: Read, request: RequestRow): Promise<readonly LiveService[]> {
  const [known, place] = [await catalogue(tx), await territory(tx)]
  const local = await localCatalogue(tx, known, place, place.area(request.areaCode))
  const now = known.service(request.serviceSlug)?.definition
  // What is asked at work stays among what is.
  const alike =
    now !== undefined && isInternal(now)
      ? known.every.filter(({ definition }) => definition.meantFor === now.meantFor)
      : known.services.filter(({ slug }) => local.services.some((one) => one.slug === slug))
  return alike.filter(
    ({ slug, formVersion, workflowVersion: version }) =>
      formVersion !== null && version !== null && slug !== request.serviceSlug,
  )
}

/** @throws Conflict when it is over */
export function requireOpen({ stateKind }: RequestRow): void {
  if (stateKind === 'done')
    throw new Conflict('Cette demande est terminée\u00a0: rouvrez-la pour corriger sa démarche.')
}

/**
 * What would change.
 * @throws BadInput for a service that is not offered there; Conflict when the request is over
 */
export async function planCorrection(tx: Read, request: RequestRow, slug: string): Promise<Correction> {
  requireOpen(request)
  const place = await territory(tx)
  const service = await offered(tx, place, request, slug)
  const events = await eventsOf(tx, 'request', request.id)
  const day = localDay(request.receivedAt, place.zone)
  const filing = await filingOf(tx, place, service, { ...request, day })
  const isMoved = filing.routing.unitId !== request.unitId
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const from = stateOf(workflow, request.state)
  const goesOn =
    !isMoved &&
    request.workflowId === service.definition.workflow &&
    request.workflowVersion === service.workflowVersion
  const state = goesOn ? from : startState(filing.workflow)
  const clock = clockKinds(from, state, [])
  const { unitId } = filing.routing
  const clocks = changedColumns(
    await clocksOf(tx, place, request, events),
    clocksUnder(place, { unitId }, filing.delays, events, entriesAt(tx.now, clock)),
  )
  const change: RequestChange = {
    ...clocks,
    ...(isMoved ? { assigneeId: null } : {}),
    handlerReadAt: isMoved ? null : tx.now,
    ...(goesOn || request.plannedDay === null ? {} : { plannedDay: null }),
  }
  const planned = {
    ...filing,
    at: tx.now,
    request,
    events,
    place,
    service,
    from,
    state,
    clock,
    change,
    isMoved,
  }
  return { ...planned, message: messageOf(planned) }
}

async function offered(tx: Read, place: Territory, request: RequestRow, slug: string): Promise<LiveService> {
  const service = (await servicesFor(tx, request)).find((one) => one.slug === slug)
  if (service === undefined) throw refuse('Choisissez une démarche de la liste.')
  const closure = await closureOf(tx, place, service.definition, place.area(request.areaCode))
  if (closure !== null) throw refuse(`${closure.title}\u00a0: ${closure.message}`)
  return service
}

/** Who answers, or a day that is promised, is the person’s business; how it is filed is not. */
function messageOf({
  at,
  request,
  place,
  service,
  routing,
  change,
  isMoved,
}: Omit<Correction, 'message'>): string | null {
  const isDated = 'solutionDueAt' in change || (request.answerDoneAt === null && 'answerDueAt' in change)
  if (!isMoved && !isDated) return null
  const { unitId, authorityId } = routing
  const moved = { ...request, ...change, unitId, authorityId }
  const { solutionDueAt: due } = moved
  const dated = due === null ? '' : due < at ? LATE : DUE
  return fillTemplate(`${MOVED}${dated}${KEPT}`, moved, place, service.definition.title, { agent: null })
}
