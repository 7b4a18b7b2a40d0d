// What is said in a space, by mail: chosen space by space, each message or the digest; read as its reader when it leaves, answered by mail, ended in
// one click.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { lookingAs } from '#test/looks.ts'
import { headerOf, type Mailbox, openMailbox } from '#test/mailbox.ts'
import { openSpace } from '../record/write.ts'
import { noteRead } from '../talk/queries.ts'
import { endTopic, openTopic, reply } from '../talk/say.ts'
import { topicReplies } from './answer.ts'

const [KEEPER, AGENT, EDITOR, OTHER] = [
  'admin.bron@parvis.example',
  'agent.bron@parvis.example',
  'marius.redaction@parvis.example',
  'agent.mions@parvis.example',
]
const said = (text: string) => ({ text, fileIds: [], once: undefined })

describe('the talk of a space by mail', () => {
  let parvis: TestApp
  let mailbox: Mailbox
  const actors = new Map<string, Actor>()
  let space = 0
  before(async () => {
    mailbox = await openMailbox()
    const env = {
      PARVIS_SMTP_URL: mailbox.url,
      PARVIS_DEMO: '1',
      PARVIS_REPLY_DOMAIN: 'reponses.parvis.test',
    }
    parvis = await createTestApp({ env })
    for (const email of [KEEPER, AGENT, EDITOR, OTHER]) actors.set(email, await parvis.actor(email))
    space = await write(KEEPER, async (tx) => {
      const bron = (await territory(tx)).authorityByCode('69029')?.id ?? 0
      const told = { authorityId: bron, kind: 'project', name: 'La halle', bodyId: null } as const
      return openSpace(
        tx,
        { ...told, purpose: 'Ouvrir au printemps.', presentation: 'Une équipe.', joining: 'invited' },
        [{ kind: 'workplace', holderId: bron, heldAs: null, role: 'contributor' }],
      )
    })
  })
  after(async () => {
    await parvis.close()
    mailbox.close()
  })

  const who = (email: string): Actor => actors.get(email) ?? assert.fail(email)
  const write = <T>(email: string, act: (tx: Write) => Promise<T>) => parvis.db.write(who(email), act)
  const say = (topic: number, text: string, email = EDITOR) =>
    write(email, (tx) => reply(tx, space, topic, said(text)))
  const at = () => `/espaces/${space}/sujets`
  const choose = async (wants: string, email = AGENT) =>
    (await parvis.signedInAs(email)).post(`${at()}/courriel`, { wants })
  async function begun(title: string): Promise<number> {
    const id = await write(EDITOR, (tx) => openTopic(tx, space, title, said('Avant le choix.')))
    await parvis.runJobs()
    mailbox.taken(AGENT)
    return id
  }
  const lastMail = () =>
    parvis.db.read(system, async (tx) => {
      const [latest] = await keptMails(tx, { to: AGENT, limit: 1 })
      return latest === undefined ? null : keptMail(tx, latest.id)
    })
  const lastMessage = async (topic: number): Promise<number> => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        id: number
      }>`select max(id)::int as id from threads.message where subject_kind = 'topic' and subject_id = ${topic}`.execute(
        tx.q,
      ),
    )
    return rows[0]?.id ?? 0
  }

  test('is chosen in the space, by its members alone, in their own name, on both walls', async () => {
    const agent = await parvis.signedInAs(AGENT)
    assert.match(
      (await agent.get(at())).body,
      /Par courriel, vous recevez ce qui se dit ici[^]*notifications/,
    )
    assert.equal((await choose('tout')).statusCode, 422)
    assert.equal((await choose('each', OTHER)).statusCode, 404)
    const looking = await lookingAs(parvis, 'admin.bron@parvis.example', AGENT)
    assert.notEqual((await looking.post(`${at()}/courriel`, { wants: 'each' })).statusCode, 303)
    assert.equal((await choose('each')).statusCode, 303)
    assert.match((await agent.get(at())).body, /<b>chaque message, regroupés par cinq minutes/)
    const { personId } = who(AGENT)
    for (const [email, statement] of [
      [
        OTHER,
        sql`insert into spaces.mailing (person_id, space_id, wants) values (${who(OTHER).personId}, ${space}, 'each')`,
      ],
      [
        EDITOR,
        sql`insert into spaces.mailing (person_id, space_id, wants) values (${personId}, ${space}, 'none')`,
      ],
    ] as const)
      await assert.rejects(
        write(email, (tx) => statement.execute(tx.q)),
        /row-level security/,
      )
    const seen = await parvis.db.read(who(EDITOR), (tx) => sql`select from spaces.mailing`.execute(tx.q))
    assert.equal(seen.rows.length, 0)
  })

  test('each message: one mail a lot, of what others said since it was chosen, once, unless it was read', async () => {
    const topic = await begun('Les stands')
    parvis.advance({ minutes: 1 })
    await say(topic, 'Douze stands.')
    await say(topic, 'Merci.', AGENT)
    await say(topic, `Quinze, @${who(AGENT).label}.`, KEEPER)
    await parvis.runJobs()
    const [message = '', ...more] = mailbox.taken(AGENT)
    assert.deepEqual(more, [], 'one mail, for who is named too')
    assert.equal(headerOf(message, 'List-Id'), `<sujet-${topic}.espaces.parvis.test>`)
    assert.match(headerOf(message, 'Reply-To'), /@reponses\.parvis\.test/)
    const mail = await lastMail()
    assert.equal(mail?.subject, 'Les stands (La halle)')
    assert.match(mail?.text ?? '', /Douze stands\.[^]*Quinze[^]*lu de tous les membres de l’espace/)
    assert.doesNotMatch(mail?.text ?? '', /Merci/)
    assert.deepEqual(mailbox.taken(KEEPER), [], 'who chose nothing has what their notices say')
    await say(topic, 'Lu sur la page')
    const read = await lastMessage(topic)
    await write(AGENT, (tx) => noteRead(tx, topic, read))
    await parvis.runJobs()
    assert.deepEqual(mailbox.taken(AGENT), [])
  })

  test('goes to nobody who is no longer of the space; one click ends it, looking ends nothing', async () => {
    const topic = await begun('Les clés')
    parvis.advance({ minutes: 1 })
    const move = (until: string | null) =>
      parvis.db.write(system, (tx) =>
        sql`update accounts.membership set valid_to = ${until} where person_id = ${who(AGENT).personId}`.execute(
          tx.q,
        ),
      )
    await say(topic, 'Au coffre.')
    await move('2026-01-01')
    await parvis.runJobs()
    assert.deepEqual(mailbox.taken(AGENT), [])
    await move(null)
    await say(topic, 'Au tiroir.')
    await parvis.runJobs()
    const [message = ''] = mailbox.taken(AGENT)
    assert.notEqual(message, '')
    const address = new URL(/<(.*)>/.exec(headerOf(message, 'List-Unsubscribe'))?.[1] ?? '')
    const url = address.pathname + address.search
    assert.match(
      (await parvis.app.inject({ method: 'GET', url })).body,
      /Ne plus recevoir les discussions d’un espace/,
    )
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const payload = 'List-Unsubscribe=One-Click'
    await say(topic, 'À l’accueil.')
    await parvis.runJobs()
    assert.equal(mailbox.taken(AGENT).length, 1)
    assert.equal((await parvis.app.inject({ method: 'POST', url, payload, headers })).statusCode, 200)
    await say(topic, 'Plus rien.')
    await parvis.runJobs()
    assert.deepEqual(mailbox.taken(AGENT), [])
  })

  test('the digest: what others said, unread; and no mail but where one is named', async () => {
    assert.equal((await choose('digest')).statusCode, 303)
    const from = parvis.now()
    parvis.advance({ minutes: 1 })
    const topic = await begun('Les horaires')
    await say(topic, 'Le samedi.')
    await parvis.runJobs()
    assert.deepEqual(mailbox.taken(AGENT), [])
    const source = parvis.house.digests.find(({ id }) => id === 'discussions') ?? assert.fail()
    const newTo = (email: string) =>
      parvis.db.read(who(email), async (tx) =>
        (await source.since(tx, from, tx.now, 40)).map(({ title, author }) => `${title}: ${author}`),
      )
    assert.deepEqual(await newTo(AGENT), ['Les horaires: La halle, 2\u00a0messages'])
    for (const email of [EDITOR, OTHER]) assert.deepEqual(await newTo(email), [], email)
    const read = await lastMessage(topic)
    await write(AGENT, (tx) => noteRead(tx, topic, read))
    assert.deepEqual(await newTo(AGENT), [])
    await say(topic, `@${who(AGENT).label}, d’accord ?`)
    await parvis.runJobs()
    assert.equal(mailbox.taken(AGENT).length, 1)
  })

  test('is answered by mail as on the page, and refused in words', async () => {
    const topic = await begun('Les tarifs')
    const about = await lastMessage(topic)
    const tools = { db: parvis.db, config: parvis.config }
    const answer = (text: string, email = AGENT) =>
      topicReplies.take(tools, who(email), about, { text, once: crypto.randomUUID() })
    await answer('Dix euros.')
    assert.match((await (await parvis.signedInAs(EDITOR)).get(`${at()}/${topic}`)).body, /Dix euros\./)
    await assert.rejects(answer('Moi aussi', OTHER), /Vous n’écrivez plus dans cet espace/)
    await assert.rejects(answer('x'.repeat(20_001)), /dépasse/)
    await write(EDITOR, (tx) => endTopic(tx, space, topic, true))
    await assert.rejects(answer('Trop tard'), /Ce sujet est clos/)
    const told = await parvis.db.read(system, (tx) => topicReplies.about(tx, about))
    assert.deepEqual(told, { kind: 'topic', id: topic, href: `${at()}/${topic}` })
  })
})
