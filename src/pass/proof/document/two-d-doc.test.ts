// 2D-Docs, really signed: what each proves, and why each of those that are damaged, old, foreign, false or of somebody else is refused.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { fromBase32 } from './base32.ts'
import { BRACKETS, monthsAfter, quotientClass } from '../facts.ts'
import { proofIn, type Proved, type Reading } from './from-document.ts'
import type { RefusalKind } from './refusals.ts'
import { isNamed } from './same-person.ts'
import { toBase32, documentOf, fieldsOf, party, trusting } from './signed-documents.fixture.ts'
import { trustListSchema, trustProblems } from './trust-list.ts'

const dayAt = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const [signedOn, today] = [dayAt(2), dayAt(30)]
const year = Number(today.slice(0, 4)) - 1

const tax = party('FR05', 'TAX1')
const water = party('FR03', 'EAU1', 'P-384')
const gas = party('FR04', 'GAZ1', 'P-521')
const stranger = party('FR99', 'FAUX')
const trust = trusting(tax, water, gas)

const reading: Reading = {
  ...{ trust, today, brackets: BRACKETS },
  people: [{ familyNames: ['Lefèvre-Dùpont', 'Mercier'], givenNames: 'Inès Marie' }],
  communes: [
    { code: '69029', name: 'Bron' },
    { code: '69123', name: 'Lyon' },
    { code: '69290', name: 'Saint-Priest' },
  ],
}

const NOTICE = {
  '41': '19200',
  '43': '2,5',
  '44': '2600012345678',
  '45': String(year),
  '46': 'MERCIER INES',
  '4A': '31072026',
}
const BILL = {
  '10': 'MME INES LEFEVRE DUPONT',
  '22': '12 RUE DES LILAS',
  '24': '69500',
  '25': 'BRON CEDEX',
  '26': 'FR',
}

const notice = (changed: Record<string, string> = {}, said = {}, by = tax) =>
  documentOf(by, { type: '28', signedOn, fields: fieldsOf({ ...NOTICE, ...changed }), ...said })
const bill = (changed: Record<string, string> = {}, said = {}, by = water) =>
  documentOf(by, { type: '01', signedOn, fields: fieldsOf({ ...BILL, ...changed }), ...said })

const refuses = (done: Proved, kind: RefusalKind) => {
  assert.equal(done.ok ? JSON.stringify(done.proof) : done.kind, kind)
}

describe('what a document proves', () => {
  test('a tax notice: the class of quotient, and nothing else of it', () => {
    assert.deepEqual(proofIn(notice(), reading), {
      ok: true,
      proof: {
        ...{ fact: 'quotient', class: '2', source: 'twoDDoc', level: 'verified', shown: 'taxNotice' },
        ...{ seenOn: today, endsOn: `${year + 2}-09-30` },
      },
    })
    const kept = JSON.stringify(proofIn(notice(), reading))
    for (const said of Object.values(NOTICE).filter((text) => text.length > 4))
      assert.ok(!kept.includes(said))
  })

  test('a bill, whatever the length of its key: the commune', () => {
    const done = [bill(), bill({ '25': 'ST PRIEST' }, {}, gas), bill({ '24': '69003', '25': 'LYON 3EME' })]
    assert.deepEqual(
      done.map((text) => proofIn(text, reading)).map((one) => (one.ok ? one.proof.class : one.kind)),
      ['69029', '69290', '69123'],
    )
    const [read] = done.map((text) => proofIn(`${text}\r\n`, reading))
    assert.equal(read?.ok === true && read.proof.endsOn, monthsAfter(signedOn, 12))
  })

  test('the second declarant, a name cut off, a field as long as it may be', () => {
    const cut = fieldsOf({ ...NOTICE, '46': '' })
    const long = `46${'MERCIER INES'.padEnd(38, ' X')}`
    const cases = [
      notice({ '46': 'MERCIER PAUL', '48': 'LEFEVRE DUPONT INES' }),
      documentOf(tax, { type: '28', signedOn, fields: cut.replace('46\u001d', '46INES LEFEVRE DUP\u001e') }),
      documentOf(tax, {
        type: '28',
        signedOn,
        fields: long + fieldsOf({ ...NOTICE, '46': '' }).replace('46\u001d', ''),
      }),
    ]
    for (const text of cases) assert.equal(proofIn(text, reading).ok, true)
  })

  test('classes of quotient meet without a gap', () => {
    assert.deepEqual(
      [0, 400, 400.99, 401, 700, 1000, 1400, 1401, 90_000].map((euros) => quotientClass(euros)),
      [...['1', '1', '1', '2', '2', '3', '4', '5', '5']],
    )
  })
})

