// Mails that come: addresses that nobody guesses, what programs write, what people wrote, whatever arrives.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readAddress, replyAddress } from './address.ts'
import { isAutomatic } from './automatic.ts'
import { ABOVE, ownWords } from './own-words.ts'
import { plainText } from './plain-text.ts'
import { readMail } from './read.ts'

const SECRET = Buffer.alloc(32, 7)
const DOMAIN = 'reponses.exemple.fr'
const NOW = new Date('2026-03-02T09:00:00Z')
const mail = (...lines: string[]) => readMail(Buffer.from(lines.join('\r\n'), 'latin1'))

describe('an address to answer to', () => {
  const said = fc.record({
    tag: fc.constantFrom('a', 'f', 'z'),
    personId: fc.integer({ min: 1, max: 2 ** 50 }),
    aboutId: fc.integer({ min: 1, max: 2 ** 50 }),
  })

  test('says what was put in it, whatever its capitals, for thirty days', () => {
    fc.assert(
      fc.property(said, (answered) => {
        const address = replyAddress(SECRET, DOMAIN, answered, NOW)
        assert.ok(address.slice(0, address.indexOf('@')).length <= 64)
        assert.deepEqual(readAddress(SECRET, DOMAIN, address.toUpperCase(), NOW), {
          ...answered,
          isOver: false,
        })
        const days = (n: number) => new Date(NOW.getTime() + n * 86_400_000)
        assert.equal(readAddress(SECRET, DOMAIN, address, days(30))?.isOver, false)
        assert.equal(readAddress(SECRET, DOMAIN, address, days(31))?.isOver, true)
      }),
      { numRuns: 50 },
    )
  })

  test('is nobody’s once anything of it changes', () => {
    fc.assert(
      fc.property(said, fc.nat(), fc.constantFrom(...'0123456789abcdef-'), (answered, at, other) => {
        const address = replyAddress(SECRET, DOMAIN, answered, NOW)
        const place = at % address.indexOf('@')
        const changed = address.slice(0, place) + other + address.slice(place + 1)
        if (changed !== address) assert.equal(readAddress(SECRET, DOMAIN, changed, NOW), null, changed)
        assert.equal(readAddress(Buffer.alloc(32, 8), DOMAIN, address, NOW), null)
        assert.equal(readAddress(SECRET, 'ailleurs.fr', address, NOW), null)
      }),
      { numRuns: 100 },
    )
  })
})

