// What whoever reads told figures may deduce: the least and the most of a sum of counts, by a linear programme (two-phase simplex, Bland's rule).

/** A sum of unknown counts, by their places, and what it is. */
export interface Equation {
  readonly of: readonly number[]
  readonly is: number
}

const NIL = 1e-9

interface Tableau {
  /** Each row: coefficients, then what they make. */
  readonly rows: number[][]
  readonly basis: number[]
}

function pivot({ rows, basis }: Tableau, at: number, column: number): void {
  const row = rows[at] ?? []
  const by = row[column] ?? 1
  for (let j = 0; j < row.length; j += 1) row[j] = (row[j] ?? 0) / by
  for (const [i, other] of rows.entries()) {
    const times = other[column] ?? 0
    if (i === at || Math.abs(times) < NIL) continue
    for (let j = 0; j < other.length; j += 1) other[j] = (other[j] ?? 0) - times * (row[j] ?? 0)
  }
  basis[at] = column
}

/** Lowers the last row, which is what is sought, as far as it goes, by columns before `width`. @returns false when it has no bound */
function lower(tableau: Tableau, width: number): boolean {
  const { rows, basis } = tableau
  const last = rows.length - 1
  for (;;) {
    const sought = rows[last] ?? []
    const column = sought.findIndex((cost, j) => j < width && cost < -NIL)
    if (column < 0) return true
    let chosen = -1
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < last; i += 1) {
      const row = rows[i] ?? []
      const by = row[column] ?? 0
      if (by <= NIL) continue
      const ratio = (row.at(-1) ?? 0) / by
      const isFirst = Math.abs(ratio - least) < NIL && (basis[i] ?? 0) < (basis[chosen] ?? 0)
      if (ratio < least - NIL || isFirst) [chosen, least] = [i, ratio]
    }
    if (chosen < 0) return false
    pivot(tableau, chosen, column)
  }
}

/** The most that the counts at these places make together, of `width` counts that are no less than nothing and that say these equations. */
export function most(width: number, told: readonly Equation[], of: readonly number[]): number {
  const whole = width + told.length
  const rows = told.map(({ of: places, is }, i) => {
    const row = Array.from({ length: whole + 1 }, (): number => 0)
    for (const place of places) row[place] = 1
    row[width + i] = 1
    row[whole] = is
    return row
  })
  const basis = told.map((_, i) => width + i)
  // First, some counts that say all of them: those added to begin with are lowered to nothing.
  const first = Array.from({ length: whole + 1 }, (_, j) =>
    j >= width && j < whole ? 0 : -rows.reduce((sum, row) => sum + (row[j] ?? 0), 0),
  )
  const tableau = { rows: [...rows, first], basis }
  lower(tableau, width)
  if (Math.abs(tableau.rows.at(-1)?.at(-1) ?? 0) > 1e-6) throw new Error('no counts say what is told')
  for (const [i, at] of basis.entries()) {
    if (at < width) continue
    const column = (tableau.rows[i] ?? []).findIndex((value, j) => j < width && Math.abs(value) > NIL)
    if (column >= 0) pivot(tableau, i, column)
  }
  const sought = Array.from({ length: whole + 1 }, (_, j): number => (of.includes(j) ? -1 : 0))
  for (const [i, at] of basis.entries()) {
    const cost = sought[at] ?? 0
    if (cost === 0) continue
    const row = tableau.rows[i] ?? []
    for (let j = 0; j <= whole; j += 1) sought[j] = (sought[j] ?? 0) - cost * (row[j] ?? 0)
  }
  tableau.rows[tableau.rows.length - 1] = sought
  if (!lower(tableau, width)) return Number.POSITIVE_INFINITY
  return tableau.rows.at(-1)?.at(-1) ?? 0
}
