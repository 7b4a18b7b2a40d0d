// An import of the register is done or undone, never both at once; whatever becomes of a council, it is told as it is; and what somebody
// wrote meanwhile is never written over.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { IMPORT_AT } from './words.ts'
import { COUNCILLORS, file } from './register.fixture.ts'

const MAYORS = COUNCILLORS.filter((name) => name !== 'Libellé de la fonction')
const [BRON, CHARLY] = ['Conseil municipal de Bron', 'Conseil municipal de Charly']

describe('an import of the register, undone', () => {
  let parvis: TestApp
  let admin: TestBrowser
  let owner: pg.Client
  let asked = 0
  before(async () => {
    parvis = await createTestApp()
    admin = await parvis.signedInAs('admin@parvis.example')
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  /** A file of new mayors, read for both communes. @returns the address of the import, with their name */
  async function read(codes = ['69029', '69046']): Promise<{ at: string; name: string }> {
    asked += 1
    const given = 'ABCDEFGHIJ'[asked] ?? assert.fail()
    const rows = codes.map((code) => ({ code, name: `NOUVELLE${given}`, given }))
    const bytes = file(rows, ';', MAYORS)
    const sent = await admin.upload(IMPORT_AT, {}, [
      { field: 'file', name: 'maires.csv', bytes, type: 'text/csv' },
    ])
    assert.equal(sent.statusCode, 303, sent.body)
    return { at: String(sent.headers.location), name: `${given} Nouvelle${given.toLowerCase()}` }
  }
  const ask = (address: string) => admin.post(address, {})
  async function run(address: string): Promise<string> {
    const begun = await ask(address)
    assert.equal(begun.statusCode, 303, begun.body)
    await parvis.runJobs()
    return (await admin.get(String(begun.headers.location))).body
  }
  /** Of the mayors of a council: « Hélène Saunier 2026-03-21 2026-11-22 ». */
  async function mayors(council: string): Promise<string[]> {
    const { rows } = await owner.query<{ said: string }>(
      `select concat_ws(' ', m.name, nullif(s.delegation, ''), s.first_day, s.last_day) as said from bodies.seat s
       join bodies.member m on m.id = s.member_id join bodies.term t on t.id = s.term_id join bodies.body b on b.id = t.body_id
       where b.name = $1 and s.post = 'mayor' order by s.id`,
      [council],
    )
    return rows.map(({ said }) => said)
  }
  const both = () => Promise.all([mayors(BRON), mayors(CHARLY)])
  /** Written by hand on the seat of a mayor. */
  const write = (council: string, whose: string, what: string) =>
    owner.query(
      `update bodies.seat s set ${what} from bodies.term t, bodies.body b, bodies.member m
       where t.id = s.term_id and b.id = t.body_id and m.id = s.member_id and b.name = $1 and m.name = $2 and s.post = 'mayor'`,
      [council, whose],
    )

  test('nothing is undone before it is done, nor while it is; once it is undone, it is never done again', async () => {
    const first = await both()
    const { at, name } = await read()
    const early = await ask(`${at}/annulation`)
    assert.equal(early.statusCode, 409)
    assert.match(early.body, /il n’y a rien à défaire/)
    const asks = ['faire', 'annulation', 'faire', 'annulation'].map((what) => ask(`${at}/${what}`))
    const replies = await Promise.all(asks)
    assert.ok(replies.every(({ statusCode }) => [303, 409].includes(statusCode)))
    const { rows: going } = await owner.query('select kind from platform.run where ended_at is null')
    assert.deepEqual(going, [{ kind: 'bodies.import' }])
    const again = await ask(`${at}/faire`)
    assert.equal(
      again.headers.location,
      replies.find(({ statusCode }) => statusCode === 303)?.headers.location,
    )
    assert.match((await ask(`${at}/annulation`)).body, /attendez sa fin/)
    await parvis.runJobs()
    assert.ok((await both()).every((said) => said.some((one) => one.startsWith(name))))
    assert.match((await admin.get(at)).body, /2\s*conseils sont changés par cet import, sur 2/)
    assert.match((await ask(`${at}/faire`)).body, /Tout est déjà fait/)
    assert.match(await run(`${at}/annulation`), /2\s*conseils sur 2/)
    assert.deepEqual(await both(), first)
    for (const what of ['faire', 'annulation']) {
      const late = await ask(`${at}/${what}`)
      assert.equal(late.statusCode, 409)
      assert.match(late.body, /Cela est défait/)
    }
    await parvis.runJobs()
    assert.deepEqual(await both(), first)
  })

  test('a council that somebody changed since the file was read stays as they left it; as it was read again, it is done', async () => {
    const { at, name } = await read()
    const [mayor = ''] = await mayors(BRON)
    const whose = mayor.replace(/ \d{4}-.*/, '')
    await write(BRON, whose, `last_day = '2026-10-31'`)
    const partial = await run(`${at}/faire`)
    assert.match(
      partial,
      /1\s*conseil sur 2[^]*Un conseil reste comme il est[^]*Ville de Bron[^]*changé depuis que ce fichier a été lu/,
    )
    assert.deepEqual(await mayors(BRON), [`${mayor} 2026-10-31`])
    assert.match((await admin.get(at)).body, /1\s*conseil est changé[^]*Appliquer à 1\s*autre conseil/)
    assert.match(await run(`${at}/faire`), /0\s*conseil sur 1[^]*Un conseil reste comme il est/)
    assert.deepEqual(await mayors(BRON), [`${mayor} 2026-10-31`])
    await write(BRON, whose, 'last_day = null')
    assert.match(await run(`${at}/faire`), /1\s*conseil sur 1/)
    assert.deepEqual(await mayors(BRON), [`${mayor} 2026-11-22`, `${name} 2026-11-23`])
    await run(`${at}/annulation`)
    assert.deepEqual(await mayors(BRON), [mayor])
  })

  test('what is written by hand on what an import wrote is never undone with it', async () => {
    const first = await both()
    const { at, name } = await read()
    await run(`${at}/faire`)
    const former = (first[0][0] ?? '').replace(/ \d{4}-.*/, '')
    const hands: [string, string, string, string][] = [
      [former, `last_day = '2026-09-30'`, `last_day = '2026-11-22'`, former],
      [name, `delegation = 'écrit à la main'`, `delegation = ''`, name],
    ]
    for (const [whose, by, back, said] of hands) {
      await write(BRON, whose, by)
      const written = await mayors(BRON)
      assert.match(
        await run(`${at}/annulation`),
        new RegExp(
          `Un conseil reste comme il est[^]*${said}, Maire\\s*: ce siège a changé depuis cet import`,
        ),
      )
      assert.deepEqual(await both(), [written, first[1]])
      assert.match((await admin.get(at)).body, /1\s*conseil est changé[^]*Défaire cet import/)
      await write(BRON, whose, back)
    }
    assert.match(await run(`${at}/annulation`), /1\s*conseil sur 1/)
    assert.deepEqual(await both(), first)
    assert.match((await admin.get(at)).body, /Cet import est défait/)
  })

  test('a term that somebody moved since is not withdrawn with the import that began it', async () => {
    const elected = ['Maire', ''].map((post, n) => ({
      ...{ code: '69046', name: 'TEST', given: ['Anne', 'Luc'][n] ?? '' },
      ...{ post, since: '22/11/2026' },
    }))
    await owner.query(
      `delete from bodies.seat s using bodies.term t, bodies.body b where t.id = s.term_id and b.id = t.body_id and b.name = $1 and s.post <> 'mayor'`,
      [CHARLY],
    )
    const sent = await admin.upload(IMPORT_AT, {}, [
      { field: 'file', name: 'elus.csv', bytes: file(elected), type: 'text/csv' },
    ])
    const at = String(sent.headers.location)
    await run(`${at}/faire`)
    const terms = async (): Promise<string[]> =>
      (
        await owner.query<{ said: string }>(
          `select concat_ws(' ', t.first_day, t.last_day) as said from bodies.term t join bodies.body b on b.id = t.body_id
           where b.name = $1 order by t.first_day`,
          [CHARLY],
        )
      ).rows.map(({ said }) => said)
    assert.deepEqual(await terms(), ['2026-03-21 2026-11-21', '2026-11-22'])
    const move = (day: string) =>
      owner.query(
        `update bodies.term t set last_day = $2 from bodies.body b where b.id = t.body_id and b.name = $1 and t.first_day < '2026-11-01'`,
        [CHARLY, day],
      )
    await move('2026-11-10')
    assert.match(await run(`${at}/annulation`), /une mandature a changé depuis cet import/)
    assert.deepEqual(await terms(), ['2026-03-21 2026-11-10', '2026-11-22'])
    await move('2026-11-21')
    await run(`${at}/annulation`)
    assert.deepEqual(await terms(), ['2026-03-21'])
  })

  test('a wrong import does not wait to be undone', async () => {
    parvis.advance({ hours: 1, minutes: 1 })
    const { at } = await read()
    await run(`${at}/faire`)
    let last = 0
    for (let n = 0; n < 10; n += 1) last = (await ask(`${at}/faire`)).statusCode
    assert.equal(last, 429)
    assert.match(await run(`${at}/annulation`), /2\s*conseils sur 2/)
  })
})
