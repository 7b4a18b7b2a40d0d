// The open file of units: nothing until an authority decides it for itself; nobody is named who did not agree.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/donnees-ouvertes/organigramme'
const CHIEF = 'chef.voirie@parvis.example'

describe('the open chart', () => {
  let parvis: TestApp
  let visitor: TestBrowser
  let chief: string
  before(async () => {
    parvis = await createTestApp()
    visitor = parvis.browser()
    await parvis.db.write(system, async (tx) => {
      await sql`delete from settings.value where key like 'directory.opened%'`.execute(tx.q)
      await sql`update directory.card set is_public = false`.execute(tx.q)
      const { rows } = await sql<{
        name: string
      }>`select name from accounts.person where email = ${CHIEF}`.execute(tx.q)
      chief = rows[0]?.name ?? assert.fail('a chief')
    })
  })
  after(() => parvis.close())

  const csv = async () => (await visitor.get(`${HERE}/csv`)).body.trim().split('\r\n')
  const choose = (key: string, slug: string, value: string) =>
    parvis.db.write(system, async (tx) => {
      await sql`delete from settings.value where key = ${key}`.execute(tx.q)
      await sql`insert into settings.value (key, authority_id, value, since)
        select ${key}, id, ${value}, now() from territory.authority where slug = ${slug}`.execute(tx.q)
    })
  const metropolis = async () =>
    (
      await parvis.db.read(system, (tx) =>
        sql<{ slug: string }>`select slug from territory.authority where level = 'metropolis'`.execute(tx.q),
      )
    ).rows[0]?.slug ?? ''

  test('says nothing until it is decided, and of the authority that decides alone', async () => {
    assert.equal((await csv()).length, 1)
    assert.match((await visitor.get(HERE)).body, /Aucune collectivité n’a encore ouvert/)
    await choose('directory.opened_metropolis', await metropolis(), 'services')
    const lines = await csv()
    assert.ok(lines.length > 10)
    assert.ok(lines.slice(1).every((line) => line.startsWith('"Métropole de Lyon"')))
    assert.ok(lines.slice(1).every((line) => line.endsWith('"Licence Ouverte 2.0"')))
    // What is chosen for the metropolis under the name of communes, or the reverse, opens nothing.
    await choose('directory.opened_metropolis', 'bron', 'responsables')
    assert.equal((await csv()).length, 1)
    await choose('directory.opened', 'bron', 'services')
    assert.match((await csv())[1] ?? '', /Bron/)
  })

  test('names whoever heads a unit where the authority and they both decided it', async () => {
    const named = async () => (await visitor.get(`${HERE}/json`)).body.includes(chief)
    const agree = (email: string, open: 'oui' | 'non') =>
      parvis.signedInAs(email).then((own) =>
        own.post('/intranet/ma-fiche', {
          job: '',
          phone: '',
          mobile: '',
          place: '',
          does: '',
          skills: '',
          open,
        }),
      )
    const all = await metropolis()
    await choose('directory.opened_metropolis', all, 'responsables')
    assert.ok(!(await named()))
    assert.equal((await agree(CHIEF, 'oui')).statusCode, 303)
    assert.ok(await named())
    // Whoever heads nothing is not named, whatever they say.
    assert.equal((await agree('voirie@parvis.example', 'oui')).statusCode, 303)
    assert.ok(!(await visitor.get(`${HERE}/json`)).body.includes('Théo Grangier'))
    await choose('directory.opened_metropolis', all, 'services')
    assert.ok(!(await named()))
    await choose('directory.opened_metropolis', all, 'responsables')
    await agree(CHIEF, 'non')
    assert.ok(!(await named()))
  })

  test('says what its columns are, in the page and in the file', async () => {
    const { body, headers } = await visitor.get(`${HERE}/json`)
    assert.match(String(headers['content-type']), /^application\/json/)
    const file = JSON.parse(body) as { champs: { nom: string }[]; licence: { id: string }; unites: object[] }
    assert.equal(file.licence.id, 'etalab-2.0')
    assert.deepEqual(
      file.champs.map(({ nom }) => nom),
      Object.keys(file.unites[0] ?? {}),
    )
    const page = (await visitor.get(HERE)).body
    for (const { nom } of file.champs) assert.ok(page.includes(nom), nom)
    assert.equal((await visitor.get(`${HERE}/xls`)).statusCode, 404)
  })
})
