// What a collaborator asks for in the name of an elected member: sent as hers, under both names, wherever it is read; how it stands is told to
// whoever acts for her, and nothing else of it; nothing at all once the mandate is over.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, inTheirName, lentTo, system } from '#platform/actor.ts'
import { collaborate, actingAs, mandateBetween } from '#test/mandates.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { judge, rawOf } from '../enter/enter.ts'
import { entryInName, sendInName } from './in-name.ts'
import { askedInName } from './queries.ts'

const [MAYOR, CABINET, SECRETARY, COUNCILLOR] = [
  'maire.bron',
  'cabinet.bron',
  'secretariat.bron',
  'elue',
].map((name) => `${name}@parvis.example`) as [string, string, string, string]
const ARCHIVES = 'gaspard.archives@parvis.example'
const SLUG = 'conseil-des-archives'
const AT = `/territoires/services/${SLUG}/demande`
const LIST = '/territoires/services/demandes'
const BOTH = 'Nadia Terreaux, pour Hélène Saunier'
const words = (body: string) =>
  body
    .replace(/^.*<main/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/\s+/g, ' ')

describe('what is asked for in the name of an elected member', () => {
  let parvis: TestApp
  let cabinet: TestBrowser
  let mayor: TestBrowser
  const days = { from: '2026-11-23', until: '2027-06-30' }
  before(async () => {
    parvis = await createTestApp()
    const mandate = await collaborate(parvis, { member: MAYOR, collaborator: CABINET, ...days })
    cabinet = await actingAs(parvis, CABINET, mandate)
    mayor = await parvis.signedInAs(MAYOR)
  })
  after(() => parvis.close())

  const ASKED = {
    ...{ 'place-commune': '69029', 'place-adresse': '', subject: 'Des permis de construire de 1962' },
    ...{ about: 'keep', details: 'Peut-on les détruire ?' },
    // Not asked: what is answered would go to whoever types it.
    ...{ name: 'Nadia Terreaux', email: 'cabinet.bron@parvis.example' },
  }
  const once = (body: string) => /name="brouillon" value="([^"]+)"/.exec(body)?.[1] ?? ''
  let ref = ''

  test('is a form on one page, which keeps all that is typed, and one request however often it is sent', async () => {
    assert.match((await cabinet.get(`/demarches/${SLUG}`)).body, new RegExp(`href="${AT}"`))
    const page = (await cabinet.get(AT)).body
    assert.match(page, /Envoyer au nom d’Hélène Saunier/)
    assert.doesNotMatch(page, /type="file"|Vos coordonnées|type="email"/)
    const refused = await cabinet.post(AT, { ...ASKED, brouillon: once(page), subject: '' })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /Peut-on les détruire/)
    const sent = await cabinet.post(AT, { ...ASKED, brouillon: once(page) })
    assert.equal(sent.statusCode, 303, sent.body)
    const receipt = String(sent.headers.location)
    ref = receipt.split('/').at(-1) ?? ''
    assert.equal((await cabinet.post(AT, { ...ASKED, brouillon: once(page) })).headers.location, receipt)
    const said = words((await cabinet.get(receipt)).body)
    assert.match(said, new RegExp(`${ref}[^]*${BOTH}[^]*promise avant le`))
    assert.match(
      words((await cabinet.get(LIST)).body),
      new RegExp(`permis de construire de 1962 ${ref}, ${BOTH}`),
    )
    assert.match((await cabinet.get('/territoires')).body, new RegExp(`${LIST}/${ref}`))
  })

  test('is hers: in her account, at the desk, in the letter and in her journal, under both names', async () => {
    assert.match((await mayor.get('/compte')).body, new RegExp(ref))
    assert.match(words((await mayor.get(`/suivi/${ref}`)).body), /par Nadia Terreaux, pour vous/)
    const archives = await parvis.signedInAs(ARCHIVES)
    assert.match(
      words((await archives.get(`/agents/demandes/${ref}`)).body),
      /Demande faite par Nadia Terreaux, qui agit pour Hélène Saunier/,
    )
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        label: string
      }>`select e.actor_label as label from platform.event e join requests.request r on r.id = e.subject_id
        where e.subject_kind = 'request' and e.seq = 1 and r.ref = ${ref}`.execute(tx.q),
    )
    assert.deepEqual(rows, [{ label: BOTH }])
    const { rows: reached } = await parvis.db.read(system, (tx) =>
      sql`select contact_name as name, contact_email as email from requests.request where ref = ${ref}`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(reached, [{ name: 'Hélène Saunier', email: MAYOR }])
    const journal = words((await mayor.get('/compte/collaborateurs/journal')).body)
    assert.match(journal, /Envoi : Demander au nom d’un élu/)
  })

  test('is followed by those who act for her, and read by nobody else; what is answered is hers alone', async () => {
    const mandate = await collaborate(parvis, { member: MAYOR, collaborator: SECRETARY, ...days })
    const secretary = await actingAs(parvis, SECRETARY, mandate)
    assert.match(words((await secretary.get(LIST)).body), new RegExp(ref))
    for (const browser of [cabinet, secretary])
      assert.equal((await browser.get(`/suivi/${ref}`)).statusCode, 404)
    const own = await parvis.signedInAs(CABINET)
    for (const browser of [
      own,
      await parvis.signedInAs(COUNCILLOR),
      await parvis.signedInAs(ARCHIVES),
      mayor,
    ])
      for (const at of [LIST, `${LIST}/${ref}`]) assert.notEqual((await browser.get(at)).statusCode, 200, at)
    // What she asks as a resident is nothing of theirs, even if somebody once helped her to.
    const turned = (slug: string) =>
      parvis.db.write(system, (tx) =>
        sql`update requests.request set service_slug = ${slug}, service_version =
          (select max(version) from definitions.version where kind = 'service' and id = ${slug}) where ref = ${ref}`.execute(
          tx.q,
        ),
      )
    await turned('signaler-un-nid-de-poule')
    assert.doesNotMatch((await cabinet.get(LIST)).body, new RegExp(ref))
    await turned(SLUG)
    for (const slug of ['signaler-un-nid-de-poule', 'commande-de-brochures', 'demander-un-conge', 'rien'])
      assert.equal((await cabinet.get(`/territoires/services/${slug}/demande`)).statusCode, 404, slug)
    // The member herself is led to the form of everybody.
    assert.equal((await mayor.get(AT)).headers.location, `/demarches/${SLUG}/demande`)
    assert.equal((await mayor.post(AT, ASKED)).statusCode, 404)
  })

  test('ends with the mandate, at once', async () => {
    const page = (await cabinet.get(AT)).body
    const id = await mandateBetween(parvis, CABINET, MAYOR)
    // Whoever had come in just before, too: the mandate is judged where the request is written.
    const [her, own] = [await parvis.actor(MAYOR), await parvis.actor(CABINET)]
    const lent = {
      personId: own.personId ?? 0,
      name: own.label,
      personName: her.label,
      seatsOf: her.personId ?? 0,
    }
    const by = { ...lent, mandateId: id, under: `mandate ${id}`, until: '2027-06-30' }
    const actor: Actor = { ...anonymous(), label: BOTH, elected: her.elected ?? [], by }
    const entry = await parvis.db.read(inTheirName(actor), (tx) => entryInName(tx, SLUG))
    const { answers } = judge(entry, rawOf(entry, ASKED, new Map()), parvis.db.clock())
    const ended = await mayor.post(`/compte/proches/${id}/fin`, {})
    assert.ok([200, 303].includes(ended.statusCode), ended.body)
    await assert.rejects(sendInName({ db: parvis.db, actor }, entry, { answers }, 'x'), /Ce mandat est fini/)
    const late = await cabinet.post(AT, { ...ASKED, subject: 'Trop tard', brouillon: once(page) })
    assert.notEqual(late.headers.location?.toString().startsWith(LIST), true, late.body)
    assert.notEqual((await cabinet.get(LIST)).statusCode, 200)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql`select 1 from requests.request where subject = 'Trop tard'`.execute(tx.q),
    )
    assert.deepEqual(rows, [])
    const nobody = await parvis.actor(CABINET)
    assert.equal(lentTo(nobody), null)
    assert.deepEqual(await parvis.db.read(nobody, askedInName), [])
  })
})
