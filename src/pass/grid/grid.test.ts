// Grids of rights: which row decides, why in a sentence, until when, what lacks; that every case has one class; what may not be published.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { compare } from '#definitions'
import { hasTurned } from '#people'
import { holds } from '#rules'
import { addDays } from '#territory'
import { type FactId, type Proof, type QuotientClass, type ShownId, shownWords } from '../proof/facts.ts'
import { anyDay, anyGrid, anyKnown, PLACES } from './any-grid.fixture.ts'
import { decide, type Known } from './decide.ts'
import { type Grid, gridSchema } from './definition.ts'
import { GRID } from './kind.ts'
import { gridProblems } from './problems.ts'
import { faultsOf, mostPrecise, precedenceOf } from './prove.ts'
import { isAlike, spaceOf } from './space.ts'

const folder = 'definitions/pass-grids'
const grids = readdirSync(folder).map((file) =>
  gridSchema.parse(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))),
)
const gridOf = (id: string): Grid => {
  const found = grids.find((one) => one.id === id)
  assert.ok(found, id)
  return found
}

const proofOf = (fact: FactId, value: string, shown: ShownId, endsOn = '2027-09-30'): Proof => ({
  ...{ fact, class: value, shown, endsOn, seenOn: '2026-03-03' },
  ...(shown === 'taxNotice' ? { source: 'twoDDoc', level: 'verified' } : { source: 'desk', level: 'seen' }),
})
const born = (date: string): Pick<Known, 'birth'> => ({ birth: { date, level: 'declared' } })
const inBron = proofOf('commune', '69029', 'bill', '2027-01-15')
const low = proofOf('quotient', '1', 'taxNotice')
const TODAY = '2026-05-04'

const MORE = {
  places: PLACES,
  authorities: new Set(['200046977', '69029']),
  categories: ['derived', 'income', 'health', 'schooling', 'profession'],
}

describe('the grids of the demonstration', () => {
  test('may all be published: no case without a class, none with two', () => {
    assert.equal(grids.length, 6)
    for (const grid of grids) assert.deepEqual(gridProblems(grid, MORE), [], grid.id)
  })

  test('the sentence names what the row asks and what showed it', () => {
    assert.deepEqual(
      decide(gridOf('mediatheque-gratuite'), { ...born('1980-02-01'), proofs: [inBron, low] }, TODAY, PLACES),
      {
        class: 'gratuite',
        row: 'habitants-gratuite',
        because:
          'parce que vous habitez une commune du territoire et que votre quotient familial est dans la première ou la deuxième tranche (facture vue le 3\u00a0mars 2026, avis d’impôt lu le 3\u00a0mars 2026)',
        // The bill ends before the year does.
        until: '2027-01-15',
        missing: [],
      },
    )
  })

  test('without a proof: the class of the others, and what lacks for another', () => {
    const done = decide(gridOf('piscine-solidaire'), { ...born('1980-02-01'), proofs: [] }, TODAY, PLACES)
    assert.equal(done.class, 'plein')
    assert.equal(done.because, 'parce qu’aucune règle ne s’applique à ce que vous avez prouvé')
    assert.deepEqual(done.missing, ['quotient', 'disability', 'student', 'job_seeker'])
    const nothing = decide(gridOf('dechetterie-habitants'), { proofs: [] }, TODAY, PLACES)
    assert.deepEqual([nothing.class, nothing.until, nothing.missing], [null, null, ['commune']])
  })

  test('an age ends a right on the eve of a birthday; a year does on its day', () => {
    const museum = decide(gridOf('musee-moins-de-26'), { ...born('2000-09-12'), proofs: [] }, TODAY, PLACES)
    assert.deepEqual([museum.class, museum.until], ['libre', '2026-09-11'])
    assert.equal(museum.because, 'parce que vous avez moins de 26\u00a0ans')
    const seeker = proofOf('job_seeker', 'true', 'jobSeekerPaper')
    const bicycle = decide(
      gridOf('velo-emploi-etudes'),
      { ...born('1990-01-01'), proofs: [seeker] },
      TODAY,
      PLACES,
    )
    assert.deepEqual([bicycle.class, bicycle.until], ['reduit', '2026-08-31'])
  })

  test('a proof that is not sure enough, ended, or to come counts for nothing', () => {
    const stadium = gridOf('stade-jeunes')
    const paper = { ...proofOf('quotient', '1', 'familyPaper') }
    const child = born('2016-05-04')
    const decided = (proofs: Proof[], day = TODAY) => decide(stadium, { ...child, proofs }, day, PLACES)
    assert.equal(decided([low]).class, 'famille')
    assert.deepEqual(
      [decided([paper]).class, decided([paper]).missing],
      [null, ['quotient', 'pupil', 'student']],
    )
    assert.equal(decided([{ ...low, endsOn: '2026-05-03' }]).class, null)
    assert.equal(decided([low], '2026-03-02').class, null)
  })

  test('the most precise row wins, and one sees over which', () => {
    const museum = gridOf('musee-moins-de-26')
    const [first, second, both] = museum.rows
    assert.deepEqual(precedenceOf(museum, both!), { over: [first, second], under: [] })
    assert.deepEqual(precedenceOf(museum, first!).under, [both])
  })
})

