// Sending a request: what is refused and why, what its row and its first event keep, and the same draft sent twice.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type Answers, formVersion, sampleAnswers, saveDraft } from '#forms'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { catalogue } from '#services'
import { messagesOf } from '#threads'
import { createTestApp, type TestApp } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import { digestOf } from '../record/events.ts'
import { onRequest } from '../record/queries.ts'
import { keepBegun } from '../write/begun.ts'
import { type Submission, submitRequest } from './submit.ts'

const SERVICE = 'signaler-un-nid-de-poule'

describe('sending', () => {
  let parvis: TestApp
  let answers: Answers = {}
  const fields = new Map<string, string>()
  before(async () => {
    parvis = await createTestApp()
    const { definition, formVersion: version } =
      (await parvis.db.read(system, catalogue)).service(SERVICE) ?? assert.fail()
    const form = await parvis.db.read(system, (tx) => formVersion(tx, definition.form ?? '', version ?? 0))
    answers = sampleAnswers(form, { areaCode: '69283' })
    for (const { id, role } of form.pages.flatMap((page) => page.fields)) if (role) fields.set(role, id)
  })
  after(() => parvis.close())
  const field = (role: string) => fields.get(role) ?? assert.fail(role)
  const send = (more: Partial<Submission> = {}, by: Actor = anonymous(randomUUID())) =>
    parvis.db.write(by, (tx) =>
      submitRequest(tx, {
        ...{
          draftId: null,
          serviceSlug: SERVICE,
          answers,
          channel: 'web',
          residentId: null,
          enteredUnitId: null,
        },
        ...more,
      } as Submission),
    )
  const refused = (work: Promise<unknown>, said: RegExp) =>
    assert.rejects(work, (error) => {
      assert.ok(error instanceof BadInput, String(error))
      assert.match(error.message, said)
      return true
    })
  const rowOf = async (id: number) =>
    (await parvis.db.read(system, (tx) => requestById(tx, id))) ?? assert.fail()

  test('no service, none with a form, or one for others, takes nothing; nor does a place that is nowhere', async () => {
    for (const serviceSlug of ['nothing', 'assistante-maternelle', 'commande-de-brochures'])
      await refused(send({ serviceSlug }), /ne se fait pas par ce formulaire\. Vos réponses sont gardées/)
    const place = field('place')
    const { [place]: _, ...nowhere } = answers
    await refused(send({ answers: nowhere }), /Indiquez la commune/)
    const far = { ...(answers[place] as object), commune: '99999' } as Answers[string]
    await refused(send({ answers: { ...answers, [place]: far } }), /Indiquez la commune/)
  })

  test('the row keeps who it is for and what was written; without a name, what stands for it', async () => {
    const known = await rowOf((await send()).id)
    assert.deepEqual(
      [known.serviceSlug, known.areaCode, known.channel, known.state, known.residentId, known.enteredUnitId],
      [SERVICE, '69283', 'web', 'new', null, null],
    )
    const typed = (role: string) => String(answers[field(role)] ?? '').trim()
    assert.deepEqual(
      [known.contactName, known.contactEmail, known.description],
      [typed('contactName'), typed('contactEmail'), typed('description')],
    )
    const { [field('contactName')]: _, ...silent } = answers
    assert.equal((await rowOf((await send({ answers: silent })).id)).contactName, 'Personne non identifiée')
    const blank = await rowOf((await send({ answers: { ...answers, [field('contactName')]: '  ' } })).id)
    assert.equal(blank.contactName, 'Personne non identifiée', 'spaces are no name')
  })

  test('its first event says how it came, to whom, by which rule, and holds the digest of the first words', async () => {
    const { id, again } = await send()
    assert.equal(again, false)
    const row = await rowOf(id)
    const [event, ...more] = await parvis.db.read(system, (tx) => eventsOf(tx, 'request', id))
    const [message] = await parvis.db.read(system, (tx) => messagesOf(tx, onRequest(id)))
    assert.deepEqual(more, [])
    assert.deepEqual(event?.payload, {
      ...{ clock: ['received'], channel: 'web', unitId: row.unitId, authorityId: row.authorityId },
      ...{ ruleId: row.routing.ruleId, messageId: message?.id, digest: digestOf(row.description) },
    })
    assert.deepEqual(
      [message?.body, message?.authorKind, message?.audience, message?.unitId],
      [row.description, 'resident', 'resident', null],
    )
  })

  test('a draft sent twice is one request, with the same code', async () => {
    const resident = await parvis.actor('habitante@parvis.example')
    const draftId = randomUUID()
    const live = (await parvis.db.read(system, catalogue)).service(SERVICE) ?? assert.fail()
    await parvis.db.write(resident, (tx) =>
      saveDraft(
        tx,
        {
          ...{ id: draftId, serviceSlug: SERVICE, serviceVersion: live.version },
          ...{ formId: live.definition.form ?? '', formVersion: live.formVersion ?? 0 },
        },
        {},
        {},
      ),
    )
    const twice = { draftId, residentId: resident.personId }
    const first = await send(twice, resident)
    assert.deepEqual(await send(twice, resident), { ...first, again: true })
    assert.deepEqual([first.again, (await rowOf(first.id)).residentId], [false, resident.personId])
  })

  test('what an agent begins is kept while it is no longer than a form', async () => {
    const agent = await parvis.actor('voirie@parvis.example')
    const keep = (length: number) =>
      parvis.db.write(agent, (tx) =>
        keepBegun(tx, {
          ...{ writing: 'lot/essai/1', once: randomUUID() },
          typed: { message: 'x'.repeat(length), kept: [] } as unknown as Parameters<
            typeof keepBegun
          >[1]['typed'],
        }),
      )
    await keep(1000)
    await refused(keep(200_000), /trop long pour être gardé/)
  })
})
