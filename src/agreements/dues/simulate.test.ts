// Another grid over every commune: only what is in force makes the sums; those who owe nothing are said apart, once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GRID } from '../price/grid.fixture.ts'
import type { AgreementRow } from '../record/queries.ts'
import { simulate, standings } from './simulate.ts'

const TODAY = '2026-11-23'
const NAMES = ['En vigueur', 'Suite', 'Projet', 'Finie', 'Réunie', 'Sans']
const communes = NAMES.map((name, index) => ({ id: index + 1, name, population: 100 }))

/** Notified when it says on which day. */
const of = (authorityId: number, years: [number, number], more: Partial<AgreementRow> = {}): AgreementRow =>
  ({
    id: authorityId,
    authorityId,
    startsOn: `${years[0]}-01-01`,
    endsOn: `${years[1]}-12-31`,
    notifiedOn: `${years[0] - 1}-11-01`,
    stoppedOn: null,
    stopped: null,
    population: { id: authorityId, authorityId, figure: 7_000, kind: 'municipal' },
    periods: [],
    deeds: [
      {
        rank: 0,
        state: more.notifiedOn === null ? 'draft' : 'notified',
        startsOn: `${years[0]}-01-01`,
        offer: 'full',
        gridId: 1,
        opens: [],
      },
    ],
    ...more,
  }) as unknown as AgreementRow

const rows = [
  of(1, [2024, 2028]),
  of(2, [2022, 2026]),
  of(2, [2027, 2031], { notifiedOn: null }),
  of(3, [2027, 2031], { notifiedOn: null }),
  of(4, [2020, 2025]),
  of(5, [2022, 2028], { stopped: 'merged', stoppedOn: '2026-06-30' }),
]

test('a draft owes nothing today, whoever has none is listed outside the sums, whoever became another is not', () => {
  const { partners, outside } = standings(communes, rows, TODAY, { grids: [GRID], populations: [] })
  assert.deepEqual(
    partners.map(({ name, now }) => [name, now]),
    [
      ['En vigueur', 540_000],
      ['Suite', 540_000],
    ],
  )
  assert.deepEqual(outside, [
    {
      name: 'Projet',
      population: 7_000,
      coming: { state: 'draft', offer: 'full', from: '2027-01-01' },
    },
    { name: 'Finie', population: 100, coming: null },
    { name: 'Sans', population: 100, coming: null },
  ])
  const { now, then } = simulate(partners, { brackets: [{ from: 0, full: 100, restricted: 50 }] })
  assert.deepEqual([now, then], [1_080_000, 200])
})
