// Directories that are wrong, slow or hostile: each ends in its time and its memory, with a sentence, and nothing of it is believed.
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { believe, certified } from '#test/certificate.ts'
import {
  BIND,
  bound,
  done,
  element,
  elsewhere,
  entry,
  EXTENDED,
  HELLO,
  type Hostile,
  message,
  nextPage,
  referral,
  result,
  type Says,
  SEARCH,
  startHostile,
  tls,
} from '#test/hostile-directory.ts'
import { type DirectoryEntry, directoryHost, DirectoryRefused, searchDirectory } from './ldap.ts'

const QUERY = {
  ...{ bindDn: 'cn=lecture', password: 'lecture-2026', base: 'dc=mairie', filter: '(mail=*)' },
  attributes: ['mail', 'cn'],
}
const NUMBER = '00112233-4455-6677-8899-aabbccddeeff'
const UNE = { mail: 'une@mairie.example', cn: 'Une', entryUUID: NUMBER }
const WRONG = /ne répond pas comme il faut/
const MANY = /plus de 10 personnes/
const OPEN_ENDED = 100_000
/** Milliseconds that it is left to itself, once it has begun to answer. */
const A_WHILE = 300

const read = ({ address, host }: Hostile, limits: Partial<Parameters<typeof searchDirectory>[1]> = {}) =>
  searchDirectory({ ...QUERY, address }, { allowed: [host], maxEntries: 10, ...limits })
const refusal = (from: Hostile, limits?: Parameters<typeof read>[1]) =>
  read(from, limits).then(
    (found) => assert.fail(`it was believed: ${JSON.stringify(found)}`),
    (error: unknown) => {
      assert.ok(error instanceof DirectoryRefused)
      return error.message
    },
  )

