// A request is sent: routed, promised, recorded, in one transaction. Sending the same draft twice makes one request.
import { attach } from '#files'
import type { Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import {
  type Answers,
  addressIn,
  answerByRole,
  answersSummary,
  filesAnswered,
  type FormDefinition,
  formVersion,
  kindOf,
  placeIn,
} from '#forms'
import { catalogue, closureOf, isInternal, isMeantFor, type LiveService, ofAnotherCommune } from '#services'
import { type Area, localDay, type Territory, territory } from '#territory'
import { startState } from '#workflows'
import { clockColumns, firstClocks } from '../record/clocks.ts'
import { digestOf, type ReceivedPayload } from '../record/events.ts'
import { type Filing, filingOf } from '../routed/filing.ts'
import { codeOf } from '../record/queries.code.ts'
import { onRequest } from '../record/queries.ts'
import { say } from '#threads'
import type { Channel } from '../record/channel.ts'
import { type NewRequest, nextIds, requestOfDraft, sendRow } from './queries.ts'

export interface Submission {
  /** The draft it comes from: the key that makes sending idempotent. */
  draftId: string | null
  serviceSlug: string
  /** Validated answers of the reachable path only. */
  answers: Answers
  /** The form they were given to, when it is not the live version: a draft keeps the one it was begun under. */
  form?: { id: string; version: number }
  channel: Channel
  /** Account of the resident: signed in, or whose number an agent typed. */
  residentId: number | null
  /** Who it is for, when the form does not say: the name of that account. */
  residentName?: string | null
  /** Unit of the agent who enters it for somebody. */
  enteredUnitId: number | null
}

export interface Sent {
  id: number
  ref: string
  /** Tracking code as stored (see showCode). */
  code: string
  /** It had been sent before: this is the same request. */
  again: boolean
}

/**
 * Sends a request.
 * @throws BadInput when the service takes no form, or the place is missing or unknown
 */
export async function submitRequest(tx: Write, submission: Submission): Promise<Sent> {
  const { draftId } = submission
  const service = (await catalogue(tx)).service(submission.serviceSlug)
  if (
    service === undefined ||
    service.formVersion === null ||
    service.workflowVersion === null ||
    !isMeantFor(tx.actor, service.definition)
  ) {
    throw new BadInput('Cette démarche ne se fait pas par ce formulaire. Vos réponses sont gardées.')
  }
  const place = await territory(tx)
  const given = submission.form ?? { id: service.definition.form ?? '', version: service.formVersion }
  const form = await formVersion(tx, given.id, given.version)
  const { id, ref } = await nextIds(tx, Number(localDay(tx.now, place.zone).slice(0, 4)))
  const live = { ...service, formVersion: given.version }
  const { row, promised } = await newRequest(tx, place, live, form, submission, { id, ref })
  const code = await sendRow(tx, row)
  if (code === null) return sentBefore(tx, draftId ?? '')
  await recordReception(tx, row, form, promised)
  return { id, ref, code, again: false }
}

async function sentBefore(tx: Write, draftId: string): Promise<Sent> {
  const known = await requestOfDraft(tx, draftId)
  const code = known === undefined ? undefined : await codeOf(tx, known.id)
  if (known === undefined || code === undefined) throw new Error('a draft in conflict has a request')
  return { id: known.id, ref: known.ref, code, again: true }
}

/** A town may keep a service from its residents; what they typed waits. */
async function requireOffered(
  tx: Write,
  place: Territory,
  { definition }: LiveService,
  { area, channel }: { area: Area } & Pick<Submission, 'channel'>,
): Promise<void> {
  // Agents enter what a town keeps from its residents; what is of one commune is asked of no other.
  const closure =
    channel === 'web'
      ? await closureOf(tx, place, definition, area)
      : ofAnotherCommune(place, definition, area)
  if (closure !== null)
    throw new BadInput(`${closure.title}\u00a0: ${closure.message} Vos réponses sont gardées.`)
}

async function newRequest(
  tx: Write,
  place: Territory,
  service: LiveService,
  form: FormDefinition,
  submission: Submission,
  ids: { id: number; ref: string },
): Promise<{ row: NewRequest } & Pick<Filing, 'promised'>> {
  const { answers } = submission
  const text = (role: Parameters<typeof answerByRole>[2]) => {
    const value = answerByRole(form, answers, role)
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
  }
  const where = placeIn(form, answers)
  const area = where === undefined ? undefined : place.area(where.commune)
  if (where === undefined || area === undefined)
    throw new BadInput('Indiquez la commune\u00a0: c’est elle qui nous dit quel service vous répond.')
  await requireOffered(tx, place, service, { area, channel: submission.channel })
  const day = localDay(tx.now, place.zone)
  const placeKind = text('placeKind')
  const filing = await filingOf(tx, place, service, { areaCode: area.code, placeKind, day })
  const { routing, workflow, delays, promised } = filing
  const state = startState(workflow)
  const clocks = firstClocks(tx.now, delays, place.calendarOf(routing.unitId))
  const row = {
    ...ids,
    ...clockColumns(clocks),
    draftId: submission.draftId,
    serviceSlug: service.slug,
    serviceVersion: service.version,
    category: service.definition.category,
    formId: form.id,
    formVersion: service.formVersion ?? 0,
    workflowId: workflow.id,
    workflowVersion: service.workflowVersion ?? 0,
    authorityId: routing.authorityId,
    unitId: routing.unitId,
    // What an agent asks for at work is read by no town for the place where they work (001150).
    communeId: isInternal(service.definition) ? routing.authorityId : area.authorityId,
    areaCode: area.code,
    channel: submission.channel,
    residentId: submission.residentId,
    enteredBy: submission.enteredUnitId === null ? null : tx.actor.personId,
    enteredUnitId: submission.enteredUnitId,
    contactName: text('contactName') ?? submission.residentName ?? 'Personne non identifiée',
    contactEmail: text('contactEmail'),
    contactPhone: text('contactPhone'),
    contactAddress: addressIn(form, answers),
    subject: text('subject') ?? service.definition.shortTitle,
    description: text('description') ?? describe(form, answers, place),
    placeAddress: where.address,
    placeKind,
    lat: where.lat ?? null,
    long: where.long ?? null,
    answers,
    routing,
    state: state.id,
    stateKind: state.kind,
    stateSince: tx.now,
    receivedAt: tx.now,
  }
  return { row, promised }
}

/** When nobody wrote a sentence, the answers speak: chosen labels, but neither contact details, files nor signatures. */
function describe(form: FormDefinition, answers: Answers, place: Territory): string {
  const silent = new Set(
    form.pages
      .flatMap((page) => page.fields)
      .filter((field) => field.role !== undefined || kindOf(field.type).signs)
      .map((field) => field.id),
  )
  return (
    answersSummary(form, answers, place)
      .filter((item) => !silent.has(item.fieldId) && item.files === undefined)
      .map((item) => `${item.label} ${Array.isArray(item.value) ? item.value.join(', ') : item.value}`)
      .join('\n') || form.title
  )
}

async function recordReception(
  tx: Write,
  row: NewRequest,
  form: FormDefinition,
  promised: Filing['promised'],
): Promise<void> {
  const messageId = await say(tx, onRequest(row.id), {
    authorKind: 'resident',
    authorId: row.residentId,
    audience: 'resident',
    unitId: null,
    body: row.description,
  })
  const sent = filesAnswered(form, row.answers)
  await attach(
    tx,
    sent.map(({ fileId }) => fileId),
    { kind: 'request', id: row.id },
  )
  const payload: ReceivedPayload = {
    clock: ['received'],
    ...promised,
    channel: row.channel,
    unitId: row.unitId,
    authorityId: row.authorityId,
    ruleId: row.routing.ruleId,
    messageId,
    digest: digestOf(row.description),
  }
  await emit(tx, {
    name: 'request.received',
    subjectKind: 'request',
    subjectId: row.id,
    payload: { ...payload },
    isFirst: true,
  })
}
