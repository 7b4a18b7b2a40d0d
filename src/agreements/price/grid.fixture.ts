// The grid of deliberation 2018/4385, for tests.
import type { Grid } from './grid.ts'

const euros = ([from, full, restricted]: readonly [number, number, number]) => ({
  from,
  full: full * 100,
  restricted: restricted * 100,
})

export const GRID: Grid = {
  id: 1,
  votedOn: '2018-12-10',
  deliberation: '2018-4385',
  rate: 2000,
  discount: { percent: 50, year: 2019, authorityIds: [1] },
  brackets: (
    [
      [0, 1_800, 1_400],
      [5_000, 5_400, 4_200],
      [10_000, 8_400, 6_500],
      [20_000, 10_800, 8_400],
      [40_000, 14_000, 10_800],
      [80_000, 18_000, 14_000],
    ] as const
  ).map(euros),
}
