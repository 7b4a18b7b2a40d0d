// Oracles of the reference, and what must hold of any life: no gap, no overlap, sums equal, never past the end.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { daysBetween } from '#platform/ui/french.ts'
import { addDays, type Day } from '#territory'
import { GRID } from '../price/grid.fixture.ts'
import { addMonths, denouncedTo, effectOf, type Life, span, stateOn, stretches, yearsOf } from './life.ts'
import { type Discount, lineOf } from './line.ts'
import { mergerFault, type Named, successionOf } from './merger.ts'

const life = (said: Partial<Life> & { offer?: 'full' | 'restricted'; startsOn?: Day } = {}): Life => {
  const { offer = 'full', startsOn = '2019-01-01', ...rest } = said
  return {
    endsOn: '2023-12-31',
    noticeMonths: 3,
    notifiedOn: '2018-12-20',
    stoppedOn: null,
    stopped: null,
    deeds: [{ rank: 0, state: 'notified', startsOn, offer, gridId: 1, opens: [] }],
    ...rest,
  }
}

const line = (of: Life, year: number, population: number, discount: Discount | null = null) =>
  lineOf(stretches(of), year, { grid: () => GRID, population, discount })

describe('the oracles of the reference', () => {
  const half = { year: 2019, percent: 50 }
  const gross = (of: Life, year: number, population: number, discount: Discount | null = null) =>
    line(of, year, population, discount)?.gross

  test('Lyon, restricted, initial partner: 7,000 € in 2019, 14,000 € in 2020', () => {
    const lyon = life({ offer: 'restricted' })
    assert.equal(gross(lyon, 2019, 516_092, half), 700_000)
    assert.equal(gross(lyon, 2020, 516_092, half), 1_400_000)
  })

  test('Mions, full, no initial partner: 8,400 €; a late joiner has no discount', () => {
    assert.equal(gross(life(), 2019, 13_244), 840_000)
    const late = life({ startsOn: '2021-01-01', notifiedOn: '2020-11-30' })
    assert.equal(line(late, 2021, 13_244, half)?.discount, null)
  })

  test('nothing after 31 December 2023', () => {
    assert.equal(gross(life(), 2024, 13_244), undefined)
    assert.equal(stateOn(life(), '2024-01-01'), 'ended')
    assert.equal(stateOn(life(), '2023-12-31'), 'renewed')
    assert.equal(denouncedTo(life(), '2023-11-30'), '2023-12-31')
  })

  test('a discount that was not used in its year is not carried over', () => {
    const slid = life({ notifiedOn: '2020-01-15' })
    assert.deepEqual(span(slid), { from: '2020-02-01', to: '2023-12-31' })
    assert.equal(line(slid, 2020, 516_092, half)?.discount, null)
  })
})