describe('a mail that came', () => {
  test('holds nobody up, however it is made to be long to read', () => {
    const nested = Array.from(
      { length: 8 },
      (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary="b${at + 1}"\r\n\r\n`,
    ).join('')
    for (const [name, head, piece] of [
      ['digits', 'Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n', '=41'],
      ['marks', `Content-Type: multipart/mixed; boundary="b0"\r\n\r\n${nested}`, 'x--b8x--b7x--b6x--b5x--b4'],
    ] as const) {
      const raw = Buffer.from(`From: a@b.fr\r\n${head}${piece.repeat(9_000_000 / piece.length)}`)
      const { cpuUsage } = process
      const before = cpuUsage()
      readMail(raw)
      // Milliseconds of work, whatever else runs: it was thousands.
      assert.ok(cpuUsage(before).user / 1000 < 700, `${name}: ${cpuUsage(before).user / 1000}`)
    }
  })

  test('is read in the charset and the writing of its words', () => {
    const read = (head: string, body: string) =>
      mail('From: A <a@b.fr>', 'Content-Type: text/plain; charset=' + head, '', body).text
    assert.equal(
      read('utf-8\r\nContent-Transfer-Encoding: quoted-printable', '=C3=A0 9=C2=A0h, =\r\nlundi'),
      'à 9\u00a0h, lundi',
    )
    assert.equal(
      read('"iso-8859-15"\r\nContent-Transfer-Encoding: quoted-printable', '=A4 et =E9t=E9'),
      '€ et été',
    )
    assert.equal(
      read('utf-8\r\nContent-Transfer-Encoding: base64', Buffer.from('déjà vu').toString('base64')),
      'déjà vu',
    )
    // What says it is UTF-8 and is not; a charset that nobody knows.
    assert.equal(read('utf-8', '\xe9t\xe9'), 'été')
    assert.equal(read('x-inconnu', '\xe9t\xe9'), 'été')
    assert.equal(mail('', 'Sans en-tête').text, 'Sans en-tête')
  })

  test('gives its text before its HTML, and counts the files that somebody joined', () => {
    const parts = (...inner: string[]) =>
      mail('From: a@b.fr', 'Content-Type: multipart/mixed; boundary="==x"', '', ...inner, '--==x--', '')
    const alternative = [
      '--==x',
      'Content-Type: multipart/alternative; boundary=y',
      '',
      '--y',
      'Content-Type: text/plain',
      '',
      'Le texte',
      '--y',
      'Content-Type: text/html',
      '',
      '<b>La page</b>',
      '--y--',
    ]
    const file = (...head: string[]) => ['--==x', ...head, '', 'AAAA']
    const whole = parts(
      ...alternative,
      ...file('Content-Type: application/pdf; name=a.pdf', 'Content-Disposition: attachment'),
      ...file('Content-Type: text/plain', 'Content-Disposition: attachment; filename=b.txt'),
      ...file('Content-Type: image/png', 'Content-ID: <logo>', 'Content-Disposition: inline'),
      ...file('Content-Type: application/pgp-signature'),
    )
    assert.deepEqual([whole.text, whole.attachments], ['Le texte', 2])
    const page = mail(
      'From: a@b.fr',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<html><head><title>x</title><style>p{}</style></head><body><!-- a > b --><p>Bonjour,<br>c&rsquo;est &#233;crit &lt;ainsi&gt;.</p><script>alert(1)</script><div>Merci</div><blockquote>Ancien<blockquote>x</blockquote></blockquote></body>',
    )
    assert.equal(page.text, 'Bonjour,\nc’est écrit <ainsi>.\nMerci')
  })

  test('is from one address, or from nobody', () => {
    const from = (...said: string[]) => mail(...said.map((one) => `From: ${one}`), '', 'x').from
    assert.equal(from('Claire <Claire.D@Exemple.FR>'), 'claire.d@exemple.fr')
    assert.equal(from('claire@exemple.fr (Claire)'), 'claire@exemple.fr')
    assert.equal(from('"chef@exemple.fr" <autre@ailleurs.fr>'), 'autre@ailleurs.fr')
    assert.equal(from('"Dubois, Claire <chef@exemple.fr>"\r\n <claire@exemple.fr>'), 'claire@exemple.fr')
    for (const said of [
      ['a@b.fr, c@d.fr'],
      ['<a@b.fr> <c@d.fr>'],
      ['A <a@b.fr>, C <c@d.fr>'],
      ['a@b.fr', 'c@d.fr'],
      ['personne'],
      [],
      [`${'"\\'.repeat(40_000)} <a@b.fr>`],
    ])
      assert.equal(from(...said), null, said.join().slice(0, 40))
  })

  test('is known for what a program writes', () => {
    const of = (header: string, sender = 'a@b.fr') =>
      isAutomatic(mail('From: a@b.fr', header, '', 'Je suis absent'), sender)
    for (const header of [
      'Auto-Submitted: auto-replied',
      'Auto-Submitted: auto-generated; owner-email="x"',
      'Precedence: bulk',
      'X-Autoreply: yes',
      'List-Id: <liste.exemple.fr>',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
    ])
      assert.equal(of(header), true, header)
    assert.equal(of('X-Rien: x', ''), true, 'no sender on its envelope')
    assert.equal(of('X-Rien: x', 'MAILER-DAEMON@exemple.fr'), true)
    // This one asks for silence, and says nothing of who wrote.
    for (const header of ['Auto-Submitted: no', 'X-Auto-Response-Suppress: All', 'X-Rien: x'])
      assert.equal(of(header), false, header)
  })

  test('is cut where it quotes', () => {
    const mine = 'Nous ouvrons à 8 h.\n\nMerci.'
    for (const quoted of [
      `\n\nLe lun. 2 mars 2026 à 09:12, Parvis <ne-pas@exemple.fr> a écrit :\n\n> ${ABOVE}\n> Bonjour`,
      `\n\nLe lundi 2 mars 2026 à 09:12:33 UTC+1, Parvis\n<r-f-1-2-3@exemple.fr> a écrit :\n> Bonjour`,
      '\n\n-----Message d’origine-----\nDe : Parvis\nEnvoyé : lundi',
      '\n\nDe : Parvis <ne-pas@exemple.fr>\nEnvoyé : lundi 2 mars 2026 09:12\nÀ : Claire\nBonjour',
      '\n________________________________\nDe : Parvis',
      '\n\nOn Mon, Mar 2, 2026 at 9:12 AM Parvis <a@b.fr> wrote:\n> Hello',
      '\n-- \nClaire Dubois\nService accueil',
      '\nEnvoyé de mon iPhone',
      `\n\n${ABOVE}\n\nBonjour`,
      '\n> Bonjour\n> à tous',
    ])
      assert.equal(ownWords(`${mine}${quoted}`), mine, quoted)
    // What only looks like it stays.
    for (const text of [
      'Le dossier est prêt : il a écrit hier.',
      'De : rien',
      '- un\n- deux',
      'Le maire a écrit : « oui ».',
    ])
      assert.equal(ownWords(text), text)
    assert.equal(ownWords(`${ABOVE}\nBonjour`), '')
    // As what is typed on a page: nothing that turns it around, no mark that programs alone put in texts.
    assert.equal(ownWords('\ufff9Oui\ufffaar rtl\ufffb,\u202e d’accord\u0000\u2066'), 'Ouiar rtl, d’accord')
  })

  test('whatever comes is read: nothing takes the square of its length', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        (bytes, text) => {
          assert.equal(typeof readMail(Buffer.from(bytes)).text, 'string')
          assert.equal(typeof ownWords(plainText(text)), 'string')
        },
      ),
      { numRuns: 200 },
    )
    const nested = (depth: number) =>
      Array.from(
        { length: depth },
        (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}`,
      ).join('\r\n')
    // Each of these would take minutes.
    for (const hostile of [
      nested(5000),
      `Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\na\r\n'.repeat(100_000)}`,
      `Content-Type: text/html\r\n\r\n${'<blockquote '.repeat(80_000)}`,
      `Content-Type: text/html\r\n\r\n${'<!--'.repeat(200_000)}`,
      `Content-Type: text/html\r\n\r\n${'<style'.repeat(150_000)}`,
      `\r\n${' '.repeat(1_000_000)}x`,
      `\r\n${'Le a '.repeat(200_000)}`,
      `\r\n${'> '.repeat(500_000)}`,
      `X: ${'\r\n '.repeat(300_000)}\r\n\r\nx`,
    ]) {
      const read = readMail(Buffer.from(hostile))
      ownWords(read.text)
    }
  })
})
