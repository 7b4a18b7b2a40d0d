// An application is sent, once, and what its receipt says.
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { markSubmitted } from '#forms'
import { serviceVersion } from '#services'
import { delaysOf } from '../record/clocks.ts'
import { codeOf } from '../record/queries.code.ts'
import { explained } from '../routed/why.ts'
import { chosenOf, RECEIPT_NOTE } from '../settings/chosen.ts'
import { requestOfDraft } from '../send/queries.ts'
import { submitRequest } from '../send/submit.ts'
import { awaitsSigning, WAITING } from '../signed/asking.ts'
import { signedLines } from '../signed/words.ts'
import type { Application } from './apply.ts'
import { finalAnswers, progress } from './fill.ts'
import type { ReceiptView } from './receipt-words.ts'

/** Sends unless it was sent; gives the step to go to. In one transaction with the lock: nothing is added meanwhile, nor sent twice. */
export async function sendOnce(tx: Write, application: Application): Promise<string> {
  if (application.submitted) return 'recu'
  const { pages, unfinished, ended } = progress(tx, application)
  if (unfinished !== undefined || application.savedAt === null) return (unfinished ?? pages[0])?.id ?? ''
  // It is said there why nothing is sent.
  if (ended !== undefined) return 'verifier'
  if (!application.open) throw new BadInput('Cette démarche n’est plus proposée en ligne.')
  const answers = finalAnswers(application)
  if (await awaitsSigning(tx, application.id, application.form, answers)) return WAITING
  await submitRequest(tx, {
    draftId: application.id,
    serviceSlug: application.service.slug,
    answers,
    channel: 'web',
    form: { id: application.form.id, version: application.formVersion },
    residentId: tx.actor.personId,
    enteredUnitId: null,
  })
  await markSubmitted(tx, application.id)
  return 'recu'
}

export async function receiptView(tx: Read, application: Application): Promise<ReceiptView> {
  // The draft is theirs: so is the request that came of it.
  const request = await requestOfDraft(tx, application.id)
  if (request === undefined) throw new NotFound()
  // The promises are those of the service as it was when the request was sent.
  const service = await serviceVersion(tx, request.serviceSlug, request.serviceVersion)
  const events = await eventsOf(tx, 'request', request.id)
  const delays = await delaysOf(tx, request, events)
  return {
    application: { ...application, service: { ...service, delays } },
    request: await explained(tx, application.place, request),
    code: (await codeOf(tx, request.id)) ?? '',
    note: await chosenOf(tx, request, RECEIPT_NOTE),
    signed: await signedLines(tx, application.form, request, application.place.zone, events),
  }
}
