// Whatever may be taken away (lists as CSV, sheets compared, archives of spaces, yearly reports) is asked by people of every
// kind, over generated audiences and spaces: nothing of it names what whoever takes it may not read.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import sharp from 'sharp'
import { PUBLIC } from '#audiences'
import { type Actor, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { territory } from '#territory'
import { createTestApp, START, type TestApp, type TestBrowser } from '#test/app.ts'
import { textOfPdf } from '#test/pdf.ts'
import { addCounts, keepThings, tellMonths } from '../../src/steering/count/queries.ts'

const EDITOR = 'marius.redaction@parvis.example'
const READERS = [
  ...[EDITOR, 'maire.bron@parvis.example', 'elue@parvis.example', 'agent.bron@parvis.example'],
  ...['agent.mions@parvis.example', 'voirie@parvis.example', 'ines.chiffres@parvis.example'],
  ...['habitante@parvis.example'],
]
const REVIEWS = '/agents/pilotage/bilans'
/** Who keeps what is published there, and reads how it is read. */
const KEEPERS = ['admin', 'editor', 'communication', 'analyst']

type Town = 'bron' | 'mions' | 'metropolis'
const TOWNS = ['bron', 'mions', 'metropolis'] as const satisfies readonly Town[]
interface Said {
  who: { kind: 'workplace' | 'elected'; town: Town }[]
  except: Town | null
  isPublic: boolean
  isToCome: boolean
}
interface Room {
  towns: Town[]
  people: number[]
}

const town = fc.constantFrom(...TOWNS)
const cases = fc.record({
  said: fc.array(
    fc.record({
      who: fc.uniqueArray(fc.record({ kind: fc.constantFrom('workplace', 'elected'), town }), {
        ...{ minLength: 1, maxLength: 2, selector: ({ kind, town: at }) => `${kind} ${at}` },
      }),
      except: fc.option(town),
      isPublic: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
      isToCome: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    }) as fc.Arbitrary<Said>,
    { minLength: 4, maxLength: 6 },
  ),
  rooms: fc.array(
    fc.record({
      towns: fc.uniqueArray(town, { maxLength: 1 }),
      people: fc.uniqueArray(fc.integer({ min: 1, max: READERS.length - 2 }), { maxLength: 2 }),
    }) as fc.Arbitrary<Room>,
    { minLength: 2, maxLength: 2 },
  ),
})

describe('what is taken away', () => {
  let parvis: TestApp
  let ids: Readonly<Record<Town, number>>
  let unit = 0
  let picture: Buffer
  const actors = new Map<string, Actor>()
  const browsers = new Map<string, TestBrowser>()
  /** Lists that somebody may take. */
  let lists: readonly string[] = []
  before(async () => {
    parvis = await createTestApp()
    for (const email of READERS) {
      actors.set(email, await parvis.actor(email))
      browsers.set(email, await parvis.signedInAs(email))
    }
    await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      const [bron = 0, mions = 0] = ['69029', '69283'].map((code) => place.authorityByCode(code)?.id)
      ids = { bron, mions, metropolis: place.metropolis.id }
      unit = place.unitsOf(bron)[0]?.id ?? 0
    })
    lists = parvis.house.routes.flatMap((route) =>
      'post' in route && 'run' in route && route.post.endsWith('/fichier') && !route.post.includes(':')
        ? [route.post.replace(/\/fichier$/, '')]
        : [],
    )
    picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#888' } })
      .png()
      .toBuffer()
  })
  after(() => parvis.close())

  const actorOf = (email: string): Actor => actors.get(email) ?? assert.fail(email)
  const worksFor = (email: string, at: Town): boolean =>
    actorOf(email).memberships.some(({ authorityId }) => authorityId === ids[at])
  const keeps = (email: string, at: Town): boolean =>
    actorOf(email).memberships.some(
      ({ authorityId, role }) => authorityId === ids[at] && KEEPERS.includes(role),
    )

  /** The rule as anybody reads it. */
  function mayRead(email: string, { who, except, isPublic, isToCome }: Said): boolean {
    const isOf = (kind: 'workplace' | 'elected', at: Town) =>
      kind === 'workplace' ? worksFor(email, at) : (actorOf(email).elected ?? []).includes(ids[at])
    if (isToCome) return false
    return isPublic || (who.some((key) => isOf(key.kind, key.town)) && !(except && worksFor(email, except)))
  }
  const isIn = (email: string, { towns, people }: Room): boolean =>
    email === EDITOR || people.some((at) => READERS[at] === email) || towns.some((at) => worksFor(email, at))

  const mark = (n: number): string => `canari-${'abcdef'[n]}-seul`
  const room = (n: number): string => `salle-${'abcdef'[n]}-close`

  async function say(tx: Write, { who, except, isPublic, isToCome }: Said, n: number): Promise<number> {
    const keys = who.map((key) => `${key.kind}:${ids[key.town]}`)
    const rule = { who: keys, also: [], except: except === null ? [] : [`workplace:${ids[except]}`] }
    const audience = isPublic
      ? { id: PUBLIC }
      : (
          await sql<{
            id: number
          }>`insert into audiences.audience (authority_id, name, rule) values (${ids.bron}, ${`Public ${n}`},
            ${JSON.stringify({ ...rule, from: null, until: null })}) returning id`.execute(tx.q)
        ).rows[0]
    const { rows } = await sql<{ id: number }>`insert into publishing.content (authority_id, unit_id, type)
      values (${ids.bron}, ${unit}, 'experience') returning id`.execute(tx.q)
    const id = rows[0]?.id ?? 0
    await sql`insert into publishing.edition (content_id, type_version, title, summary, theme, about, fields)
      values (${id}, 1, ${mark(n)}, ${mark(n)}, ${mark(n)}, '{}', '{}')`.execute(tx.q)
    await sql`insert into publishing.publication (content_id, edition, audience_id, starts_at, is_silent, review_on)
      values (${id}, 1, ${audience?.id ?? 0}, ${tx.now}::timestamptz + ${isToCome ? 1 : -2} * interval '1 day', false, '2026-11-01')`.execute(
      tx.q,
    )
    // Read by many in September: what statistics tell.
    const thing = { thing: String(id), title: mark(n), href: `/contenus/${id}/lire`, authorityId: ids.bron }
    await keepThings(tx, 'content', [{ ...thing, unitId: null, since: START }])
    const counted = { kind: 'content', thing: String(id), reader: `workplace:${ids.bron}`, count: 500 }
    await addCounts(tx, '2026-09-01', [counted])
    return id
  }

  async function open(tx: Write, { towns, people }: Room, n: number): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      insert into spaces.space (authority_id, kind, name, purpose, is_listed, joining, opened_at)
      values (${ids.metropolis}, 'project', ${room(n)}, 'Essai', false, 'invited', ${tx.now}::timestamptz - interval '1 day') returning id`.execute(
      tx.q,
    )
    const id = rows[0]?.id ?? 0
    const let_ = (kind: string, holder: number | null, email: string | null, role: string) =>
      sql`insert into spaces.admission (space_id, kind, holder_id, person_id, role)
        values (${id}, ${kind}, ${holder}, ${email === null ? null : actorOf(email).personId}, ${role})`.execute(
        tx.q,
      )
    await let_('person', null, EDITOR, 'contributor')
    for (const at of towns) await let_('workplace', ids[at], null, 'reader')
    for (const at of people) await let_('person', null, READERS[at] ?? '', 'reader')
    return id
  }

  const textOf = (reply: { rawPayload: Buffer }): string => reply.rawPayload.toString('latin1')

  async function check(
    email: string,
    said: readonly Said[],
    contents: readonly number[],
    rooms: readonly Room[],
    spaces: readonly number[],
  ) {
    const browser = browsers.get(email) ?? assert.fail(email)
    const isSheet = new Map(contents.map((id, n) => [id, mayRead(email, said[n] as Said)]))
    /** Of a reply, for whoever keeps what Bron publishes or for a reader. */
    const isSound = (text: string, at: string) => {
      for (const [n, one] of said.entries())
        if (!mayRead(email, one) && !keeps(email, 'bron'))
          assert.ok(!text.includes(mark(n)), `${email} takes ${mark(n)} from ${at}`)
      for (const [n, one] of rooms.entries())
        if (!isIn(email, one)) assert.ok(!text.includes(room(n)), `${email} takes ${room(n)} from ${at}`)
    }
    const taken = new Set<string>()
    for (const at of lists) {
      const reply = await browser.get(`${at}?format=csv`)
      if (!String(reply.headers['content-type']).startsWith('text/csv')) continue
      taken.add(at)
      const text = textOf(reply)
      isSound(text, at)
      // Readers’ lists are of readers, whoever keeps them.
      if (at === '/territoires/club')
        assert.deepEqual(
          contents.filter((_, n) => text.includes(mark(n))),
          contents.filter((id) => isSheet.get(id)),
          `${email} ${at}`,
        )
    }
    const asked = contents.map((id) => `fiche=${id}`).join('&')
    const compared = await browser.get(`/territoires/club/comparer?${asked}`)
    if (compared.statusCode === 200) isSound(textOf(compared), 'the comparison')
    for (const [n, id] of spaces.entries()) {
      const archive = await browser.get(`/espaces/${id}/documents/archive`)
      assert.equal(archive.statusCode, isIn(email, rooms[n] as Room) ? 200 : 404, `${email} ${room(n)}`)
      isSound(textOf(archive), 'an archive')
      if (archive.statusCode === 200) assert.ok(textOf(archive).includes(room(n)))
    }
    for (const at of [`${REVIEWS}/bron/2026`, `${REVIEWS}/bron/2026/pdf`]) {
      const review = await browser.get(at)
      assert.equal(review.statusCode, keeps(email, 'bron') ? 200 : 404, `${email} ${at}`)
      isSound(textOf(review), at)
      if (review.statusCode === 200 && at.endsWith('pdf'))
        isSound(textOfPdf(review.rawPayload).pages.join('\n'), at)
    }
    return taken
  }

  test('names nothing that whoever takes it may not read', async () => {
    const editor = browsers.get(EDITOR) ?? assert.fail()
    assert.ok(lists.length > 20, 'lists are found')
    await fc.assert(
      fc.asyncProperty(cases, async ({ said, rooms }) => {
        const { contents, spaces } = await parvis.db.write(system, async (tx) => {
          await sql`delete from publishing.content where type = 'experience'`.execute(tx.q)
          await sql`delete from audiences.audience where standing is null and name like 'Public %'`.execute(
            tx.q,
          )
          await sql`delete from spaces.space where name like 'salle-%'`.execute(tx.q)
          const made = { contents: [] as number[], spaces: [] as number[] }
          for (const [n, one] of said.entries()) made.contents.push(await say(tx, one, n))
          for (const [n, one] of rooms.entries()) made.spaces.push(await open(tx, one, n))
          await tellMonths(tx, '2026-11-23')
          return made
        })
        for (const [n, id] of spaces.entries()) {
          const files = [{ field: 'files', name: `${room(n)}.png`, bytes: picture, type: 'image/png' }]
          const sent = await editor.upload(`/espaces/${id}/documents/depot`, {}, files)
          assert.equal(sent.statusCode, 303, sent.body)
        }
        await editor.post(`${REVIEWS}/nouveau`, { authority: String(ids.bron), year: '2026' })
        while ((await parvis.runJobs()) > 0);
        const taken = new Map<string, ReadonlySet<string>>()
        for (const email of READERS) taken.set(email, await check(email, said, contents, rooms, spaces))
        // What is taken is there to be taken.
        for (const [email, at] of [
          [EDITOR, '/administration/contenus'],
          ['maire.bron@parvis.example', '/territoires/club'],
          ['elue@parvis.example', '/territoires/club'],
          ['ines.chiffres@parvis.example', '/agents/pilotage/lectures'],
        ] as const)
          assert.ok(taken.get(email)?.has(at), `${email} ${at}: ${[...(taken.get(email) ?? [])].join(' ')}`)
      }),
      { numRuns: 2 },
    )
  })
})
