// Answers by mail, through real servers both ways: said as one’s own, under one’s own keys; refused in words, to nobody else than whoever
// was written to; nothing of what programs send.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import { ownAudience } from '#audiences'
import { beginThread, openForum, reply } from '#forums'
import { keepWishes } from '#notices'
import { openReplies } from '#replies'
import { type Actor, system } from '#platform/actor.ts'
import { closeAccount } from '#people'
import type { Write } from '#platform/db/db.ts'
import { hearSecurity } from '#platform/limits/security-notes.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { headerOf, type Mailbox, openMailbox } from '#test/mailbox.ts'

const [EDITOR, AGENT] = ['marius.redaction@parvis.example', 'agent.bron@parvis.example']
const said = (text: string) => ({ text, fileIds: [], once: undefined })
const DOMAIN = 'reponses.parvis.test'
/** As a mail program quotes. */
const QUOTE =
  '\n\nLe lun. 2 mars 2026 à 09:12, Parvis <ne-pas@parvis.test> a écrit :\n\n> — Répondez au-dessus de cette ligne —\n> Canari cité'

describe('an answer by mail', () => {
  let parvis: TestApp
  let mailbox: Mailbox
  let door: NonNullable<Awaited<ReturnType<typeof openReplies>>>
  const actors = new Map<string, Actor>()
  const journal: object[] = []
  let forum = 0
  before(async () => {
    mailbox = await openMailbox()
    parvis = await createTestApp({
      env: {
        ...{ PARVIS_SMTP_URL: mailbox.url, PARVIS_DEMO: '1', PARVIS_REPLY_DOMAIN: DOMAIN },
        PARVIS_REPLY_LISTEN: '127.0.0.1:0',
      },
    })
    const log = {
      info: (line: object) => void journal.push(line),
      warn: (line: object) => void journal.push(line),
    }
    door = (await openReplies(parvis.config, parvis.db, parvis.house, log)) ?? assert.fail('it listens')
    for (const email of [EDITOR, AGENT]) actors.set(email, await parvis.actor(email))
    forum = await write(EDITOR, async (tx) => {
      const authorityId = (await territory(tx)).authorityByCode('69029')?.id ?? 0
      const audienceId = (await ownAudience(tx, authorityId)) ?? 0
      return openForum(tx, authorityId, { name: 'Accueil', purpose: 'Se répondre.', audienceId })
    })
    const kind = parvis.house.notices.find(({ id }) => id === 'forums.said') ?? assert.fail()
    await parvis.db.write(system, (tx) =>
      keepWishes(tx, who(AGENT).personId ?? 0, 'desk', [kind], { mailed: [kind.id], quiet: null }),
    )
  })
  after(async () => {
    await door.close()
    await parvis.close()
    mailbox.close()
  })

  const who = (email: string): Actor => actors.get(email) ?? assert.fail(email)
  const write = <T>(email: string, act: (tx: Write) => Promise<T>) => parvis.db.write(who(email), act)
  /** A thread that the agent follows, in which somebody answered. @returns where the agent answers by mail */
  async function asked(title: string): Promise<{ thread: number; to: string }> {
    const thread = await write(AGENT, (tx) => beginThread(tx, forum, title, said('Une question')))
    await parvis.runJobs()
    await write(EDITOR, (tx) => reply(tx, thread, said('Une réponse')))
    await parvis.runJobs()
    const message = mailbox.taken(AGENT).at(-1) ?? assert.fail('no mail')
    const to = headerOf(message, 'Reply-To')
    assert.match(to, /^r-f-[0-9a-z]+-[0-9a-z]+-[0-9a-z]+-[0-9a-f]{30}@reponses\.parvis\.test$/)
    return { thread, to }
  }

  type Given = Parameters<ReturnType<typeof createTransport>['sendMail']>[0]
  /** By the mail server of the town hall. @returns what our door said */
  async function mailed(to: string, text: string, more: Given = {}): Promise<string> {
    // What is told last is told at another minute.
    parvis.advance({ minutes: 1 })
    const sender = createTransport({ host: '127.0.0.1', port: door.port, ignoreTLS: true })
    try {
      const { response } = await sender.sendMail({
        from: `Agent <${AGENT}>`,
        to,
        subject: 'Re: x',
        text,
        ...more,
      })
      return response
    } catch (error) {
      return error instanceof Error ? String(Reflect.get(error, 'response')) : ''
    } finally {
      sender.close()
    }
  }
  const messages = async (thread: number) => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ body: string; author_id: number }>`select body, author_id from threads.message
        where subject_kind = 'forumthread' and subject_id = ${thread} order by id`.execute(tx.q),
    )
    return rows
  }
  const bodies = async (thread: number) => (await messages(thread)).map(({ body }) => body)
  const told = async () => {
    await parvis.runJobs()
    mailbox.taken(AGENT)
    return parvis.db.read(system, async (tx) => {
      const [latest] = await keptMails(tx, { to: AGENT, limit: 1 })
      return latest === undefined ? null : keptMail(tx, latest.id)
    })
  }

  const until = (day: string | null) =>
    parvis.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = ${day} where person_id = ${who(AGENT).personId}`.execute(
        tx.q,
      ),
    )

  test('is said in its thread, in one’s own name, without what it quotes; come twice, it is one', async () => {
    const { thread, to } = await asked('Les horaires')
    const once = { messageId: '<une-fois@mairie.example>' }
    assert.match(await mailed(to, `Oui, dès 8 h.\n${QUOTE}`, once), /^250/)
    assert.match(await mailed(to.toUpperCase(), `Oui, dès 8 h.\n${QUOTE}`, once), /^250/)
    assert.match(
      await mailed(to, '', { html: '<p>Et le <b>samedi</b>&nbsp;?</p><blockquote>Canari</blockquote>' }),
      /^250/,
    )
    const all = await messages(thread)
    assert.deepEqual(
      all.map(({ body }) => body),
      ['Une question', 'Une réponse', 'Oui, dès 8 h.', 'Et le samedi\u00a0?'],
    )
    assert.equal(all[2]?.author_id, who(AGENT).personId)
    assert.deepEqual(journal.splice(0), [{ reply: 'taken' }, { reply: 'taken' }, { reply: 'taken' }])
    const quiet = await told()
    assert.doesNotMatch(quiet?.subject ?? '', /Votre réponse/)
  })

  test('comes from the account’s own address, or is refused without a word to anybody', async () => {
    const { thread, to } = await asked('Les clés')
    const heard: string[] = []
    const stop = hearSecurity(parvis.db, ({ event }) => void heard.push(event))
    const before = await told()
    for (const more of [
      { from: 'Agent <intrus@ailleurs.example>' },
      { from: EDITOR },
      { from: `"${AGENT}" <intrus@ailleurs.example>` },
      { from: AGENT, headers: { 'Authentication-Results': 'mx.example; dkim=none; dmarc=fail' } },
    ])
      assert.match(await mailed(to, 'Canari forgé', more), /^550 Cette adresse n'accepte que/)
    stop()
    assert.deepEqual(
      heard,
      Array.from({ length: 4 }, () => 'reply_from_elsewhere'),
    )
    const forged = to.replace(/^r-f-[0-9a-z]+/, `r-f-${(who(EDITOR).personId ?? 0).toString(36)}`)
    for (const address of [forged, `x${to}`, `agent@${DOMAIN}`, to.replace(DOMAIN, 'ailleurs.example')])
      assert.match(
        await mailed(address, 'Canari forgé', { from: EDITOR }),
        /^550 Cette adresse de reponse n'existe pas/,
      )
    assert.deepEqual(await bodies(thread), ['Une question', 'Une réponse'])
    assert.equal((await told())?.id, before?.id)
    assert.doesNotMatch(JSON.stringify(journal.splice(0)), /@|Canari/)
  })

  test('written by a program is ignored, and answered by nothing', async () => {
    const { thread, to } = await asked('Les congés')
    const before = await told()
    for (const headers of [
      { 'Auto-Submitted': 'auto-replied' },
      { Precedence: 'bulk' },
      { 'X-Autoreply': 'yes' },
      { 'List-Id': '<boucle.exemple.fr>' },
    ])
      assert.match(await mailed(to, 'Je suis absente jusqu’à lundi.', { headers }), /^250/)
    assert.match(await mailed(to, 'Non remis', { envelope: { from: '', to } }), /^250/)
    assert.deepEqual(await bodies(thread), ['Une question', 'Une réponse'])
    assert.equal((await told())?.id, before?.id)
    assert.deepEqual(
      journal.splice(0),
      Array.from({ length: 5 }, () => ({ reply: 'automatic' })),
    )
  })

  test('is refused in words where it may not be said: closed, too long, empty, no longer one’s forum', async () => {
    const { thread, to } = await asked('Les badges')
    const refused = async (why: RegExp, text = 'Trop tard') => {
      assert.match(await mailed(to, text), /^250/)
      const mail = await told()
      assert.equal(mail?.subject, 'Votre réponse par courriel n’est pas publiée')
      assert.match((mail?.text ?? '').replaceAll('\u00a0', ' '), why)
      assert.deepEqual(journal.splice(0), [{ reply: 'refused' }])
    }
    await refused(/dépasse 4000 caractères/, 'a'.repeat(4001))
    await refused(/ne contient pas de texte au-dessus/, QUOTE)
    const ended = (at: Date | null) =>
      parvis.db.write(system, (tx) =>
        sql`update forums.thread set ended_at = ${at} where id = ${thread}`.execute(tx.q),
      )
    await ended(parvis.now())
    await refused(/Ce sujet est clos/)
    await ended(null)
    await until('2026-01-01')
    await refused(/Vous ne lisez plus ce forum/)
    await until(null)
    const meant = (id: number) =>
      parvis.db.write(system, (tx) =>
        sql`update forums.forum set audience_id = ${id} where id = ${forum}`.execute(tx.q),
      )
    const [own, other] = await parvis.db.write(system, async (tx) => {
      const place = await territory(tx)
      const [bron, mions] = ['69029', '69283'].map((code) => place.authorityByCode(code)?.id ?? 0)
      const rule = { who: [`workplace:${mions}`], also: [], except: [], from: null, until: null }
      const { rows } = await sql<{
        own: number
        other: number
      }>`insert into audiences.audience (authority_id, name, rule)
        values (${bron}, 'Les voisins', ${JSON.stringify(rule)})
        returning id as other, (select audience_id from forums.forum where id = ${forum}) as own`.execute(
        tx.q,
      )
      return [rows[0]?.own ?? 0, rows[0]?.other ?? 0]
    })
    await meant(other ?? 0)
    await refused(/Vous ne lisez plus ce forum/)
    await meant(own ?? 0)
    assert.deepEqual(await bodies(thread), ['Une question', 'Une réponse'])
  })

  test('is published without its files, which is told; too big, it stays at the door', async () => {
    const { thread, to } = await asked('Le plan')
    const attachments = [{ filename: 'plan.pdf', content: 'x' }]
    assert.match(await mailed(to, 'Voici le plan.', { attachments }), /^250/)
    assert.deepEqual(await bodies(thread), ['Une question', 'Une réponse', 'Voici le plan.'])
    const mail = await told()
    assert.equal(mail?.subject, 'Votre réponse est publiée sans ses pièces jointes')
    assert.match(mail?.text ?? '', /1\u00a0fichier n’a pas été pris/)
    const big = [{ filename: 'film.bin', content: Buffer.alloc(9_000_000) }]
    assert.match(await mailed(to, 'Un film', { attachments: big }), /^552/)
    assert.equal((await bodies(thread)).length, 3)
  })

  test('is too late after a month, and of an account that is closed leads nowhere', async () => {
    const { thread, to } = await asked('Le départ')
    parvis.advance({ days: 31 })
    assert.match(await mailed(to, 'Un mois après'), /^250/)
    assert.match((await told())?.text ?? '', /plus de 30\u00a0jours/)
    await until('2026-01-01')
    await parvis.db.write(system, (tx) => closeAccount(tx, who(AGENT).personId ?? 0))
    assert.match(await mailed(to, 'Canari'), /^550 Cette adresse de reponse ne mene plus a rien/)
    assert.deepEqual(await bodies(thread), ['Une question', 'Une réponse'])
  })
})
