// Every type of field: what is right, what is wrong and in which words, and that nothing hostile ever breaks it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { renderHtml } from '#platform/html.ts'
import { anyText } from '#test/texts.ts'
import type { Answer, Field, FileAnswer, PlaceKind } from '../definition/definition.ts'
import { kindOf } from './index.ts'
import type { FieldKind, Judged } from './kind.ts'
import type { Raw } from './read.ts'
import { area, bron, judging, questionOf, showing, triedKinds } from './sample.fixture.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

type More = Record<string, unknown>

const field = (type: string, more: More = {}): Field => questionOf(kindOf(type), more)

const judge = (type: string, raw: Raw, more: More = {}): Judged =>
  kindOf(type).judge(field(type, more), raw, judging)
const answer = (type: string, raw: Raw, more: More = {}) => {
  const judged = judge(type, raw, more)
  return 'answer' in judged ? judged.answer : assert.fail(JSON.stringify(judged))
}
const problem = (type: string, raw: Raw, more: More = {}): string => {
  const judged = judge(type, raw, more)
  return 'problem' in judged ? plain(judged.problem) : assert.fail(JSON.stringify(judged))
}
const day = (jour: string, mois: string, annee: string): Raw => ({
  '-jour': jour,
  '-mois': mois,
  '-annee': annee,
})

/** A right answer; files exist before they are one. */
const sampleOf = (kind: FieldKind): Answer =>
  kind.holdsFiles
    ? [{ fileId: 'f', name: 'trou.jpg', bytes: 12, mediaType: 'image/jpeg' }]
    : kind.sample(questionOf(kind), bron.code)

test('a sample of each type is right, is shown again as typed, and reads as text', () => {
  for (const kind of triedKinds) {
    const { type } = kind
    const [asked, sample] = [questionOf(kind), sampleOf(kind)]
    assert.deepEqual(kind.judge(asked, kind.rawOf(sample, asked), judging), { answer: sample }, type)
    const summary = [kind.summary(asked, sample, area)].flat().join(' ')
    assert.notEqual(summary, '', type)
    assert.doesNotMatch(summary, /\[object/, type)
    assert.deepEqual(kind.judge(asked, {}, judging), { empty: true }, type)
    assert.match(kind.missing(asked), /\.$/, type)
  }
})

test('text: lines are joined in a short one and kept in a long one; too long says by how much', () => {
  assert.equal(answer('short-text', { '': '  une\n ligne ' }), 'une ligne')
  assert.equal(answer('long-text', { '': 'deux\nlignes' }), 'deux\nlignes')
  assert.equal(answer('short-text', { '': 'a'.repeat(120) }), 'a'.repeat(120))
  assert.match(problem('short-text', { '': 'a'.repeat(121) }), /1 caractère de trop.*120 au plus/)
  assert.match(problem('long-text', { '': 'é'.repeat(12) }, { maxLength: 10 }), /2 caractères de trop/)
  assert.deepEqual(judge('short-text', { '': ' \u00a0 ' }), { empty: true })
  // One sign for the eye is one character, whatever its code units.
  assert.equal(answer('short-text', { '': '🕳️🕳️'.slice(0, 4) }, { maxLength: 4 }), '🕳️🕳'.slice(0, 4))
})

test('a day is filled from the profile when it is known whole, and its sample holds within what is asked', () => {
  const { fromProfile, sample, judge: judgeDay, rawOf } = kindOf('date')
  assert.deepEqual(fromProfile('1957-03-09'), day('09', '03', '1957'))
  for (const unknown of ['1957-00-09', '1957-03-00', '1957-00-00']) assert.equal(fromProfile(unknown), null)
  for (const limits of [{}, { earliest: 'today' }, { latest: 'today' }, { latest: '1999-12-31' }]) {
    const asked = field('date', limits)
    const given = sample(asked, bron.code)
    assert.deepEqual(judgeDay(asked, rawOf(given, asked), judging), { answer: given }, JSON.stringify(limits))
  }
})

test('only the types that hold one text play its roles and are filled by its values', () => {
  const told = (of: 'roles' | 'profile', one: string) =>
    triedKinds.filter((kind) => (kind[of] as readonly string[]).includes(one)).map(({ type }) => type)
  for (const role of ['subject', 'description', 'contactName', 'contactAddress'])
    assert.ok(told('roles', role).includes('short-text'), role)
  assert.ok(!told('roles', 'contactName').includes('yes-no'))
  assert.deepEqual(told('profile', 'family_name'), ['short-text'])
  assert.deepEqual(told('profile', 'birthdate'), ['date'])
})

/** Names of the controls that are marked as wrong. */
const wrongOnes = (type: string, part?: string): string[] => {
  const told = { ...showing, problem: ['Corrigez.'], part }
  const shown = renderHtml(kindOf(type).control(field(type), {}, told))
  return [...shown.matchAll(/<(?:input|select|textarea)[^>]*>/g)]
    .filter(([tag]) => tag.includes('aria-invalid="true"'))
    .map(([tag]) => / name="it([^"]*)"/.exec(tag)?.[1] ?? '?')
}