const swimming = gridOf('piscine-solidaire')
const sentencesOf = (changed: Partial<Grid>) =>
  gridProblems({ ...swimming, ...changed }, MORE).map(({ sentence }) => sentence.replaceAll('\u00a0', ' '))

describe('what may not be published', () => {
  const [solidarity, reduced, both] = swimming.rows

  test('two rows that disagree, with a case that shows it', () => {
    const [said, ...others] = sentencesOf({ rows: [solidarity!, reduced!] })
    assert.match(
      said ?? '',
      /^Les lignes « Quotient bas, handicap ou recherche d’emploi » et « Troisième tranche, mineurs et étudiants » répondent différemment pour ce cas : /,
    )
    assert.equal(others.length, 0)
  })

  test('a case without a row, when nothing is said of the others', () => {
    const [said] = sentencesOf({ otherwise: undefined })
    assert.match(said ?? '', /^Aucune ligne ne répond pour ce cas : rien de prouvé/)
  })

  test('a row that never decides', () => {
    const never = {
      id: 'jamais',
      label: 'Jamais',
      when: {
        op: 'all' as const,
        conditions: [both!.when, { op: 'atLeast' as const, of: 'age', value: 130 }],
      },
      class: 'plein',
    }
    const whole = {
      id: 'couverte',
      label: 'Couverte',
      when: { op: 'any' as const, conditions: [] },
      class: 'plein',
    }
    for (const row of [never, whole])
      assert.ok(
        sentencesOf({ rows: [...swimming.rows, row] }).some((said) =>
          said.includes('ne répond pour personne'),
        ),
      )
  })

  test('what does not exist, what is not proved, what is told of an age', () => {
    const row = (when: Grid['rows'][number]['when'], id = 'x') => ({
      rows: [...swimming.rows, { id, label: id, when, class: 'plein' }],
    })
    const cases: readonly (readonly [Partial<Grid>, RegExp])[] = [
      [{ controller: '01001' }, /Aucune collectivité/],
      [{ otherwise: 'gratuit' }, /La classe gratuit n’existe pas/],
      [
        { proofs: { ...swimming.proofs, quotient: undefined } },
        /Dites comment « Tranche de quotient familial » se prouve/,
      ],
      [{ proofs: { ...swimming.proofs, pupil: 'seen' } }, /ne le demandez pas/],
      [row({ op: 'is', of: 'age', value: 17 }), /Un âge se compare/],
      [row({ op: 'is', of: 'commune', value: '75056' }), /n’est pas un choix/],
      [row({ op: 'is', of: 'income', value: 17 }), /qui n’existe pas/],
      [row({ op: 'is', of: 'quotient', value: '1' }, 'reduit'), /écrite deux fois/],
    ]
    for (const [changed, expected] of cases)
      assert.ok(
        sentencesOf(changed).some((said) => expected.test(said)),
        String(expected),
      )
    const health = gridProblems(swimming, {
      ...MORE,
      categories: ['derived', 'income', 'schooling', 'profession'],
    })
    assert.match(health[0]?.sentence ?? '', /ne prévoit pas «\u00a0Handicap reconnu/)
    assert.match(
      gridProblems(swimming, { ...MORE, categories: null })[0]?.sentence ?? '',
      /pas de fiche pass/,
    )
  })

  test('a grid that tells too many cases apart is not proved while one waits', () => {
    const communes = Array.from({ length: 58 }, (_, n) => String(69_000 + n))
    const one = (fact: string, value: string | boolean) => ({ op: 'is' as const, of: fact, value })
    const all = [
      ...communes.map((code) => one('commune', code)),
      ...['1', '2', '3', '4'].map((n) => one('quotient', n)),
    ]
    const states = ['disability', 'pupil', 'student', 'job_seeker'].map((fact) => one(fact, true))
    const when = { op: 'any' as const, conditions: [...all, ...states] }
    assert.equal(
      faultsOf({ ...swimming, rows: [{ id: 'tout', label: 'Tout', when, class: 'plein' }] })[0]?.kind,
      'tooMany',
    )
  })

  test('the shape: a day that does not come every year, a condition of another language', () => {
    for (const wrong of [
      { lasts: { until: '02-29' } },
      { lasts: { until: '04-31' } },
      { lasts: { months: 0 } },
      { rows: [{ id: 'x', label: 'x', when: { op: 'like' }, class: 'plein' }] },
    ])
      assert.equal(gridSchema.safeParse({ ...swimming, ...wrong }).success, false)
  })
})

