// A host name is the address of a counter once this installation has answered by it: nothing that is sent here says so.
import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { system } from '#platform/actor.ts'
import { forget } from '#platform/db/snapshot.ts'
import { FetchRefused, type guardedFetch } from '#platform/outside/guard.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { isInDns, tryHosts } from './answering.ts'
import { counterAddress } from './site.ts'
import { territory } from './territory.ts'

const NAME = 'guichet.mions.example'

describe('a host name that is awaited', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
    const owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    await owner.query(
      'delete from territory.host where authority_id = (select id from territory.authority where slug = $1)',
      ['mions'],
    )
    await owner.query(
      'insert into territory.host (host, authority_id) select $1, id from territory.authority where slug = $2',
      [NAME, 'mions'],
    )
    await owner.end()
    await parvis.db.write(system, async (tx) => forget(tx, 'territory'))
  })
  after(() => parvis.close())

  const counter = () =>
    parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      const mions = place.authorities.find(({ slug }) => slug === 'mions')
      return mions === undefined ? '' : counterAddress(parvis.config.publicUrl, place, mions)
    })
  const asked: {
    url: string
    allowPrivate: boolean | undefined
    allowHosts: readonly string[] | undefined
    mostRedirects: number | undefined
  }[] = []
  /** As if that name led to a program which answers by that host. */
  const leadingTo =
    (program: TestApp, host: string): typeof guardedFetch =>
    async (url, { allowPrivate, allowHosts, mostRedirects }) => {
      asked.push({ url, allowPrivate, allowHosts, mostRedirects })
      const { statusCode, rawPayload } = await program.app.inject({
        url: new URL(url).pathname,
        headers: { host },
      })
      return { status: statusCode, headers: {}, body: rawPayload, url }
    }
  const known = async () => true
  const tried = async (fetch: typeof guardedFetch) => {
    await tryHosts(parvis.config, fetch, known)(parvis.db, {})
    return counter()
  }

  const ELSEWHERE = 'http://parvis.test/communes/mions'

  test('is not believed from what is sent here', async () => {
    for (const url of ['/', '/nulle-part', '/nom-de-guichet/x'])
      await parvis.app.inject({ url, headers: { host: NAME } })
    assert.equal(await counter(), ELSEWHERE)
  })

  test('nor when it leads nowhere, to a page, to another installation, or here by another name', async () => {
    const none: typeof guardedFetch = () => Promise.reject(new FetchRefused('network'))
    assert.equal(await tried(none), ELSEWHERE)
    const parked: typeof guardedFetch = async (url) => ({
      status: 200,
      headers: {},
      body: Buffer.from('Bientôt ici'),
      url,
    })
    assert.equal(await tried(parked), ELSEWHERE)
    const other = { ...parvis.config, secret: Buffer.from('another installation, another key') }
    await tryHosts(other, leadingTo(parvis, NAME), known)(parvis.db, {})
    assert.equal(await counter(), ELSEWHERE)
    assert.equal(await tried(leadingTo(parvis, 'bron.localhost')), ELSEWHERE)
  })

  test('is looked up apart, with a limit; where nobody serves it, it is not fetched, and no turn begins meanwhile', async () => {
    const silent = createSocket('udp4').bind(0, '127.0.0.1')
    await once(silent, 'listening')
    const resolver = new Resolver({ timeout: 100, tries: 1 })
    resolver.setServers([`127.0.0.1:${silent.address().port}`])
    const lookups: string[] = []
    const before = asked.length
    const turn = tryHosts(parvis.config, leadingTo(parvis, NAME), (host) => {
      lookups.push(host)
      return isInDns(host, resolver)
    })
    await Promise.all([turn(parvis.db, {}), turn(parvis.db, {})])
    silent.close()
    assert.deepEqual(lookups, [NAME])
    assert.equal(asked.length, before)
  })

  test('is once this installation answers by it, and is asked no more', async () => {
    assert.equal(await tried(leadingTo(parvis, NAME)), `http://${NAME}/`)
    const { url = '', ...limits } = asked.at(-1) ?? {}
    assert.match(url, /^http:\/\/guichet\.mions\.example\/nom-de-guichet\/[\w-]{36}$/)
    assert.deepEqual(limits, { allowPrivate: false, allowHosts: [NAME], mostRedirects: 0 })
    const before = asked.length
    await tried(leadingTo(parvis, NAME))
    assert.equal(asked.length, before)
  })
})
