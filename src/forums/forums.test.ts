// Forums: read by their audience and nobody else, on both walls; said, quoted, followed; hidden with a reason, contested once, judged by
// another; what is unread is exact for each.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { ownAudience } from '#audiences'
import { type Actor, system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openForum } from './keeping/screens.ts'
import { contest, hide, judge, leave, report, show } from './moderating/moderate.ts'
import { readThread } from './record/find.ts'
import { forumsOf, newsOf } from './record/queries.ts'
import { noteAllRead, noteRead, postOf } from './record/queries.posts.ts'
import { LIMITS } from './record/limits.ts'
import { beginThread, endThread, reply } from './talk/say.ts'

const [ADMIN, KEEPER, EDITOR, AGENT, MIONS, ROADS, RESIDENT] = [
  'admin@parvis.example',
  'admin.bron@parvis.example',
  'marius.redaction@parvis.example',
  'agent.bron@parvis.example',
  'agent.mions@parvis.example',
  'voirie@parvis.example',
  'habitante@parvis.example',
]
const said = (text: string, quotes?: number) => ({ text, fileIds: [], once: undefined, quotes })

describe('forums', () => {
  let parvis: TestApp
  const browsers = new Map<string, TestBrowser>()
  const actors = new Map<string, Actor>()
  let forum = 0
  let thread = 0
  let rooms = 0
  before(async () => {
    parvis = await createTestApp()
    for (const email of [ADMIN, KEEPER, EDITOR, AGENT, MIONS, ROADS, RESIDENT])
      actors.set(email, await parvis.actor(email))
    for (const email of [AGENT, EDITOR, MIONS, ROADS, RESIDENT])
      browsers.set(email, await parvis.signedInAs(email))
    forum = await opened('Accueil de Bron')
    thread = await write(AGENT, (tx) =>
      beginThread(tx, forum, 'Un usager mécontent', said('Que répondez-vous ?')),
    )
  })
  after(() => parvis.close())

  const who = (email: string): Actor => actors.get(email) ?? assert.fail(email)
  const as = (email: string): TestBrowser => browsers.get(email) ?? assert.fail(email)
  const write = <T>(email: string, act: (tx: Write) => Promise<T>) => parvis.db.write(who(email), act)
  const read = <T>(email: string, act: (tx: Read) => Promise<T>) => parvis.db.read(who(email), act)
  const rowsOf = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const bron = async (tx: Read) => (await territory(tx)).authorityByCode('69029')?.id ?? 0
  /** By the editor of Bron, for those who work there. */
  const opened = (name: string) =>
    write(EDITOR, async (tx) => {
      const authorityId = await bron(tx)
      const audienceId = (await ownAudience(tx, authorityId)) ?? 0
      return openForum(tx, authorityId, { name, purpose: 'Se répondre entre collègues.', audienceId })
    })
  const meant = async (tx: Read, n: number, of = thread) => ({
    thread: await readThread(tx, of),
    post: (await postOf(tx, of, n)) ?? assert.fail(`no message ${n}`),
  })

  test('one is read and written by its audience, on both walls', async () => {
    const at = `/intranet/forums/sujets/${thread}`
    const shown = await as(AGENT).get(at)
    assert.equal(shown.statusCode, 200)
    assert.match(shown.body, /Que répondez-vous/)
    assert.match((await as(AGENT).get('/intranet/forums')).body, /Accueil de Bron/)
    for (const email of [MIONS, ROADS]) {
      assert.equal((await as(email).get(at)).statusCode, 404, email)
      assert.equal((await as(email).get(`/intranet/forums/${forum}`)).statusCode, 404, email)
      assert.doesNotMatch((await as(email).get('/intranet/forums')).body, /Accueil de Bron/)
      await assert.rejects(
        write(email, (tx) => reply(tx, thread, said('Et moi'))),
        { status: 404 },
      )
      const direct = sql`insert into threads.message (subject_kind, subject_id, author_kind, author_id, author_label, audience, body, created_at)
        values ('forumthread', ${thread}, 'agent', ${who(email).personId}, 'X', 'all', 'Canari', now())`
      await assert.rejects(
        write(email, (tx) => direct.execute(tx.q)),
        /row-level security/,
      )
    }
    assert.equal((await as(RESIDENT).get('/intranet/forums')).statusCode, 404)
    const rows = await read(MIONS, (tx) => sql`select id from forums.thread`.execute(tx.q))
    assert.deepEqual(rows.rows, [])
    // Never for everybody, nor for the audience of another authority.
    for (const audienceId of [
      1,
      await read(ADMIN, async (tx) => (await ownAudience(tx, (await territory(tx)).metropolis.id)) ?? 0),
    ])
      await assert.rejects(
        write(EDITOR, async (tx) =>
          openForum(tx, await bron(tx), { name: 'Ouvert', purpose: 'À tous vents', audienceId }),
        ),
        { constraint: 'forum_audience' },
      )
  })

  test('what is posted keeps what was typed, quotes its author with a link, names colleagues', async () => {
    const at = `/intranet/forums/sujets/${thread}`
    // Whoever follows from now on is told of what is said from now on.
    await parvis.runJobs()
    const empty = await as(EDITOR).post(at, { message: '  ', quotes: '1' })
    assert.equal(empty.statusCode, 422)
    assert.match(empty.body, /Écrivez votre message/)
    assert.match(empty.body, /name="quotes" value="1"/)
    const name = who(AGENT).label
    const done = await as(EDITOR).post(at, { message: `@${name}, je rappelle toujours.`, quotes: '1' })
    assert.equal(done.statusCode, 303)
    const body = (await as(AGENT).get(at)).body
    assert.match(
      body,
      /<blockquote class="quoted"><p>Que répondez-vous \?<\/p><footer><a href="[^"]*page=1#n1">/,
    )
    assert.match(body, /id="non-lus"/)
    assert.doesNotMatch((await as(AGENT).get(at)).body, /id="non-lus"/)
    await parvis.runJobs()
    const told = await rowsOf(sql<{
      title: string
      email: string
    }>`select n.title, p.email from notices.notice n
      join accounts.person p on p.id = n.person_id where n.subject_kind = 'forumthread'`)
    assert.deepEqual(
      told.map(({ title, email }) => [email, title.replace(/\s/g, ' ')]),
      [[AGENT, 'On vous nomme ou vous cite dans « Un usager mécontent »']],
    )
  })

  test('a message is reported, hidden for a reason, contested once, judged by another', async () => {
    await write(AGENT, (tx) => reply(tx, thread, said('Canari du riverain Untel')))
    const n = (await read(AGENT, (tx) => readThread(tx, thread))).said
    const at = `/intranet/forums/sujets/${thread}`
    // Whoever wrote it does not report it; a colleague does so in one act.
    assert.equal((await as(AGENT).get(`${at}/${n}/signaler`)).statusCode, 404)
    assert.equal((await as(EDITOR).post(`${at}/${n}/signaler`, { rule: 'person' })).statusCode, 303)
    assert.match((await as(EDITOR).get(at)).body, /Signalé[^]*Nom ou coordonnées/)
    const refused = await as(EDITOR).post(`${at}/${n}/masquer`, { rule: 'other', word: '' })
    assert.equal(refused.statusCode, 422)
    assert.equal((await as(AGENT).get(`${at}/1/masquer`)).statusCode, 404)
    parvis.advance({ minutes: 5 })
    await write(EDITOR, async (tx) => hide(tx, await meant(tx, n), 'person', 'Retirez le nom.'))
    assert.match((await as(EDITOR).get(at)).body, /Canari du riverain/)
    const own = (await as(AGENT).get(at)).body
    assert.match(own, /Message masqué par[^]*Nom ou coordonnées d’une personne\. Retirez le nom\./)
    assert.doesNotMatch(own, /Canari du riverain/)
    const words = sql<{
      n: number
    }>`select count(*)::int as n from threads.message where body like '%Canari du riverain%'`
    const seen = async (email: string) => (await read(email, (tx) => words.execute(tx.q))).rows[0]?.n
    assert.deepEqual([await seen(AGENT), await seen(EDITOR)], [0, 1])
    const found = await rowsOf(
      sql<{ n: number }>`select count(*)::int as n from search.entry where text like '%Canari du riverain%'`,
    )
    assert.equal(found[0]?.n, 0)
    // It stands where and when it was said, for whoever reads its words and for whoever does not.
    const whenOf = async (email: string) => (await read(email, (tx) => meant(tx, n))).post.at.getTime()
    assert.equal(await whenOf(AGENT), await whenOf(EDITOR))
    // It is quoted by nobody any more.
    await write(EDITOR, (tx) => reply(tx, thread, said('Je le cite', n)))
    assert.match((await as(AGENT).get(at)).body, /<p>Message masqué\.<\/p>/)
    // Contested once, by its author; judged by neither of the two.
    await assert.rejects(
      write(EDITOR, async (tx) => contest(tx, await meant(tx, n), 'Moi')),
      { status: 404 },
    )
    await write(AGENT, async (tx) => contest(tx, await meant(tx, n), 'Le nom est public.'))
    await assert.rejects(
      write(AGENT, async (tx) => contest(tx, await meant(tx, n), 'Encore')),
      { status: 409 },
    )
    await assert.rejects(
      write(EDITOR, async (tx) => judge(tx, await meant(tx, n), false, 'Non')),
      { status: 404 },
    )
    const direct = sql`update forums.appeal set is_upheld = false`
    assert.equal((await write(EDITOR, (tx) => direct.execute(tx.q))).numAffectedRows, 0n)
    await write(KEEPER, async (tx) => judge(tx, await meant(tx, n), true, 'Il est sur l’arrêté.'))
    assert.match((await as(AGENT).get(at)).body, /Canari du riverain/)
    await parvis.runJobs()
    const told = await rowsOf(sql<{
      title: string
      email: string
    }>`select n.title, p.email from notices.notice n
      join accounts.person p on p.id = n.person_id where n.subject_kind = 'forumthread'`)
    const to = (email: string, title: RegExp) =>
      told.some((one) => one.email === email && title.test(one.title))
    assert.ok(to(AGENT, /est masqué/) && to(AGENT, /se lit de nouveau/))
    assert.ok(to(EDITOR, /se lit de nouveau/))
    assert.ok(!told.some(({ title }) => title.includes('Canari')))
    // Nobody hides who does not moderate, whatever they write.
    const hidden = sql`insert into forums.hiding (message_id, thread_id, rule) select message_id, thread_id, 'advert' from forums.post limit 1`
    await assert.rejects(
      write(AGENT, (tx) => hidden.execute(tx.q)),
      /row-level security/,
    )
  })

  test('whoever talks is refused nothing, what runs away waits, and its text is kept', async () => {
    const of = await write(AGENT, (tx) => beginThread(tx, forum, 'En boucle', said('Un')))
    const at = `/intranet/forums/sujets/${of}`
    for (let n = 1; n < LIMITS.forumPosts.limit; n++)
      await throttle(parvis, `forum-post:${who(AGENT).personId}`, LIMITS.forumPosts)
    assert.equal((await as(AGENT).post(at, { message: 'Le centième' })).statusCode, 303)
    for (const url of [at, `/intranet/forums/${forum}/nouveau`]) {
      const held = await as(AGENT).post(url, { title: 'Un autre', message: 'Le cent unième' })
      assert.equal(held.statusCode, 422)
      assert.match(held.body, /attendez un peu avant le suivant[^]*Le cent unième/)
    }
    assert.equal((await as(EDITOR).post(at, { message: 'Moi, je parle' })).statusCode, 303)
    parvis.advance({ minutes: 61 })
    assert.equal((await as(AGENT).post(at, { message: 'Une heure après' })).statusCode, 303)
  })

  test('a thread is closed and reopened by whoever began it or moderates, and pages stay light', async () => {
    const long = await write(EDITOR, (tx) => beginThread(tx, forum, 'Un long fil', said('Début')))
    const text = 'Nous faisons ainsi depuis des années, et cela se passe bien. '.repeat(9)
    for (let n = 2; n <= 45; n++)
      await write(n % 2 ? AGENT : EDITOR, (tx) => reply(tx, long, said(`${text} ${n}`)))
    const at = `/intranet/forums/sujets/${long}`
    const first = await as(AGENT).get(`${at}?page=1`)
    assert.ok(first.body.length < 50_000, `${first.body.length} bytes`)
    assert.match(first.body, /id="n20"/)
    assert.doesNotMatch(first.body, /id="n21"/)
    // As far as that page went: the rest is still unread, and is where one comes back.
    assert.match((await as(AGENT).get(at)).body, /id="n21"/)
    await assert.rejects(
      write(AGENT, (tx) => endThread(tx, long, true)),
      { status: 404 },
    )
    await write(EDITOR, (tx) => endThread(tx, long, true))
    await assert.rejects(
      write(AGENT, (tx) => reply(tx, long, said('Trop tard'))),
      /clos/,
    )
    await write(EDITOR, (tx) => endThread(tx, long, false))
    await write(AGENT, (tx) => reply(tx, long, said('À temps')))
  })

  test('whatever is said, read, hidden and shown, what is unread is exact for each', async () => {
    const people = [AGENT, EDITOR, KEEPER]
    const step = fc.oneof(
      fc.record({ act: fc.constant('say' as const), by: fc.nat(2), thread: fc.nat(1) }),
      fc.record({ act: fc.constant('read' as const), by: fc.nat(2), thread: fc.nat(1) }),
      fc.record({ act: fc.constant('all' as const), by: fc.nat(2), thread: fc.nat(1) }),
      fc.record({ act: fc.constant('hide' as const), by: fc.nat(2), thread: fc.nat(1) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        const room = await opened(`Salle ${rooms++}`)
        const begin = (title: string) => write(AGENT, (tx) => beginThread(tx, room, title, said('Un')))
        const threads = [await begin('Premier'), await begin('Second')]
        const model = threads.map(() => [{ by: 0, hidden: false }])
        const seen = people.map(() => threads.map(() => 0))
        for (const { act, by, thread: t } of steps) {
          const [id, posts] = [threads[t] ?? 0, model[t] ?? []]
          const email = people[by] ?? ''
          if (act === 'say') {
            await write(email, (tx) => reply(tx, id, said(`Message ${posts.length}`)))
            posts.push({ by, hidden: false })
          } else if (act === 'read') {
            await write(email, async (tx) =>
              noteRead(tx, id, (await postOf(tx, id, posts.length))?.messageId ?? 0),
            )
            ;(seen[by] ?? [])[t] = posts.length
          } else if (act === 'all') {
            await write(email, (tx) => noteAllRead(tx, room))
            for (const [at, one] of model.entries()) (seen[by] ?? [])[at] = one.length
          } else {
            const last = posts.at(-1)
            if (last === undefined || last.by === 1) continue
            await write(EDITOR, async (tx) =>
              last.hidden
                ? show(tx, await meant(tx, posts.length, id))
                : hide(tx, await meant(tx, posts.length, id), 'advert', ''),
            )
            last.hidden = !last.hidden
          }
        }
        for (const [by, email] of people.entries()) {
          const expected = model.map(
            (posts, t) =>
              posts.filter((post, at) => at >= (seen[by]?.[t] ?? 0) && post.by !== by && !post.hidden).length,
          )
          const total = (await read(email, (tx) => forumsOf(tx, 500))).find(({ id }) => id === room)?.unread
          assert.equal(
            total,
            expected.reduce((sum, n) => sum + n, 0),
            email,
          )
          const news = await read(email, (tx) => newsOf(tx, 500))
          assert.deepEqual(
            threads.map((id) => news.find((one) => one.id === id)?.unread ?? 0),
            expected,
            email,
          )
        }
      }),
      { numRuns: 6 },
    )
  })

  test('who reported a message is read by no other reader, nor by its author who moderates, who does not dismiss it', async () => {
    const room = await opened('Signalements')
    const of = await write(EDITOR, (tx) => beginThread(tx, room, 'Un avis', said('Du modérateur')))
    await write(AGENT, async (tx) => report(tx, await meant(tx, 1, of), 'hurt'))
    const events = (email: string) =>
      read(email, async (tx) => {
        const found = sql`select from platform.event where subject_kind = 'forumthread' and subject_id = ${of} and name = 'thread.reported'`
        return (await found.execute(tx.q)).rows.length
      })
    const reports = (email: string) =>
      read(email, async (tx) => {
        const found = sql`select from forums.report where thread_id = ${of}`
        return (await found.execute(tx.q)).rows.length
      })
    assert.deepEqual(
      await Promise.all(
        ['remi.bron@parvis.example', EDITOR, AGENT, KEEPER].map(async (email) => {
          if (!actors.has(email)) actors.set(email, await parvis.actor(email))
          return [await events(email), await reports(email)]
        }),
      ),
      [
        [0, 0],
        [0, 0],
        [1, 1],
        [1, 1],
      ],
    )
    await assert.rejects(
      write(EDITOR, async (tx) => leave(tx, await meant(tx, 1, of))),
      { status: 404 },
    )
    await write(EDITOR, (tx) =>
      sql`update forums.report set settled_at = now() where thread_id = ${of}`.execute(tx.q),
    )
    assert.deepEqual(
      await rowsOf(sql`select from forums.report where thread_id = ${of} and settled_at is not null`),
      [],
    )
    await write(KEEPER, async (tx) => leave(tx, await meant(tx, 1, of)))
  })
})