describe('what proves nothing', () => {
  const cases: readonly (readonly [RefusalKind, string, string])[] = [
    ['shape', 'anything', 'bonjour'],
    ['shape', 'the beginning of a document', notice().slice(0, 60)],
    ['version', 'another version', notice({}, { version: '03' })],
    ['authority', 'an authority that nobody trusts', notice({}, {}, stranger)],
    [
      'certificate',
      'a certificate that its authority did not give',
      notice({}, {}, { ...tax, certificate: 'TAX2' }),
    ],
    [
      'signature',
      'signed by another key under a trusted name',
      notice({}, {}, { ...tax, key: stranger.key }),
    ],
    ['outside', 'signed before its certificate', notice({}, { signedOn: '2010-01-01' })],
    ['undated', 'undated', notice({}, { signedOn: null })],
    ['future', 'signed tomorrow', notice({}, { signedOn: dayAt(31) })],
    ['future', 'issued tomorrow', notice({}, { issuedOn: dayAt(31) })],
    ['foreign', 'of another country', notice({}, { country: 'BE' })],
    ['type', 'a document of another kind', notice({}, { type: '08' })],
    ['incomplete', 'without its shares', notice({ '43': '' })],
    ['incomplete', 'without its income', notice({ '41': '' })],
    ['incomplete', 'with shares that are none', notice({ '43': '0' })],
    [
      'shape',
      'twice the same field',
      documentOf(tax, { type: '28', signedOn, fields: `${fieldsOf(NOTICE)}4310\u001d` }),
    ],
    ['old', 'income of four years ago', notice({ '45': String(year - 3) })],
    ['person', 'of somebody else', notice({ '46': 'MERCIER PAUL' })],
    ['person', 'half of two declarants', notice({ '46': 'MERCIER PAUL', '48': 'DURAND INES' })],
    ['person', 'a bill of somebody else', bill({ '10': 'M PAUL MERCIER' })],
    ['old', 'a bill of last spring', bill({}, { issuedOn: '2020-03-01' })],
    ['elsewhere', 'a bill of another department', bill({ '24': '07200', '25': 'SAINT PRIEST' })],
    ['elsewhere', 'a bill of abroad', bill({ '26': 'BE' })],
  ]
  for (const [kind, name, text] of cases)
    test(`${name}: ${kind}`, () => {
      const done = proofIn(text, reading)
      refuses(done, kind)
      if (!done.ok) assert.doesNotMatch(done.sentence, /MERCIER|INES|19200/)
    })

  test('an authority that lost its trust: what it signed since', () => {
    const until = (day: string) => ({
      ...trust,
      authorities: trust.authorities.map((one) => ({ ...one, until: day })),
    })
    refuses(proofIn(notice(), { ...reading, trust: until(dayAt(1)) }), 'withdrawn')
    assert.equal(proofIn(notice(), { ...reading, trust: until(signedOn) }).ok, true)
  })

  test('any byte changed, anywhere, is refused; so is one that lacks, and one more', () => {
    const text = notice()
    const other = fc.integer({ min: 0x1c, max: 0x7e }).map((code) => String.fromCharCode(code))
    fc.assert(
      fc.property(fc.nat(text.length - 1), other, fc.constantFrom(0, 1), (at, letter, taken) => {
        const changed = text.slice(0, at) + letter + text.slice(at + taken)
        assert.equal(changed !== text && proofIn(changed, reading).ok, false)
      }),
      { numRuns: 300 },
    )
    for (let at = 0; at < text.length; at += 7)
      assert.equal(proofIn(text.slice(0, at) + text.slice(at + 1), reading).ok, false)
    const [signed = '', signature = ''] = text.split('\u001f')
    for (let at = signature.length - 3; at < signature.length; at++)
      for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567') {
        const changed = signature.slice(0, at) + letter + signature.slice(at + 1)
        assert.equal(changed !== signature && proofIn(`${signed}\u001f${changed}`, reading).ok, false)
      }
  })
})

test('a list of trust holds together, or is not kept', () => {
  assert.equal(trustListSchema.safeParse(trust).success, true)
  assert.deepEqual(trustProblems(trust), [])
  const [first, second] = trust.authorities
  assert.ok(first !== undefined && second !== undefined)
  const swapped = { ...trust, authorities: [{ ...first, certificates: second.certificates }] }
  assert.match(
    trustProblems(swapped)[0]?.sentence ?? '',
    /FR05 EAU1 n’a pas été donné par le certificateur FR05/,
  )
  assert.equal(trustProblems({ ...trust, authorities: [first, first] }).length, 1)
  const both = [...first.certificates, ...first.certificates]
  assert.equal(trustProblems({ ...trust, authorities: [{ ...first, certificates: both }] }).length, 1)
  const garbage = { ...trust, authorities: [{ ...first, certificate: 'QUJD' }] }
  assert.equal(trustListSchema.safeParse(garbage).success, false)
})

test('one is named whatever the accents and the order; a part of a name is nobody', () => {
  const person = { familyNames: ['Nuñez Œuvrard'], givenNames: 'Jean-Éric' }
  for (const written of ['NUNEZ OEUVRARD JEAN ERIC', 'jean éric Nuñez-Œuvrard', 'M. JEAN OEUVRARD NUNEZ'])
    assert.equal(isNamed(written, person), true, written)
  for (const written of ['NUNEZ JEAN', 'OEUVRARD NUNEZ', '', 'JEANNE OEUVRARD NUNEZ'])
    assert.equal(isNamed(written, person), false, written)
  assert.equal(isNamed('JEAN NUNEZ OEUVR', person, true), true)
  assert.equal(isNamed('JEAN NUNEZ OEUVR', person), false)
  assert.equal(isNamed('JEAN', { familyNames: [''], givenNames: 'Jean' }), false)
})

test('base 32 goes and comes back; what has two spellings is none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      assert.deepEqual(fromBase32(toBase32(bytes)), bytes)
    }),
  )
  for (const text of ['AB', 'A', 'aa', 'A1', 'AAA=']) assert.equal(fromBase32(text), null, text)
})
