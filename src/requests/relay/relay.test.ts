// A town hall without the desk answers by a link: it gets what it needs, opens one request, answers; all see the same follow-up.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { signAgreements } from '#demo'
import { anonymous, system } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { requestById } from '#test/requests.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { territory } from '#territory'
import { jobsOf } from '../../app.ts'
import { receivesByMail } from '#services'
import { LIMITS } from '../send/limits.ts'
import type { Sent } from '../send/submit.ts'
import { actsOf, linkView } from './view.ts'

/** Villeurbanne, which took the restricted offer. */
const RESTRICTED = '69266'
const CLERK = 'Mme Roux, accueil'
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('a town hall without the desk', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
    await parvis.db.write(system, signAgreements)
  })
  after(() => parvis.close())

  const send = async (more = {}) => {
    const sent = await parvis.makeRequest({
      service: 'eclairage-public-en-panne',
      commune: RESTRICTED,
      name: 'Zoé Canari',
      email: 'canari@courriel.example',
      description: 'Le mât clignote.',
      ...more,
    })
    await parvis.runJobs()
    return sent
  }
  const row = async ({ id }: Sent) => {
    const found = await parvis.db.read(system, (tx) => requestById(tx, id))
    assert.ok(found)
    return found
  }
  /** The last first. */
  const mails = async (to: string) => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ subject: string; text: string }>`select subject, text_body as text from platform.mail
        where recipient = ${to} order by created_at desc`.execute(tx.q),
    )
    return rows
  }
  const TOWN_HALL = 'mairie@villeurbanne.example'
  /** Addresses of the links sent about it, the last first. */
  const links = async ({ ref }: Sent) =>
    (await mails(TOWN_HALL))
      .filter(({ subject }) => subject.startsWith(ref))
      .map(({ text }) => /\/mairie\?jeton=[\w-]+/.exec(text)?.[0] ?? '')
  const tokenOf = (link: string) => link.split('=')[1] ?? ''
  /** Somebody of the town hall who said who they are. */
  async function opened(sent: Sent) {
    const [link = ''] = await links(sent)
    const browser = parvis.browser()
    const said = await browser.post('/mairie', { jeton: tokenOf(link), nom: CLERK })
    assert.equal(said.statusCode, 303, said.body)
    return { browser, link, jeton: tokenOf(link) }
  }
  const remind = () => jobsOf(parvis.config, parvis.house)['requests.remind_links']?.(parvis.db, {})

  test('reads nothing of a request that is not there', async () => {
    await assert.rejects(
      parvis.db.read(system, (tx) => linkView(tx, 0)),
      NotFound,
    )
  })

  test('may do what says something to the person, without a day to plan or an agent to choose', async () => {
    const sent = await send()
    const acts = async () => {
      const request = await row(sent)
      return new Map((await parvis.db.read(system, (tx) => actsOf(tx, request))).map((one) => [one.id, one]))
    }
    const offered = await acts()
    for (const id of ['reply', 'ask', 'close', 'hand_over']) assert.ok(offered.has(id), id)
    for (const id of ['take', 'assign', 'schedule', 'unassign']) assert.ok(!offered.has(id), id)
    assert.match(offered.get('hand_over')?.label ?? '', /^Ce n’est pas pour nous/)
    for (const { asks } of offered.values())
      assert.ok(!asks.includes('target'), 'there is one place to give back to')
  })

  test('gets by mail what it needs, and nothing of what the person wrote', async () => {
    const sent = await send()
    const { authorityId, routing } = await row(sent)
    assert.equal(routing.authorityId, authorityId)
    assert.match(routing.because, /Villeurbanne/)
    const page = await parvis.browser().get(`/demarches/eclairage-public-en-panne?commune=${RESTRICTED}`)
    assert.match(plain(page.body), /<b>[^<]*, Ville de Villeurbanne<\/b>/, 'the same is promised before')
    const [mail] = (await mails(TOWN_HALL)).filter(({ subject }) => subject.startsWith(sent.ref))
    assert.match(plain(mail?.text ?? ''), /Promise au plus tard le : \p{L}+ \d/u)
    assert.match(mail?.text ?? '', /clairage/)
    assert.doesNotMatch(mail?.text ?? '', /Canari|canari|clignote/)
    assert.equal((await links(sent)).length, 1, 'once, and no mail of the desk beside it')
  })

  test('looks and does nothing; says who it is, then reads the request: that one alone', async () => {
    const [sent, other] = [await send(), await send({ description: 'Une autre panne.' })]
    const [link = ''] = await links(sent)
    const door = await parvis.browser().get(link)
    assert.equal(door.headers['referrer-policy'], 'no-referrer')
    assert.equal(door.headers['cache-control'], 'no-store')
    assert.doesNotMatch(door.body, /Canari|clignote/)
    const before = await row(sent)
    const { browser } = await opened(sent)
    const shown = plain((await browser.get(link)).body)
    assert.match(shown, /Zoé Canari[^]*canari@courriel\.example/)
    assert.match(shown, /Le mât clignote/)
    assert.doesNotMatch(shown, /Une autre panne/)
    assert.deepEqual((await row(sent)).state, before.state)
    const [theirs = ''] = await links(other)
    assert.doesNotMatch((await browser.get(theirs)).body, /Une autre panne/, 'each link asks who answers')
    assert.doesNotMatch((await parvis.browser().get(link)).body, /clignote/, 'and each browser')
    assert.equal((await parvis.browser().get('/mairie?jeton=rien')).statusCode, 404)
    for (const nom of ['😀', 'X\u0000', 'Mme Roux\naccueil'])
      assert.equal(
        (await parvis.browser().post('/mairie', { jeton: tokenOf(link), nom })).statusCode,
        422,
        nom,
      )
    assert.equal((await browser.get(`/suivi/${sent.ref}`)).statusCode, 303, 'it opens no other page')
  })

  test('answers, asks and closes, in its name: resident and metropolis see the same follow-up', async () => {
    const sent = await send()
    const { browser, link, jeton } = await opened(sent)
    const act = (id: string, values: Record<string, string>) =>
      browser.post(`/mairie/actions/${id}`, { jeton, ...values })
    const empty = await act('reply', { message: '' })
    assert.equal(empty.statusCode, 422)
    assert.match(empty.body, /Écrivez le message/)
    assert.equal((await act('ask', { message: 'Quel numéro de mât\u00a0?' })).statusCode, 303)
    assert.equal((await row(sent)).state, 'waiting')
    const follower = parvis.browser()
    await follower.get(`/suivi?code=${sent.code}`)
    const asked = plain((await follower.get(`/suivi/${sent.ref}`)).body)
    assert.match(
      asked,
      /Ville de Villeurbanne \(Mme Roux, accueil\) attend votre réponse[^]*Quel numéro de mât/,
    )
    await follower.post(`/suivi/${sent.ref}/messages`, { message: 'Le 12.' })
    await parvis.runJobs()
    assert.equal((await links(sent)).length, 2, 'the answer brings another link')
    assert.match((await browser.get(link)).body, /Le 12\./, 'and the first one still serves')
    assert.equal(
      (await act('assign', { message: 'x' })).statusCode,
      422,
      'what the desk alone does is refused',
    )
    assert.match((await browser.follow(await act('close', { message: 'Réparé.' }))).body, /C’est fait/)
    assert.equal((await row(sent)).stateKind, 'done')
    const late = await act('reply', { message: 'Encore un mot.' })
    assert.equal(late.statusCode, 422)
    assert.match(late.body, /La demande a changé/)
    const contact = await parvis.signedInAs('accueil@parvis.example')
    const desk = plain((await contact.get(`/agents/demandes/${sent.ref}`)).body)
    assert.match(
      desk,
      /Demande ouverte par son lien[^]*par [^<]*Villeurbanne, par lien \(Mme Roux, accueil\)/,
    )
    assert.match(desk, /Envoyé à[^]*mairie@villeurbanne\.example[^]*Ouvert[^]*Le /)
    const followed = plain((await follower.get(`/suivi/${sent.ref}`)).body)
    assert.match(followed, /Demande ouverte par votre mairie : Ville de Villeurbanne \(Mme Roux, accueil\)/)
    assert.doesNotMatch(followed, /par lien/, 'which says nothing to whoever asked')
    assert.doesNotMatch(followed, /jeton/)
  })

  test('reads what is said and joined to its request: no note, no file of another', async () => {
    const [sent, other] = [await send(), await send()]
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
    const files = [{ field: 'files', name: 'mat.jpg', bytes }]
    for (const { ref, code } of [sent, other]) {
      const person = parvis.browser()
      await person.get(`/suivi?code=${code}`)
      await person.upload(`/suivi/${ref}/messages`, { message: 'Voici le mât.' }, files)
    }
    const contact = await parvis.signedInAs('accueil@parvis.example')
    const write = (message: string, pour: string) =>
      contact.upload(`/agents/demandes/${sent.ref}/notes`, { message, pour }, files)
    assert.equal((await write('Entre agents seulement.', 'note')).statusCode, 303)
    assert.equal((await write('Passez avant jeudi.', 'service')).statusCode, 303)
    await parvis.runJobs()
    const told = (await mails(TOWN_HALL)).filter(({ subject }) => subject.startsWith(sent.ref))
    assert.equal(told.filter(({ subject }) => subject.endsWith('un agent vous a écrit')).length, 1)

    const { browser, link, jeton } = await opened(sent)
    const { body } = await browser.get(link)
    assert.match(body, /Passez avant jeudi/)
    assert.doesNotMatch(body, /Entre agents/)
    const shown = [...body.matchAll(/href="(\/mairie\/fichiers\/[^"]+)"/g)].map(([, url = '']) => url)
    assert.equal(shown.length, 2, 'that of the person and that of the message, not that of the note')
    const [file = ''] = shown
    const served = await browser.get(file)
    assert.equal(served.statusCode, 200)
    assert.match(String(served.headers['content-type']), /^image\//)
    assert.equal((await parvis.browser().get(file)).statusCode, 404, 'to whoever said who they are')
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        id: string
      }>`select f.id from files.file f where not f.id::text = any (${shown.map((url) => url.split(/[/?]/)[3] ?? '')})`.execute(
        tx.q,
      ),
    )
    assert.equal(rows.length, 2)
    for (const { id } of rows)
      assert.equal((await browser.get(`/mairie/fichiers/${id}?jeton=${jeton}`)).statusCode, 404)
  })

  test('gives back what is not its own: the contact centre has it, and the link ends', async () => {
    const sent = await send()
    const { browser, link, jeton } = await opened(sent)
    const given = await browser.post('/mairie/actions/hand_over', {
      jeton,
      reason: 'C’est une voie métropolitaine.',
      explanation: 'Cette voie est à la Métropole.',
    })
    assert.equal(given.statusCode, 303, given.body)
    const { authorityId } = await row(sent)
    assert.notEqual(authorityId, (await row(await send())).authorityId)
    assert.equal((await browser.get(link)).statusCode, 404)
  })

  test('whoever follows it at the metropolis closes the links, or sends another; others do not', async () => {
    const sent = await send()
    const { browser, link } = await opened(sent)
    const stranger = await parvis.signedInAs('voirie@parvis.example')
    assert.equal(
      (await stranger.post(`/agents/demandes/${sent.ref}/lien`, { faire: 'fermer' })).statusCode,
      404,
    )
    assert.equal((await browser.get(link)).statusCode, 200)
    const contact = await parvis.signedInAs('accueil@parvis.example')
    const asks = async (faire: string) =>
      (await contact.post(`/agents/demandes/${sent.ref}/lien`, { faire })).statusCode
    assert.equal(await asks('renvoyer'), 303)
    await parvis.runJobs()
    assert.equal((await browser.get(link)).statusCode, 404)
    const sentAgain = await links(sent)
    assert.equal(sentAgain.length, 2)
    for (const one of sentAgain)
      assert.equal((await parvis.browser().get(one)).statusCode, one === link ? 404 : 200)
    for (let again = 1; again < LIMITS.linksAgain.limit; again += 1) assert.equal(await asks('renvoyer'), 303)
    assert.equal(await asks('renvoyer'), 429, 'each is a mail')
    await parvis.runJobs()
    assert.equal((await links(sent)).length, 1 + LIMITS.linksAgain.limit)
    assert.equal(await asks('fermer'), 303)
  })

  test('the database gives a browser nothing by a link, and agents no token', async () => {
    const sent = await send()
    const { id } = await row(sent)
    const visitor = anonymous('11111111-1111-4111-8111-111111111111')
    const seen = await parvis.db.read(visitor, async (tx) => [
      ...(await sql`select id from requests.request where id = ${id}`.execute(tx.q)).rows,
      ...(await sql`select id from requests.link where request_id = ${id}`.execute(tx.q)).rows,
    ])
    assert.deepEqual(seen, [])
    const contact = await parvis.actor('accueil@parvis.example')
    const asked = (what: string) =>
      parvis.db.read(contact, (tx) =>
        sql`select ${sql.raw(what)} from requests.link where request_id = ${id}`.execute(tx.q),
      )
    assert.equal((await asked('sent_to')).rows.length, 1)
    await assert.rejects(asked('token_hash'), /permission denied/)
    const roads = await parvis.actor('voirie@parvis.example')
    const closed = await parvis.db.write(roads, (tx) =>
      sql`update requests.link set revoked_at = ${tx.now} where request_id = ${id}`.execute(tx.q),
    )
    assert.equal(closed.numAffectedRows, 0n)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ hash: Buffer }>`select token_hash as hash from requests.link where request_id = ${id}`.execute(
        tx.q,
      ),
    )
    const [link = ''] = await links(sent)
    assert.ok(rows.every(({ hash }) => !hash.toString('base64url').includes(tokenOf(link))))
  })

  test('is reminded once when the promised date nears; the metropolis learns that nobody opens', async () => {
    const [silent, read] = [await send(), await send()]
    await opened(read)
    const told = async (sent: Sent) =>
      (await mails('centre-de-contact@metropole.example')).filter(({ subject }) =>
        subject.startsWith(sent.ref),
      )
    await remind()
    assert.equal((await told(silent)).length, 0)
    parvis.advance({ days: 3 })
    await remind()
    await remind()
    assert.equal((await told(silent)).length, 1)
    assert.equal((await told(read)).length, 0)
    const { solutionRiskAt } = await row(silent)
    assert.ok(solutionRiskAt)
    parvis.advance({ minutes: Math.ceil((solutionRiskAt.getTime() - parvis.now().getTime()) / 60_000) + 1 })
    await remind()
    await remind()
    const about = (await mails(TOWN_HALL)).filter(({ subject }) => subject.startsWith(silent.ref))
    assert.equal(about.filter(({ subject }) => /date promise approche/.test(subject)).length, 1)
  })

  test('its links end with their time', async () => {
    const sent = await send()
    const { browser, link } = await opened(sent)
    parvis.advance({ hours: 13 })
    assert.doesNotMatch((await browser.get(link)).body, /clignote/, 'who answers is asked again')
    parvis.advance({ days: 120 })
    assert.equal((await browser.get(link)).statusCode, 404)
  })

  test('a mailbox is somebody: neither a reorganisation nor the list before opening calls its units empty', async () => {
    parvis.advance({ days: -123, hours: -13 })
    const step = parvis.house.opening.find(({ id }) => id === 'requests.answering') ?? assert.fail()
    const admin = await parvis.actor('admin@parvis.example')
    const told = await parvis.db.read(admin, async (tx) => {
      const place = await territory(tx)
      const of = (code: string) => place.authorityByCode(code)?.id ?? assert.fail()
      const [unit] = place.unitsOf(of(RESTRICTED))
      assert.ok(unit)
      const empty = place.unitsOf(of('69283'))[0] ?? assert.fail()
      return {
        mailed: await receivesByMail(tx, unit.id, place),
        desk: await receivesByMail(tx, empty.id, place),
        step: await step.state(tx, of(RESTRICTED)),
      }
    })
    assert.deepEqual([told.mailed, told.desk, told.step.isReady], [true, false, true])
    assert.match(told.step.said, /iront à mairie@villeurbanne\.example/)
  })

  test('a commune of the full offer keeps its desk, and gets no link', async () => {
    const sent = await send({ commune: '69283' })
    assert.match((await row(sent)).routing.because, /Mions/)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql`select from requests.link where request_id = ${sent.id}`.execute(tx.q),
    )
    assert.deepEqual(rows, [])
  })
})
