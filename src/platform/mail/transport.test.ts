// Mails through a real SMTP server: delivered, refused for now, refused for good, cut off; and never a personal word in an error.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { envelopeOf, isMailAddress, type Mail, MailFailed, senderAt } from './message.ts'
import { type MailTransport, smtpTransport } from './transport.ts'

const FROM = { name: 'Démarches du territoire', address: 'ne-pas-repondre@parvis.example' }
const MAIL: Mail = {
  to: 'canari.nora@parvis.example',
  subject: 'Accusé de réception n° 42',
  text: 'Bonjour à vous,\n.\nfin\n',
}

async function mailServer(t: TestContext, options: SMTPServerOptions = {}) {
  const received: { from: string; to: string[]; message: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope
      text(stream).then((message) => {
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          message,
        })
        done()
      }, done)
    },
    ...options,
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  t.after(() => server.close())
  return { received, port: (server.server.address() as AddressInfo).port }
}

function transportTo(t: TestContext, port: number, credentials = ''): MailTransport {
  const options = { from: FROM, patience: 2_000, deadline: 5_000 }
  const transport = smtpTransport(`smtp://${credentials}127.0.0.1:${port}`, options)
  t.after(() => transport.close())
  return transport
}

async function failure(sending: Promise<void>): Promise<MailFailed> {
  const outcome = await sending.then(
    () => null,
    (error: unknown) => error,
  )
  assert.ok(outcome instanceof MailFailed, 'the mail left')
  assert.doesNotMatch(
    `${outcome.message} ${outcome.stack} ${JSON.stringify(outcome)}`,
    /canari|nora|parvis\.example/i,
  )
  assert.equal(outcome.cause, undefined)
  return outcome
}

// What the server says when it refuses always quotes the address, as real ones do.
function refusing(code: number): SMTPServerOptions {
  return {
    onRcptTo(address, _session, done) {
      done(Object.assign(new Error(`<${address.address}> refused`), { responseCode: code }))
    },
  }
}

