// The register: what an entry may say, what a form collects, how long is long, and what is taken away.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, test } from 'node:test'
import { houseOf } from '../../app.ts'
import { limitOf, type ProcessingEntry } from './definition.ts'
import { collectionProblems, covers } from './gates.ts'
import { spreadsheet } from '#platform/sheets/ods.ts'
import { checkEntry } from './kind.ts'
import { registerOf, unequalRules } from './register.ts'
import { processingSchema } from './schema.ts'
import { durationWords } from './words.ts'

const FOLDER = join(import.meta.dirname, '../../../definitions/processing')
const entries = readdirSync(FOLDER).map((name) =>
  processingSchema.parse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))),
)
const known = registerOf(entries.map((body) => ({ version: 1, publishedAt: new Date(0), body })))
const { retention: RULES } = houseOf({ demo: false })
const entryOf = (id: string): ProcessingEntry => known.entry(id) ?? assert.fail(id)

describe('the register of the example territory', () => {
  test('holds together, and every rule of retention has its duration', () => {
    for (const entry of entries) {
      const others = entries.filter(({ id }) => id !== entry.id)
      assert.deepEqual(checkEntry(entry, { others, rules: RULES, authorityCodes: new Set() }), [], entry.id)
    }
    assert.deepEqual(unequalRules(known.entries, RULES), { unknown: [], unsaid: [] })
  })

  test('says nothing leaves the Union, and who sees the data', () => {
    for (const entry of known.entries) {
      assert.deepEqual(entry.transfers, [], entry.id)
      assert.ok(entry.security.length > 1 && entry.recipients.length > 0, entry.id)
    }
  })

  test('sites of every authority have an entry in each sector of RU-030; an authority may have its own', () => {
    for (const sector of [
      'etat-civil',
      'scolaire',
      'petite-enfance',
      'social',
      'culture',
      'sport',
      'urbanisme',
      'elections',
      'mobilite',
      'fiscalite',
    ])
      assert.equal(known.sitesOf('69029', sector)?.id, `sites-${sector}`)
    assert.equal(known.sitesOf('69029', 'licornes'), undefined)
    assert.equal(known.sitesOf('69029', 'compte'), undefined, 'the account is not a site')
    const own = { ...entryOf('sites-sport'), id: 'sport-de-bron', controller: '69029' }
    const two = registerOf([...known.rows, { version: 1, publishedAt: new Date(0), body: own }])
    assert.equal(two.sitesOf('69029', 'sport')?.id, 'sport-de-bron')
    assert.equal(two.sitesOf('69283', 'sport')?.id, 'sites-sport')
  })
})

describe('entries are refused', () => {
  const sport = entryOf('sites-sport')
  const problemsOf = (change: Partial<ProcessingEntry>, others: readonly ProcessingEntry[] = []) =>
    checkEntry({ ...sport, ...change }, { others, rules: RULES, authorityCodes: new Set(['69029']) })

  test('for nobody, or twice', () => {
    assert.match(problemsOf({ controller: '99999' })[0] ?? '', /aucune collectivité n’a le code 99999/)
    assert.deepEqual(problemsOf({ controller: '69029' }), [])
    assert.match(problemsOf({ id: 'x' }, [sport])[0] ?? '', /ont déjà une fiche, sites-sport\./)
  })

  test('when a rule stands twice: durations would disagree', () => {
    const line = entryOf('courriels').retention[0] ?? assert.fail()
    assert.match(problemsOf({ retention: [line, line] })[0] ?? '', /mail\.delete est écrite deux fois/)
    assert.match(
      problemsOf({ retention: [line] }, [entryOf('courriels')])[0] ?? '',
      /est déjà dans la fiche courriels\./,
    )
  })

  test('when nobody applies a rule; and the start knows it, as it knows a rule without a duration', () => {
    const line = { ...(entryOf('courriels').retention[0] ?? assert.fail()), rule: 'licorne.delete' }
    const wrong = { ...sport, retention: [line] }
    assert.match(
      problemsOf(wrong)[0] ?? '',
      /règle de conservation inconnue, licorne\.delete\. Choisissez parmi : .*mail\.delete/,
    )
    const told = unequalRules([wrong], RULES)
    assert.deepEqual(told.unknown, ['licorne.delete'])
    assert.equal(told.unsaid.length, RULES.length)
  })

  test('when the shape is wrong, in French', () => {
    const wrong = processingSchema.safeParse({
      ...sport,
      categories: ['licorne'],
      retention: [],
      sector: 'x',
    })
    const said = wrong.error?.issues.map(({ message }) => message).join(' ') ?? ''
    assert.match(said, /Catégorie inconnu/)
    assert.match(said, /combien de temps/)
    assert.match(said, /Secteur inconnu/)
  })
})

