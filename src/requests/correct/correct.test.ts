// The service of a request is corrected: what it changes is read first, done once, told to the person, and undone by correcting back.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { publishAll } from '#definitions'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { catalogue, SERVICE } from '#services'
import type { TestBrowser } from '#test/app.ts'
import { BRON, desk, MIONS, openDesk, pageOf, ROADS } from '../desk/desk.fixture.ts'
import type { RequestRow } from '../record/queries.ts'
import type { Sent } from '../send/submit.ts'
import { correctService } from './correct.ts'

const POTHOLE = 'signaler-un-nid-de-poule'
const TAG = 'tag-ou-affichage-sauvage'

describe('the service of a request', () => {
  const world = openDesk()

  const at = (sent: Sent) => `${desk(sent)}/demarche`
  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const said = (body: string) =>
    body
      .slice(body.indexOf('<main'))
      .replace(/<select[^]*?<\/select>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&nbsp;|\u00a0/g, ' ')
      .replace(/\s+/g, ' ')
  /** What the screen shows of it, and how it is then done. */
  async function tried(browser: TestBrowser, sent: Sent, demarche: string, note = '') {
    const version = hidden(await pageOf(browser, at(sent)), 'version')
    const first = await browser.post(at(sent), { demarche, note, version })
    const essai = hidden(first.body, 'essai')
    return { first, apply: () => browser.post(at(sent), { demarche, note, version, essai }) }
  }
  async function mailed(to: string): Promise<string[]> {
    await world.parvis.runJobs()
    return world.parvis.db.read(system, async (tx) => {
      const all = await keptMails(tx, { to })
      return Promise.all(all.map(async ({ id }) => (await keptMail(tx, id))?.text ?? ''))
    })
  }
  const eventsFor = ({ id }: Sent) => world.parvis.db.read(system, (tx) => eventsOf(tx, 'request', id))
  /** By whom: null, whoever has it then. */
  async function correct(email: string | null, sent: Sent, to: string): Promise<void> {
    const seen = (await eventsFor(sent)).length
    const actor = email === null ? system : await world.parvis.actor(email)
    await world.parvis.db.write(actor, (tx) => correctService(tx, sent.ref, { to, note: '', seen }))
  }
  const standing = ({ serviceSlug, category, unitId, authorityId, subject, ...row }: RequestRow) => ({
    ...{ serviceSlug, category, unitId, authorityId, subject, routing: row.routing, answers: row.answers },
    ...{ form: [row.formId, row.formVersion], workflow: [row.workflowId, row.workflowVersion] },
    ...{ answerDueAt: row.answerDueAt, solutionDueAt: row.solutionDueAt },
  })

  test('is read with all it changes, then done: unit, dates and circuit are those of the right one, the person is told once', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029', email: 'reclassee@courriel.example' })
    const roads = await world.parvis.signedInAs(ROADS)
    assert.match(await pageOf(roads, desk(sent)), /value="demarche"[^>]*>[^]*?Corriger la démarche/)
    const before = await world.rowOf(sent)
    const { first, apply } = await tried(roads, sent, TAG, 'C’est un tag, pas un trou.')
    assert.equal(first.statusCode, 200)
    const shown = said(first.body)
    assert.match(shown, /Signaler un tag ou un affichage sauvage au lieu de : Signaler un nid-de-poule/)
    assert.match(shown, /Services techniques, Ville de Bron au lieu de : Voirie Est, Métropole de Lyon/)
    assert.match(shown, /Réponses d’origine[^]*La bonne démarche demande aussi[^]*Ce que la personne voit/)
    assert.match(shown, /Ce que lit la personne[^]*relève de la démarche « Signaler un tag/)
    assert.deepEqual(standing(await world.rowOf(sent)), standing(before), 'nothing is done yet')
    assert.equal((await apply()).statusCode, 303)
    const after = await world.rowOf(sent)
    assert.deepEqual([after.serviceSlug, after.category, after.subject], [TAG, 'tag', 'Tag'])
    assert.notEqual(after.authorityId, before.authorityId)
    assert.equal(after.unitId, after.routing.unitId)
    assert.notDeepEqual(after.answerDueAt, before.answerDueAt)
    assert.deepEqual([after.answers, after.formId], [before.answers, before.formId])
    const { payload } = (await eventsFor(sent)).at(-1) ?? {}
    assert.deepEqual([payload?.fromService, payload?.toService], [POTHOLE, TAG])
    assert.equal(after.routing.because, '', 'not for the agent to say')
    const [mail, ...more] = (await mailed('reclassee@courriel.example')).filter((text) =>
      /relève de/.test(text),
    )
    assert.deepEqual(more, [])
    assert.match((await world.rowOf(sent)).routing.because, /Bron/, 'the system has said it')
    assert.match(mail ?? '', /suivie par le service Services techniques|suivie par les services techniques/i)
    assert.doesNotMatch(mail ?? '', /pas un trou/)
    const bron = await pageOf(await world.parvis.signedInAs(BRON), desk(sent))
    assert.match(said(bron), /Démarche corrigée : « Tag » au lieu de « Nid-de-poule »[^]*pas un trou/)
    assert.match(said(bron), /Réponses d’origine/)
    assert.match(
      said(await pageOf(roads, desk(sent))),
      /Services techniques/,
      'whoever gave it keeps it in sight',
    )
  })

  test('is then as if it had been asked so; corrected back, it is where it was: unit, dates, answers, words', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    await world.parvis.runJobs()
    const before = standing(await world.rowOf(sent))
    // Of a town, of another circuit, of another retention, of another unit.
    for (const service of [TAG, 'encombrants', 'vehicule-abandonne', 'fuite-d-eau']) {
      const like = standing(await world.rowOf(await world.parvis.makeRequest({ service, commune: '69029' })))
      await correct(null, sent, service)
      const { answers, form, routing, ...now } = standing(await world.rowOf(sent))
      assert.deepEqual({ ...like, ...now }, like, service)
      assert.deepEqual([routing.ruleId, routing.unitId], [like.routing.ruleId, like.unitId])
      assert.deepEqual([answers, form], [before.answers, before.form])
    }
    await correct(null, sent, POTHOLE)
    assert.deepEqual(standing(await world.rowOf(sent)), before)
    const roads = await pageOf(await world.parvis.signedInAs(ROADS), desk(sent))
    assert.doesNotMatch(roads, /Réponses d’origine/)
    await correct(ROADS, sent, 'eclairage-public-en-panne')
    assert.equal((await world.rowOf(sent)).category, 'eclairage-public')
  })

  test('where the same unit answers by the same circuit, stays with its agent, in its state, and nobody is bothered without a reason', async () => {
    const sent = await world.parvis.makeRequest({
      service: 'trottoir-degrade',
      commune: '69029',
      email: 'calme@courriel.example',
    })
    await world.agentActs(ROADS, sent.ref, 'take')
    await world.agentActs(ROADS, sent.ref, 'promise', {
      date: '2027-02-01',
      explanation: 'la machine est en panne.',
    })
    const before = await world.rowOf(sent)
    await correct(ROADS, sent, POTHOLE)
    const after = await world.rowOf(sent)
    assert.equal(after.serviceSlug, POTHOLE)
    assert.deepEqual(
      [after.state, after.assigneeId, after.unitId, after.solutionDueAt],
      [before.state, before.assigneeId, before.unitId, before.solutionDueAt],
    )
    assert.ok(!(await mailed('calme@courriel.example')).some((text) => /relève de/.test(text)))
  })

  test('its pause ends where it begins anew; what was done before is still told, in the words of that circuit', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029', email: null })
    await world.agentActs(ROADS, sent.ref, 'schedule', { date: '2026-11-26', message: 'Nous passons.' })
    await world.agentActs(ROADS, sent.ref, 'ask', { message: 'De quel côté ?' })
    assert.equal((await world.rowOf(sent)).solutionDueAt, null)
    await correct(ROADS, sent, 'encombrants')
    const row = await world.rowOf(sent)
    assert.deepEqual(
      [row.workflowId, row.state, row.stateKind, row.plannedDay],
      ['procedure', 'new', 'new', null],
    )
    assert.ok(
      row.solutionDueAt !== null && row.untoldSince !== null,
      'dated again; to be told otherwise than by mail',
    )
    const page = said(await pageOf(await world.parvis.signedInAs(ROADS), desk(sent)))
    assert.match(page, /Intervention programmée pour le jeudi 26 novembre 2026/)
  })

  test('sent twice is done once; of two agents, the second reads that somebody was faster', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const [one, other] = [await world.parvis.signedInAs(ROADS), await world.parvis.signedInAs(ROADS)]
    const late = await tried(other, sent, TAG)
    const first = await tried(one, sent, 'trottoir-degrade')
    assert.deepEqual([(await first.apply()).statusCode, (await first.apply()).statusCode], [303, 303])
    const reply = await late.apply()
    assert.equal(reply.statusCode, 409)
    assert.match(said(reply.body), /a enregistré autre chose/)
    const away = await tried(one, sent, 'proprete-de-la-rue')
    assert.deepEqual(
      [(await away.apply()).statusCode, (await away.apply()).statusCode],
      [303, 303],
      'and gone',
    )
    const corrections = (await eventsFor(sent)).filter(({ name }) => name === 'request.corrected')
    assert.deepEqual(
      corrections.map(({ payload }) => payload.toService),
      ['trottoir-degrade', 'proprete-de-la-rue'],
    )
  })

  test('promises no day that is past: it says that it is late', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029', email: 'tard@courriel.example' })
    world.parvis.advance({ days: 9 })
    await correct(ROADS, sent, 'depot-sauvage')
    const [text = ''] = (await mailed('tard@courriel.example')).filter((one) => /relève de/.test(one))
    assert.match(text, /était promise au plus tard le [^]*nous sommes en retard/)
    assert.doesNotMatch(text, /Solution prévue/)
  })

  test('is refused beside its list: not offered there, unknown, over; and to whoever only reads, or reads nothing', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const roads = await world.parvis.signedInAs(ROADS)
    const mayor = await world.parvis.signedInAs('admin.bron@parvis.example')
    const offered = { valeur: 'non', pour: `demarche-${TAG}` }
    assert.equal((await mayor.post('/administration/reglages/services.offered', offered)).statusCode, 303)
    for (const demarche of [TAG, 'licorne', 'carte-grise', '']) {
      const { first } = await tried(roads, sent, demarche)
      assert.equal(first.statusCode, 422, demarche)
      assert.match(said(first.body), /Choisissez (une|la) démarche/)
    }
    const bron = await world.parvis.signedInAs(BRON)
    assert.equal((await bron.get(at(sent))).statusCode, 403, 'its commune reads it')
    assert.doesNotMatch(await pageOf(bron, desk(sent)), /value="demarche"/)
    const mions = await world.parvis.signedInAs(MIONS)
    assert.equal((await mions.post(at(sent), { demarche: 'arbre-dangereux' })).statusCode, 404)
    await assert.rejects(correct(MIONS, sent, 'arbre-dangereux'), /n’existe pas/)
    await world.agentActs(ROADS, sent.ref, 'close', { message: 'Le trou est bouché depuis ce matin.' })
    assert.equal((await roads.get(at(sent))).statusCode, 409)
    await assert.rejects(correct(ROADS, sent, 'arbre-dangereux'), /terminée/)
    assert.equal((await world.rowOf(sent)).serviceSlug, POTHOLE)
  })

  test('opens although the right one is only a link since: its answers are all there', async () => {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    await correct(ROADS, sent, 'mobilier-urbain-abime')
    const roads = await world.parvis.signedInAs(ROADS)
    assert.match(said(await pageOf(roads, desk(sent))), /Réponses d’origine/)
    await world.parvis.db.write(system, async (tx) => {
      const known = (await catalogue(tx)).service('mobilier-urbain-abime')?.definition ?? assert.fail()
      const online = ['form', 'workflow', 'delays', 'solutionLabel']
      const kept = Object.entries(known).filter(([name]) => !online.includes(name))
      const links = [{ url: 'https://mobilier.example/', site: 'Le site du mobilier' }]
      const body = { ...Object.fromEntries(kept), links }
      const { refused } = await publishAll(tx, world.parvis.house, [{ kind: SERVICE, id: known.slug, body }])
      assert.deepEqual(refused, [])
    })
    const page = said(await pageOf(roads, desk(sent)))
    assert.match(page, /Démarche corrigée/)
    assert.doesNotMatch(page, /Réponses d’origine/)
  })
})
