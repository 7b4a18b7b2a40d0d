// Links of what is published, against a real server: what answers, what does not, once and twice, told to whoever answers for it; pages of
// this site by its own table; nothing within the house is asked.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { beginContent, publish } from '../record/act.ts'
import { writtenContent } from '../record/queries.ts'
import { asTyped } from '../types/typed.ts'
import { walkLinks } from './walk.ts'

const HERE = '/administration/contenus'
const EDITOR = 'marius.redaction@parvis.example'

const SITE = 'https://site.exemple.fr'

describe('links of what is published', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let server: Server
  let origin = ''
  const asked: string[] = []
  const gone = new Set<string>()
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs(EDITOR)
    server = createServer(({ method, url = '' }, response) => {
      asked.push(`${method} ${url}`)
      const path = url.split('?')[0] ?? ''
      if (path === '/sourd') return void setTimeout(() => response.destroy(), 1)
      if (path === '/boucle') return response.writeHead(302, { location: '/boucle' }).end()
      if (path === '/ailleurs') return response.writeHead(301, { location: '/la' }).end()
      const says: Readonly<Record<string, number>> = { '/ferme': 403, '/panne': 503, '/partie': 410 }
      const status = gone.has(path) ? 404 : (says[path] ?? 200)
      if (path === '/sans-tete' && method === 'HEAD') return response.writeHead(405).end()
      if (path === '/immense')
        return response.writeHead(200).end(method === 'HEAD' ? '' : 'x'.repeat(300_000))
      return response.writeHead(status).end('page')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    await parvis.close()
  })

  const walk = (allowPrivate = true) =>
    walkLinks(parvis.db, {
      ...{ publicUrl: parvis.config.publicUrl, paths: parvis.house.paths, pauseMs: 0, allowPrivate },
      writer: { site: { name: 'Parvis' }, origin: parvis.config.publicUrl },
      // The server of the test, by the name and the lock that addresses for readers have.
      fetch: (address, options) => guardedFetch(address.replace(SITE, origin), options),
    })
  async function published(address: string, text = 'Un site choisi.', author = EDITOR): Promise<number> {
    const [by, publisher] = [await parvis.actor(author), await parvis.actor(EDITOR)]
    const unit = by.memberships[0]
    const id = await parvis.db.write(by, async (tx) => {
      const { typeVersion, fields } = await asTyped(tx, 'document', { address, text })
      const where = { authorityId: unit?.authorityId ?? 0, unitId: unit?.unitId ?? 0, type: 'document' }
      const more = { title: 'Un document choisi', summary: '', theme: '', about: [] }
      return beginContent(tx, where, { typeVersion, fields, ...more })
    })
    await parvis.db.write(publisher, async (tx) =>
      publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, {
        ...{ audienceId: PUBLIC, startsAt: tx.now, endsAt: null, isSilent: true, reviewOn: '2099-01-01' },
      }),
    )
    return id
  }
  const whys = async () => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        address: string
        failures: number
        why: string | null
      }>`select address, failures, why from publishing.link where checked_at is not null`.execute(tx.q),
    )
    return Object.fromEntries(
      rows.map(({ address, failures, why }) => [address.replace(SITE, ''), why && `${why} ${failures}`]),
    )
  }

  test('each is asked by its head, then by its page; what does not answer is believed the second time', async () => {
    const paths = '/la /ailleurs /sans-tete /ferme /immense /panne /partie /boucle /sourd'.split(' ')
    for (const path of paths) await published(`${SITE}${path}`)
    // The guard stands in front: nothing of the house is asked.
    await walk(false)
    assert.deepEqual([...new Set(Object.values(await whys()))], ['inside 2'])
    assert.equal(asked.length, 0)
    await parvis.db.write(system, (tx) =>
      sql`update publishing.link set failures = 0, failed_since = null, why = null, next_at = '-infinity'`.execute(
        tx.q,
      ),
    )
    await walk()
    const first = { '/panne': 'error 1', '/partie': 'gone 1', '/boucle': 'lost 1', '/sourd': 'silent 1' }
    const right = Object.fromEntries(paths.slice(0, 5).map((path) => [path, null]))
    assert.deepEqual(await whys(), { ...right, ...first })
    assert.ok(asked.includes('HEAD /la') && !asked.includes('GET /la'), 'a head is enough')
    assert.ok(asked.includes('GET /sans-tete'))
    assert.doesNotMatch((await editor.get(HERE)).body, /ne répond plus/)
    // Not again before six hours.
    const before = asked.length
    await walk()
    assert.equal(asked.length, before)
    parvis.advance({ hours: 7 })
    editor = await parvis.signedInAs(EDITOR)
    await walk()
    assert.deepEqual((await whys())['/panne'], 'error 2')
    assert.ok(!asked.slice(before).includes('HEAD /la'), 'what answers is asked again in a week')
  })

  test('of what a space decides, nobody who publishes for the authority is told: they read nothing of it', async () => {
    const id = await published(`${SITE}/espace`, 'Voir [la page](/nulle-part-ailleurs).', EDITOR)
    await parvis.db.write(system, async (tx) => {
      await sql`with s as (insert into spaces.space (authority_id, kind, name, purpose, is_listed, joining)
          select authority_id, 'project', 'Chantiers', 'Les suivre.', false, 'invited' from publishing.content where id = ${id} returning id)
        update publishing.content set space_id = (select id from s), author_id = null where id = ${id}`.execute(
        tx.q,
      )
    })
    await walk()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql`select from notices.notice where kind = 'publishing.links' and subject_id = ${id}`.execute(tx.q),
    )
    assert.deepEqual(rows, [])
  })

  test('whoever answers for the content is told, once; the list and the content say it, until it answers again', async () => {
    gone.add('/plan')
    const id = await published(
      `${SITE}/plan`,
      `Voir [l’aide](/aide) et [la page](/nulle-part).`,
      'remi.bron@parvis.example',
    )
    await walk()
    // A page of this site that is not there is certain at once.
    const rémi = await parvis.signedInAs('remi.bron@parvis.example')
    assert.match((await rémi.get('/agents/notifications')).body, /Un lien ne répond plus dans/)
    assert.match((await rémi.get('/agents/notifications')).body, /\/nulle-part \(aucune page de ce site/)
    parvis.advance({ hours: 7 })
    editor = await parvis.signedInAs(EDITOR)
    await walk()
    await walk()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        title: string
      }>`select title from notices.notice where kind = 'publishing.links' and subject_id = ${id} order by id`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(
      rows.map(({ title }) => title.split('\u00a0')[0]),
      ['Un lien ne répond plus dans «', '2 liens ne répondent plus dans «'],
    )
    const list = (await editor.get(`${HERE}?liens=rompus`)).body
    assert.match(list, /2 liens ne répondent plus/)
    const page = (await editor.get(`${HERE}/${id}`)).body
    assert.match(page, /2 liens ne répondent plus[^]*\/plan<\/a>[^<]*la page n’existe plus[^]*\/nulle-part/)
    assert.doesNotMatch(page, /\/aide<\/a>[^<]*:/)
    // It is mended elsewhere.
    gone.delete('/plan')
    parvis.advance({ days: 2 })
    editor = await parvis.signedInAs(EDITOR)
    await walk()
    assert.match((await editor.get(`${HERE}/${id}`)).body, /Un lien ne répond plus/)
    // Others read nothing of it.
    const elsewhere = await parvis.actor('agent.mions@parvis.example')
    const seen = await parvis.db.read(elsewhere, (tx) => sql`select 1 from publishing.link`.execute(tx.q))
    assert.equal(seen.rows.length, 0)
  })

  test('whoever began it is told while they work in its unit; those who publish, once it is of another', async () => {
    const AUTHOR = 'agent.bron@parvis.example'
    const [own, moved] = [
      await published(`${SITE}/la`, 'Voir [la page](/nulle-part-un).', AUTHOR),
      await published(`${SITE}/la`, 'Voir [la page](/nulle-part-deux).', AUTHOR),
    ]
    await parvis.db.write(system, (tx) =>
      sql`update publishing.content c set unit_id = (select u.id from territory.unit u where u.authority_id = c.authority_id and u.code = 'culture')
        where id = ${moved}`.execute(tx.q),
    )
    await walk()
    const told = async (id: number) => {
      const { rows } = await parvis.db.read(system, (tx) =>
        sql<{
          email: string
        }>`select p.email from notices.notice n join accounts.person p on p.id = n.person_id
          where n.kind = 'publishing.links' and n.subject_id = ${id}`.execute(tx.q),
      )
      return rows.map(({ email }) => email)
    }
    assert.deepEqual(await told(own), [AUTHOR])
    const others = await told(moved)
    assert.ok(others.includes(EDITOR) && !others.includes(AUTHOR), others.join())
  })

  test('a link to a content that is read no more is said; what leads nowhere by design is not asked', async () => {
    const target = await published('https://www.site.example/')
    const id = await published('https://autre.test/', `Voir [le document](/contenus/${target}/lire).`)
    const before = asked.length
    await walk()
    assert.doesNotMatch((await editor.get(`${HERE}/${id}`)).body, /ne répond plus/)
    await parvis.db.write(system, (tx) =>
      sql`update publishing.publication set starts_at = starts_at - interval '1 hour', ends_at = starts_at where content_id = ${target}`.execute(
        tx.q,
      ),
    )
    parvis.advance({ days: 8 })
    editor = await parvis.signedInAs(EDITOR)
    await walk()
    assert.match((await editor.get(`${HERE}/${id}`)).body, /Un lien ne répond plus[^]*n’est plus en ligne/)
    assert.ok(asked.slice(before).every((line) => !line.includes('autre.test')))
  })
})
