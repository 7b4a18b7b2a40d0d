// Figures as plain tables.
import type { Latency } from './plan.ts'

export const number = (value: number, digits = 0) => value.toFixed(digits)
export const share = (value: number) => `${(value * 100).toFixed(0)} %`

export function table(title: string, rows: readonly (readonly string[])[]): void {
  console.log(`\n${title}`)
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, index) => Math.max(all[index] ?? 0, cell.length)),
    [],
  )
  for (const row of rows)
    console.log(
      `  ${row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  ')}`,
    )
}

export function latencies(title: string, list: readonly Latency[]): void {
  const head = ['milliseconds', 'asked', 'p50', 'p95', 'p99', 'most']
  table(title, [
    head,
    ...list.map((item) => [
      item.name,
      String(item.count),
      number(item.p50, 1),
      number(item.p95, 1),
      number(item.p99, 1),
      number(item.max, 1),
    ]),
  ])
}