test('two versions are compared in sentences', () => {
  const changed: Grid = {
    ...swimming,
    otherwise: null,
    lasts: { until: '08-31' },
    rows: swimming.rows.slice(0, 2),
  }
  assert.deepEqual(
    compare(GRID, swimming, changed).map((one) => one.replaceAll('\u00a0', ' ')),
    [
      'La ligne « Les deux à la fois » est retirée.',
      'Ce qu’ont les autres devient aucun droit (avant : « Plein tarif »).',
      'La durée devient jusqu’au 31/08 (avant : 12 mois).',
    ],
  )
})

describe('of any grid', () => {
  test('one without a fault gives one class to everybody, whatever is known', () => {
    let proved = 0
    fc.assert(
      fc.property(anyGrid, anyKnown, anyDay, (grid, known, day) => {
        const faults = faultsOf(grid).map(({ kind }) => kind)
        if (faults.includes('gap') || faults.includes('overlap')) return
        proved++
        const done = decide(grid, known, day, PLACES)
        if (grid.otherwise === undefined) assert.notEqual(done.class, null)
        const others = grid.rows.filter(({ id }) => id === done.row)
        assert.ok(
          done.row === null ? done.class === (grid.otherwise ?? null) : others[0]?.class === done.class,
        )
      }),
      { numRuns: 400 },
    )
    assert.ok(proved > 40, String(proved))
  })

  test('where rows disagree, a fault says so, and its case shows it', () => {
    fc.assert(
      fc.property(anyGrid, (grid) => {
        for (const { kind, rows, example } of faultsOf(grid)) {
          if (kind === 'overlap') {
            const speaking = grid.rows.filter(({ id }) => rows.includes(id))
            assert.ok(speaking.every(({ when }) => holds(when, example ?? {})))
            assert.ok(new Set(speaking.map((row) => row.class)).size > 1)
          }
          if (kind === 'gap') assert.deepEqual(mostPrecise(grid, example ?? {}), [])
        }
      }),
    )
  })

  test('it holds until its last day, which no proof that it names outlives; nothing changes before', () => {
    fc.assert(
      fc.property(anyGrid, anyKnown, anyDay, fc.nat(800), (grid, known, day, later) => {
        const done = decide(grid, known, day, PLACES)
        if (done.until === null) return assert.equal(done.class, null)
        assert.ok(done.until >= day)
        // Of two that read the same, the sentence does not say which.
        const isAlone = (one: Proof) =>
          known.proofs.filter((other) => shownWords(other) === shownWords(one)).length === 1
        const shown = known.proofs.filter((one) => isAlone(one) && done.because.includes(shownWords(one)))
        for (const proof of shown) assert.ok(done.until <= proof.endsOn)
        const between = [done.until, addDays(day, later)].toSorted()[0] ?? day
        assert.equal(decide(grid, known, between, PLACES).class, done.class)
        return undefined
      }),
      { numRuns: 400 },
    )
  })

  test('a sentence tells the case alone: who differs by what no rule tells apart reads the same', () => {
    let compared = 0
    const quotient = fc.constantFrom<QuotientClass>('1', '2', '3', '4', '5')
    fc.assert(
      fc.property(anyGrid, anyKnown, anyDay, fc.nat(700), quotient, (grid, known, day, days, other) => {
        const { birth, proofs } = known
        if (birth === undefined || birth.date.includes('-00')) return
        const older = addDays(birth.date, -days)
        const sameAge = [12, 13, 18, 19, 26, 27, 65, 66].every(
          (age) => hasTurned(birth.date, age, day) === hasTurned(older, age, day),
        )
        const space = spaceOf(grid.rows.map(({ when }) => when))
        const asOther = proofs.map((one) =>
          one.fact === 'quotient' && isAlike(space, { quotient: one.class }, { quotient: other }, 'quotient')
            ? { ...one, class: other }
            : one,
        )
        if (!sameAge) return
        compared++
        const [one, two] = [known, { birth: { ...birth, date: older }, proofs: asOther }].map((who) =>
          decide(grid, who, day, PLACES),
        )
        assert.deepEqual([one?.because, one?.class], [two?.because, two?.class])
      }),
      { numRuns: 300 },
    )
    assert.ok(compared > 50, String(compared))
  })
})
