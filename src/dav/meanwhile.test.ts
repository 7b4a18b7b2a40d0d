// Programs that write at once in one space: what each supposes stays true until it has written, and nothing that was kept goes unseen.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openSpace } from '#spaces'

const [ADMIN, ROADS] = ['admin@parvis.example', 'voirie@parvis.example']
const AT = '/dav/Meanwhile'

describe('programs that write at once, or too much', () => {
  let parvis: TestApp
  let authorization = ''
  before(async () => {
    parvis = await createTestApp()
    const [admin, member] = [await parvis.actor(ADMIN), await parvis.actor(ROADS)]
    const authorityId = admin.memberships[0]?.authorityId ?? 0
    const said = { purpose: 'Écrire à plusieurs.', presentation: '', joining: 'invited' } as const
    const space = await parvis.db.write(admin, (tx) =>
      openSpace(tx, { authorityId, kind: 'project', name: 'Meanwhile', bodyId: null, ...said }, []),
    )
    await parvis.db.write(system, (tx) =>
      sql`insert into spaces.admission (space_id, kind, person_id, role) values (${space}, 'person', ${member.personId}, 'contributor')`.execute(
        tx.q,
      ),
    )
    const made = await (await parvis.signedInAs(ROADS)).post('/compte/mots-de-passe-d-application', {
      name: 'Mon ordinateur',
    })
    const password = /parvis_dav_[\w-]{43}/.exec(made.body)?.[0] ?? assert.fail(made.body)
    authorization = `Basic ${Buffer.from(`${ROADS}:${password}`).toString('base64')}`
  })
  after(() => parvis.close())

  const ask = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
    parvis.app.inject({
      method: method as 'GET',
      url: `${AT}/${path}`,
      headers: { authorization, host: 'localhost', ...headers },
      ...(body === undefined ? {} : { payload: body }),
    })
  const six = async (of: (at: number) => ReturnType<typeof ask>) => {
    const replies = await Promise.all(Array.from({ length: 6 }, (_, at) => of(at)))
    return replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)
  }

  test('one alone keeps what all six supposed', async () => {
    const lost = [412, 412, 412, 412, 412]
    assert.deepEqual(await six((at) => ask('PUT', 'un.txt', `${at}`, { 'if-none-match': '*' })), [
      201,
      ...lost,
    ])
    const etag = String((await ask('GET', 'un.txt')).headers.etag)
    assert.deepEqual(await six((at) => ask('PUT', 'un.txt', `${at}`, { 'if-match': etag })), [204, ...lost])
    assert.deepEqual(await six(() => ask('DELETE', 'un.txt')), [204, 404, 404, 404, 404, 404])
  })

  test('a document that is written while it moves is not lost', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      await ask('PUT', 'avant.txt', 'avant')
      await ask('PUT', 'place.txt', 'place')
      const [moved, written] = await Promise.all([
        ask('MOVE', 'avant.txt', undefined, { destination: `${AT}/place.txt` }),
        ask('PUT', 'avant.txt', 'plus neuf'),
      ])
      assert.ok(moved.statusCode === 204 || moved.statusCode === 409, moved.body)
      assert.ok(written.statusCode < 300, written.body)
      const kept = await Promise.all([ask('GET', 'avant.txt'), ask('GET', 'place.txt')])
      assert.ok(
        kept.some(({ body }) => body === 'plus neuf'),
        `${moved.statusCode} ${written.statusCode}`,
      )
    }
  })

  test('what moves to one free name takes the place of nothing that came there meanwhile', async () => {
    for (let at = 0; at < 6; at += 1) await ask('PUT', `s${at}.txt`, `s${at}`)
    await six((at) => ask('MOVE', `s${at}.txt`, undefined, { destination: `${AT}/ensemble.txt` }))
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        n: number
      }>`select count(*)::int as n from spaces.edition e join spaces.document d on d.id = e.document_id
        where d.name ~ '^(s[0-5]|ensemble)' and d.space_id = (select id from spaces.space where name = 'Meanwhile')`.execute(
        tx.q,
      ),
    )
    assert.ok((rows[0]?.n ?? 0) >= 6, `${rows[0]?.n} of six texts are left`)
  })

  test('what is written in a folder that goes is refused in words', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      await ask('MKCOL', 'dossier')
      const replies = await six((at) =>
        at === 0 ? ask('DELETE', 'dossier') : ask('PUT', `dossier/${at}.txt`, 'un'),
      )
      assert.ok(
        replies.every((status) => status < 500),
        replies.join(' '),
      )
      await ask('DELETE', 'dossier')
    }
  })

  test('properties stay within their bound', async () => {
    await ask('PUT', 'dit.txt', 'dit')
    await six((at) => {
      const said = Array.from({ length: 20 }, (_, n) => `<p${at}-${n} xmlns="u">1</p${at}-${n}>`).join('')
      return ask(
        'PROPPATCH',
        'dit.txt',
        `<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop>${said}</D:prop></D:set></D:propertyupdate>`,
      )
    })
    const listed = await ask('PROPFIND', 'dit.txt', undefined, { depth: '0' })
    assert.equal(listed.body.match(/xmlns="u"/g)?.length, 60)
  })

  test('what one leaves in a space is bounded: names that await, folders, properties, and what is asked of them', async () => {
    const { id } = await parvis.db.write(system, async (tx) => {
      const { rows } = await sql<{
        id: number
      }>`select id from spaces.space where name = 'Meanwhile'`.execute(tx.q)
      const [space = { id: 0 }] = rows
      await sql`insert into spaces.folder (space_id, name) select ${space.id}, 'd' || n from generate_series(1, 1000) n`.execute(
        tx.q,
      )
      await sql`insert into spaces.document (space_id, name) select ${space.id}, 'a' || n || '.txt' from generate_series(1, 200) n`.execute(
        tx.q,
      )
      await sql`insert into spaces.property (space_id, document_id, namespace, name, value)
        select ${space.id}, d.id, 'u', 'p' || n, repeat('v', 3900) from spaces.document d, generate_series(1, 2) n
        where d.space_id = ${space.id} and d.name ~ '^a[0-9]+.txt$' order by d.id limit 250`.execute(tx.q)
      return space
    })
    assert.ok(id > 0)
    assert.equal((await ask('MKCOL', 'un-de-plus')).statusCode, 507)
    assert.equal((await ask('PUT', 'vide.txt', '')).statusCode, 507)
    assert.equal((await ask('PUT', 'plein.txt', 'plein')).statusCode, 201)
    const say =
      '<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><q xmlns="u">1</q></D:prop></D:set></D:propertyupdate>'
    assert.equal((await ask('PROPPATCH', 'plein.txt', say)).statusCode, 507)
    const asking = (names: number) =>
      ask(
        'PROPFIND',
        '',
        `<D:propfind xmlns:D="DAV:"><D:prop>${'<a/>'.repeat(names)}</D:prop></D:propfind>`,
        {
          depth: '1',
        },
      )
    assert.equal((await asking(100)).statusCode, 207)
    assert.equal((await asking(101)).statusCode, 400)
  })
})
