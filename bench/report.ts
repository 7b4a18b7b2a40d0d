// The figures, as one table after another.
import type { Audiences } from './audiences.ts'
import type { Application, Creations } from './creations.ts'
import type { Grown } from './grow.ts'
import type { IdentityFigures } from './identity/measure.ts'
import { printIdentity } from './identity/report.ts'
import type { Intranet } from './intranet.ts'
import type { Noise } from './noise.ts'
import type { Latency } from './plan.ts'
import { latencies, number, share, table } from './tables.ts'
import type { PassFigures } from './pass/measure.ts'
import type { StadiumFigures } from './pass/stadium.ts'
import type { Organisation } from './organisation.ts'
import type { Replay } from './replay.ts'
import type { Proof } from './rules.ts'
import type { Wall } from './walls.ts'

export interface Results {
  at: string
  cores: number
  options: Record<string, unknown>
  /** Before and after. */
  noise: Noise[]
  creations?: Creations
  application?: Application
  /** Transactions per second: the statements of the answer; those of its jobs too. */
  pgbench?: { statements: { answer: number; jobs: number }; answer: number; whole: number }
  base?: Grown
  pages?: Latency[]
  walls?: Wall[]
  replay?: Replay
  rules?: Proof[]
  organisation?: Organisation
  audiences?: Audiences
  intranet?: Intranet
  pass?: PassFigures
  stadium?: StadiumFigures
  forms?: Latency[]
  studio?: Latency[]
  identity?: IdentityFigures
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
  for (const [when, noise] of [
    ['before', results.noise[0]],
    ['after', results.noise[1]],
  ] as const)
    if (noise !== undefined)
      console.log(
        `  ${when}: load ${number(noise.load, 1)}, ${number(noise.loop)} million turns and ${number(noise.hashes)} argon2id per second`,
      )
  printCreations(results)
  const {
    base,
    pages,
    walls,
    replay,
    rules,
    organisation,
    audiences,
    intranet,
    pass,
    stadium,
    forms,
    studio,
    identity,
  } = results
  if (identity !== undefined) printIdentity(identity)
  if (base !== undefined)
    console.log(
      `\nBase: ${base.requests} requests, ${base.open} open; ${base.messages} messages, ${base.events} events`,
    )
  if (pages !== undefined) latencies('Pages, one after another', pages)
  if (replay !== undefined)
    table('A year of one form, replayed under its draft', [
      ['requests', 'seconds', 'megabytes more at the end'],
      [number(replay.requests), number(replay.taken / 1000, 1), number(replay.grown / 1e6, 1)],
    ])
  if (rules !== undefined)
    table('Proof of competence', [
      ['milliseconds, middle value', 'rules', 'faults', 'proved'],
      ...rules.map((item) => [item.label, number(item.rules), number(item.faults), number(item.median, 1)]),
    ])
  if (organisation !== undefined)
    latencies(
      `Organisation of ${organisation.units} units and ${organisation.agents} agents, one page after another`,
      organisation.pages,
    )
  if (audiences !== undefined) {
    latencies(
      `Lists of ${audiences.readers} readers, ${audiences.items} informations and ${audiences.contents} contents for ${audiences.audiences} audiences`,
      audiences.lists,
    )
    const { digests } = audiences
    latencies(
      `Digests of ${digests.due} readers: ${number(digests.perSecond)} a second, ${digests.sent} written`,
      [digests.lots],
    )
    latencies(`Searches of the same readers among ${audiences.entries} entries`, audiences.searches)
  }
  if (intranet !== undefined)
    latencies(
      `Intranet of ${intranet.readers} agents, ${intranet.contents} contents and ${intranet.threads} threads; blocks of each home: ${Object.values(intranet.blocks).join(', ')}`,
      intranet.pages,
    )
  if (pass !== undefined)
    latencies(
      `A door alone; its list of ${pass.entries} entries, ${pass.stopped} stopped, weighs ${number(pass.listBytes / 1000, 1)} kB`,
      [pass.decisions],
    )
  if (stadium !== undefined) {
    const { lines, lost, doubles, most, bound, over, sentSeconds } = stadium
    latencies(
      `A stadium of 20 gates: ${lines} lines, ${lost} lost, sent in ${number(sentSeconds, 1)} s; ${stadium.online.errors} asked in vain; ${doubles.told} of ${doubles.shown} doubles told; ${most} let in of one holder of 10 (bound ${bound}); ${over.told} of ${over.let} beyond told`,
      [stadium.online, stadium.alone],
    )
  }
  if (forms !== undefined)
    latencies('A form of 400 questions and 200 rules, evaluated and validated whole', forms)
  if (studio !== undefined) latencies('The studio on that form, one after another', studio)
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
