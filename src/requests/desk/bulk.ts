// The same act on several requests chosen in a list: each in its own transaction, each with its own result.
import type { Actor } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { BadInput, Forbidden, NotFound, ParvisError } from '#platform/errors.ts'
import { plural } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { hasEffect, speaks, type Transition } from '#workflows'
import { actOn } from '../act/act.ts'
import { noteRequest } from '../act/notes.ts'
import type { RequestRow } from '../record/queries.ts'
import { withDay } from '../act/planned.ts'
import { ASSIGN_ACTOR } from '../act/effects/assign-actor.ts'
import { ASSIGN_CHOSEN } from '../act/effects/assign-chosen.ts'
import { CLOSE } from '../act/effects/close.ts'
import { brokenBy, PLAN_DATE } from '../act/effects/plan-date.ts'
import { messageFault } from '../act/fault.ts'
import { unspoken } from '../act/variables.ts'
import { filled, isReply, type Opened, openRequest, openToAct } from './opened.ts'

/** Kinds that send a text: it is written, and read as it will leave, before anything is done. */
export const WRITTEN = ['repondre', 'noter', 'programmer', 'clore'] as const
export type WrittenKind = (typeof WRITTEN)[number]
export const KINDS = ['prendre', 'affecter', ...WRITTEN] as const
export type BulkKind = (typeof KINDS)[number]
/** So many are done while one waits; more is long work (bulk-run.ts). */
export const AT_ONCE = 20

export const isWritten = (kind: string): kind is WrittenKind => (WRITTEN as readonly string[]).includes(kind)

/** Kinds whose text goes to the person. */
export const isSent = (kind: string): boolean => isWritten(kind) && kind !== 'noter'

export interface BulkOrder {
  kind: BulkKind
  agentId?: number
  /** For `repondre`, with {variables}; for `noter`, as it stands. */
  message?: string
  /** For `programmer`: the day of the visit, and whether it is promised where it comes after the promise. */
  date?: string
  promise?: boolean
  /** Key of the form: sent twice, each is told once. */
  once?: string
}

export interface BulkResult {
  done: string[]
  /** Of these, those whose person no mail reaches. */
  unmailed: string[]
  refused: { ref: string; why: string }[]
}

/** Is this the transition that such an act takes? Known by what it does, whatever the workflow calls it. */
const FITS: Record<Exclude<BulkKind, 'noter'>, (transition: Transition) => boolean> = {
  prendre: (transition) => hasEffect(transition, ASSIGN_ACTOR) && !speaks(transition),
  affecter: (transition) => hasEffect(transition, ASSIGN_CHOSEN),
  repondre: isReply,
  programmer: (transition) => hasEffect(transition, PLAN_DATE),
  clore: (transition) => hasEffect(transition, CLOSE) && (transition.asks ?? []).includes('message'),
}

/** The transition that does it; none where the workflow has several, of which one must be chosen (accept, refuse). */
export function fitting(
  transitions: readonly Transition[],
  kind: Exclude<BulkKind, 'noter'>,
): Transition | undefined {
  const fit = transitions.filter(FITS[kind])
  return kind === 'clore' && fit.length > 1 ? undefined : fit[0]
}

/** Does it for each reference. Never throws for a request that refuses; throws when the database is away. */
export async function actOnAll(
  db: Database,
  actor: Actor,
  refs: readonly string[],
  order: BulkOrder,
): Promise<BulkResult> {
  const result: BulkResult = { done: [], unmailed: [], refused: [] }
  for (const ref of refs) {
    try {
      const { contactEmail } = await db.write(actor, (tx) => actOnOne(tx, ref, order))
      result.done.push(ref)
      if (isSent(order.kind) && contactEmail === null) result.unmailed.push(ref)
    } catch (error) {
      if (!(error instanceof ParvisError) || error.status >= 500) throw error
      result.refused.push({ ref, why: whyOf(error) })
    }
  }
  return result
}

/** In a list nobody chooses again: each refusal says why, of that request. */
export const whyOf = (error: ParvisError): string =>
  error instanceof BadInput && error.problems.some(({ field }) => field === 'agent')
    ? 'cet agent n’est pas de son service'
    : error.message

