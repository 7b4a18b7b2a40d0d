// Mails through a real SMTP server: the receipt of a request, the messages of the service, each once, whatever happens twice.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, afterEach, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { sendForm } from '#test/apply.ts'
import { jobsOf } from '../../src/app.ts'

interface Received {
  to: string[]
  head: string
  /** Its words, decoded. */
  body: string
  raw: string
}

/** Decodes quoted-printable (RFC 2045, 6.7) as UTF-8. */
function decoded(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\u00a0', ' ')
}

function received(to: string[], raw: string): Received {
  const end = raw.indexOf('\r\n\r\n')
  const parts = raw.slice(end).split(/\r\n--[^\r\n]+\r\n/)
  const body = parts.map((part) => {
    const content = part.slice(part.indexOf('\r\n\r\n') + 4)
    return /base64/i.test(part.slice(0, part.indexOf('\r\n\r\n')))
      ? Buffer.from(content, 'base64').toString()
      : decoded(content)
  })
  return { to, raw, head: raw.slice(0, end), body: body.join('\n').replaceAll('\u00a0', ' ') }
}

describe('mails by SMTP', () => {
  let parvis: TestApp
  let server: SMTPServer
  let box: Received[] = []
  /** How the server answers the next message. */
  let refusal: Error | null = null

  before(async () => {
    server = new SMTPServer({
      authOptional: true,
      hideSTARTTLS: true,
      disableReverseLookup: true,
      onData(stream, { envelope }, done) {
        text(stream).then((raw) => {
          if (refusal !== null) return done(refusal)
          box.push(
            received(
              envelope.rcptTo.map(({ address }) => address),
              raw,
            ),
          )
          done()
        }, done)
      },
    })
    server.on('error', () => undefined)
    server.listen(0, '127.0.0.1')
    await once(server.server, 'listening')
    const { port } = server.server.address() as AddressInfo
    parvis = await createTestApp({ env: { PARVIS_SMTP_URL: `smtp://127.0.0.1:${port}`, PARVIS_DEMO: '0' } })
  })
  after(async () => {
    await parvis.close()
    server.close()
  })
  afterEach(() => {
    box = []
    refusal = null
  })

  const only = (to: string): Received => {
    const mine = box.filter((mail) => mail.to.includes(to))
    assert.equal(mine.length, 1, `${mine.length} mails for ${to}`)
    return mine[0] ?? assert.fail()
  }

  it('send the receipt: number, code, authority, promised dates, and the way back', async () => {
    const { ref, code } = await sendForm(parvis.browser(), {
      email: 'recu@courriel.example',
      name: 'Lucette Morandat',
    })
    assert.equal(box.length, 0, 'a mail never leaves within the request')
    await parvis.runJobs()
    const { head, body, to } = only('recu@courriel.example')
    assert.deepEqual(to, ['recu@courriel.example'])
    assert.match(head, /^From: .*ne-pas-repondre@parvis\.test|^From: .*@/m)
    assert.match(head, /^Subject: .*/m)
    for (const words of [
      ref,
      code,
      'Métropole de Lyon, Voirie Est',
      'Un premier message',
      'La réparation',
      'vendredi 27 novembre 2026',
      'lundi 7 décembre 2026',
      'accusé de réception',
      'lundi 23 novembre 2026',
    ])
      assert.ok(body.includes(words), `the receipt does not say ${words}:\n${body.slice(0, 1500)}`)
    const link = /http:\/\/parvis\.test(\/suivi\?code=\w+)/.exec(body)?.[1] ?? assert.fail('no link')
    assert.equal((await parvis.browser().get(link)).headers.location, `/suivi/${ref}`)
  })

  it('send what an agent writes, asks and closes with, to the resident alone; notes to nobody', async () => {
    const { ref } = await parvis.makeRequest({ email: 'dialogue@courriel.example' })
    await parvis.runJobs()
    box = []
    const agent = await parvis.signedInAs('voirie@parvis.example')
    const at = `/agents/demandes/${ref}`
    for (const [path, message] of [
      ['notes', 'Note entre nous.'],
      ['actions/reply', 'Nous passons jeudi.'],
      ['actions/ask', 'Devant quel numéro ?'],
    ] as const) {
      assert.equal((await agent.post(`${at}/${path}`, { message })).statusCode, 303, path)
    }
    await parvis.runJobs()
    const mine = box.filter((mail) => mail.to.includes('dialogue@courriel.example')).map(({ body }) => body)
    assert.equal(mine.length, 2)
    assert.ok(
      mine.some((body) => body.includes('Nous passons jeudi.')) &&
        mine.some((body) => body.includes('Devant quel numéro ?')),
    )
    for (const { body } of box) assert.ok(!body.includes('Note entre nous'))
  })

  it('tell the service that the resident wrote, without repeating the words', async () => {
    const { ref, code } = await parvis.makeRequest({ email: 'habite@courriel.example' })
    const resident = parvis.browser()
    await resident.get(`/suivi?code=${code}`)
    await parvis.runJobs()
    box = []
    assert.equal(
      (await resident.post(`/suivi/${ref}/messages`, { message: 'Le trou s’agrandit, canari.' })).statusCode,
      303,
    )
    await parvis.runJobs()
    assert.equal(box.length, 1)
    assert.doesNotMatch(box[0]?.body ?? '', /canari/)
    assert.ok(box[0]?.body.includes(`/agents/demandes/${ref}`))
    assert.ok(!box[0]?.to.includes('habite@courriel.example'))
  })

  it('leave once when the same job runs twice, and write once when the same event is heard twice', async () => {
    const { id } = await parvis.makeRequest({ email: 'deuxfois@courriel.example' })
    const jobs = jobsOf(parvis.config)
    const event = await parvis.db.read(system, (tx) =>
      sql<{
        id: number
      }>`select id from platform.event where subject_id = ${id} and name = 'request.received'`.execute(tx.q),
    )
    const hear = () => jobs['requests.mail_receipt']?.(parvis.db, { eventId: event.rows[0]?.id })
    await Promise.all([hear(), hear()])
    await hear()
    const mails = await parvis.db.read(system, (tx) =>
      sql<{ id: string }>`select id from platform.mail where recipient = 'deuxfois@courriel.example'`.execute(
        tx.q,
      ),
    )
    assert.equal(mails.rows.length, 1)
    await parvis.runJobs()
    const mailId = mails.rows[0]?.id
    for (let time = 0; time < 2; time += 1) await jobs['platform.send_mail']?.(parvis.db, { mailId })
    only('deuxfois@courriel.example')
  })

  it('wait and leave later when the server refuses for now, under the same name', async () => {
    await parvis.makeRequest({ email: 'plustard@courriel.example' })
    refusal = Object.assign(new Error('busy'), { responseCode: 451 })
    // Whoever wrote it tries at once, then plans a job of its own, which may come after this turn of the queue.
    await parvis.runJobs()
    await parvis.runJobs()
    assert.equal(box.length, 0)
    const failing = await parvis.db.pool.query(
      `select last_error from platform.failing_job where task = 'platform.send_mail'`,
    )
    assert.equal(failing.rows.length, 1, 'an administrator sees it')
    assert.doesNotMatch(JSON.stringify(failing.rows), /plustard|courriel/)
    refusal = null
    await retryNow()
    await parvis.runJobs()
    assert.match(only('plustard@courriel.example').head, /^Message-ID: <[^>]+>/im)
  })

  async function retryNow(): Promise<void> {
    const { default: pg } = await import('pg')
    const owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    await owner.query("update graphile_worker._private_jobs set run_at = now() - interval '1 second'")
    await owner.end()
  }

  it('never carry a header that somebody typed', async () => {
    const browser = parvis.browser()
    const { ref } = await sendForm(browser, {
      email: 'entetes@courriel.example',
      name: 'Eve\r\nBcc: vol@courriel.example',
      details: 'Texte\r\n.\r\nMAIL FROM:<vol@courriel.example>',
    })
    const agent = await parvis.signedInAs('voirie@parvis.example')
    await agent.post(`/agents/demandes/${ref}/actions/reply`, {
      message: 'Bonjour\r\nBcc: vol@courriel.example\r\n\r\n.\r\nQUIT',
    })
    await parvis.runJobs()
    assert.equal(box.filter((mail) => mail.to.includes('entetes@courriel.example')).length, 2)
    for (const { to, head } of box) {
      assert.doesNotMatch(head, /^Bcc:/im)
      assert.ok(!to.includes('vol@courriel.example'))
    }
  })

  it('show what was typed as text, in the text and in the HTML', async () => {
    const { ref } = await parvis.makeRequest({ email: 'texte@courriel.example' })
    const agent = await parvis.signedInAs('voirie@parvis.example')
    await agent.post(`/agents/demandes/${ref}/actions/reply`, {
      message: 'Voyez <script>alert(1)</script> & <img src=x onerror=alert(1)>',
    })
    await parvis.runJobs()
    const said = box.find((mail) => mail.body.includes('alert(1)')) ?? assert.fail('no mail')
    assert.ok(said.body.includes('Voyez <script>alert(1)</script> &'), 'as it is in the text')
    const page = said.body.slice(
      said.body.indexOf('<!doctype') >= 0 ? said.body.indexOf('<!doctype') : said.body.indexOf('<html'),
    )
    assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt; &amp; &lt;img src=x/)
    assert.doesNotMatch(page, /<script|<img src=x/)
  })
})