test('the part that is wrong is the one that is marked', () => {
  assert.deepEqual(wrongOnes('location', '-commune'), ['-commune'])
  assert.deepEqual(wrongOnes('location', '-adresse'), ['-adresse'])
  assert.deepEqual(wrongOnes('date', '-mois'), ['-mois'])
  assert.deepEqual(wrongOnes('date', '-annee'), ['-annee'])
  assert.deepEqual(wrongOnes('date'), ['-jour', '-mois', '-annee'])
})

test('a point is kept with its place, and a telephone is filled by the browser unless told otherwise', () => {
  const there = { commune: bron.code, address: 'Ici', lat: 45.7, long: 4.9 }
  assert.deepEqual(answer('location', kindOf('location').rawOf(there, field('location'))), there)
  const shown = (more: More) => renderHtml(kindOf('phone').control(field('phone', more), {}, showing))
  assert.match(shown({}), /autocomplete="tel"/)
  assert.match(shown({ autocomplete: 'off' }), /autocomplete="off"/)
})

test('choices: only those proposed, each once', () => {
  assert.equal(answer('single-choice', { '': 'b' }), 'b')
  assert.match(problem('single-choice', { '': 'c' }), /réponses proposées/)
  assert.match(problem('single-choice', { '': '__proto__' }), /réponses proposées/)
  assert.deepEqual(answer('multiple-choice', { '': ['b', 'a', 'b'] }), ['b', 'a'])
  assert.match(problem('multiple-choice', { '': ['a', 'constructor'] }), /réponses proposées/)
  assert.equal(
    plain(String(kindOf('single-choice').summary(field('single-choice'), 'b', area))),
    'Deux : le second',
  )
  assert.equal(answer('yes-no', { '': 'non' }), false)
  assert.match(problem('yes-no', { '': 'true' }), /oui ou par non/)
})

test('a mark, a line each, an order: what is wrong is said, what is right is kept in its order', () => {
  assert.equal(answer('rating', { '': '4' }), 4)
  for (const wrong of ['0', '6', '2,5', 'quatre'])
    assert.match(problem('rating', { '': wrong }), /une note de 1 à 5/)
  assert.equal(
    kindOf('rating').summary(field('rating', { highest: 'Très bien' }), 5, area),
    '5 sur 5, Très bien',
  )
  assert.deepEqual(answer('matrix', { '-1': 'b', '-2': 'a' }), ['b', 'a'])
  assert.deepEqual(answer('matrix', { '-2': 'a' }, { optional: true }), ['', 'a'])
  assert.deepEqual(judge('matrix', { '-1': 'b' }), {
    problem: 'Répondez aussi à la ligne «\u00a0Le parc\u00a0».',
    part: '-2',
  })
  assert.match(problem('matrix', { '-1': 'b', '-2': 'constructor' }), /réponses proposées/)
  const lines = kindOf('matrix').summary(field('matrix'), ['b', 'a'], area)
  assert.deepEqual([lines].flat().map(plain), ['La cantine : Deux', 'Le parc : Un'])
  assert.deepEqual(
    kindOf('matrix').faults(field('matrix', { lines: ['x', 'x'], choices: [] })).length,
    2,
    'two lines that are one, no answer proposed',
  )
  assert.deepEqual(answer('ranked-list', { '': ['b', 'a'] }), ['b', 'a'])
  assert.deepEqual(answer('ranked-list', { '': ['', 'a'] }), ['a'])
  assert.match(problem('ranked-list', { '': ['a', 'a'] }), /« Un » est à deux places/)
  assert.match(problem('ranked-list', { '': ['a', 'b'] }, { ranks: 1 }), /réponses proposées/)
})

