// Lists read by programs: as anybody, and at one secret address as one person, who has there what their screens show and nothing more.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { addMembership } from '#people'
import { system } from '#platform/actor.ts'
import { LIMITS } from './limits.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { actingAs, collaborate } from '#test/mandates.ts'

const OWN = '/compte/abonnements'
const LISTS = ['contenus.atom', 'contenus.rss', 'contenus.ics', 'informations.atom', 'informations.rss']

/** What is shown, to whom: an event in five is cancelled. */
interface Item {
  audience: 'all' | 'bron' | 'mions' | 'roads'
  isEvent: boolean
  isToCome: boolean
  isOver: boolean
}

const MAILS = {
  bron: 'agent.bron@parvis.example',
  mions: 'agent.mions@parvis.example',
  roads: 'voirie@parvis.example',
  resident: 'habitante@parvis.example',
} as const
type Who = keyof typeof MAILS

describe('feeds', () => {
  let parvis: TestApp
  const browsers = {} as Record<Who, TestBrowser>
  const audiences = {} as Record<Item['audience'], number>
  let unit = { id: 0, authorityId: 0 }
  before(async () => {
    parvis = await createTestApp()
    for (const who of Object.keys(MAILS) as Who[]) browsers[who] = await parvis.signedInAs(MAILS[who])
    await asSystem(async (tx) => {
      audiences.all = PUBLIC
      for (const who of ['bron', 'mions', 'roads'] as const) {
        const actor = await parvis.actor(MAILS[who])
        const [post] = actor.memberships
        assert.ok(post)
        if (who === 'bron') unit = { id: post.unitId, authorityId: post.authorityId }
        const { rows } = await sql<{ id: number }>`insert into audiences.audience (authority_id, name, rule)
          values (${post.authorityId}, ${`Essai ${who}`}, ${JSON.stringify({
            ...{ who: [`workplace:${post.authorityId}`], also: [], except: [], from: null, until: null },
          })}) returning id`.execute(tx.q)
        audiences[who] = rows[0]?.id ?? 0
      }
    })
  })
  after(() => parvis.close())

  const asSystem = <T>(work: Parameters<typeof parvis.db.write<T>>[1]) => parvis.db.write(system, work)
  const read = (path: string, headers: Record<string, string> = {}) =>
    parvis.app.inject({ method: 'GET', url: path, headers })

  /** Shows one. @returns its id */
  const tell = (n: number, { audience, isEvent, isToCome, isOver }: Item, more = {}): Promise<number> =>
    asSystem(async (tx) => {
      const { rows } = await sql<{ id: number }>`insert into publishing.content (authority_id, unit_id, type)
        values (${unit.authorityId}, ${unit.id}, ${isEvent ? 'event' : 'brief'}) returning id`.execute(tx.q)
      const id = rows[0]?.id ?? 0
      const fields = isEvent ? { day: '2026-12-05', hours: '18 h 30', place: `Salle${n}x`, ...more } : {}
      await sql`insert into publishing.edition (content_id, type_version, title, summary, theme, about, fields)
        values (${id}, 1, ${`Titre${n}x`}, ${`Résumé${n}x`}, '', '{}', ${JSON.stringify(fields)})`.execute(
        tx.q,
      )
      const starts = isToCome ? '2026-11-24T08:00:00Z' : '2026-11-20T08:00:00Z'
      await sql`insert into publishing.publication (content_id, edition, audience_id, starts_at, ends_at, is_silent, review_on)
        values (${id}, 1, ${audiences[audience]}, ${starts}, ${isOver && !isToCome ? '2026-11-21T08:00:00Z' : null}, false, '2099-01-01')`.execute(
        tx.q,
      )
      await sql`insert into publishing.notice (authority_id, theme, title, text, published_at, ends_at, audience_id)
        values (${unit.authorityId}, 'Essai', ${`Avis${n}x`}, ${`Texte${n}x`}, ${starts}, ${isOver ? '2026-11-21T08:00:00Z' : null},
          ${audiences[audience]})`.execute(tx.q)
      return id
    })
  const forget = (keeps: readonly number[] = []) =>
    asSystem(async (tx) => {
      if (keeps.length === 0) await sql`delete from publishing.notice`.execute(tx.q)
      await sql`delete from publishing.content where not id = any (${keeps as number[]}::integer[])`.execute(
        tx.q,
      )
    })

  const secretIn = (body: string): string => /jeton=([\w-]{43})/.exec(body)?.[1] ?? ''
  /** A new address of somebody. */
  async function addressOf(who: Who): Promise<string> {
    const made = await browsers[who].post(OWN, {})
    assert.equal(made.statusCode, 303)
    const secret = secretIn((await browsers[who].get(`${OWN}/adresse`)).body)
    assert.notEqual(secret, '')
    return secret
  }
  const at = (list: string, secret: string | null, query = '') =>
    `/flux/${list}?${query}${secret === null ? '' : `&jeton=${secret}`}`

  const items = fc.array(
    fc.record({
      audience: fc.constantFrom('all', 'bron', 'mions', 'roads'),
      isEvent: fc.boolean(),
      isToCome: fc.boolean(),
      isOver: fc.boolean(),
    }) as fc.Arbitrary<Item>,
    { minLength: 1, maxLength: 7 },
  )
  const READERS: readonly (Who | null)[] = [null, 'bron', 'mions', 'roads', 'resident']

  test('no list shows, counts or hints at what is not for whoever reads: with it or without, it is the same', async () => {
    const secrets = new Map<Who | null, string | null>([[null, null]])
    for (const who of READERS) if (who !== null) secrets.set(who, await addressOf(who))
    await fc.assert(
      fc.asyncProperty(items, async (list) => {
        await forget()
        const ids: number[] = []
        for (const [n, item] of list.entries()) ids.push(await tell(n, item))
        const bodies = new Map<string, string>()
        const all = async (
          keep: (who: Who | null, name: string, body: string) => void,
          only?: Who | null,
        ) => {
          for (const who of only === undefined ? READERS : [only])
            for (const name of LISTS) keep(who, name, (await read(at(name, secrets.get(who) ?? null))).body)
        }
        const isFor = (who: Who | null, { audience, isToCome, isOver }: Item) =>
          !isToCome && !isOver && (audience === 'all' || audience === who)
        await all((who, name, body) => {
          bodies.set(`${who} ${name}`, body)
          if (!name.startsWith('contenus')) return
          for (const [n, item] of list.entries()) {
            const isCalendar = name.endsWith('.ics')
            const shown = isFor(who, item) && (!isCalendar || item.isEvent)
            const isOpen = item.audience === 'all'
            assert.equal(body.includes(`Titre${n}x`), shown && (!isCalendar || isOpen), `${who} ${name} ${n}`)
            assert.equal(body.includes(`Salle${n}x`), shown && isCalendar && isOpen)
            assert.equal(body.includes(`Résumé${n}x`), shown && isOpen)
            assert.equal(new RegExp(`(contenus-|contenus/)${ids[n]}\\b`).test(body), shown)
          }
        })
        // The same for what a digest gathers, of what was announced.
        for (const who of READERS) {
          if (who === null) continue
          const reader = await parvis.actor(MAILS[who])
          const titles = await parvis.db.read(reader, async (tx) => {
            const found = await Promise.all(
              parvis.house.digests.map(({ since }) => since(tx, new Date(0), tx.now, 50)),
            )
            return found.flat().map(({ title, summary }) => title + summary)
          })
          const expected = list.flatMap((item, n) => {
            if (!isFor(who, item)) return []
            return item.audience === 'all' ? [`Titre${n}xRésumé${n}x`] : [`Titre${n}x`, `Avis${n}x`]
          })
          assert.deepEqual(titles.toSorted(), expected.toSorted())
        }
        // What is left when all that is not theirs is gone says the same, to the letter.
        const last = READERS[list.length % READERS.length] ?? null
        await forget(ids.filter((_, n) => isFor(last, list[n] as Item)))
        await all(
          (who, name, body) => assert.equal(body, bodies.get(`${who} ${name}`), `${who} ${name}`),
          last,
        )
      }),
      { numRuns: 12 },
    )
    await asSystem(
      async (tx) => void (await sql`delete from publishing.notice where theme = 'Essai'`.execute(tx.q)),
    )
  })

  test('anybody’s list is kept by caches and asked again; it is the same whoever is signed in', async () => {
    await forget()
    await tell(1, { audience: 'all', isEvent: true, isToCome: false, isOver: false })
    await tell(2, { audience: 'bron', isEvent: true, isToCome: false, isOver: false })
    const first = await read('/flux/contenus.atom')
    assert.equal(first.headers['content-type'], 'application/atom+xml; charset=utf-8')
    assert.match(String(first.headers['cache-control']), /^public/)
    assert.equal(first.headers['last-modified'], 'Fri, 20 Nov 2026 08:00:00 GMT')
    assert.equal(first.headers['set-cookie'], undefined)
    const etag = String(first.headers.etag)
    assert.equal((await read('/flux/contenus.atom', { 'if-none-match': `W/${etag}` })).statusCode, 304)
    assert.equal((await browsers.bron.get('/flux/contenus.atom')).body, first.body)
    await forget()
    const since = { 'if-none-match': etag, 'if-modified-since': 'Sun, 22 Nov 2026 08:00:00 GMT' }
    assert.equal((await read('/flux/contenus.atom', since)).statusCode, 200, 'what is withdrawn is told')
    for (const path of ['/flux/rien.atom', '/flux/contenus.pdf', '/flux/informations.ics', '/flux/contenus'])
      assert.equal((await read(path)).statusCode, 404, path)
  })

  test('a list is narrowed as its page is, a calendar says what is cancelled', async () => {
    await forget()
    const event = { audience: 'all', isEvent: true, isToCome: false, isOver: false } as const
    const kept = await tell(1, event)
    const off = await tell(2, event, { cancelled: true })
    await tell(3, { ...event, isEvent: false })
    const calendar = (await read('/flux/contenus.ics')).body
    assert.match(calendar, new RegExp(`UID:contenus-${off}@[^]*?STATUS:CANCELLED`))
    assert.match(calendar, new RegExp(`UID:contenus-${kept}@[^]*?STATUS:CONFIRMED`))
    assert.match(calendar, /DTSTART;TZID=Europe\/Paris:20261205T183000/)
    assert.match((await read('/contenus/' + off + '/lire')).body, /Cet événement est annulé/)
    const only = (await read('/flux/contenus.rss?type=brief')).body
    assert.match(only, /Contenus\u00a0: Brèves/)
    assert.deepEqual(
      [...only.matchAll(/<title>Titre(\d)x/g)].map(([, n]) => n),
      ['3'],
    )
    assert.doesNotMatch((await read('/flux/contenus.ics?type=brief')).body, /VEVENT/)
    assert.doesNotMatch(
      (await read('/flux/contenus.atom?rubrique=%3Cb%3EPoison')).body,
      /Poison.{0,40}<\/title>/,
    )
    const page = (await parvis.browser().get('/contenus?type=event')).body
    assert.match(
      page,
      /<link rel="alternate" type="text\/calendar"[^>]* href="\/flux\/contenus\.ics\?type=event">/,
    )
    assert.match(page, /href="\/flux\?liste=contenus&amp;type=event"/)
    const subscribing = (await parvis.browser().get('/flux?liste=contenus&type=event')).body
    assert.match(
      subscribing,
      /<code>http[^<]*\/flux\/contenus\.ics\?type=event<\/code>[^]*Se connecter et voir mon adresse/,
    )
    assert.match((await parvis.browser().get('/informations')).body, /href="\/flux\/informations\.atom"/)
  })

  test('an address is one’s own: it opens nothing else, is shown to whoever proves who they are, and the next one ends it at once', async () => {
    await forget()
    await tell(1, { audience: 'bron', isEvent: true, isToCome: false, isOver: false })
    const secret = await addressOf('bron')
    const reply = await read(at('contenus.atom', secret, 'type=event'))
    assert.match(reply.body, /Titre1x/)
    assert.equal(reply.headers['cache-control'], 'private, no-store')
    assert.match(String(reply.headers['x-robots-tag']), /noindex/)
    assert.equal(reply.headers.etag, undefined)
    assert.doesNotMatch(reply.body, new RegExp(secret))
    assert.match(
      (await browsers.bron.get(`${OWN}/adresse?liste=contenus&type=event`)).body,
      /type=event&amp;jeton=/,
    )
    const { rows } = await asSystem((tx) => sql`select a::text as row from feeds.address a`.execute(tx.q))
    assert.ok(!JSON.stringify(rows).includes(secret))
    // Half an hour later, who they are is asked again.
    parvis.advance({ minutes: 30 })
    const asked = await browsers.bron.get(`${OWN}/adresse`)
    assert.match(String(asked.headers.location), /^\/compte\/confirmation/)
    assert.match((await browsers.bron.get(OWN)).body, /Vous avez une adresse personnelle depuis/)
    await browsers.bron.post(OWN, {})
    assert.equal((await read(at('contenus.atom', secret))).statusCode, 404)
    await browsers.bron.post(`${OWN}/fin`, {})
    assert.match((await browsers.bron.get(OWN)).body, /Vous n’avez pas d’adresse personnelle/)
    for (const wrong of ['', 'x', 'A'.repeat(43), `${secret}A`])
      assert.equal(
        (await read(at('contenus.atom', wrong))).statusCode,
        404,
        'a wrong secret is no public list',
      )
  })

  test('it ends with a post that begins or ends, and with the account', async () => {
    const resident = await parvis.signedInAs(MAILS.resident)
    await resident.post(OWN, {})
    const secret = secretIn((await resident.get(`${OWN}/adresse`)).body)
    assert.equal((await read(at('contenus.atom', secret))).statusCode, 200)
    const { personId } = await parvis.actor(MAILS.resident)
    assert.ok(personId)
    // One proof made it: it opens nothing of a post, which asks for two.
    await asSystem((tx) =>
      addMembership(tx, { personId, unitId: unit.id, role: 'handler', from: '2026-01-01' }),
    )
    assert.equal((await read(at('contenus.atom', secret))).statusCode, 404)
    // Once it has ended it stays so, though they are again what they were; the next one stands.
    await asSystem((tx) => sql`select platform.add_job('feeds.end_fallen', '{}', null, null)`.execute(tx.q))
    await parvis.runJobs()
    await asSystem(
      async (tx) =>
        void (await sql`delete from accounts.membership where person_id = ${personId}`.execute(tx.q)),
    )
    assert.equal((await read(at('contenus.atom', secret))).statusCode, 404)
    assert.match((await resident.get(OWN)).body, /Votre adresse a pris fin/)
    await resident.post(OWN, {})
    const next = secretIn((await resident.get(`${OWN}/adresse`)).body)
    assert.equal((await read(at('contenus.atom', next))).statusCode, 200)
    await asSystem(
      async (tx) =>
        void (await sql`update accounts.person set closed_at = ${tx.now} where id = ${personId}`.execute(
          tx.q,
        )),
    )
    assert.equal((await read(at('contenus.atom', next))).statusCode, 404)
  })

  test('an elected member subscribes among their own pages, who acts for them is led nowhere closed; what is called off says so', async () => {
    const [member, cabinet] = ['maire.bron@parvis.example', 'cabinet.bron@parvis.example']
    const mayor = await parvis.signedInAs(member)
    const called = { audience: 'all', isEvent: true, isToCome: false, isOver: false } as const
    const id = await tell(900, called, { cancelled: true, hours: 'De 18 h à 20 h' })
    assert.match((await mayor.get('/territoires')).body, /Titre900x<\/a><p><span[^>]*>Annulé<\/span>/)
    assert.match((await mayor.get(`/contenus/${id}/lire`)).body, /décembre 2026<\/b>, de 18/)
    assert.doesNotMatch((await mayor.get('/contenus')).body, /Public ciblé/)
    const page = (await mayor.get('/flux?liste=contenus')).body
    assert.match(page, /Parvis Territoires[^]*Voir mon adresse personnelle/)
    assert.doesNotMatch(page, /Démarches<\/a>/)
    const days = { from: '2026-11-23', until: '2027-01-31' }
    const helper = await actingAs(
      parvis,
      cabinet,
      await collaborate(parvis, { member, collaborator: cabinet, ...days }),
    )
    const lent = (await helper.get('/flux?liste=contenus')).body
    assert.match(lent, /Ce qui est réservé à Hélène Saunier se lit à une adresse secrète/)
    assert.doesNotMatch(lent, /connectez-vous|\/compte\/abonnements/)
  })

  test('an address that is read all the time is refused in a line', async () => {
    const browser = await parvis.signedInAs(MAILS.roads)
    await browser.post(OWN, {})
    const secret = secretIn((await browser.get(`${OWN}/adresse`)).body)
    assert.equal((await read(at('contenus.atom', secret))).statusCode, 200)
    await asSystem(async (tx) => {
      await sql`update platform.throttle set tries = array_fill(${tx.now}::timestamptz, array[${LIMITS.feedReads.limit}]::integer[])`.execute(
        tx.q,
      )
    })
    const refused = await read(at('contenus.atom', secret))
    assert.deepEqual(
      [refused.statusCode, refused.headers['content-type']],
      [429, 'text/plain; charset=utf-8'],
    )
    assert.match(refused.body, /^Cette adresse est lue trop souvent[^\n]*\n$/)
  })
})