describe('the days of an agreement', () => {
  test('it takes effect as planned when notified before, else the first of the next month', () => {
    assert.equal(effectOf('2027-01-01', '2026-12-31'), '2027-01-01')
    assert.equal(effectOf('2027-01-01', '2027-01-01'), '2027-02-01')
    assert.equal(effectOf('2027-01-01', '2027-12-05'), '2028-01-01')
    assert.equal(addMonths('2028-01-31', 1), '2028-02-29')
  })

  test('each state has its days', () => {
    const states = (of: Life, ...days: Day[]) => days.map((day) => stateOn(of, day))
    assert.deepEqual(states(life(), '2018-12-31', '2019-01-01', '2019-12-31', '2020-01-01'), [
      'notified',
      'active',
      'active',
      'renewed',
    ])
    const over = life({ stopped: 'denounced', stoppedOn: '2020-12-31' })
    assert.deepEqual(states(over, '2020-12-31', '2021-01-01'), ['denounced', 'ended'])
    assert.deepEqual(
      states(life({ stopped: 'merged', stoppedOn: '2020-06-30' }), '2020-06-30', '2020-07-01'),
      ['renewed', 'merged'],
    )
    const deeds = [
      { rank: 0, state: 'voted', startsOn: '2019-01-01', offer: 'full', gridId: 1, opens: [] },
    ] as const
    assert.equal(stateOn(life({ deeds, notifiedOn: null }), '2020-01-01'), 'voted')
  })

  test('notice kept ends the year, notice missed ends the next, and never past the end', () => {
    assert.equal(denouncedTo(life(), '2020-09-30'), '2020-12-31')
    assert.equal(denouncedTo(life(), '2020-10-01'), '2021-12-31')
    assert.equal(denouncedTo(life({ endsOn: '2021-06-30' }), '2020-10-01'), '2021-06-30')
  })

  test('an offer changed in mid-year costs each its days, and their sum is the line of the year', () => {
    const changed = life()
    const deeds = [
      ...changed.deeds,
      { rank: 1, state: 'notified', startsOn: '2020-07-01', offer: 'restricted', gridId: 1, opens: [] },
    ] as const
    const found = line({ ...changed, deeds }, 2020, 13_244)
    assert.deepEqual(
      found?.pieces.map(({ from, to, days, cents }) => [from, to, days, cents]),
      [
        ['2020-01-01', '2020-06-30', 182, 417_705],
        ['2020-07-01', '2020-12-31', 184, 326_776],
      ],
    )
    assert.equal(found?.full, 744_481)
    assert.equal(line({ ...changed, deeds }, 2021, 13_244)?.gross, 650_000)
  })
})

const OFFERS = ['full', 'restricted'] as const
const dayIn = (min: number, max: number) =>
  fc.integer({ min, max }).map((days) => addDays('2019-01-01', days))
/** Any life: planned, notified before or after, amended some times, cut or not. */
const lives = fc
  .record({
    startsOn: dayIn(0, 700),
    lasts: fc.integer({ min: 1, max: 2200 }),
    notified: fc.integer({ min: -60, max: 60 }),
    offer: fc.constantFrom(...OFFERS),
    amendments: fc.uniqueArray(fc.integer({ min: 1, max: 2500 }), { maxLength: 4 }),
    denounced: fc.option(fc.integer({ min: 0, max: 2500 })),
  })
  .map(({ startsOn, lasts, notified, offer, amendments, denounced }): Life => {
    const endsOn = addDays(startsOn, lasts)
    const made = life({ startsOn, endsOn, notifiedOn: addDays(startsOn, notified), offer })
    const deeds = amendments
      .toSorted((one, other) => one - other)
      .map((days, index) => ({
        rank: index + 1,
        state: 'notified' as const,
        startsOn: addDays(startsOn, days),
        offer: OFFERS[index % 2] ?? 'full',
        gridId: 1,
        opens: [],
      }))
    const stoppedOn = denounced === null ? null : denouncedTo(made, addDays(startsOn, denounced))
    return {
      ...made,
      deeds: [...made.deeds, ...deeds],
      stoppedOn,
      stopped: stoppedOn === null ? null : 'denounced',
    }
  })

const total = (of: Life, discount: Discount | null = null) =>
  yearsOf(stretches(of)).map((year) => line(of, year, 42_916, discount) ?? assert.fail(`no line for ${year}`))

