// Services that agents ask of their employer: on their pages, answered by a promised day, read by nobody for the place where they work.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const SLUG = 'demander-un-conge'
const PAGE = `/demarches/${SLUG}`
const ROOM = '/demarches/salle-de-reunion'
const DAY = '2099-07-01'

describe('a service for agents', () => {
  let parvis: TestApp
  let agent: TestBrowser
  let ref = ''
  before(async () => {
    parvis = await createTestApp()
    agent = await parvis.signedInAs('malo.vauzelle@parvis.example')
  })
  after(() => parvis.close())

  const fill = async (browser: TestBrowser, page: string, need: Record<string, string>) => {
    const begun = String((await browser.get(`${page}/demande`)).headers.location)
    const at = /^(.*demande\/[0-9a-f-]{36})\//.exec(begun)?.[1] ?? assert.fail(begun)
    const place = { 'place-commune': '69029', 'place-adresse': '' }
    const contact = { name: 'Malo Vauzelle', email: 'malo@metropole.example', phone: '' }
    for (const [step, typed] of Object.entries({ need: { ...place, ...need }, contact })) {
      assert.match((await browser.get(`${at}/${step}`)).body, /class="desk[^]*Services internes/)
      const saved = await browser.upload(`${at}/${step}`, typed, [])
      assert.equal(saved.statusCode, 303, `${step}: ${saved.body}`)
    }
    return at
  }

  test('is asked on the pages of agents, promised, and waits at the desk of who answers', async () => {
    for (const path of ['/intranet', '/intranet/services'])
      assert.match((await agent.get(path)).body, new RegExp(`href="${PAGE}"[^]*Demander un congé`), path)
    const page = (await agent.get(PAGE)).body
    assert.match(page, /href="\/intranet\/services"[^]*Direction des ressources humaines/)
    assert.doesNotMatch(page, /sans compte|Sans internet/)
    const need = { kind: 'annual', subject: 'Trois semaines en juillet', details: '' }
    const dates = { from: DAY, to: DAY }
    const typed = Object.entries(dates).flatMap(([id, day]) =>
      ['annee', 'mois', 'jour'].map((part, at) => [`${id}-${part}`, day.split('-')[at] ?? '']),
    )
    const at = await fill(agent, PAGE, { ...need, ...dates, ...(Object.fromEntries(typed) as object) })
    const sent = await agent.post(`${at}/envoyer`, {})
    assert.equal(sent.statusCode, 303, sent.body)
    const receipt = (await agent.get(`${at}/recu`)).body
    ref = /\/suivi\/([0-9]{4}-[0-9A-Z]+)/.exec(receipt)?.[1] ?? assert.fail(receipt)
    assert.match(receipt, /Direction des ressources humaines/)
    assert.match((await agent.get(`/suivi/${ref}`)).body, /Services internes[^]*Trois semaines/)
    const desk = await parvis.signedInAs('solene.rh@parvis.example')
    assert.match((await desk.get('/agents')).body, /Trois semaines en juillet/)
    assert.equal((await desk.get(`/agents/demandes/${ref}`)).statusCode, 200)
  })

  test('begins where its agent works, when that is one commune: never in the first of the list', async () => {
    const begin = async (browser: TestBrowser) =>
      /href="(\/demarches\/salle-de-reunion\/demande[^"]*)"/.exec((await browser.get(ROOM)).body)?.[1]
    assert.equal(
      await begin(await parvis.signedInAs('agent.bron@parvis.example')),
      `${ROOM}/demande?commune=69029`,
    )
    assert.equal(await begin(agent), `${ROOM}/demande`)
  })

  test('is read by no town where the agent works, and corrected to nothing but a service for the same people', async () => {
    for (const email of ['agent.bron', 'nora.gerland']) {
      const other = await parvis.signedInAs(`${email}@parvis.example`)
      assert.equal((await other.get(`/agents/demandes/${ref}`)).statusCode, 404, email)
      assert.doesNotMatch((await other.get(`/agents?q=juillet`)).body, /Trois semaines/)
    }
    const desk = await parvis.signedInAs('solene.rh@parvis.example')
    const { body } = await desk.get(`/agents/demandes/${ref}/demarche`)
    assert.match(body, /badge-d-acces/)
    assert.doesNotMatch(body, /nid-de-poule|aide-aux-elus|salle-de-reunion/)
  })

  test('is handed over within the authority that answers it, by either wall', async () => {
    const desk = await parvis.signedInAs('solene.rh@parvis.example')
    const page = (await desk.get(`/agents/demandes/${ref}/agir/hand_over`)).body
    assert.match(page, /<option value="\d+"[^>]*>[^<]*Métropole/)
    assert.doesNotMatch(page, /<option value="\d+"[^>]*>[^<]*(Ville|Mairie) de/)
    const bron = (await parvis.actor('agent.bron@parvis.example')).memberships[0]
    const form = {
      page: 'agir',
      target: String(bron?.unitId),
      explanation: 'c’est en mairie.',
      reason: 'Par erreur',
    }
    const preview = await desk.post(`/agents/demandes/${ref}/actions/hand_over`, form)
    const vu = /name="vu" value="([^"]+)"/.exec(preview.body)?.[1] ?? ''
    await desk.post(`/agents/demandes/${ref}/actions/hand_over`, { ...form, vu })
    const read = await parvis.signedInAs('agent.bron@parvis.example')
    assert.equal((await read.get(`/agents/demandes/${ref}`)).statusCode, 404)
    await assert.rejects(
      parvis.db.write(await parvis.actor('solene.rh@parvis.example'), (tx) =>
        sql`update requests.request set unit_id = ${bron?.unitId}, authority_id = ${bron?.authorityId} where ref = ${ref}`.execute(
          tx.q,
        ),
      ),
      /asked at work/,
    )
  })

  test('is nowhere for whoever works elsewhere; what is shared with towns is theirs too', async () => {
    const bron = await parvis.signedInAs('agent.bron@parvis.example')
    const list = (await bron.get('/intranet/services')).body
    assert.match(list, new RegExp(`href="${ROOM}"`))
    assert.doesNotMatch(list, new RegExp(PAGE))
    assert.equal((await bron.get(ROOM)).statusCode, 200)
    const others = [bron, parvis.browser()]
    for (const email of ['habitante', 'maire.bron'])
      others.push(await parvis.signedInAs(`${email}@parvis.example`))
    for (const [at, other] of others.entries()) {
      const own = [PAGE, `${PAGE}/demande`, `/api/v1/services/${SLUG}`]
      for (const path of at === 0 ? own : [...own, ROOM, '/intranet/services'])
        assert.notEqual((await other.get(path)).statusCode, 200, path)
      for (const path of ['/demarches?quoi=conge', '/suggestions?quoi=badge', '/api/v1/services'])
        assert.doesNotMatch((await other.get(path)).body, /demander-un-conge|badge-d-acces/, path)
    }
  })
})