test('lines of cells: those left empty are not kept, and a fault names its line and its cell', () => {
  assert.deepEqual(answer('rows', { '': ['', '', '', ' La  mairie ', 'Écrit\r\nà tous', ''] }), [
    { who: 'La mairie', does: 'Écrit\nà tous' },
  ])
  assert.deepEqual(judge('rows', { '': ['', ' ', ''] }), { empty: true })
  assert.deepEqual(judge('rows', { '': ['', '', '', 'La mairie', '', 'Un mois'] }), {
    problem: 'Étape 2, «\u00a0Fait quoi\u00a0»\u00a0: remplissez cette case, ou videz toute la ligne.',
    part: '-2-2',
  })
  assert.match(problem('rows', { '': ['a', 'b'.repeat(41), ''] }), /Étape 1, « Fait quoi » : .* 1 caractère/)
  assert.match(problem('rows', { '': Array(15).fill('x') }), /plus de 4 lignes/)
  // Whatever is kept under other names, or is no text, is none of its cells.
  const kept = [{ who: 'a', does: 'b', gone: 'c' }]
  assert.deepEqual(kindOf('rows').rawOf(kept, field('rows')), { '': ['a', 'b', ''] })
  assert.deepEqual(
    [kindOf('rows').summary(field('rows'), [{ who: 'a', does: 'b', delay: 'c' }], area)].flat(),
    ['1. a\u00a0: b (Délai\u00a0: c)'],
  )
  const twice = {
    one: 'étape',
    columns: [
      { id: 'x', label: 'X' },
      { id: 'x', label: 'Y' },
    ],
  }
  assert.equal(kindOf('rows').faults(field('rows', { rows: twice })).length, 1)
  assert.equal(kindOf('rows').faults(field('rows', { rows: undefined })).length, 1)
  // All that may be typed is there where no button adds a line.
  const shown = renderHtml(kindOf('rows').control(field('rows'), {}, showing))
  assert.equal(shown.match(/<legend>Étape/g)?.length, 4)
  assert.match(shown, /<details class="fold"><summary>Ajouter une étape<\/summary><fieldset/)
})

test('a date that cannot be says why', () => {
  assert.equal(answer('date', day('1', '2', '2026')), '2026-02-01')
  assert.equal(answer('date', day('29', '02', '2024')), '2024-02-29')
  assert.match(
    problem('date', day('31', '11', '2026')),
    /Cette date n’existe pas : novembre compte 30 jours\. Corrigez le jour\./,
  )
  assert.match(problem('date', day('29', '2', '2026')), /février compte 28 jours/)
  assert.match(problem('date', day('1', '13', '2026')), /pas de mois 13/)
  assert.match(problem('date', day('1', '1', '26')), /année en quatre chiffres/)
  assert.match(problem('date', day('', '1', '2026')), /jour, le mois et l’année/)
  assert.match(problem('date', day('un', '1', '2026')), /en chiffres/)
  assert.match(problem('date', day('24', '11', '2026'), { latest: 'today' }), /pas encore arrivée/)
  assert.match(problem('date', day('22', '11', '2026'), { earliest: 'today' }), /est passée/)
  assert.match(
    problem('date', day('1', '1', '2020'), { earliest: '2024-05-01' }),
    /à partir du mercredi 1er mai 2024/,
  )
  assert.match(
    problem('date', day('1', '1', '2025'), { latest: '2024-05-01' }),
    /jusqu’au mercredi 1er mai 2024/,
  )
  assert.equal(answer('date', day('23', '11', '2026'), { latest: 'today', earliest: 'today' }), '2026-11-23')
})

