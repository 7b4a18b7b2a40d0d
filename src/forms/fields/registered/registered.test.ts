// Numbers that a register gives: accounts, organisations, vehicles. The right ones are published examples, never anybody’s.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { renderHtml } from '#platform/html.ts'
import { kindOf } from '../index.ts'
import { factsIn } from '../kind.ts'
import { plain, questionOf, showing, trying } from '../sample.fixture.ts'

/** Examples of the registry of ISO 13616 (SWIFT, release 98). */
const PUBLISHED = [
  ...['AD1200012030200359100100', 'AL47212110090000000235698741', 'AT611904300234573201', 'BE68539007547034'],
  ...[
    'BG80BNBG96611020345678',
    'CH9300762011623852957',
    'CY17002001280000001200527600',
    'CZ6508000000192000145399',
  ],
  ...['DE89370400440532013000', 'DK5000400440116243', 'EE382200221020145685', 'ES9121000418450200051332'],
  ...[
    'FI2112345600000785',
    'FR1420041010050500013M02606',
    'GB29NWBK60161331926819',
    'GI75NWBK000000007099453',
  ],
  ...[
    'GR1601101250000000012300695',
    'HR1210010051863000160',
    'HU42117730161111101800000000',
    'IE29AIBK93115212345678',
  ],
  ...[
    'IS140159260076545510730339',
    'IT60X0542811101000000123456',
    'LI21088100002324013AA',
    'LT121000011101001000',
  ],
  ...[
    'LU280019400644750000',
    'LV80BANK0000435195001',
    'MC5811222000010123456789030',
    'MD24AG000225100013104168',
  ],
  ...[
    'ME25505000012345678951',
    'MK07250120000058984',
    'MT84MALT011000012345MTLCAST001S',
    'NL91ABNA0417164300',
  ],
  ...[
    'NO9386011117947',
    'PL61109010140000071219812874',
    'PT50000201231234567890154',
    'RO49AAAA1B31007593840000',
  ],
  ...[
    'RS35260005601001611379',
    'SE4550000000058398257466',
    'SI56263300012039086',
    'SK3112000000198742637541',
  ],
  ...['SM86U0322509800000000270100', 'VA59001123000012345678'],
]

const account = trying('iban')

test('every published account of the payments area is right, however it is typed', () => {
  for (const iban of PUBLISHED) {
    assert.equal(account.answer(iban), iban)
    assert.equal(account.answer(` ${iban.toLowerCase().replace(/(.{4})/g, '$1 ')}`), iban)
  }
})

test('an account that cannot be is refused in words that say what to look at', () => {
  const { problem } = account
  assert.match(problem('FR1420041010050500013M02607'), /clé ne correspond pas/)
  assert.match(problem('FR1420041010050500013M0260'), /a 26 signes, il en faut 27 \(France\)/)
  assert.match(problem('30004 00003 00010234567 90'), /commence par deux lettres et deux chiffres/)
  assert.match(problem('BR1800360305000010009795493C1'), /zone SEPA/)
  assert.match(problem('FR14_2004'), /retirez les autres signes/)
  assert.match(problem('__proto__'), /commence par deux lettres/)
})

test('one sign changed, or two neighbours that changed places, make it wrong', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PUBLISHED),
      fc.nat(),
      fc.constantFrom(...'0123456789'),
      (iban, where, digit) => {
        const at = 4 + (where % (iban.length - 5))
        const [one = '', next = ''] = [iban[at], iban[at + 1]]
        const swapped = iban.slice(0, at) + next + one + iban.slice(at + 2)
        if (one !== next && /\d/.test(one + next) && /^\d\d$/.test(one + next))
          assert.ok('problem' in account.judge(swapped), swapped)
        if (/\d/.test(one) && one !== digit)
          assert.ok('problem' in account.judge(iban.slice(0, at) + digit + iban.slice(at + 1)))
      },
    ),
  )
})

test('an account is masked where answers are read, whole for whoever pays, and no condition reads it', () => {
  const kind = kindOf('iban')
  const sample = kind.sample(questionOf(kind), '')
  assert.equal(account.summary('FR14 2004 1010 0505 0001 3M02 606'), 'FR14 •••• 2606')
  assert.equal(plain(kind.entire?.(sample) ?? ''), 'FR14 2004 1010 0505 0001 3M02 606')
  assert.deepEqual(factsIn(kind, { id: 'it' }, sample), { it: true })
})

test('an organisation: its digits alone are kept, its key holds, places of La Poste have theirs', () => {
  const siret = trying('siret')
  assert.equal(siret.answer('123 456 782 00002'), '12345678200002')
  assert.equal(siret.answer('356 000 000 49837'), '35600000049837')
  assert.equal(siret.summary('12345678200002'), '123 456 782 00002')
  assert.match(siret.problem('123456782'), /14 chiffres/)
  assert.match(siret.problem('12345678200003'), /clé/)
  const siren = trying('siren')
  assert.equal(siren.answer('123 456 782'), '123456782')
  assert.match(siren.problem('123456783'), /clé/)
  assert.match(siren.problem('12345678200002'), /9 chiffres/)
  const shown = renderHtml(kindOf('siret').control(questionOf(kindOf('siret')), {}, showing))
  assert.match(shown, /14[\u00a0]chiffres/, 'what is asked is said before one types')
})

test('a plate: of today, of before, of elsewhere when the question takes it', () => {
  const { answer, problem } = trying('number-plate')
  for (const typed of ['AB-123-CD', 'ab123cd', 'AB 123 CD', ' ab.123.cd '])
    assert.equal(answer(typed), 'AB-123-CD', typed)
  assert.equal(answer('123abc69'), '123 ABC 69')
  assert.equal(answer('1234 AB 2A'), '1234 AB 2A')
  assert.equal(answer('12 ABC 974'), '12 ABC 974')
  assert.match(problem('AO-123-CD'), /jamais les lettres I, O et U/)
  assert.match(problem('AB-123-C'), /s’écrit AB-123-CD/)
  assert.match(problem('GE 123 456'), /s’écrit AB-123-CD/)
  const foreign = { foreignPlates: true }
  assert.equal(answer('GE 123 456', foreign), 'GE123456')
  assert.equal(answer('ab-123-cd', foreign), 'AB-123-CD')
  assert.match(problem('AO-123-CD', foreign), /jamais les lettres/)
  assert.match(problem('bleue', foreign), /toute la plaque/)
})
