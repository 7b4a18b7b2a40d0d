// PostgreSQL goes away for some seconds: a plain page says so, nothing is lost, and all works again without a restart.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { type Answer, ask, type Program, startProgram } from '#test/program.ts'

/** The way to a server, that can be cut and mended. */
interface Way {
  port: number
  cut(): Promise<void>
  mend(): Promise<void>
}

async function wayTo(port: number): Promise<Way> {
  const sockets = new Set<Socket>()
  const open = async (at: number): Promise<Server> => {
    const server = createServer((near) => {
      const far = connect(port, '127.0.0.1')
      for (const socket of [near, far]) {
        sockets.add(socket)
        socket
          .on('error', () => {})
          .once('close', () => {
            sockets.delete(socket)
            near.destroy()
            far.destroy()
          })
      }
      near.pipe(far).pipe(near)
    })
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  let server = await open(0)
  const at = (server.address() as AddressInfo).port
  return {
    port: at,
    async cut() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    mend: async () => void (server = await open(at)),
  }
}

describe('when PostgreSQL goes away', () => {
  const visitor = randomUUID()
  let database: TestDatabase
  let way: Way
  let program: Program
  let folder = ''
  let at = ''

  before(async () => {
    database = await testDatabase()
    const url = new URL(database.ownerUrl)
    way = await wayTo(Number(url.port))
    url.port = String(way.port)
    url.searchParams.delete('host')
    folder = await mkdtemp(join(tmpdir(), 'parvis-away-'))
    program = await startProgram({ DATABASE_URL: url.href, PARVIS_DATA: folder, PARVIS_LOG: 'info' })
    await fill()
  })
  after(async () => {
    await program.kill()
    await way.cut()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  const get = (path: string) => ask(program.origin, visitor, path)
  const post = (path: string, values: Record<string, string>) => ask(program.origin, visitor, path, values)
  const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await holds()); tries += 1) {
      assert.ok(tries < 150, `${what}: not within 30 seconds\n${program.output().slice(0, 4000)}`)
      await sleep(200)
    }
  }

  async function fill(): Promise<void> {
    at = (await get('/demarches/signaler-un-nid-de-poule/demande'))?.location.replace(/\/place$/, '') ?? ''
    const pages: Record<string, Record<string, string>> = {
      place: { 'place-commune': '69283', 'place-adresse': 'Devant la mairie', place_kind: 'street' },
      problem: { size: 'small', details: 'Un trou.' },
      contact: { name: 'Lucette Morandat', email: 'absence@courriel.example', phone: '' },
    }
    for (const [page, values] of Object.entries(pages))
      assert.equal((await post(`${at}/${page}`, values))?.status, 303, page)
  }

  function saysSo(reply: Answer | null): void {
    assert.equal(reply?.status, 503)
    assert.ok(Number(reply.headers.get('retry-after')) > 0)
    assert.match(reply.headers.get('content-type') ?? '', /text\/html/)
    assert.match(reply.body, /<html lang="fr">/)
    assert.match(reply.body, /momentanément indisponible/)
    assert.match(reply.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
  }

  it('says each step of its start, and nothing of the journal is between them', () => {
    const output = program.output()
    assert.match(
      output,
      /^Démarrage de la base de données…\nPréparation des tables…\nOuverture du guichet…\n/,
    )
    assert.doesNotMatch(output, /Server listening/)
  })

  it('says so on every page, keeps its own files, and does not take itself for dead', async () => {
    await way.cut()
    await sleep(1_000)
    for (const path of ['/', '/demarches', '/suivi', '/compte', '/agents', '/nulle-part', `${at}/verifier`])
      saysSo(await get(path))
    saysSo(await post(`${at}/envoyer`, {}))
    saysSo(await post('/connexion', { email: 'habitante@parvis.example', password: 'parvis-demo-2026' }))
    assert.equal((await get('/healthz'))?.status, 200)
    assert.equal((await get('/readyz'))?.status, 503)
    assert.equal((await get('/metrics'))?.status, 200)
    const style = /href="(\/assets\/[^"]+\.css)"/.exec((await get('/'))?.body ?? '')?.[1] ?? ''
    assert.equal((await get(style))?.status, 200)
    await sleep(2_000)
    assert.ok(program.isAlive())
  })

  it('works again without a restart, with everything that had been typed', async () => {
    await way.mend()
    await until('the program is ready', async () => (await get('/readyz'))?.status === 200)
    assert.equal((await get('/'))?.status, 200)
    assert.equal((await get(`${at}/verifier`))?.status, 200)
    const sent = await post(`${at}/envoyer`, {})
    assert.deepEqual([sent?.status, sent?.location], [303, `${at}/recu`])
    assert.match((await get(`${at}/recu`))?.body ?? '', /\d{4}-\d{5}/)
    assert.ok(program.isAlive())
  })

  it('works off its jobs again: the mail of that request leaves', async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
    await until(
      'the mail left',
      async () =>
        (
          await owner.query(
            `select from platform.mail where recipient = 'absence@courriel.example' and sent_at is not null`,
          )
        ).rowCount === 1,
    )
    const { rows } = await owner.query('select count(*)::int as n from requests.request')
    assert.deepEqual(rows, [{ n: 1 }])
    await owner.end()
  })

  it('survives short cuts one after the other, under load, without a 500', async () => {
    // The first search of a program reads all the words once: it is another matter.
    assert.equal((await get('/demarches?quoi=trou'))?.status, 200)
    const statuses = new Set<number | undefined>()
    let asking = true
    const load = Array.from({ length: 8 }, async () => {
      while (asking) statuses.add((await get('/demarches?quoi=trou'))?.status)
    })
    for (let cuts = 0; cuts < 3; cuts += 1) {
      await sleep(300)
      await way.cut()
      await sleep(300)
      await way.mend()
    }
    await sleep(300)
    asking = false
    await Promise.all(load)
    assert.ok(program.isAlive(), program.output().slice(0, 4000))
    assert.deepEqual(
      [...statuses].filter((status) => status !== 200 && status !== 503),
      [],
    )
    assert.ok(statuses.has(200) && statuses.has(503))
    await until('the program is ready', async () => (await get('/'))?.status === 200)
    assert.doesNotMatch(program.output(), /absence@|Lucette/)
  })

  it('stops as asked', async () => {
    assert.equal(await program.stop(), 0)
  })
})
