// The figures of the identity parts, as tables.
import { latencies, number, table } from '../tables.ts'
import type { IdentityFigures, Overload } from './measure.ts'

function rates({ measured, hashesPerCore, statementsAlone }: IdentityFigures): void {
  table('Identity, per second', [
    ['', 'this machine', 'per core of the program', 'with PostgreSQL’s', 'memory, MiB'],
    ...measured.map((item) => [
      item.name,
      number(item.perSecond, 1),
      number(item.perCore, 1),
      number(item.perCoreWithPostgres, 1),
      number(item.memory),
    ]),
    ['argon2id alone', '', number(hashesPerCore, 1), '', ''],
    ...(statementsAlone === undefined
      ? []
      : [['statements of a refresh alone (pgbench)', number(statementsAlone, 1), '', '', '']]),
  ])
}

function overloaded({
  asked,
  signedIn,
  refused,
  other,
  withoutRetryAfter,
  longest,
  latencies: list,
  memory,
}: Overload) {
  table('Ten times more sign-ins than possible, for 20 seconds', [
    ['asked', String(asked)],
    ['signed in', String(signedIn)],
    ['503', String(refused)],
    ['503 without Retry-After', String(withoutRetryAfter)],
    ['anything else', JSON.stringify(other)],
    ['longest answer, milliseconds', number(longest)],
    ['memory, MiB', number(memory)],
  ])
  latencies('Their answers', list)
}

export function printIdentity(figures: IdentityFigures): void {
  const { base, measured, overload } = figures
  console.log(
    `\nAccounts: ${base.accounts}, loaded in ${number(base.seconds)} s; ${base.tokens} rows of grants and refresh tokens`,
  )
  rates(figures)
  for (const item of measured) latencies(`${item.name}, at 70 % of its rate`, item.atSeventy)
  if (overload !== undefined) overloaded(overload)
}
