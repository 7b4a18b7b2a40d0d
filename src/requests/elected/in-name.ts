// What a collaborator asks for in the name of the elected member who lends them their seats: judged as the member's, sent as theirs, under
// both names. How it stands is told to whoever acts for them; what is written there is the member's to read.
import { createHash } from 'node:crypto'
import { liveMandate } from '#mandates'
import { inTheirName, labelled, type Lent, lentTo } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import {
  type Answers,
  asksFiles,
  type Field,
  type FormDefinition,
  formVersion,
  type RawAnswers,
} from '#forms'
import { personEmail } from '#people'
import { catalogue, isInternal, isMeantFor } from '#services'
import { localDay, territory } from '#territory'
import type { Context } from '#platform/http/route.ts'
import { type Entry, type Filled } from '../enter/enter.ts'
import { type Sent, submitRequest } from '../send/submit.ts'
import { ALONE, asksCosignatory } from '../signed/asking.ts'

/** Her account says who she is and how to reach her: an address typed here would be sent what is answered to her. */
const REACHED: readonly (string | undefined)[] = [
  'contactName',
  'contactEmail',
  'contactPhone',
  'contactAddress',
]

const isLeftFile = (field: Field): boolean => asksFiles(field) && field.optional === true

/** Files are the member’s to send: what may be left out is not asked. */
const asAskedInName = (form: FormDefinition): FormDefinition => ({
  ...form,
  pages: form.pages
    .map((page) => ({
      ...page,
      fields: page.fields
        .filter((field) => !isLeftFile(field) && !REACHED.includes(field.role))
        .map((field) =>
          field.questions === undefined
            ? field
            : { ...field, questions: field.questions.filter((question) => !isLeftFile(question)) },
        ),
    }))
    .filter(({ fields }) => fields.length > 0),
})

/** Her name, and where her account is written to, as answers of that form. */
async function reached(tx: Read, form: FormDefinition, { seatsOf, personName }: Lent): Promise<Answers> {
  const known = new Map<string | undefined, string | null>([
    ['contactName', personName],
    ['contactEmail', await personEmail(tx, seatsOf)],
  ])
  return Object.fromEntries(
    form.pages
      .flatMap(({ fields }) => fields)
      .flatMap(({ id, role }) => {
        const said = known.get(role)
        return said == null ? [] : [[id, said] as const]
      }),
  )
}

/** The service that the address names, as long as it is asked of elected members, by a form of ours. @throws NotFound */
export async function entryInName(tx: Read, slug: string): Promise<Entry> {
  const service = (await catalogue(tx)).service(slug)
  const { definition, formVersion: version, workflowVersion } = service ?? {}
  if (service === undefined || definition === undefined || version == null || workflowVersion == null)
    throw new NotFound()
  const { meantFor, askedAt, form = '' } = definition
  if (
    meantFor === undefined ||
    askedAt !== undefined ||
    isInternal(definition) ||
    !isMeantFor(tx.actor, definition)
  )
    throw new NotFound()
  const place = await territory(tx)
  return {
    ...{ service, place, today: localDay(tx.now, place.zone) },
    form: asAskedInName(await formVersion(tx, form, version)),
  }
}

/** Their commune. */
export function firstTyped({ actor }: Read, { form, place }: Entry): RawAnswers {
  const own = place.communes.filter(({ authorityId }) => actor.elected?.includes(authorityId) === true)
  const raw: RawAnswers = {}
  for (const { id, role } of form.pages.flatMap(({ fields }) => fields))
    if (role === 'place' && own.length === 1) raw[id] = { '-commune': own[0]?.code ?? '' }
  return raw
}

/** One for a page that is sent twice, and nobody else's. */
function onceOf({ mandateId }: Lent, slug: string, typed: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([mandateId, slug, typed]))
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * Sends it as the member's: their requests are nobody else's to write. The mandate is judged again in the transaction that writes.
 * @throws NotFound once it is over; BadInput beside what is refused
 */
export function sendInName(
  { db, actor }: { db: Database } & Pick<Context, 'actor'>,
  { service }: Entry,
  { answers }: Pick<Filled, 'answers'>,
  typed: string,
): Promise<Sent> {
  const lent = lentTo(actor)
  if (lent === null) throw new NotFound()
  return db.write(labelled(actor), async (own) => {
    const tx = { ...own, actor: inTheirName(actor) }
    const mandate = await liveMandate(tx, String(lent.mandateId), lent.personId)
    if (mandate?.personId !== lent.seatsOf) throw new NotFound('Ce mandat est fini.')
    if (service.formVersion === null) throw new BadInput('Cette démarche ne se fait pas ici.')
    const form = { id: service.definition.form ?? '', version: service.formVersion }
    if (asksCosignatory(await formVersion(tx, form.id, form.version))) throw new BadInput(ALONE)
    const hers = await reached(tx, await formVersion(tx, form.id, form.version), lent)
    return submitRequest(tx, {
      ...{ draftId: onceOf(lent, service.slug, typed), serviceSlug: service.slug, form },
      answers: { ...answers, ...hers },
      ...{ channel: 'web', residentId: lent.seatsOf, residentName: lent.personName, enteredUnitId: null },
    })
  })
}
