// A subsidy that somebody has filled and that waits for the treasurer: its mail is among those of the demonstration.
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { type Storing, receive } from '#files'
import {
  asksFiles,
  fieldsOf,
  formVersion,
  rawOfAnswers,
  reachableAnswers,
  sampleAnswers,
  saveDraft,
} from '#forms'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { askCosignatures } from '#requests'
import { catalogue } from '#services'

const SERVICE = 'subvention-a-une-association'
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n')
const SAID = {
  ...{ association: 'Les Coureurs de la Rize', rna: 'W691234567', for: 'project', amount: 900 },
  details: 'Un cross des écoles en avril\u00a0: dossards, secours et goûter pour 200 enfants.',
  ...{ name: 'Karim Bellecour', email: 'habitant@parvis.example' },
  treasurer: { name: 'Odile Vaulx', email: 'odile.vaulx@courriel.example' },
}

export async function awaitSignature(
  db: Database,
  storing: Pick<Storing, 'files' | 'config'>,
  actor: Actor,
): Promise<void> {
  await db.write(actor, async (tx) => {
    const service = (await catalogue(tx)).service(SERVICE)
    const { form: formId } = service?.definition ?? {}
    if (service === undefined || service.formVersion === null || formId === undefined) return
    const form = await formVersion(tx, formId, service.formVersion)
    const asOne: Storing = { ...storing, db: { write: (_actor, work) => work(tx) }, actor: tx.actor }
    const paper = await receive(
      asOne,
      { source: Readable.from([PDF]), name: 'budget.pdf' },
      { accept: ['pdf'], maxBytes: 1_000_000 },
    )
    const papers = fieldsOf(form)
      .filter(asksFiles)
      .map(({ id }) => [id, [paper]] as const)
    const known = new Set(fieldsOf(form).map(({ id }) => id))
    const own = Object.fromEntries(
      [...Object.entries(SAID), ...papers].filter(([id]) => known.has(id as string)),
    )
    const answers = sampleAnswers(form, { areaCode: '69029' }, own)
    const id = randomUUID()
    const draft = {
      id,
      serviceSlug: SERVICE,
      serviceVersion: service.version,
      formId,
      formVersion: service.formVersion,
    }
    // Each page was gone through: what was left empty too.
    const raw = {
      ...Object.fromEntries([...known].map((name) => [name, {}])),
      ...rawOfAnswers(form, answers),
    }
    await saveDraft(tx, draft, answers, raw)
    await askCosignatures(tx, id, reachableAnswers(form, answers))
  })
}
