// The job that sends what all have signed: as whoever asked, at that moment; then whoever signed too is told that it left.
import { kindOf, fieldsOf, formVersion, lockDraft } from '#forms'
import { notify } from '#notices'
import { actorOfPerson, personName } from '#people'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { dateTime } from '#platform/ui/french.ts'
import { catalogue } from '#services'
import { territory } from '#territory'
import { loadApplication } from '../apply/apply.ts'
import { sendOnce } from '../apply/send.ts'
import type { RequestRow } from '../record/queries.ts'
import { requestOfDraft } from '../send/queries.ts'
import { cosigningsOf, type SignedDraft, signedDraft } from '../signed/queries.cosigning.ts'
import { signaturesOf } from '../signed/queries.ts'
import { TO_SIGN } from './kinds.ts'
import { leftMail } from './mails.ts'

/** Whoever asked, as they were: their account or their browser, and who acted for them. Read as the system. */
async function askerOf(tx: Read, { personId, visitorId, helperId }: SignedDraft): Promise<Actor | null> {
  if (personId === null) return anonymous(visitorId)
  const person = await actorOfPerson(tx, personId)
  const helper = helperId === null ? null : await personName(tx, helperId)
  if (person === null || helperId === null || helper === null) return person
  const by = { personId: helperId, name: helper, under: 'mandate', personName: person.label, until: '' }
  return { ...person, kind: 'resident', memberships: [], label: `${helper}, pour ${person.label}`, by }
}

const NOTHING_SENT = 'Une réponse est à revoir\u00a0: elle n’est plus juste aujourd’hui.'

/** @returns why it did not leave; null when it did, or is not to */
async function sendAs(db: Database, actor: Actor, id: string, slug: string): Promise<string | null> {
  try {
    return await db.write(actor, async (tx) => {
      await lockDraft(tx, id)
      const asked = await cosigningsOf(tx, id)
      // Changed, or withdrawn, since it was signed.
      if (asked.length === 0 || asked.some(({ answer }) => answer !== 'signed')) return null
      const step = await sendOnce(tx, await loadApplication(tx, slug, id, { commune: null, address: '' }))
      return step === 'recu' ? null : NOTHING_SENT
    })
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    return error.problems[0]?.message ?? error.message
  }
}

export const sendCosigned =
  (origin: string): JobHandler =>
  async (db, { draft }) => {
    const id = String(draft)
    const found = await db.read(system, async (tx) => {
      const signed = await signedDraft(tx, id)
      return signed === undefined ? undefined : { slug: signed.serviceSlug, actor: await askerOf(tx, signed) }
    })
    const why = found?.actor ? await sendAs(db, found.actor, id, found.slug) : null
    await db.write(system, async (tx) => {
      if (why === null) await tellLeft(tx, id, origin)
      else {
        const [first] = await cosigningsOf(tx, id)
        if (first !== undefined)
          await addJob(tx, 'requests.tell_cosigning', { id: first.id, what: 'stuck', why })
      }
    })
  }

/** Whoever signed too, once: it is the request that says who they are. */
async function tellLeft(tx: Write, draftId: string, origin: string): Promise<void> {
  const request = await requestOfDraft(tx, draftId)
  if (request === undefined) return
  const form = await formVersion(tx, request.formId, request.formVersion)
  const signatures = await signaturesOf(tx, request.id)
  for (const { id } of fieldsOf(form).filter(({ type }) => kindOf(type).invites)) {
    const signed = signatures.find(({ fieldId }) => fieldId === id)
    const email = (request.answers[id] as { email?: string } | undefined)?.email
    if (signed === undefined || signed.signsAs === null || email === undefined) continue
    const mail = await leftWords(tx, request, {
      name: signed.name,
      signsAs: signed.signsAs,
      digest: signed.digest,
    })
    await notify(
      tx,
      TO_SIGN,
      { personId: null, address: email },
      {
        key: `cosigned:${request.id}:${id}`,
        about: { kind: 'request', id: request.id, href: '/' },
        ...{ detail: request.ref, origin, mail },
      },
    )
  }
}

async function leftWords(
  tx: Read,
  request: RequestRow,
  signed: { name: string; signsAs: string; digest: string },
) {
  const { metropolis, zone } = await territory(tx)
  const service = (await catalogue(tx)).service(request.serviceSlug)?.definition.title ?? request.subject
  const at = dateTime(request.receivedAt, zone)
  return leftMail({ site: { name: metropolis.name }, service, ref: request.ref, at, ...signed })
}