describe('whatever its life', () => {
  test('its days follow each other without a gap, within its span, never past its end', () =>
    fc.assert(
      fc.property(lives, (any) => {
        const [held, days] = [span(any), stretches(any)]
        if (held === null) return assert.deepEqual(days, [])
        assert.equal(days[0]?.from, held.from)
        assert.equal(days.at(-1)?.to, held.to)
        assert.ok(held.to <= any.endsOn)
        for (const [index, { from, to }] of days.entries()) {
          assert.ok(from <= to)
          if (index > 0) assert.equal(from, addDays(days[index - 1]?.to ?? '', 1))
        }
      }),
    ))

  test('the pieces of each line make it, its days are those of its span, tax included or not', () =>
    fc.assert(
      fc.property(lives, (any) => {
        const lines = total(any)
        const held = span(any)
        const count = lines.flatMap(({ pieces }) => pieces).reduce((sum, { days }) => sum + days, 0)
        assert.equal(count, held === null ? 0 : daysBetween(held.from, held.to) + 1)
        for (const { pieces, full, gross, net, tax, discount } of lines) {
          assert.equal(
            pieces.reduce((sum, { cents }) => sum + cents, 0),
            full,
          )
          assert.equal(net + tax, gross)
          assert.equal(gross + (discount?.cents ?? 0), full)
          for (const { days, cents, yearly } of pieces)
            assert.ok(Math.abs(cents - (yearly * days) / 365.5) <= yearly / 365 + 1)
        }
      }),
    ))

  test('the discount is in one line at most, that of its year', () =>
    fc.assert(
      fc.property(lives, fc.integer({ min: 2018, max: 2027 }), (any, year) => {
        const with_ = total(any, { year, percent: 50 }).filter(({ discount }) => discount !== null)
        assert.ok(with_.length <= 1)
        assert.ok(with_.every((one) => one.year === year))
      }),
    ))

  test('amendments that change nothing cost nothing, however many cut a year', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 1800 }), { minLength: 1, maxLength: 9 }),
        fc.array(fc.constantFrom('pass.sport', 'pass.culture'), { maxLength: 2 }),
        (cuts, opens) => {
          const plain = life()
          const deeds = cuts
            .toSorted((one, other) => one - other)
            .map((days, index) => ({
              rank: index + 1,
              state: 'notified' as const,
              startsOn: addDays('2019-01-01', days),
              offer: 'full' as const,
              gridId: 1,
              opens,
            }))
          assert.deepEqual(
            total({ ...plain, deeds: [...plain.deeds, ...deeds] }).map(({ gross }) => gross),
            total(plain).map(({ gross }) => gross),
          )
        },
      ),
    ))
})

/** Lives after a merger. */
function merged(merging: readonly Named[], day: Day): { before: Life[]; after: Life } {
  const { endsOn, noticeMonths, ...terms } = successionOf(merging, day)
  const eve = addDays(day, -1)
  const deeds = [{ rank: 0, state: 'notified' as const, ...terms }]
  return {
    before: merging.map((one) => ({ ...one.life, stoppedOn: eve, stopped: 'merged' })),
    after: { endsOn, noticeMonths, notifiedOn: eve, stoppedOn: null, stopped: null, deeds },
  }
}

describe('communes that become one', () => {
  const named = (name: string, said: Parameters<typeof life>[0] = {}) => ({ name, life: life(said) })

  test('neither lose a day nor double one', () =>
    fc.assert(
      fc.property(dayIn(2, 1800), fc.constantFrom(...OFFERS), (day, offer) => {
        const merging = [named('Oullins', { offer }), named('Pierre-Bénite', { offer: 'restricted' })]
        assert.equal(mergerFault(merging, [], day), null)
        const { before, after } = merged(merging, day)
        for (const one of before) {
          const [ended, begun] = [span(one), span(after)]
          assert.equal(addDays(ended?.to ?? '', 1), begun?.from)
          assert.equal(begun?.to, '2023-12-31')
        }
        assert.equal(stretches(after)[0]?.offer, offer)
        assert.equal(stateOn(after, day), 'active')
      }),
    ))

  test('are refused where a period would be counted twice, or where there is nothing to transfer', () => {
    const merging = [named('Oullins'), named('Pierre-Bénite')]
    assert.match(
      mergerFault(
        merging,
        [named('Oullins-Pierre-Bénite', { startsOn: '2022-01-01', notifiedOn: '2021-12-01' })],
        '2021-01-01',
      ) ?? '',
      /deux fois/,
    )
    assert.match(mergerFault(merging, [], '2024-01-01') ?? '', /rien à transférer/)
    assert.match(mergerFault(merging.slice(1), [], '2021-01-01') ?? '', /au moins deux/)
  })
})
