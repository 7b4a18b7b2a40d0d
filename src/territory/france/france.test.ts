// Communes and countries as civil status names them: every name of the official list is found again, and codes are those of INSEE.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { communesAt, communesNamed, writtenCommune } from './communes.ts'
import { COUNTRIES, countryOf, FRANCE } from './countries.ts'

const codes = (typed: string) => communesNamed(typed).map(({ code }) => code)

test('a commune is found by its name, its postal code, its department, however it is written', () => {
  for (const typed of [
    'Bron',
    'bron',
    'BRON',
    '69500',
    '69500 Bron',
    'Bron (69)',
    'Bron 69500',
    'Bron (69029)',
  ])
    assert.deepEqual(codes(typed), ['69029'], typed)
  assert.deepEqual(codes('St Denis (974)'), ['97411'])
  assert.deepEqual(codes('saint-denis 93200'), ['93066'])
  assert.deepEqual(codes('Ajaccio (2A)'), ['2A004'])
  for (const typed of ['Lyon 3e', 'Lyon 3ème arrondissement', 'lyon 03e'])
    assert.deepEqual(codes(typed), ['69383'], typed)
  assert.deepEqual(codes('Lyon'), ['69123'])
  // One is born in what is now a part of another.
  assert.deepEqual(codes('Arbignieu'), ['01015'])
  assert.equal(communesNamed('Oullins')[0]?.name, 'Oullins')
})

test('several of one name are several, and what names none is none', () => {
  assert.ok(codes('Saint-Denis').length > 3)
  assert.deepEqual(codes('Saint-Denis (69)'), [])
  for (const nothing of ['', ' ', '99999', 'Nulleville', '(', '()', '__proto__', 'x'.repeat(5000)])
    assert.deepEqual(codes(nothing), [], nothing.slice(0, 20))
  assert.deepEqual(communesAt('00000'), [])
})

test('one in seven of the official list, and every part of another, is read again as it is written', () => {
  const listed = createRequire(import.meta.url)('@etalab/decoupage-administratif/data/communes.json') as {
    code: string
    nom: string
    type: string
  }[]
  const tried = listed.filter(({ type }, at) => at % 7 === 0 || type !== 'commune-actuelle')
  const lost = tried.filter(({ code, nom }) => {
    const [found, ...others] = communesNamed(`${nom} (${code})`)
    if (found?.code !== code || others.length > 0) return true
    const again = communesNamed(writtenCommune(found))
    return again.length !== 1 || again[0]?.code !== code || again[0]?.name !== found.name
  })
  assert.deepEqual(lost, [])
  assert.ok(tried.length > 7_000)
})

test('countries bear the codes that INSEE gives to births abroad', () => {
  // From the notice of INSEE on the number of registration of people, and the forms of the service of civil status in Nantes.
  for (const [code, name] of [
    ['99100', 'France'],
    ['99109', 'Allemagne'],
    ['99127', 'Italie'],
    ['99134', 'Espagne'],
    ['99139', 'Portugal'],
    ['99208', 'Turquie'],
    ['99216', 'Chine'],
    ['99350', 'Maroc'],
    ['99351', 'Tunisie'],
    ['99352', 'Algérie'],
    ['99404', 'États-Unis'],
  ] as const)
    assert.equal(countryOf(code)?.name, name)
  assert.equal(COUNTRIES[0]?.code, FRANCE)
  assert.equal(new Set(COUNTRIES.map(({ code }) => code)).size, COUNTRIES.length)
  assert.ok(COUNTRIES.every(({ code, name }) => /^99\d{3}$/.test(code) && name.length > 2))
})

/** Members of the United Nations, and the two that observe, by their code of ISO 3166. */
const STATES =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW PS'

/** Where the usual French name and that of INSEE differ. */
const CALLED: Readonly<Record<string, string>> = {
  ...{
    CD: 'République démocratique du Congo',
    CF: 'Centrafrique',
    CG: 'Congo',
    KN: 'Saint-Christophe-et-Niévès',
  },
  ...{
    LR: 'Libéria',
    MM: 'Birmanie',
    NG: 'Nigéria',
    PS: 'Palestine',
    SV: 'Salvador',
    TL: 'Timor oriental',
    VA: 'Vatican',
    VN: 'Vietnam',
  },
}

test('every state of the United Nations is there', () => {
  const usual = new Intl.DisplayNames('fr', { type: 'region' })
  const plain = (name: string) =>
    name
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[^A-Za-z]+/g, ' ')
      .toLowerCase()
  const names = new Set(COUNTRIES.map(({ name }) => plain(name)))
  const missing = STATES.split(' ')
    .map((state) => CALLED[state] ?? usual.of(state) ?? '')
    .filter((name) => !names.has(plain(name)))
  assert.deepEqual(missing, [])
})
