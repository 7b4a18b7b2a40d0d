// A request among those of its resident: its state, and the promise that stands, in words.
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { dayDate, longDate } from '#platform/ui/french.ts'
import { FIRST_MESSAGE, serviceVersion, solutionWords } from '#services'
import type { Territory } from '#territory'
import { stateOf, workflowVersion } from '#workflows'
import { dayOf } from '../record/clocks.ts'
import type { RequestRow } from '../record/queries.ts'
import { planNow } from '../record/words.ts'
import { type Standing, standingOf, titleOf } from './standing.ts'
import type { FollowView } from './view.ts'

export interface OwnRequest
  extends Pick<
    FollowView,
    'ref' | 'title' | 'sentAt' | 'zone' | 'state' | 'standing' | 'plan' | 'solutionLabel'
  > {
  authority: string
}

/** The promise that stands, or what is waited for. */
export function standingText(standing: Standing, solutionLabel: string): Html | null {
  const late = (isLate: boolean) => isLate && html` <b>Cette date est passée.</b>`
  switch (standing.kind) {
    case 'answer':
      return html`${FIRST_MESSAGE} au plus tard le <b>${dayDate(standing.day)}</b>.${late(standing.late)}`
    case 'solution':
      return html`${solutionLabel} au plus tard le <b>${dayDate(standing.day)}</b>.${late(standing.late)}`
    case 'paused':
      return html`<b>Nous attendons votre réponse</b>${standing.until !== null && html`, avant le ${dayDate(standing.until)}`}.`
    case 'closed':
      return html`Terminée le ${longDate(standing.day)}.`
    case 'unknown':
      return null
  }
}

/** One after the other: a transaction is one connection. */
export async function inTurn<A, B>(list: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const made: B[] = []
  for (const item of list) made.push(await work(item))
  return made
}

export async function ownRequest(tx: Read, place: Territory, request: RequestRow): Promise<OwnRequest> {
  const workflow = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const service = await serviceVersion(tx, request.serviceSlug, request.serviceVersion)
  const state = stateOf(workflow, request.state)
  return {
    ref: request.ref,
    state,
    title: titleOf(request, place),
    sentAt: request.receivedAt,
    zone: place.zone,
    standing: standingOf(request, state, place, tx.now),
    plan: planNow(request, dayOf(place, tx.now)),
    solutionLabel: solutionWords(service),
    authority: place.authority(request.authorityId).name,
  }
}
