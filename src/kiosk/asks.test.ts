// What agents ask of their employer at a kiosk: by the verbs of the counter, as themselves, what is for them alone; followed there, and nothing of
// it for whoever comes next.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { ownAudience } from '#audiences'
import { system } from '#platform/actor.ts'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { chooseWhole } from '#settings'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { PAY } from './stand/pay.ts'

const [ADMIN, WORKER, OTHER, BRON] = [
  'admin@parvis.example',
  'voirie@parvis.example',
  'chef.voirie@parvis.example',
  'agent.bron@parvis.example',
]
const PIN = '802917'
const ASK = '/kiosque/demander'
const LEAVE = `${ASK}/demander-un-conge`
const NEED = {
  'place-commune': '69029',
  'place-adresse': '',
  kind: 'annual',
  'from-jour': '21',
  'from-mois': '12',
  'from-annee': '2026',
  'to-jour': '24',
  'to-mois': '12',
  'to-annee': '2026',
  subject: 'Congé de Noël',
  details: '',
}

describe('asking at a kiosk', () => {
  let parvis: TestApp
  let device: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    const keeper = await parvis.signedInAs(ADMIN)
    const authority = (await parvis.actor(ADMIN)).memberships[0]?.authorityId
    const made = await keeper.post('/administration/bornes/nouvelle', {
      place: 'Dépôt',
      authority: String(authority),
    })
    const code = /data-text="([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})"/.exec(made.body)?.[1] ?? assert.fail(made.body)
    device = parvis.browser()
    assert.equal((await device.post('/kiosque/ouvrir', { code })).statusCode, 303)
  })
  after(() => parvis.close())

  async function enters(email: string): Promise<void> {
    const browser = await parvis.signedInAs(email)
    assert.equal((await browser.post('/compte/borne', { code: PIN, encore: PIN })).statusCode, 303)
    const { personId } = await parvis.actor(email)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ badge: string }>`select badge from kiosk.access where person_id = ${personId}`.execute(tx.q),
    )
    const entered = await device.post('/kiosque/entrer', { numero: rows[0]?.badge ?? '', code: PIN })
    assert.equal(entered.statusCode, 303, entered.body)
  }
  const leaves = async () => {
    await device.post('/kiosque/terminer', {})
    await device.get('/kiosque/fini')
  }
  const nothingLeadsOut = (body: string) =>
    assert.doesNotMatch(body.replaceAll(/<head>[^]*?<\/head>/g, ''), /(?:href|action)="\/(?!kiosque|assets)/)

  test('leave is asked page by page, right or wrong, sent once, told by its number and followed', async () => {
    await enters(WORKER)
    const list = await device.get(ASK)
    assert.match(list.body, /Demander un congé ou une absence<small>Réponse sous 5\u00a0jours ouvrés/)
    assert.match(list.body, /SOS informatique/)
    nothingLeadsOut(list.body)
    const begun = await device.get(LEAVE)
    const first = String(begun.headers.location)
    assert.match(first, new RegExp(`^${LEAVE}/[0-9a-f-]{36}/need$`))
    nothingLeadsOut((await device.get(first)).body)
    const wrong = await device.post(first, { ...NEED, kind: '' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Congé de Noël/, 'what was typed is kept')
    assert.match((await device.get(ASK)).body, /À finir[^]*reprendre[^]*pas envoyée/)
    const draft = first.replace('/need', '')
    assert.equal((await device.get(`${draft}/verifier`)).headers.location, first)
    const saved = await device.post(first, NEED)
    assert.equal(saved.headers.location, `${draft}/contact`, saved.body)
    const contact = await device.get(`${draft}/contact`)
    assert.match(contact.body, /name="email"[^>]*value="voirie@parvis.example"/, 'what the account says')
    const told = await device.post(`${draft}/contact`, {
      name: 'Agent de la voirie',
      email: WORKER,
      phone: '',
    })
    assert.equal(told.headers.location, `${draft}/verifier`, told.body)
    const review = await device.get(`${draft}/verifier`)
    assert.match(review.body, /Congé de Noël/)
    nothingLeadsOut(review.body)
    for (const _ of ['once', 'again'])
      assert.equal((await device.post(`${draft}/envoyer`, {})).headers.location, `${draft}/recu`)
    const receipt = await device.get(`${draft}/recu`)
    const ref = /<p class="big-ref">(\d{4}-\d{5})</.exec(receipt.body)?.[1] ?? assert.fail(receipt.body)
    nothingLeadsOut(receipt.body)
    const sent = await parvis.db.read(system, (tx) =>
      sql<{
        ref: string
        code: string
        resident: string
      }>`select r.ref, requests.code_of(r.id) as code, r.resident_id as resident
        from requests.request r where r.draft_id = ${draft.split('/').at(-1)}::uuid`.execute(tx.q),
    )
    assert.deepEqual(
      sent.rows.map((row) => [row.ref, Number(row.resident)]),
      [[ref, (await parvis.actor(WORKER)).personId]],
    )
    assert.ok(!receipt.body.includes(sent.rows[0]?.code ?? assert.fail()), 'not where others look')
    const own = await device.get('/kiosque/mes-demandes')
    assert.match(own.body, new RegExp(`href="/kiosque/mes-demandes/${ref}"`))
    const one = await device.get(`/kiosque/mes-demandes/${ref}`)
    assert.match(one.body, /au plus tard le/)
    nothingLeadsOut(one.body)
    assert.match((await device.get('/kiosque')).body, /Mes demandes<small>1\u00a0en cours/)
    await leaves()
    // Whoever comes next at the device: neither the receipt, nor the request, nor the draft.
    await enters(OTHER)
    for (const gone of [`${draft}/recu`, `${draft}/need`, `/kiosque/mes-demandes/${ref}`]) {
      const reply = await device.get(gone)
      assert.equal(reply.statusCode, 404, gone)
      assert.doesNotMatch(reply.body, /Congé de Noël|voirie@parvis/)
    }
    assert.equal((await device.post(`${draft}/need`, NEED)).statusCode, 404)
    assert.doesNotMatch((await device.get(ASK)).body, /À finir/)
    await leaves()
    assert.equal((await device.get(`${draft}/recu`)).statusCode, 303)
  })

  test('what one asks as a resident is neither asked, nor followed there', async () => {
    const resident = await parvis.actor(WORKER)
    const { ref } = await parvis.makeRequest({ commune: '69029', residentId: resident.personId })
    parvis.advance({ minutes: 5 })
    await enters(WORKER)
    const own = await device.get('/kiosque/mes-demandes')
    assert.ok(!own.body.includes(ref))
    assert.equal((await device.get(`/kiosque/mes-demandes/${ref}`)).statusCode, 404)
    for (const slug of ['signaler-un-nid-de-poule', 'aide-aux-elus', 'nawak'])
      assert.equal((await device.get(`${ASK}/${slug}`)).statusCode, 404, slug)
    for (const draft of ['nawak', '3f2a6c1e-0000-4000-8000-000000000000']) {
      assert.equal((await device.get(`${LEAVE}/${draft}/recu`)).statusCode, 404)
      assert.equal((await device.get(`${LEAVE}/${draft}/nawak`)).statusCode, 404)
    }
    await leaves()
  })

  test('where the payslip is stands among the tiles, for whoever reads that page', async () => {
    const keeper = await parvis.signedInAs(ADMIN)
    const actor = await parvis.actor(ADMIN)
    const { unitId, authorityId } = actor.memberships[0] ?? assert.fail()
    const audienceId = (await parvis.db.read(system, (tx) => ownAudience(tx, authorityId))) ?? assert.fail()
    const id = await parvis.db.write(actor, async (tx) => {
      const { typeVersion, fields } = await asTyped(tx, 'page', { text: 'Au guichet, avec votre badge.' })
      const text = { title: 'Où est mon bulletin', summary: 'Au guichet.', theme: '', about: [] }
      const made = await beginContent(
        tx,
        { authorityId, unitId, type: 'page' },
        { typeVersion, fields, ...text },
      )
      await publish(tx, made, (await writtenContent(tx, made))?.version ?? 0, {
        ...{ audienceId, startsAt: new Date(tx.now.getTime() - 3_600_000), endsAt: null },
        ...{ isSilent: true, urgency: 'normal', reviewOn: '2030-01-01' },
      })
      return made
    })
    const chosen = async (value: string) => {
      const scope = { authorityId, unitId: null, serviceSlug: null }
      return parvis.db.write(actor, (tx) => chooseWhole(tx, PAY, scope, value))
    }
    assert.match((await keeper.get('/administration/reglages')).body, /Ma paie, aux bornes/)
    await assert.rejects(chosen('Au guichet'))
    await assert.rejects(chosen('/contenus/99999'))
    await chosen(`/contenus/${id}`)
    parvis.advance({ minutes: 5 })
    await enters(WORKER)
    assert.ok((await device.get('/kiosque')).body.includes(`href="/kiosque/a-lire/${id}"`))
    assert.match((await device.get(`/kiosque/a-lire/${id}`)).body, /avec votre badge/)
    await chosen('')
    assert.doesNotMatch((await device.get('/kiosque')).body, /Ma paie/)
    await leaves()
  })

  test('an agent of a town is shown what is for agents of towns', async () => {
    const keeper = await parvis.signedInAs('admin.bron@parvis.example')
    const authority = (await parvis.actor(BRON)).memberships[0]?.authorityId
    const made = await keeper.post('/administration/bornes/nouvelle', {
      place: 'Serres',
      authority: String(authority),
    })
    const code = /data-text="([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})"/.exec(made.body)?.[1] ?? assert.fail(made.body)
    device = parvis.browser()
    await device.post('/kiosque/ouvrir', { code })
    await enters(BRON)
    const list = (await device.get(ASK)).body
    assert.match(list, /Réserver une salle/)
    assert.doesNotMatch(list, /Demander un congé/)
    assert.equal((await device.get(LEAVE)).statusCode, 404)
    const begun = await device.get(`${ASK}/salle-de-reunion`)
    assert.match((await device.get(String(begun.headers.location))).body, /<option value="69029" selected/)
  })
})
