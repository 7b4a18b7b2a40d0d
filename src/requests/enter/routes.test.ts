// An agent enters a request for somebody: by telephone, without an e-mail address, once, and with what to tell them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { requestByRef } from '#test/requests.ts'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { fieldsOf, type FormDefinition, formVersion, type LocationAnswer, sampleAnswers } from '#forms'
import { catalogue } from '#services'
import { type RequestRow, onRequest } from '../record/queries.ts'
import { filesOfThread } from '#threads'
import { sql } from 'kysely'

const CENTRE = 'accueil@parvis.example'
const SLUG = 'signaler-un-nid-de-poule'

let parvis: TestApp
describe('a request entered for somebody', () => {
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  function formOf(slug: string): Promise<FormDefinition> {
    return parvis.db.read(system, async (tx) => {
      const live = (await catalogue(tx)).service(slug)
      return formVersion(tx, live?.definition.form ?? '', live?.formVersion ?? 0)
    })
  }

  /** What an agent posts: the sample answers, with those given. An empty text is left out. */
  async function posted(
    commune: string,
    own: Record<string, string> = {},
  ): Promise<Record<string, string | string[]>> {
    const form = await formOf(SLUG)
    const answers = sampleAnswers(form, { areaCode: commune })
    const values: Record<string, string | string[]> = {}
    for (const { id, type, role } of fieldsOf(form)) {
      const answer = answers[id]
      if (answer === undefined || type === 'files') continue
      if (role !== undefined && role.startsWith('contact')) continue
      if (type === 'location') {
        const { commune: code, address } = answer as LocationAnswer
        Object.assign(values, { [`${id}-commune`]: code, [`${id}-adresse`]: address })
      } else if (type === 'date') {
        const [year = '', month = '', day = ''] = String(answer).split('-')
        Object.assign(values, { [`${id}-annee`]: year, [`${id}-mois`]: month, [`${id}-jour`]: day })
      } else
        values[id] = Array.isArray(answer)
          ? answer.map(String)
          : answer === true
            ? 'oui'
            : answer === false
              ? 'non'
              : String(answer)
    }
    return { canal: 'phone', brouillon: crypto.randomUUID(), ...values, ...own }
  }

  const refIn = (location: unknown): string => /recu\/([\d-]+)$/.exec(String(location))?.[1] ?? ''

  async function rowOf(ref: string): Promise<RequestRow> {
    const row = await parvis.db.read(system, (tx) => requestByRef(tx, ref))
    assert.ok(row)
    return row
  }

  const placeId = async (): Promise<string> =>
    fieldsOf(await formOf(SLUG)).find((field) => field.role === 'place')?.id ?? ''

  test('what is seldom said stands folded, open once something of it is typed; no drawing takes room', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const lamp = '/agents/saisir/eclairage-public-en-panne'
    const folded = /<details ?(open)?><summary>Plus de précisions[^]*?<\/details>/
    const empty = (await agent.get(lamp)).body
    const [inside = '', open] = folded.exec(empty) ?? []
    assert.equal(open, undefined)
    assert.match(inside, /name="pole"/)
    assert.doesNotMatch(inside, /name="(?:problem|details)"/, 'what is asked of everybody')
    assert.doesNotMatch(empty, /class="drawing/)
    const refused = (await agent.post(lamp, { pole: 'B 112' })).body
    assert.equal(folded.exec(refused)?.[1], 'open')
  })

  test('a question that may tell of a danger is asked of everybody', async () => {
    const page = (await (await parvis.signedInAs(CENTRE)).get(`/agents/saisir/${SLUG}`)).body
    const folded = /<details ?(?:open)?><summary>Plus de précisions[^]*?<\/details>/.exec(page)?.[0] ?? ''
    assert.match(folded, /name="since-jour"/)
    assert.doesNotMatch(folded, /name="danger"/)
    assert.match(page, /name="danger"/)
  })

  test('the page does not say « vous » to the agent who listens', async () => {
    const page = (await (await parvis.signedInAs(CENTRE)).get(`/agents/saisir/${SLUG}`)).body
    assert.match(page, /<legend>Remarqué depuis quel jour\s\?/)
    assert.match(page, /À dire tout de suite/)
    const refused = await (await parvis.signedInAs(CENTRE)).post(
      '/agents/saisir/tag-ou-affichage-sauvage',
      {},
    )
    assert.match(refused.body, /«\u00a0Ce que la personne voit\u00a0»/, 'what is wrong names what is shown')
  })

  test('the commune that the address says is not asked again; a street alone says none', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const place = await placeId()
    const read = async (q: string) =>
      (await agent.get(`/adresses/commune?${new URLSearchParams({ q })}`)).json()
    assert.deepEqual(await read('3, rue des Lilas, Bron'), [{ citycode: '69029', label: 'Bron' }])
    assert.deepEqual(await read('69500'), [{ citycode: '69029', label: 'Bron' }])
    for (const none of ['3, rue de Bron', '12 rue de la République', '5 rue Moncey Paris', ''])
      assert.deepEqual(await read(none), [], none)
    const typed = { [`${place}-commune`]: '', [`${place}-adresse`]: '3, rue des Lilas, Mions' }
    assert.equal((await rowOf(await enter(agent, await posted('69029', typed)))).areaCode, '69283')
    const street = await agent.post(
      `/agents/saisir/${SLUG}`,
      await posted('69029', { ...typed, [`${place}-adresse`]: '3, rue des Lilas' }),
    )
    assert.equal(street.statusCode, 422)
    assert.ok(street.body.includes(`href="#${place}-commune"`))
    const { body } = await agent.get(`/agents/saisir/${SLUG}`)
    assert.ok(
      body.indexOf(`name="${place}-adresse"`) < body.indexOf(`name="${place}-commune"`),
      'street first',
    )
  })

  test('the page opens where an agent begins to write, unless something is to be looked at', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const focused = (body: string) => [...body.matchAll(/<input [^>]*autofocus[^>]*>/g)].map(([tag]) => tag)
    const begun = focused((await agent.get(`/agents/saisir/${SLUG}`)).body)
    assert.equal(begun.length, 1)
    assert.match(begun[0] ?? '', /id="name"/)
    assert.deepEqual(focused((await agent.post(`/agents/saisir/${SLUG}`, { canal: 'phone' })).body), [])
    assert.match(focused((await agent.get('/agents/saisir')).body)[0] ?? '', /id="demarche"/)
  })

  test('services stand by the most asked, then folded by theme', async () => {
    const page = (await (await parvis.signedInAs(CENTRE)).get('/agents/saisir')).body
    assert.match(page, /Les plus demandées[^]*eclairage-public-en-panne[^]*<details class="fold">/)
  })

  test('the agent finds the service by the person’s words, and keeps the channel', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const all = await agent.get('/agents/saisir')
    assert.equal(all.statusCode, 200)
    assert.match(all.body, /signaler-un-nid-de-poule\?canal=phone/)
    const found = await agent.get('/agents/saisir?canal=desk&q=trou+dans+la+route')
    assert.match(found.body, /signaler-un-nid-de-poule\?canal=desk/)
    assert.match((await agent.get('/agents/saisir?q=zzzzzz')).body, /Aucune démarche ne correspond/)
  })

  test('services are proposed as the agent types, and lead to the entry by the same channel', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    assert.match(
      (await agent.get('/agents/saisir?canal=desk')).body,
      /data-url="\/agents\/saisir\/propositions\?canal=desk"/,
    )
    const proposed = async (quoi: string) =>
      JSON.parse(
        (await agent.get(`/agents/saisir/propositions?${new URLSearchParams({ quoi, canal: 'desk' })}`)).body,
      ) as { href: string }[]
    assert.equal((await proposed('lampad'))[0]?.href, '/agents/saisir/eclairage-public-en-panne?canal=desk')
    assert.deepEqual(await proposed(''), [])
    for (const { href } of await proposed('naissance'))
      assert.equal((await agent.get(href)).statusCode, 200, href)
  })

  test('every question of the form is on one page, contact details optional', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const { body, statusCode } = await agent.get(`/agents/saisir/${SLUG}?canal=letter`)
    assert.equal(statusCode, 200)
    for (const { id } of fieldsOf(await formOf(SLUG)))
      assert.ok(body.includes(`data-field="${id}"`) || body.includes(`id="${id}"`), id)
    assert.match(body, /value="letter" checked/)
    assert.doesNotMatch(body, /autocomplete="email"/)
    assert.equal((await agent.get('/agents/saisir/inconnue')).statusCode, 404)
  })

  async function enter(agent: TestBrowser, values: Record<string, string | string[]>): Promise<string> {
    const sent = await agent.post(`/agents/saisir/${SLUG}`, values)
    assert.equal(
      sent.statusCode,
      303,
      sent.body
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 600),
    )
    return refIn(sent.headers.location)
  }

  test('the person comes first, in the words of whoever listens', async () => {
    const agent = await parvis.signedInAs('accueil@parvis.example')
    const { body } = await agent.get('/agents/saisir/signaler-un-nid-de-poule')
    const order = [
      'La personne vous joint par',
      'Nom et prénom de la personne',
      'Numéro de compte',
      'Le lieu',
      'Le problème',
    ]
    const found = order.map((words) => body.indexOf(words))
    assert.ok(
      found.every((at) => at > 0),
      String(found),
    )
    assert.deepEqual(
      found.toSorted((a, b) => a - b),
      found,
    )
    assert.doesNotMatch(body, /[Vv]os coordonnées|Votre nom/)
    // Where the agent sits is not where it happens.
    assert.match(body, /data-reverse=/)
    assert.doesNotMatch(body, /data-position/)
  })

  test('a caller without an e-mail address gets a request, a number to note and the same promises', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const ref = await enter(agent, await posted('69029'))
    const row = await rowOf(ref)
    assert.deepEqual(
      [row.channel, row.contactEmail, row.contactName],
      ['phone', null, 'Personne non identifiée'],
    )
    assert.equal(row.enteredBy, (await parvis.actor(CENTRE)).personId)
    const receipt = await agent.get(`/agents/saisir/recu/${ref}`)
    assert.equal(receipt.statusCode, 200)
    const code = /class="code">([A-Z2-9]{4}-[A-Z2-9]{4})</.exec(receipt.body)?.[1] ?? ''
    assert.match(receipt.body, /vendredi 27\u00a0novembre/)
    assert.match(receipt.body, /Aucun courriel ne part/)
    const caller = parvis.browser()
    assert.equal((await caller.get(`/suivi?code=${code}`)).headers.location, `/suivi/${ref}`)
    assert.equal(
      (await (await parvis.signedInAs('agent.bron@parvis.example')).get(`/agents/saisir/recu/${ref}`))
        .statusCode,
      404,
      'the code is for who entered it',
    )
  })

  test('whoever enters a request for another authority still reads it', async () => {
    const bron = await parvis.signedInAs('agent.bron@parvis.example')
    const ref = await enter(bron, await posted('69283'))
    assert.equal((await bron.get(`/agents/demandes/${ref}`)).statusCode, 200)
    assert.equal((await bron.get(`/agents/saisir/recu/${ref}`)).statusCode, 200)
  })

  test('sending the same form twice makes one request', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const values = await posted('69029')
    assert.equal(await enter(agent, values), await enter(agent, values))
  })

  test('what is wrong comes back with everything typed, files included', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const place = await placeId()
    const files = fieldsOf(await formOf(SLUG)).find((field) => field.type === 'files')
    assert.ok(files)
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
    const values = (await posted('69029', {
      [`${place}-commune`]: '',
      [`${place}-adresse`]: '3, rue des Essais',
    })) as Record<string, string>
    const refused = await agent.upload(`/agents/saisir/${SLUG}`, values, [
      { field: files.id, name: 'trou.jpg', bytes: picture, type: 'image/jpeg' },
    ])
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /3, rue des Essais/)
    assert.ok(refused.body.includes(`href="#${place}-commune"`))
    const kept = new RegExp(`name="garde-${files.id}" value="([^"]+)"`).exec(refused.body)?.[1]
    assert.ok(kept)
    const ref = await enter(agent, { ...values, [`${place}-commune`]: '69029', [`garde-${files.id}`]: kept })
    const { id } = await rowOf(ref)
    const documents = await parvis.db.read(system, (tx) => filesOfThread(tx, onRequest(id)))
    assert.deepEqual(
      documents.map((item) => item.fileId),
      [kept],
    )
  })

  test('a request very near one that is open is asked about before it is recorded', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const place = await placeId()
    const first = await enter(
      agent,
      await posted('69029', { [`${place}-lat`]: '45.7361', [`${place}-long`]: '4.9112' }),
    )
    const values = await posted('69029', { [`${place}-lat`]: '45.7362', [`${place}-long`]: '4.9112' })
    const asked = await agent.post(`/agents/saisir/${SLUG}`, values)
    assert.equal(asked.statusCode, 200)
    assert.ok(asked.body.includes(`/agents/demandes/${first}`))
    assert.match(asked.body, /Enregistrer quand même/)
    const second = await enter(agent, { ...values, distincte: 'oui' })
    const screen = await agent.get(`/agents/demandes/${second}`)
    assert.ok(screen.body.includes(`${first} `), 'near requests are on the desk too')
    assert.match(screen.body, /à 11\sm/)
  })

  /** An account opened at the desk: the number that its paper says, and the code. */
  async function openPaper(agent: TestBrowser): Promise<{ number: string; code: string }> {
    const { body } = await agent.post('/agents/comptes/nouveau', {
      prenom: 'Odette',
      nom: 'Sanspapier',
      commune: '69029',
      piece: 'passeport',
    })
    const [number = '', code = ''] = [...body.matchAll(/<dd>([\dA-Z][\dA-Z\u00a0-]{9,})<\/dd>/g)].map(
      ([, value]) => value ?? '',
    )
    return { number, code }
  }

  test('a request entered with an account number is in that account, and the person finds it with their paper', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const { number, code } = await openPaper(agent)
    const ref = await enter(agent, await posted('69029', { 'numero-compte': number }))
    const row = await rowOf(ref)
    assert.equal(row.contactName, 'Odette Sanspapier')
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        id: number
      }>`select person_id as id from accounts.account_number where person_id = ${row.residentId}`.execute(
        tx.q,
      ),
    )
    assert.equal(rows.length, 1)
    assert.match((await agent.get(`/agents/saisir/recu/${ref}`)).body, /dans le compte d’Odette Sanspapier/)
    const person = parvis.browser()
    assert.equal(
      (await person.post('/connexion/papier', { numero: number, passe: code })).headers.location,
      '/compte',
    )
    assert.ok((await person.get('/compte')).body.includes(`/suivi/${ref}`))
    assert.equal((await person.get(`/suivi/${ref}`)).statusCode, 200)
    for (const path of [
      '/compte',
      '/compte/securite',
      '/compte/sites',
      '/compte/profil',
      '/compte/donnees',
      '/brouillons',
    ])
      assert.equal((await person.get(path)).statusCode, 200, path)
  })

  test('a wrong account number is said beside the field, nothing is recorded, everything typed is kept', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const place = await placeId()
    for (const [typed, said] of [
      ['123', /dix chiffres/],
      ['1000000008', /Aucun compte n’a ce numéro|dix chiffres/],
    ] as const) {
      const { statusCode, body } = await agent.post(
        `/agents/saisir/${SLUG}`,
        await posted('69029', { 'numero-compte': typed, [`${place}-adresse`]: '9, rue Gardée' }),
      )
      assert.equal(statusCode, 422)
      assert.match(body, said)
      assert.match(body, /href="#numero-compte"/)
      assert.match(body, /9, rue Gardée/)
    }
  })

  test('with another answer to correct, the name comes back beside the number', async () => {
    const agent = await parvis.signedInAs(CENTRE)
    const { number } = await openPaper(agent)
    const place = await placeId()
    const { statusCode, body } = await agent.post(
      `/agents/saisir/${SLUG}`,
      await posted('69029', { 'numero-compte': number, [`${place}-commune`]: '' }),
    )
    assert.equal(statusCode, 422)
    assert.match(body, /<b>Compte d’Odette Sanspapier<\/b>/)
  })

  test('a town hall finds its commune in the form; the contact centre, which serves all, chooses', async () => {
    const chosen = async (email: string) =>
      /<option value="(\d{5})" selected/.exec(
        (await (await parvis.signedInAs(email)).get(`/agents/saisir/${SLUG}`)).body,
      )?.[1]
    assert.equal(await chosen('agent.mions@parvis.example'), '69283')
    assert.equal(await chosen(CENTRE), undefined)
  })
})