test('the box that is wrong is named, and a year that cannot be meant is said', () => {
  const part = (...typed: [string, string, string]) => {
    const judged = judge('date', day(...typed))
    return 'problem' in judged ? judged.part : assert.fail(JSON.stringify(judged))
  }
  assert.equal(part('', '2', '2026'), '-jour')
  assert.equal(part('1', '', '2026'), '-mois')
  assert.equal(part('1', '2', ''), '-annee')
  assert.equal(part('31', '4', '2026'), '-jour')
  assert.match(problem('date', day('1', '1', '3023')), /L’année 3023 est trop lointaine/)
  assert.match(problem('date', day('1', '1', '1850')), /L’année 1850 est trop ancienne/)
})

test('what is missing is said with its question: the summary of errors stands alone', () => {
  const missing = (type: string, more: More = {}) =>
    plain(kindOf(type).missing(field(type, { label: 'Vu le jour ?', ...more })))
  for (const type of ['short-text', 'single-choice', 'multiple-choice', 'yes-no', 'date', 'files'] as const)
    assert.match(missing(type), /« Vu le jour \? »\./, type)
  assert.match(missing('short-text', { role: 'contactName' }), /Donnez votre nom/)
  assert.equal(missing('long-text'), 'Écrivez une réponse à « Vu le jour ? ».')
  const nowhere = (place: PlaceKind) => {
    const asking = field('location', { label: 'Quelle école ?', place })
    const judged = kindOf('location').judge(asking, { '-commune': '69029' }, judging)
    return 'problem' in judged ? plain(judged.problem) : ''
  }
  assert.equal(nowhere('named'), 'Indiquez le nom ou l’adresse du lieu, à « Quelle école ? ».')
  assert.equal(nowhere('home'), 'Indiquez l’adresse, par exemple « 112, avenue Franklin-Roosevelt ».')
  assert.equal(nowhere('event'), 'Indiquez l’adresse ou l’endroit, par exemple « devant l’école ».')
  const shown = renderHtml(
    kindOf('short-text').control(field('short-text', { label: 'Qui est-ce ?' }), {}, showing),
  )
  assert.match(shown, /Qui est-ce[\u00a0\u202f]\?/, 'no line starts with a question mark')
})

test('every real day is right, every other is refused', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 2100 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 33 }),
      (year, month, date) => {
        const real = new Date(Date.UTC(year, month - 1, date))
        const exists = real.getUTCMonth() === month - 1 && real.getUTCDate() === date && date > 0
        const judged = judge('date', day(String(date), String(month), String(year)))
        assert.equal('answer' in judged, exists)
        if ('answer' in judged) assert.equal(judged.answer, real.toISOString().slice(0, 10))
      },
    ),
  )
})

test('an e-mail address: the slip of the finger is named', () => {
  assert.equal(answer('email', { '': ' l.morandat@courriel.example ' }), 'l.morandat@courriel.example')
  assert.match(problem('email', { '': 'l.morandat.courriel.example' }), /Il manque le signe @/)
  assert.match(problem('email', { '': 'l.morandat@gmial.com' }), /l\.morandat@gmail\.com/)
  for (const wrong of [
    'a@b',
    '@b.fr',
    'a@@b.fr',
    'a@b.fr, c@d.fr',
    'a\r\nbcc:x@y.fr',
    `${'a'.repeat(300)}@b.fr`,
  ])
    problem('email', { '': wrong })
})

test('a telephone number: every French way of writing is one; foreign ones keep their prefix', () => {
  for (const typed of [
    '0639984117',
    '06.39.98.41.17',
    '06-39-98-41-17',
    '+33 6 39 98 41 17',
    '+33 (0)6 39 98 41 17',
    '0033639984117',
    '06\u00a039\u00a098\u00a041\u00a017',
  ])
    assert.equal(answer('phone', { '': typed }), '06 39 98 41 17', typed)
  assert.equal(answer('phone', { '': '04 65 71 00 58' }), '04 65 71 00 58')
  assert.equal(answer('phone', { '': '+41 22 555 12 34' }), '+41225551234')
  for (const wrong of ['06 39 98 41', '1234', '+33 6 39', 'mon numéro', '06399841170', '+0612345678'])
    assert.match(problem('phone', { '': wrong }), /dix chiffres/, wrong)
})

