// The agents' directory: found by the sound of a name, by what one does, by a number; each word for those whom its authority shows it to.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { lookingAs } from '#test/looks.ts'
import { vcardOf } from './vcard.ts'

const [HERE, OWN] = ['/intranet/annuaire', '/intranet/ma-fiche']
const SEARCH = '/rechercher'
const BRON = 'agent.bron@parvis.example'
const VOIRIE = 'voirie@parvis.example'

const CARD = {
  job: 'Coordonnatrice de chantiers',
  phone: '04 65 71 58 16',
  mobile: '06 39 98 22 40',
  place: 'Dépôt de Bron, bureau 12',
  does: 'Arrêtés de circulation\nNids-de-poule',
  skills: 'Langue des signes',
  open: 'non',
}

describe('the agents’ directory', () => {
  let parvis: TestApp
  let own: TestBrowser
  let elsewhere: TestBrowser
  let id: number
  let name: string
  before(async () => {
    parvis = await createTestApp()
    own = await parvis.signedInAs(VOIRIE)
    elsewhere = await parvis.signedInAs(BRON)
    id = (await parvis.actor(VOIRIE)).personId ?? 0
    await parvis.db.write(system, (tx) =>
      sql`update accounts.person set name = 'Anouk Reynal' where id = ${id}`.execute(tx.q),
    )
    name = 'Anouk Reynal'
  })
  after(() => parvis.close())

  const finds = async (browser: TestBrowser, q: string): Promise<boolean> => {
    const { statusCode, body } = await browser.get(`${HERE}?q=${encodeURIComponent(q)}`)
    assert.equal(statusCode, 200, body)
    return body.includes(`href="${HERE}/${id}"`)
  }
  const read = async (browser: TestBrowser, path = `${HERE}/${id}`): Promise<string> =>
    (await browser.get(path)).body

  test('what the program lets one do is not said as one’s function', async () => {
    assert.doesNotMatch(await read(own), /Instruction/)
    assert.doesNotMatch(await read(own, HERE), />(Instruction|Administration|Lecture des statistiques)</)
    assert.match(await read(elsewhere), /Ni numéro ni lieu/)
  })

  /** Those of whom the database says that word to whoever that is. */
  const saying = async (email: string, word: string): Promise<number[]> =>
    parvis.db.read(await parvis.actor(email), async (tx) => {
      const { rows } = await sql<{ id: number }>`select directory.saying(${word}) as id`.execute(tx.q)
      return rows.map((row) => row.id)
    })

  test('an agent tells their card, and what is wrong keeps what was typed', async () => {
    const wrong = await own.post(OWN, { ...CARD, phone: 'poste de Paul' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Écrivez un numéro/)
    assert.match(wrong.body, /bureau 12/)
    const told = await own.post(OWN, CARD)
    assert.equal(told.statusCode, 303, told.body)
    const page = await read(own)
    for (const words of [name, ...Object.values({ ...CARD, open: name }).flatMap((text) => text.split('\n'))])
      assert.ok(page.includes(words), words)
  })

  test('a name is found as it sounds, then a function, a unit, four digits', async () => {
    for (const q of ['Rainal', 'anouk', 'coordonnatrice chantiers', '5816', '04.65.71.58', 'reynal voirie'])
      assert.ok(await finds(own, q), q)
    for (const q of ['Dupuis', 'reynal piscine', '9999']) assert.ok(!(await finds(own, q)), q)
  })

  test('another authority reads the function, the unit and the work phone, until all of it is shown', async () => {
    const few = await read(elsewhere)
    for (const shown of [name, CARD.job, CARD.phone]) assert.ok(few.includes(shown), shown)
    for (const kept of [CARD.mobile, CARD.place, 'Nids-de-poule', CARD.skills, VOIRIE])
      assert.ok(!few.includes(kept), kept)
    // What is not read is not found either.
    assert.ok(await finds(elsewhere, 'Rénale'))
    assert.ok(!(await finds(elsewhere, 'circulation')))
    assert.ok(!(await finds(elsewhere, '2240')))
    assert.deepEqual(await saying(BRON, 'circulation'), [])
    assert.deepEqual(await saying(BRON, 'Rénale'), [id])
    await parvis.db.write(system, (tx) =>
      sql`insert into settings.value (key, authority_id, value, since)
        select 'directory.shown_elsewhere', id, 'fiche', now() from territory.authority where level = 'metropolis'`.execute(
        tx.q,
      ),
    )
    assert.ok((await read(elsewhere)).includes(CARD.mobile))
    assert.ok(await finds(elsewhere, 'circulation'))
    assert.deepEqual(await saying(BRON, 'circulation'), [id])
  })

  test('whoever is away is said to be, to their colleagues alone, until the first day that is worked', async () => {
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.absence (person_id, authority_id, first_day, last_day, set_at)
        select ${id}, id, platform.today(), platform.today() + 3, now() from territory.authority where level = 'metropolis'`.execute(
        tx.q,
      ),
    )
    assert.match(await read(own), /Absent, de retour (lundi|mardi|mercredi|jeudi|vendredi) \d/)
    assert.doesNotMatch(await read(elsewhere), /Absent,/)
    const sought = await read(own, `${SEARCH}?q=Reynal`)
    assert.ok(sought.includes(`href="${HERE}/${id}"`), sought)
    assert.doesNotMatch(sought, /Absent,/)
  })

  test('a telephone takes the card', async () => {
    const { body, headers } = await own.get(`${HERE}/${id}/vcard`)
    assert.match(String(headers['content-type']), /^text\/vcard/)
    assert.match(body, /\r\nFN:Anouk Reynal\r\nTITLE:Coordonnatrice de chantiers\r\n/)
    const said = {
      name: 'A;B\nC',
      job: 'é'.repeat(60),
      organisation: '',
      unit: '',
      phone: '',
      mobile: '',
      email: '',
      photo: Buffer.alloc(900, 7),
    }
    const card = vcardOf(said)
    assert.match(card, /FN:A\\;B\\nC/)
    for (const line of card.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
    const whole = card.replaceAll('\r\n ', '')
    assert.ok(whole.includes(said.job))
    assert.ok(whole.includes(`\r\nPHOTO:data:image/jpeg;base64,${said.photo.toString('base64')}\r\n`))
    assert.ok(!body.includes('PHOTO'), 'no photograph, no line')
  })

  test('nobody writes another’s card, nor reads any who is no agent, by either wall', async () => {
    const bron = await parvis.actor(BRON)
    const stolen = await parvis.db.write(bron, (tx) =>
      sql`update directory.card set job = 'Volée' where person_id = ${id}`.execute(tx.q),
    )
    assert.equal(Number(stolen.numAffectedRows ?? 0), 0)
    await parvis.db.read(bron, async (tx) => {
      const { rows } = await sql`select from directory.card where person_id = ${id}`.execute(tx.q)
      assert.equal(rows.length, 0)
    })
    for (const email of ['habitante@parvis.example', 'maire.bron@parvis.example']) {
      assert.deepEqual(await saying(email, 'Rénale'), [])
      const browser = await parvis.signedInAs(email)
      for (const path of [HERE, `${HERE}/${id}`, `${HERE}/${id}/vcard`, OWN])
        assert.notEqual((await browser.get(path)).statusCode, 200, path)
      await parvis.db.read(await parvis.actor(email), async (tx) => {
        for (const view of ['agent', 'post'])
          assert.equal(
            (await sql`select from ${sql.table(`directory.${view}`)}`.execute(tx.q)).rows.length,
            0,
          )
      })
    }
    const viewer = await lookingAs(parvis, 'admin@parvis.example', VOIRIE)
    assert.equal((await viewer.get(HERE)).statusCode, 200)
    assert.notEqual((await viewer.get(OWN)).statusCode, 200)
  })

  test('whoever closed their account is in it no more, whatever posts were left open', async () => {
    const closing = (at: unknown) =>
      parvis.db.write(system, (tx) =>
        sql`update accounts.person set closed_at = ${at} where id = ${id}`.execute(tx.q),
      )
    await closing(sql`platform.now()`)
    assert.ok(!(await finds(elsewhere, 'Reynal')))
    assert.equal((await elsewhere.get(`${HERE}/${id}`)).statusCode, 404)
    await closing(null)
  })

  test('whoever works no more is in it no more', async () => {
    await parvis.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = platform.today() - 1 where person_id = ${id}`.execute(
        tx.q,
      ),
    )
    assert.ok(!(await finds(elsewhere, 'Reynal')))
    assert.equal((await elsewhere.get(`${HERE}/${id}`)).statusCode, 404)
  })
})
