// The figures, as one table after another.
import type { Application, Creations } from './creations.ts'
import type { Grown } from './grow.ts'
import type { Latency } from './plan.ts'
import type { Wall } from './walls.ts'

export interface Results {
  at: string
  cores: number
  options: Record<string, unknown>
  creations?: Creations
  application?: Application
  /** Transactions per second: the statements of the answer; those of its jobs too. */
  pgbench?: { statements: { answer: number; jobs: number }; answer: number; whole: number }
  base?: Grown
  pages?: Latency[]
  walls?: Wall[]
}

const number = (value: number, digits = 0) => value.toFixed(digits)
const share = (value: number) => `${(value * 100).toFixed(0)} %`

function table(title: string, rows: readonly (readonly string[])[]): void {
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

function latencies(title: string, list: readonly Latency[]): void {
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

function printCreations({ creations, application, pgbench }: Results): void {
  if (creations === undefined) return
  const ratio = (program: number, alone: number | undefined) =>
    alone === undefined ? '' : share(program / alone)
  table('Creations (drafts prepared before; the best of the runs)', [
    ['per second', 'program', 'pgbench', 'ratio'],
    [
      'answered',
      number(creations.answered),
      pgbench === undefined ? '' : number(pgbench.answer),
      ratio(creations.answered, pgbench?.answer),
    ],
    [
      'mails written, queue empty',
      number(creations.drained),
      pgbench === undefined ? '' : number(pgbench.whole),
      ratio(creations.drained, pgbench?.whole),
    ],
    ...(application === undefined
      ? []
      : [
          [
            `whole application (${number(application.pages, 1)} pages)`,
            number(application.perSecond, 1),
            '',
            '',
          ],
        ]),
  ])
  if (pgbench !== undefined)
    console.log(
      `  pgbench plays ${pgbench.statements.answer} statements for the answer, ${pgbench.statements.jobs} more for its jobs`,
    )
  latencies('Answers while creating', [creations.latency, ...(application?.latencies ?? [])])
}

export function print(results: Results): void {
  console.log(
    `\nParvis, ${results.cores} cores shared by PostgreSQL, the program, its worker and the load generator`,
  )
  printCreations(results)
  const { base, pages, walls } = results
  if (base !== undefined)
    console.log(
      `\nBase: ${base.requests} requests, ${base.open} open; ${base.messages} messages, ${base.events} events`,
    )
  if (pages !== undefined) latencies('Pages, one after another', pages)
  if (walls !== undefined) {
    const head = ['milliseconds, middle value', 'with policies', 'owner, without', 'cost']
    table('Row-level security', [
      head,
      ...walls.map((item) => [
        item.name,
        number(item.withPolicies, 2),
        number(item.without, 2),
        share(item.withPolicies / item.without - 1),
      ]),
    ])
  }
}