test('a place: a commune of the territory and words; a point only when it is one', () => {
  const raw = { '-commune': '69029', '-adresse': ' 112,  avenue  Franklin ' }
  assert.deepEqual(answer('location', raw), { commune: '69029', address: '112, avenue Franklin' })
  assert.deepEqual(answer('location', { ...raw, '-lat': '45.7371234', '-long': '4.9' }), {
    commune: '69029',
    address: '112, avenue Franklin',
    lat: 45.73712,
    long: 4.9,
  })
  for (const [lat, long] of [
    ['91', '4'],
    ['NaN', '4'],
    ['45', ''],
    ['Infinity', '1'],
    ['45; drop', '4'],
  ])
    assert.equal(
      'lat' in (answer('location', { ...raw, '-lat': lat ?? '', '-long': long ?? '' }) as object),
      false,
    )
  assert.match(problem('location', { '-commune': '75056', '-adresse': 'x' }), /pas dans le territoire/)
  assert.match(problem('location', { '-commune': '', '-adresse': 'x' }), /Choisissez la commune/)
  assert.match(problem('location', { '-commune': '69029', '-adresse': '' }), /Indiquez l’adresse/)
  assert.match(problem('location', { ...raw, '-adresse': 'x'.repeat(201) }), /1 caractère de trop/)
  assert.ok('answer' in judge('location', { '-commune': '69029' }, { addressOptional: true }))
  assert.equal(
    kindOf('location').summary(field('location'), { commune: '69029', address: 'Ici' }, area),
    'Ici, 69500 Bron',
  )
})

test('files: more than allowed is said; each is named in the summary', () => {
  const file = (name: string): FileAnswer => ({ fileId: name, name, bytes: 12, mediaType: 'image/jpeg' })
  const raw = kindOf('files').rawOf([file('a.jpg'), file('b.jpg')], field('files'))
  assert.deepEqual(answer('files', raw, { maxFiles: 2 }), [file('a.jpg'), file('b.jpg')])
  assert.match(problem('files', raw, { maxFiles: 1 }), /2 fichiers.*1 au plus/)
  assert.deepEqual(kindOf('files').summary(field('files'), [file('a.jpg'), file('b.jpg')], area), [
    'a.jpg',
    'b.jpg',
  ])
})

// What a browser, or an attacker, may post: any text, marks that mean something to HTML, SQL or prototypes.
const hostile = fc.oneof(
  anyText(300),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'; drop table requests.request; --",
    '__proto__',
    'constructor',
    '\u202egnp.exe',
    '９',
  ),
)

test('whatever is typed is judged without an error, and shown again as text', () => {
  // What holds files reads nothing of what is typed.
  for (const kind of triedKinds.filter(({ parts }) => parts.length > 0)) {
    const { type } = kind
    const asked = questionOf(kind)
    const parts = fc.constantFrom(...kind.parts)
    const raws = fc.dictionary(parts, fc.oneof(hostile, fc.array(hostile, { maxLength: 3 })))
    fc.assert(
      fc.property(raws, (raw) => {
        const judged = kind.judge(asked, raw, judging)
        const shown = renderHtml(
          kind.control(asked, raw, {
            ...showing,
            problem: 'problem' in judged ? [judged.problem] : undefined,
          }),
        )
        assert.doesNotMatch(shown, /<script|<img src=x/, type)
        if ('answer' in judged) {
          const again = kind.judge(asked, kind.rawOf(judged.answer, asked), judging)
          assert.deepEqual(again, { answer: judged.answer }, `${type}: an answer shown again is the same`)
        }
      }),
      { numRuns: 60 },
    )
  }
})

test('the error is tied to the control, and optional is written', () => {
  for (const kind of triedKinds) {
    const { type } = kind
    const shown = renderHtml(
      kind.control(questionOf(kind), {}, { ...showing, problem: ['Voilà le problème.'], optional: true }),
    )
    assert.match(shown, /id="it-erreur"[^>]*>.*Voilà le problème\./s, type)
    assert.match(shown, /aria-describedby="[^"]*it-erreur/, type)
    assert.match(shown, /\(facultatif\)/, type)
    assert.match(shown, /id="it"/, `${type}: the summary links to its control`)
  }
})