describe('what a form collects', () => {
  test('is refused beyond the entry, question by question', () => {
    const ask = (id: string, categories = ['text']) =>
      collectionProblems(known, id, [{ id: 'q', categories }])
    assert.deepEqual(ask('espace-public'), [])
    assert.deepEqual(ask('espace-public', ['health']), [
      'la question «\u00a0q\u00a0» recueille «\u00a0Santé ou handicap\u00a0», que la fiche «\u00a0Signalements dans l’espace public\u00a0» du registre ne prévoit pas.',
    ])
    assert.match(ask('espace-public', ['licorne'])[0] ?? '', /catégorie inconnue, licorne/)
    assert.deepEqual(ask('nulle-part'), ['le registre n’a pas de fiche nulle-part.'])
    assert.match(ask('sites-sport')[0] ?? '', /est celle de sites/)
    assert.match(ask('guichet')[0] ?? '', /ne dit pas quand les demandes closes sont rendues anonymes/)
  })

  test('values of the account are covered by a category; an unknown one never is', () => {
    const relation = entryOf('sites-relation')
    assert.deepEqual(
      ['name', 'email', 'address', 'is_adult', 'lives_in_commune', 'birthdate', 'licorne'].map((id) =>
        covers(relation, id),
      ),
      [true, true, true, true, true, false, false],
    )
    assert.ok(covers(entryOf('sites-etat-civil'), 'birthplace'))
  })
})

describe('durations', () => {
  const at = (text: string) => new Date(text)
  test('are days of 24 hours, or months of the calendar at the same hour', () => {
    assert.deepEqual(limitOf({ days: 3 }, at('2026-03-02T10:00:00Z')), at('2026-02-27T10:00:00Z'))
    assert.deepEqual(limitOf({ months: 12 }, at('2027-11-23T13:38:00Z')), at('2026-11-23T13:38:00Z'))
    assert.deepEqual(limitOf({ months: 3 }, at('2026-05-31T23:59:00Z')), at('2026-02-28T23:59:00Z'))
    assert.deepEqual(limitOf({ months: 36 }, at('2028-02-29T00:00:00Z')), at('2025-02-28T00:00:00Z'))
  })

  test('are said in words', () => {
    const said = [{ days: 3 }, { days: 90 }, { months: 12 }, { months: 24 }, { months: 60 }].map(
      durationWords,
    )
    assert.deepEqual(
      said.map((text) => text.replaceAll(/\s/g, ' ')),
      ['72 heures', '90 jours', '12 mois', '24 mois', '5 ans'],
    )
  })
})

describe('the spreadsheet', () => {
  test('is a zip of stored files, its type first, each with its checksum', () => {
    const bytes = spreadsheet('Essai', [
      ['Titre', 'Durée'],
      ['Un & <deux>', 'ligne 1\nligne 2'],
    ])
    assert.equal(bytes.readUInt32LE(0), 0x04034b50)
    assert.equal(bytes.toString('utf8', 30, 38), 'mimetype')
    assert.equal(bytes.toString('utf8', 38, 38 + 46), 'application/vnd.oasis.opendocument.spreadsheet')
    const end = bytes.length - 22
    assert.equal(bytes.readUInt32LE(end), 0x06054b50)
    let at = bytes.readUInt32LE(end + 16)
    for (let file = 0; file < bytes.readUInt16LE(end + 10); file += 1) {
      assert.equal(bytes.readUInt32LE(at), 0x02014b50)
      const [size, name, offset] = [
        bytes.readUInt32LE(at + 24),
        bytes.readUInt16LE(at + 28),
        bytes.readUInt32LE(at + 42),
      ]
      const start = offset + 30 + name
      assert.equal(bytes.readUInt32LE(offset), 0x04034b50)
      assert.equal(crc32(bytes.subarray(start, start + size)), bytes.readUInt32LE(at + 16))
      at += 46 + name
    }
    assert.equal(at, end)
    assert.match(bytes.toString('utf8'), /Un &amp; &lt;deux&gt;/)
    assert.match(bytes.toString('utf8'), /<text:p>ligne 1<\/text:p><text:p>ligne 2<\/text:p>/)
  })
})