const headerOf = (message: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(message)?.[1]

test('a mail arrives with both forms, its identity and the mark of automatic mail', async (t) => {
  const { received, port } = await mailServer(t)
  const mail = {
    ...MAIL,
    html: '<p>Bonjour</p>',
    replyTo: 'mairie@bron.example',
    headers: { 'X-Parvis-Kind': 'receipt' },
  }
  await transportTo(t, port).send({ ...mail, fromName: 'Ville de Bron' }, 'receipt.42')
  const [{ from, to, message } = { from: '', to: [], message: '' }] = received
  assert.equal(from, FROM.address)
  assert.deepEqual(to, [MAIL.to])
  assert.equal(headerOf(message, 'Message-ID'), '<receipt.42@parvis.example>')
  assert.equal(headerOf(message, 'Auto-Submitted'), 'auto-generated')
  assert.equal(headerOf(message, 'Reply-To'), 'mairie@bron.example')
  assert.equal(headerOf(message, 'From'), 'Ville de Bron <ne-pas-repondre@parvis.example>')
  assert.equal(headerOf(message, 'X-Parvis-Kind'), 'receipt')
  assert.match(message, /multipart\/alternative/)
  assert.equal(headerOf(message, 'List-Unsubscribe'), undefined)
})

test('the same mail sent again has the same identity', async (t) => {
  const { received, port } = await mailServer(t)
  const transport = transportTo(t, port)
  await Promise.all([transport.send(MAIL, 'a-1'), transport.send(MAIL, 'a-1'), transport.send(MAIL, 'a-2')])
  const ids = received
    .map(({ message }) => headerOf(message, 'Message-ID'))
    .toSorted((a, b) => String(a).localeCompare(String(b)))
  assert.deepEqual(ids, ['<a-1@parvis.example>', '<a-1@parvis.example>', '<a-2@parvis.example>'])
})

test('nothing written in a mail becomes a header or a second recipient', async (t) => {
  const { received, port } = await mailServer(t)
  const transport = transportTo(t, port)
  const subject = 'Bonjour\r\nBcc: pirate@parvis.example\r\n\r\n<script>'
  await transport.send({ ...MAIL, subject, fromName: 'Bron\r\nX-Bad: 1' }, 'x')
  const message = received[0]?.message ?? ''
  assert.equal(headerOf(message, 'Bcc'), undefined)
  assert.equal(headerOf(message, 'X-Bad'), undefined)
  assert.deepEqual(received[0]?.to, [MAIL.to])
  const hostile: Partial<Mail>[] = [
    { to: 'a@b.example, c@d.example' },
    { to: 'a@b.example\r\nBcc: c@d.example' },
    { to: 'Nora <a@b.example>' },
    { to: '' },
    { replyTo: 'x' },
    { headers: { Bcc: 'pirate@parvis.example' } },
    { headers: { 'X-Ok': 'a\r\nBcc: pirate@parvis.example' } },
    { headers: { 'X-Bad\r\nBcc': 'x' } },
  ]
  for (const change of hostile)
    assert.equal((await failure(transport.send({ ...MAIL, ...change }, 'x'))).kind, 'permanent')
  for (const id of ['', 'a b', 'a>\r\nBcc: x', 'a@b'])
    assert.equal((await failure(transport.send(MAIL, id))).kind, 'permanent')
  assert.equal(received.length, 1)
})

test('refused for now is temporary, refused for good is permanent', async (t) => {
  const busy = await mailServer(t, refusing(450))
  const temporary = await failure(transportTo(t, busy.port).send(MAIL, 'x'))
  assert.equal(temporary.kind, 'temporary')
  assert.match(temporary.message, /450/)
  const unknown = await mailServer(t, refusing(550))
  const permanent = await failure(transportTo(t, unknown.port).send(MAIL, 'x'))
  assert.equal(permanent.kind, 'permanent')
  assert.match(permanent.message, /550/)
})

test('a content refused for good is permanent; a refused greeting or password is for the operator, so temporary', async (t) => {
  const done = (code: number) => Object.assign(new Error(`no <${MAIL.to}>`), { responseCode: code })
  const content = await mailServer(t, {
    onData: (stream, _session, end) => {
      text(stream).then(() => end(done(554)), end)
    },
  })
  assert.equal((await failure(transportTo(t, content.port).send(MAIL, 'x'))).kind, 'permanent')
  const closedDoor = await mailServer(t, { onConnect: (_session, end) => end(done(554)) })
  assert.equal((await failure(transportTo(t, closedDoor.port).send(MAIL, 'x'))).kind, 'temporary')
  const password = await mailServer(t, {
    allowInsecureAuth: true,
    onAuth: (_auth, _session, end) => end(done(535)),
  })
  assert.equal(
    (await failure(transportTo(t, password.port, 'nora:secret@').send(MAIL, 'x'))).kind,
    'temporary',
  )
})

test('a cut, silent or absent server is temporary', async (t) => {
  const behaviours: ((socket: Socket) => void)[] = [
    (socket) => socket.destroy(),
    (socket) => {
      socket.write('220 hello\r\n')
      socket.once('data', () => socket.destroy())
    },
    () => undefined,
  ]
  for (const behave of behaviours) {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      sockets.add(socket)
      behave(socket)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    const { port } = server.address() as AddressInfo
    const impatient = smtpTransport(`smtp://127.0.0.1:${port}`, {
      from: FROM,
      patience: 100,
      deadline: 1_000,
    })
    assert.equal((await failure(impatient.send(MAIL, 'x'))).kind, 'temporary')
    impatient.close()
  }
  const absent = smtpTransport('smtp://127.0.0.1:1', { from: FROM, patience: 500 })
  assert.equal((await failure(absent.send(MAIL, 'x'))).kind, 'temporary')
  absent.close()
})

test('after a cut the same transport sends again', async (t) => {
  let cuts = 0
  const { received, port } = await mailServer(t, {
    onRcptTo(_address, session, done) {
      if (cuts++ < 1) done(Object.assign(new Error('closing'), { responseCode: 421 }))
      else done()
      assert.ok(session.id)
    },
  })
  const transport = transportTo(t, port)
  assert.equal((await failure(transport.send(MAIL, 'x'))).kind, 'temporary')
  await transport.send(MAIL, 'x')
  assert.equal(received.length, 1)
})

test('a bad address of server or sender stops at once, without quoting it', () => {
  for (const url of ['http://x', 'smtp://', 'nora', ''])
    assert.throws(() => smtpTransport(url, { from: FROM }), /serveur de courriel/)
  assert.throws(
    () => smtpTransport('smtp://x', { from: { name: 'x', address: 'canari' } }),
    /n’est pas valide\.$/,
  )
})

test('a mail leaves in an envelope of one line each, with a name of its own', () => {
  assert.deepEqual(envelopeOf({ ...MAIL, subject: 'a\nb' }, FROM, 'r-1'), {
    messageId: '<r-1@parvis.example>',
    from: FROM,
    to: MAIL.to,
    replyTo: null,
    subject: 'a b',
    text: MAIL.text,
    html: null,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  assert.throws(
    () => envelopeOf({ ...MAIL, to: 'nora' }, FROM, 'r-2'),
    (error) => error instanceof MailFailed && error.kind === 'permanent',
  )
})

test('addresses that can be written to, and those that cannot', () => {
  for (const good of ['a@b.fr', 'nora.le-goff+x@mairie-bron.fr', "o'neil@exemple.fr", 'a@élysée.fr'])
    assert.equal(isMailAddress(good), true, good)
  const long = `${'a'.repeat(65)}@b.fr`
  for (const bad of [
    '',
    'a',
    '@b.fr',
    'a@',
    'a@b',
    'a b@c.fr',
    'a@@b.fr',
    '.a@b.fr',
    'a..b@c.fr',
    'a@-b.fr',
    'a@b..fr',
    long,
  ])
    assert.equal(isMailAddress(bad), false, bad)
  for (const bad of [
    '"a b"@c.fr',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@b.fr\n',
    'é@b.fr',
    'a,b@c.fr',
    '<a@b.fr>',
  ])
    assert.equal(isMailAddress(bad), false, bad)
  assert.equal(senderAt('https://demarches.exemple.fr', 'x').address, 'ne-pas-repondre@demarches.exemple.fr')
  assert.equal(senderAt('http://localhost:3000', 'x').address, 'ne-pas-repondre@parvis.invalid')
})
