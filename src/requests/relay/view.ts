// What a town hall without the desk reads of its request, and what it may do.
import { answersSummary, type AnswerLine, formVersion } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { catalogue } from '#services'
import { type Territory, territory, type Unit } from '#territory'
import type { MessageRow, ThreadFile } from '#threads'
import { hasEffect, speaks, type State, stateOf, transitionsFor, workflowVersion } from '#workflows'
import { sql } from 'kysely'
import { type Asked, askedBy } from '../act/asked.ts'
import { HAND_OVER } from '../act/effects/hand-over.ts'
import { PLAN_DATE } from '../act/effects/plan-date.ts'
import { contextFor } from '../act/possible.ts'
import { type RequestRow, requestsWhere } from '../record/queries.ts'
import { type Said, saidOf } from '../record/story.ts'
import { ownAnswers, placeSaid } from '../record/words.ts'

/** What its town hall may do on a request now, with what it must write. */
export interface LinkAct {
  id: string
  label: string
  asks: Asked[]
}

export interface LinkView {
  request: RequestRow
  zone: string
  unit: Unit
  service: string
  place: string
  state: State
  answers: AnswerLine[]
  messages: readonly MessageRow[]
  documents: readonly ThreadFile[]
  acts: LinkAct[]
}

/** The metropolis’s, which follows what goes by link, and takes back what was not theirs. */
export function contactCentre(place: Territory, { areaCode }: Pick<RequestRow, 'areaCode'>): Unit {
  const { id } = place.metropolis
  const unit = place.unitFor(id, 'contact-centre', areaCode) ?? place.unitsOf(id)[0]
  if (unit === undefined) throw new Error('the metropolis has no unit: nobody can answer')
  return unit
}

const GIVE_BACK = 'Ce n’est pas pour nous\u00a0: la rendre à la Métropole'

/** Acts that say something to the person: who does what at the town hall is its own business, and a visit is planned at the desk. */
export async function actsOf(tx: Read, request: RequestRow): Promise<LinkAct[]> {
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const { templates } = await catalogue(tx)
  return transitionsFor(workflow, request.state, contextFor(request, ['handler'], tx.now))
    .filter((one) => speaks(one) && !hasEffect(one, PLAN_DATE) && !one.asks?.includes('agent'))
    .map((one) => ({
      id: one.id,
      label: hasEffect(one, HAND_OVER) ? GIVE_BACK : one.label,
      asks: askedBy(one, templates).filter((what) => what !== 'target'),
    }))
}

/** What is said to the person, by them, and to whoever handles the request: notes, and what is joined to them, are of agents alone. */
export function readByLink({ messages, documents }: Said): Pick<LinkView, 'messages' | 'documents'> {
  const read = messages.filter(({ audience }) => audience !== 'note')
  const ids = new Set(read.map(({ id }) => id))
  return {
    messages: read,
    documents: documents.filter(({ messageId }) => messageId === null || ids.has(messageId)),
  }
}

/** As the system, for whoever holds its link. */
export async function linkView(tx: Read, requestId: number): Promise<LinkView> {
  const [request] = await requestsWhere(tx, sql<boolean>`r.id = ${requestId}`, 1)
  if (request === undefined) throw new NotFound()
  const place = await territory(tx)
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const form = await formVersion(tx, request.formId, request.formVersion)
  const said = await saidOf(tx, request)
  const known = await catalogue(tx)
  return {
    request,
    zone: place.zone,
    unit: place.unit(request.unitId),
    service: known.service(request.serviceSlug)?.definition.title ?? request.subject,
    place: placeSaid(request.placeAddress, place.area(request.areaCode)?.name ?? ''),
    state: stateOf(workflow, request.state),
    answers: ownAnswers(form, answersSummary(form, request.answers, place), request.description),
    ...readByLink(said),
    acts: await actsOf(tx, request),
  }
}