describe('a directory', { concurrency: 3 }, () => {
  let certificate: ReturnType<typeof certified>
  const servers: Hostile[] = []
  before(() => {
    certificate = certified()
    believe(certificate.cert)
  })
  after(() => {
    for (const server of servers) server.close()
  })
  const start = async (...given: Parameters<typeof startHostile>) => {
    const server = await startHostile(...given)
    servers.push(server)
    return server
  }
  /** Who signs in is welcome, then this is found. */
  const finding = (search: Says) => start({ [SEARCH]: search }, certificate)
  /** Its time is over a while after it was asked: however long all of it took to begin. */
  const findingLate = async (search: Says) => {
    const over = new AbortController()
    const server = await finding((...asked) => {
      setTimeout(() => over.abort(), A_WHILE)
      return search(...asked)
    })
    return { server, over: over.signal }
  }

  test('is read by its encrypted port; what it says is cleaned, and cut', async () => {
    const found = await read(
      await finding((id) =>
        Buffer.concat([
          entry(id, { ...UNE, cn: `Évil\0\u202egpj\u2066 ${'a'.repeat(300_000)}`, ['__proto__']: 'x' }),
          elsewhere(id, 'ldap://127.0.0.1:1/'),
          done(id),
        ]),
      ),
    )
    const texts = { mail: ['une@mairie.example'], cn: [`Évilgpj ${'a'.repeat(489)}`] }
    assert.deepEqual(found, [{ id: NUMBER, isDisabled: false, texts }] satisfies DirectoryEntry[])
  })

  const wrong: Record<string, [Says, RegExp, Parameters<typeof read>[1]?]> = {
    'an answer cut in the middle': [(id, socket) => void socket.end(entry(id, UNE).subarray(0, 30)), WRONG],
    'an act that does not exist': [(id) => message(id, element(0x7f, 'zz')), WRONG],
    'attributes longer than their entry': [
      (id) => message(id, element(0x64, Buffer.concat([element(4), element(0x30, '', OPEN_ENDED)]))),
      WRONG,
      { maxMegabytes: 32 },
    ],
    'pages without end, after the same cookie': [
      (id) => Buffer.concat([entry(id, UNE), done(id, nextPage('encore'))]),
      MANY,
    ],
    'thousands of entries in one page': [
      (id) => Buffer.concat([...Array.from({ length: 5000 }, () => entry(id, UNE)), done(id)]),
      MANY,
    ],
    'one number for two people': [
      (id) => Buffer.concat([entry(id, UNE), entry(id, { ...UNE, mail: 'deux@mairie.example' }), done(id)]),
      /le même identifiant à deux personnes/,
    ],
    'a value of two megabytes, where one may be said': [
      (id) => Buffer.concat([entry(id, { ...UNE, cn: 'a'.repeat(2_000_000) }), done(id)]),
      /répond trop longuement/,
      { maxBytes: 1_000_000 },
    ],
    'the head of a thousand million bytes, and then bytes': [
      (_, socket) => {
        const more = () => void (socket.destroyed || socket.write(Buffer.alloc(65_536), more))
        socket.write(element(0x30, '', 1_000_000_000), more)
        return undefined
      },
      /répond trop longuement/,
      { maxBytes: 1_000_000 },
    ],
  }
  for (const [what, [says, sentence, limits]] of Object.entries(wrong))
    test(`that answers ${what} is left`, async () =>
      assert.match(await refusal(await finding(says), limits), sentence))

  const endless: Record<string, Says> = {
    'another language': () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'controls longer than their message': (id) => message(id, result(0x65), element(0xa0, '', OPEN_ENDED)),
    'a byte from time to time': (id, socket) => {
      void (async () => {
        for (const byte of entry(id, UNE)) {
          if (socket.destroyed) return
          socket.write(Buffer.from([byte]))
          await wait(50, undefined, { ref: false })
        }
      })()
      return undefined
    },
  }
  for (const [what, says] of Object.entries(endless))
    test(`that answers ${what} is left when its time is over`, async () => {
      const { server, over } = await findingLate(says)
      assert.match(await refusal(server, { over }), /met trop de temps à répondre/)
    })

  test('that refers to an address inside is not followed', async () => {
    const inside = await start({})
    for (const search of [
      (id: number) => message(id, result(0x65, 10, referral(`${inside.address}/dc=dedans`))),
      (id: number) => Buffer.concat([elsewhere(id, `${inside.address}/dc=dedans`), done(id)]),
    ])
      await read(await finding(search)).catch((error: unknown) => assert.match(String(error), WRONG))
    assert.equal(inside.heard(), '')
  })

  test('hears nothing of us under a certificate that is of somebody else, or for another name', async () => {
    const forAnother = certified('DNS:annuaire.example')
    believe(forAnother.cert)
    for (const shown of [certified(), forAnother]) {
      const server = await start({}, shown)
      assert.match(await refusal(server), WRONG)
      assert.equal(server.heard(), '')
    }
  })

  test('that says by ldap:// that it will encrypt, and does not, hears no password', async () => {
    const promises: Record<string, Says> = {
      'it refuses': (id) => tls(id, 2),
      'it goes on in clear': (id) => tls(id),
      'it answers what is not asked yet': (id) =>
        Buffer.concat([tls(id), bound(id + 1), entry(id + 2, UNE), done(id + 2)]),
    }
    for (const [which, says] of Object.entries(promises)) {
      const server = await start({ [EXTENDED]: says, [HELLO]: () => bound(2) })
      assert.match(await refusal(server), WRONG, which)
      assert.ok(server.asked(EXTENDED) === 1 && server.asked(BIND) === 0, which)
      assert.ok(!server.heard().includes(QUERY.password), which)
    }
  })

  test('is read no longer than the program lives that asked', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>()
    const server = await finding(() => {
      resolve()
      return undefined
    })
    const reader = fork(join(import.meta.dirname, 'ldap-reader.ts'), {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: {},
    })
    const ended = once(reader, 'exit')
    reader.send({
      query: { ...QUERY, address: server.address },
      ...{ maxBytes: 1000, maxEntries: 1, believed: [certificate.cert] },
    })
    await asked
    reader.disconnect()
    assert.deepEqual(await ended, [0, null])
  })

  test('that nobody allowed is not even called', async () => {
    for (const address of [
      'ldap://127.0.0.1:389',
      'ldaps://mairie.example',
      'http://127.0.0.1',
      'ldap://a@b:389',
    ])
      await assert.rejects(
        searchDirectory({ ...QUERY, address }, { allowed: ['127.0.0.1:636'], maxEntries: 1 }),
        DirectoryRefused,
      )
    assert.equal(directoryHost('LDAPS://Annuaire.Example'), 'annuaire.example:636')
    assert.equal(directoryHost('ldap://annuaire.example/dc=a?uid'), null)
  })
})