/** Does it for one. @throws what the verb throws */
export async function actOnOne(
  tx: Write,
  ref: string,
  { kind, agentId, message = '', ...given }: BulkOrder,
): Promise<RequestRow> {
  if (kind === 'noter') return noteRequest(tx, ref, message, 'note', [], given.once)
  const opened = await openToAct(tx, ref, {})
  const transition = fitting(opened.transitions, kind)
  if (transition === undefined)
    throw new Forbidden(`elle est «\u00a0${opened.state.label}\u00a0», cette action n’y est pas possible`)
  const written = isWritten(kind) ? { ...given, message: filled(tx, opened, unspoken(message)) } : {}
  const chosen = agentId === undefined ? {} : { agentId }
  return (await actOn(tx, opened.held, transition.id, { ...written, ...chosen })).request
}

/** One of the requests chosen, as the page that acts on them shows it. */
export interface Chosen {
  request: RequestRow
  commune: string
  state: string
  /** May this agent do it, now? */
  isPossible: boolean
  /** Does the act find it where it leads: a visit that is planned already? */
  isAgain: boolean
  /** The message as this person would read it; null when none is sent. */
  message: string | null
  /** Why that message may not leave, or null. */
  fault: string | null
  /** The promised day that the day chosen would break, or null. */
  broken: Day | null
}

/** One of them, or null when it may not be read. */
export async function readable(tx: Read, ref: string): Promise<Opened | null> {
  try {
    return await openRequest(tx, ref, {})
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

/** The requests chosen, those that may be read: what the act would do to each. */
export async function chosenOf(
  tx: Read,
  refs: readonly string[],
  kind: WrittenKind,
  text: string,
  date: string,
): Promise<Chosen[]> {
  const found: Chosen[] = []
  for (const ref of refs) {
    const opened = await readable(tx, ref)
    if (opened === null) continue
    const { request, place, state } = opened
    const transition = kind === 'noter' ? undefined : fitting(opened.transitions, kind)
    const isPossible = kind === 'noter' || transition !== undefined
    const message = kind === 'noter' || !isPossible ? null : withDay(filled(tx, opened, unspoken(text)), date)
    const signers = [
      tx.actor.label,
      place.unit(request.unitId).name,
      place.authority(request.authorityId).name,
    ]
    found.push({
      request,
      isPossible,
      isAgain: transition?.to === request.state,
      message,
      commune: place.area(request.areaCode)?.name ?? '',
      state: state.label,
      fault: message === null ? null : messageFault(message, signers),
      broken: transition === undefined ? null : brokenBy(date, transition, place, request),
    })
  }
  return found
}

const DONE: Record<BulkKind, readonly [string, string]> = {
  prendre: ['demande prise en charge', 'demandes prises en charge'],
  affecter: ['demande affectée', 'demandes affectées'],
  repondre: ['réponse envoyée', 'réponses envoyées'],
  noter: ['note ajoutée', 'notes ajoutées'],
  programmer: ['intervention programmée', 'interventions programmées'],
  clore: ['demande close', 'demandes closes'],
}

/** « 2 demandes affectées, 1 refusée : 2026-00012 (la demande a changé entre-temps). » */
export function bulkSentence(kind: BulkKind, { done, unmailed, refused }: BulkResult): string {
  const [one, several] = DONE[kind]
  const mailed = done.length - unmailed.length
  const first =
    kind === 'repondre'
      ? [
          ...(mailed > 0 || unmailed.length === 0 ? [`${plural(mailed, one, several)} par courriel`] : []),
          ...(unmailed.length > 0 ? [plural(unmailed.length, LEFT_ONE, LEFT_SEVERAL)] : []),
        ].join(', ')
      : plural(done.length, one, several)
  return `${first}${refusedSaid(refused)}.${untoldSaid(unmailed)}`
}

const LEFT_ONE = 'réponse déposée dans le suivi, sans courriel'
const LEFT_SEVERAL = 'réponses déposées dans le suivi, sans courriel'

/** Whom somebody has to tell: the list keeps them until it is done. */
function untoldSaid(refs: readonly string[]): string {
  if (refs.length === 0) return ''
  const whom = plural(refs.length, 'personne à prévenir', 'personnes à prévenir')
  const again = refs.length === 1 ? 'la retrouver' : 'les retrouver'
  return ` ${whom} autrement, sans adresse e-mail\u00a0: ${refs.join(', ')}. Filtrez le statut «\u00a0Personne à prévenir\u00a0» pour ${again}.`
}

function refusedSaid(refused: BulkResult['refused']): string {
  if (refused.length === 0) return ''
  const shown = refused.slice(0, 3).map(({ ref, why }) => `${ref} (${why.replace(/\.$/, '')})`)
  const rest = refused.length > shown.length ? `, et ${refused.length - shown.length} autres` : ''
  return `, ${plural(refused.length, 'refusée', 'refusées')} : ${shown.join(', ')}${rest}`
}
