// « Cette page vous a-t-elle aidé ? »: counted once a day a browser, told by fives to whoever writes it, taken from nobody who does not read it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeAudience, PUBLIC } from '#audiences'
import { beginContent, publish, writtenContent } from '#publishing'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { opinionsOf } from './queries.ts'

const EDITOR = 'marius.redaction@parvis.example'

describe('whether a content helped', () => {
  let parvis: TestApp
  let shown = 0
  let apart = 0
  before(async () => {
    parvis = await createTestApp()
    shown = await online(false)
    apart = await online(true)
  })
  after(() => parvis.close())

  async function online(isApart: boolean): Promise<number> {
    return parvis.db.write(await parvis.actor(EDITOR), async (tx) => {
      const place = await territory(tx)
      const authorityId = place.authorityByCode('69029')?.id ?? 0
      const unitId = place.unitsOf(authorityId)[0]?.id ?? 0
      const rule = { who: [`workplace:${authorityId}`], also: [], except: [], from: null, until: null }
      const audienceId = isApart ? await makeAudience(tx, authorityId, { name: 'À part', rule }) : PUBLIC
      const text = { typeVersion: 1, title: 'Horaires', summary: '', theme: '', about: [], fields: {} }
      const id = await beginContent(tx, { authorityId, unitId, type: 'brief' }, text)
      const version = (await writtenContent(tx, id))?.version ?? 0
      const days = { startsAt: tx.now, endsAt: null, isSilent: true, reviewOn: '2099-01-01' }
      await publish(tx, id, version, { audienceId, ...days })
      return id
    })
  }
  const answer = (by: TestBrowser, helped: string, id = shown) => by.post(`/contenus/${id}/avis`, { helped })
  const told = async () => parvis.db.read(await parvis.actor(EDITOR), (tx) => opinionsOf(tx, shown))

  test('is asked at its foot, counted, and told once five have answered', async () => {
    const first = parvis.browser()
    assert.match(
      (await first.get(`/contenus/${shown}/lire`)).body,
      /aidé&nbsp;\?[^]*value="oui"[^]*value="non"/,
    )
    for (const [at, helped] of ['oui', 'oui', 'non', 'oui'].entries())
      assert.equal((await answer(at === 0 ? first : parvis.browser(), helped)).statusCode, 303)
    assert.match((await first.follow(await answer(first, 'oui'))).body, /déjà comptée/)
    assert.equal(await told(), null)
    await answer(parvis.browser(), 'oui')
    assert.deepEqual(await told(), { helped: 4, answers: 5 })
    const editor = await parvis.signedInAs(EDITOR)
    assert.match((await editor.get(`/administration/contenus/${shown}`)).body, /4\slecteurs sur 5, en un an/)
  })

  test('is answered by those alone who read it, and told to those alone who write it', async () => {
    assert.equal((await answer(parvis.browser(), 'oui', apart)).statusCode, 404)
    assert.equal((await answer(await parvis.signedInAs(EDITOR), 'oui', apart)).statusCode, 303)
    assert.equal((await answer(parvis.browser(), 'peut-être')).statusCode, 422)
    for (const email of ['agent.mions@parvis.example', 'habitante@parvis.example'])
      assert.equal(
        await parvis.db.read(await parvis.actor(email), (tx) => opinionsOf(tx, shown)),
        null,
        email,
      )
  })
})
