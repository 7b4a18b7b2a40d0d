// What an agent has begun and not sent: a call, a text for several requests. Theirs alone, on every machine, gone once sent.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { fieldsOf, formVersion, sampleAnswers } from '#forms'
import { catalogue } from '#services'
import { MOST_BEGUN } from '../write/begun.ts'
import { onRequest } from '../record/queries.ts'
import { messagesOf } from '#threads'

const CENTRE = 'accueil@parvis.example'
const ROADS = 'voirie@parvis.example'
const SLUG = 'signaler-un-nid-de-poule'
const KEEP = `/agents/saisir/${SLUG}/brouillon`

/** In Paris, whatever the device says. */
const HOUR = /^Brouillon enregistré à 14.h.\d\d\.$/

let parvis: TestApp
describe('what an agent has begun', () => {
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const pageOf = async (browser: TestBrowser, url: string): Promise<string> => {
    const reply = await browser.get(url)
    assert.equal(reply.statusCode, 200, `${url}: ${reply.body.slice(0, 300)}`)
    return reply.body
  }

  /** Ids of the fields of the form. */
  async function fieldIds() {
    const form = await parvis.db.read(system, async (tx) => {
      const live = (await catalogue(tx)).service(SLUG)
      return formVersion(tx, live?.definition.form ?? '', live?.formVersion ?? 0)
    })
    const idOf = (role: string) => fieldsOf(form).find((field) => field.role === role)?.id ?? ''
    return { form, name: idOf('contactName'), place: idOf('place') }
  }

  test('a call being entered is found again on another machine by whoever typed it, alone; gone once recorded', async () => {
    const [agent, elsewhere] = [await parvis.signedInAs(CENTRE), await parvis.signedInAs(CENTRE)]
    const { form, name, place } = await fieldIds()
    const brouillon = crypto.randomUUID()
    const typed = {
      brouillon,
      canal: 'desk',
      [name]: 'Mme Raynal',
      [`${place}-adresse`]: '12, rue des Essais',
    }
    assert.match(await pageOf(agent, `/agents/saisir/${SLUG}`), new RegExp(`data-autosave="${KEEP}"`))
    assert.match((await agent.post(KEEP, typed)).json().said, HOUR)
    const list = await pageOf(elsewhere, '/agents/saisir')
    assert.match(list, /nid-de-poule, Mme Raynal<\/b>, saisie commencée à \d+\s?h\s?\d+/)
    const address = new RegExp(`href="(/agents/saisir/${SLUG}\\?saisie=${brouillon})"`).exec(list)?.[1] ?? ''
    assert.match(await pageOf(elsewhere, `/agents/saisir/${SLUG}`), new RegExp(`saisie=${brouillon}`))
    const again = await pageOf(elsewhere, address)
    assert.match(again, /value="Mme Raynal"/)
    assert.match(again, /12, rue des Essais/)
    assert.match(again, /value="desk" checked/)
    assert.match(again, /Saisie du .* retrouvée/)
    assert.match(await pageOf(elsewhere, '/agents'), /Mme Raynal/)
    const colleague = await parvis.signedInAs(ROADS)
    assert.doesNotMatch(await pageOf(colleague, '/agents/saisir'), /Mme Raynal/)
    assert.doesNotMatch(await pageOf(colleague, address), /Mme Raynal/)
    assert.equal((await parvis.browser().get(address)).statusCode, 303)

    const values: Record<string, string> = { ...typed, [`${place}-commune`]: '69029' }
    const answers = sampleAnswers(form, { areaCode: '69029' })
    for (const { id, type, role } of fieldsOf(form)) {
      const answer = answers[id]
      if (answer === undefined || type === 'files' || type === 'location' || role?.startsWith('contact'))
        continue
      values[id] = answer === true ? 'oui' : answer === false ? 'non' : String(answer)
    }
    const sent = await elsewhere.post(`/agents/saisir/${SLUG}`, values)
    assert.equal(sent.statusCode, 303, sent.body.replace(/<[^>]+>/g, ' ').slice(0, 900))
    assert.doesNotMatch(await pageOf(agent, '/agents/saisir'), /commencée/)
    await agent.post(KEEP, typed)
    assert.doesNotMatch(await pageOf(agent, '/agents/saisir'), /commencée/, 'a late save brings nothing back')
  })

  test('without a script a button keeps a call, and what is refused is kept; a call not wanted is erased', async () => {
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    const { name } = await fieldIds()
    const [kept, refused] = [crypto.randomUUID(), crypto.randomUUID()]
    const said = await agent.follow(
      await agent.post(KEEP, { brouillon: kept, [name]: 'M. Gardé', aller: 'garder' }),
    )
    assert.match(said.body, /La saisie est gardée/)
    assert.match(said.body, /M\. Gardé/)
    assert.equal(
      (await agent.post(`/agents/saisir/${SLUG}`, { brouillon: refused, [name]: 'M. Refusé' })).statusCode,
      422,
    )
    assert.match(await pageOf(agent, '/agents/saisir'), /M\. Refusé/)
    const erased = await agent.follow(await agent.post(KEEP, { brouillon: kept, aller: 'effacer' }))
    assert.doesNotMatch(erased.body, /M\. Gardé/)
    assert.match(erased.body, /M\. Refusé/)
    await agent.post(KEEP, { brouillon: crypto.randomUUID(), canal: 'phone' })
    assert.equal(
      (await pageOf(agent, '/agents/saisir')).match(/commencée/g)?.length,
      1,
      'nothing typed, nothing kept',
    )
  })

  test('an agent keeps so many calls at once, and no call holds a book', async () => {
    const agent = await parvis.signedInAs('agent.mions@parvis.example')
    const { name } = await fieldIds()
    const { personId } = await parvis.actor('agent.mions@parvis.example')
    for (let each = 0; each < MOST_BEGUN + 2; each++)
      await agent.post(KEEP, { brouillon: crypto.randomUUID(), [name]: `Appel ${each}` })
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ count: number }>`select count(*)::int as count from threads.draft
      where person_id = ${personId} and writing like 'saisie/%'`.execute(tx.q),
    )
    assert.equal(rows[0]?.count, MOST_BEGUN)
    const long = await agent.post(KEEP, { brouillon: crypto.randomUUID(), [name]: 'x'.repeat(250_000) })
    assert.equal(long.statusCode, 422)
  })

  test('a text for several requests is kept for the same selection, in any order; sent twice, each is told once', async () => {
    const [first, second] = [
      await parvis.makeRequest({ commune: '69029' }),
      await parvis.makeRequest({ commune: '69029' }),
    ]
    const [agent, elsewhere] = [await parvis.signedInAs(ROADS), await parvis.signedInAs(ROADS)]
    const lot = '/agents/demandes/lot'
    const once = crypto.randomUUID()
    const typed = {
      ref: [first.ref, second.ref],
      faire: 'noter',
      once,
      message: 'Tournée de jeudi, avec le cône.',
    }
    assert.match((await agent.post(`${lot}/brouillon`, typed)).json().said, HOUR)
    assert.match(await pageOf(elsewhere, '/agents'), /Note à 2\s?demandes<\/b>, commencée à/)
    const again = await pageOf(elsewhere, `${lot}?ref=${second.ref}&ref=${first.ref}&faire=noter`)
    assert.match(again, /Tournée de jeudi, avec le cône\.<\/textarea>/)
    assert.match(again, /Brouillon du .* retrouvé/)
    assert.ok(again.includes(`name="once" value="${once}"`))
    const colleague = await parvis.signedInAs('malo.vauzelle@parvis.example')
    const address = `${lot}?ref=${first.ref}&ref=${second.ref}&faire=noter`
    assert.doesNotMatch(await pageOf(colleague, address), /Tournée/)
    for (const browser of [agent, elsewhere]) assert.equal((await browser.post(lot, typed)).statusCode, 303)
    const notes = await parvis.db.read(system, (tx) => messagesOf(tx, onRequest(first.id)))
    assert.equal(notes.filter(({ body }) => body === typed.message).length, 1)
    await agent.post(`${lot}/brouillon`, typed)
    assert.doesNotMatch(await pageOf(agent, '/agents'), /commencée/)
  })
})
