// The mail of a thread: what is new to whoever follows it and asked for it, once, as they read it when it leaves; one click ends it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { ownAudience } from '#audiences'
import { keepWishes, notify } from '#notices'
import { type Actor, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { headerOf, type Mailbox, openMailbox } from '#test/mailbox.ts'
import { openForum } from '../keeping/screens.ts'
import { hide } from '../moderating/moderate.ts'
import { readThread } from '../record/find.ts'
import { noteRead, postOf } from '../record/queries.posts.ts'
import { beginThread, reply } from '../talk/say.ts'
import { SAID } from './kinds.ts'

const [EDITOR, AGENT, KEEPER] = [
  'marius.redaction@parvis.example',
  'agent.bron@parvis.example',
  'admin.bron@parvis.example',
]
const said = (text: string, quotes?: number) => ({ text, fileIds: [], once: undefined, quotes })

describe('the mail of a thread', () => {
  let parvis: TestApp
  let mailbox: Mailbox
  const actors = new Map<string, Actor>()
  let forum = 0
  before(async () => {
    mailbox = await openMailbox()
    parvis = await createTestApp({ env: { PARVIS_SMTP_URL: mailbox.url, PARVIS_DEMO: '1' } })
    for (const email of [EDITOR, AGENT, KEEPER]) actors.set(email, await parvis.actor(email))
    forum = await write(EDITOR, async (tx) => {
      const authorityId = (await territory(tx)).authorityByCode('69029')?.id ?? 0
      const audienceId = (await ownAudience(tx, authorityId)) ?? 0
      return openForum(tx, authorityId, { name: 'Accueil', purpose: 'Se répondre.', audienceId })
    })
    const agent = who(AGENT).personId ?? 0
    await parvis.db.write(system, (tx) =>
      keepWishes(tx, agent, 'desk', [SAID.agent], { mailed: [SAID.agent.id], quiet: null }),
    )
  })
  after(async () => {
    await parvis.close()
    mailbox.close()
  })

  const who = (email: string): Actor => actors.get(email) ?? assert.fail(email)
  const write = <T>(email: string, act: (tx: Write) => Promise<T>) => parvis.db.write(who(email), act)
  const say = (email: string, thread: number, text: string, quotes?: number) =>
    write(email, (tx) => reply(tx, thread, said(text, quotes)))
  /** Followed by whoever began it, told of what is said from now on. */
  async function begun(title: string, by = AGENT): Promise<number> {
    const id = await write(by, (tx) => beginThread(tx, forum, title, said('Que faites-vous ?')))
    await parvis.runJobs()
    for (const email of actors.keys()) mailbox.taken(email)
    return id
  }
  const meant = async (tx: Write, thread: number, n: number) => ({
    thread: await readThread(tx, thread),
    post: (await postOf(tx, thread, n)) ?? assert.fail(`no message ${n}`),
  })
  const lastMail = (to: string) =>
    parvis.db.read(system, async (tx) => {
      const [latest] = await keptMails(tx, { to, limit: 1 })
      return latest === undefined ? null : keptMail(tx, latest.id)
    })

  test('tells once what others said, and nothing of what was hidden or read meanwhile', async () => {
    const thread = await begun('La file du matin')
    await say(EDITOR, thread, 'Nous ouvrons à 8 h.')
    await say(AGENT, thread, 'Merci, et le soir ?')
    await say(KEEPER, thread, 'Canari masqué')
    await write(EDITOR, async (tx) => hide(tx, await meant(tx, thread, 4), 'advert', ''))
    await say(KEEPER, thread, 'Le soir, à 18 h.')
    await parvis.runJobs()
    const [message = '', ...more] = mailbox.taken(AGENT)
    assert.deepEqual(more, [], 'one mail for all that was said')
    assert.equal(headerOf(message, 'List-Id'), `<sujet-${thread}.forums.parvis.test>`)
    assert.equal(headerOf(message, 'List-Archive'), `<http://parvis.test/intranet/forums/sujets/${thread}>`)
    assert.equal(headerOf(message, 'References'), `<sujet-${thread}.forums@parvis.test>`)
    assert.match(headerOf(message, 'List-Unsubscribe'), /^<http[^>]*\/courriels\/forums\?jeton=[\w.-]+>$/)
    assert.equal(headerOf(message, 'List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click')
    const mail = await lastMail(AGENT)
    assert.equal(mail?.subject, 'La file du matin (Accueil)')
    assert.match(mail?.text ?? '', /Nous ouvrons à 8 h\.[^]*Le soir, à 18 h\./)
    assert.doesNotMatch(mail?.text ?? '', /Canari|et le soir/)
    // Who follows and asked for no mail has none.
    assert.deepEqual(
      mailbox.taken(KEEPER).map((one) => headerOf(one, 'List-Id')),
      [''],
      'of the moderation alone',
    )
    await say(EDITOR, thread, 'Lu sur la page')
    await write(AGENT, async (tx) => noteRead(tx, thread, (await postOf(tx, thread, 6))?.messageId ?? 0))
    await parvis.runJobs()
    assert.deepEqual(mailbox.taken(AGENT), [])
  })

  test('whoever is named in what they follow has one mail, that tells it', async () => {
    const thread = await begun('Les clés')
    await say(EDITOR, thread, `@${who(AGENT).label}, elles sont au coffre.`, 1)
    await parvis.runJobs()
    const [message = '', ...more] = mailbox.taken(AGENT)
    assert.deepEqual(more, [])
    assert.equal(headerOf(message, 'List-Id'), `<sujet-${thread}.forums.parvis.test>`)
  })

  test('goes to nobody who no longer reads the forum, nor in their quiet hours', async () => {
    const thread = await begun('Le planning')
    const personId = who(AGENT).personId ?? 0
    const move = (until: string | null) =>
      parvis.db.write(system, (tx) =>
        sql`update accounts.membership set valid_to = ${until} where person_id = ${personId}`.execute(tx.q),
      )
    await say(EDITOR, thread, 'Affiché lundi.')
    await move('2026-01-01')
    await parvis.runJobs()
    assert.deepEqual(mailbox.taken(AGENT), [])
    await move(null)
    await say(EDITOR, thread, 'Affiché mardi.')
    await parvis.runJobs()
    assert.match(mailbox.taken(AGENT).join(), /Affich/)
    // In quiet hours it is planned for their end, and is one mail then.
    const quiet = { starts: '00:00', ends: '23:30', weekends: true }
    const wishes = (chosen: typeof quiet | null) =>
      parvis.db.write(system, (tx) =>
        keepWishes(tx, personId, 'desk', [SAID.agent], { mailed: [SAID.agent.id], quiet: chosen }),
      )
    await wishes(quiet)
    const planned: Date[] = []
    await parvis.db.write(system, async (tx) => {
      const to = { personId, address: AGENT }
      await notify(tx, SAID.agent, to, {
        ...{
          key: 'essai',
          about: { kind: 'forumthread', id: thread, href: '/intranet/forums' },
          detail: 'x',
          origin: 'http://parvis.test',
        },
        mail: { site: { name: 'Parvis' }, subject: 'x', title: 'x', paragraphs: [], footer: 'x' },
        gather: async (leavesAt) => void planned.push(leavesAt),
      })
    })
    assert.equal(planned.length, 1)
    assert.ok((planned[0]?.getTime() ?? 0) > parvis.now().getTime())
    await wishes(null)
  })

  test('one click ends it, without signing in; looking ends nothing', async () => {
    const thread = await begun('Le courrier')
    await say(EDITOR, thread, 'Trié à 9 h.')
    await parvis.runJobs()
    const [message = ''] = mailbox.taken(AGENT)
    const address = new URL(/<(.*)>/.exec(headerOf(message, 'List-Unsubscribe'))?.[1] ?? '')
    const path = address.pathname + address.search
    const click = (url: string) =>
      parvis.app.inject({
        method: 'POST',
        url,
        payload: 'List-Unsubscribe=One-Click',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    const looked = await parvis.app.inject({ method: 'GET', url: path })
    assert.equal(looked.statusCode, 200)
    assert.match(looked.body, /Ne plus le suivre/)
    assert.equal((await click(`${path}x`)).statusCode, 404)
    await say(EDITOR, thread, 'Et à 15 h.')
    await parvis.runJobs()
    assert.equal(mailbox.taken(AGENT).length, 1)
    assert.equal((await click(path)).statusCode, 200)
    await say(EDITOR, thread, 'Et à 17 h.')
    await parvis.runJobs()
    assert.deepEqual(mailbox.taken(AGENT), [])
    assert.equal((await write(AGENT, (tx) => readThread(tx, thread))).wants, 'never')
  })

  test('is in the digest of whoever asked for no mail, unless they have read it', async () => {
    const source = parvis.house.digests.find(({ id }) => id === 'sujets') ?? assert.fail()
    const newTo = async (email: string, from: Date) =>
      parvis.db.read(who(email), async (tx) =>
        (await source.since(tx, from, tx.now, 40)).map(({ title, author }) => `${title}: ${author}`),
      )
    const from = parvis.now()
    parvis.advance({ minutes: 1 })
    const thread = await begun('Les badges', KEEPER)
    await say(AGENT, thread, 'Au guichet 2.')
    await say(EDITOR, thread, 'Ou au 3.')
    assert.deepEqual(await newTo(KEEPER, from), ['Les badges: Accueil, 2\u00a0messages'])
    await parvis.runJobs()
    assert.deepEqual(mailbox.taken(KEEPER), [])
    // Whoever had it by mail is not told again.
    assert.equal(mailbox.taken(AGENT).length, 1)
    assert.deepEqual(await newTo(AGENT, from), [])
    await write(KEEPER, async (tx) => noteRead(tx, thread, (await postOf(tx, thread, 3))?.messageId ?? 0))
    assert.deepEqual(await newTo(KEEPER, from), [])
  })
})
