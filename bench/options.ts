// What the load proof is asked: sizes, and where it keeps its data.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface Options {
  /** Requests in the database while pages are measured. */
  rows: number
  /** Drafts sent by each run. */
  creations: number
  /** Runs of creations; the best counts, because a machine is seldom quiet. */
  runs: number
  /** Connections of the load generator, and of pgbench. */
  connections: number
  /** Times each page is asked for. */
  visits: number
  /** Accounts in the database while sign-ins are measured. */
  accounts: number
  /** Refresh tokens in the database while they are renewed. */
  tokens: number
  /** How long each kind of sign-in is measured. */
  seconds: number
  /** A folder given by --data is kept and used again; otherwise a temporary one goes at the end. */
  data: string
  kept: boolean
  /** Parts to run. */
  parts: ReadonlySet<string>
}

/** Parts about accounts. */
export const IDENTITY = ['logins', 'franceconnect', 'refreshes', 'overload'] as const
/** Parts that need few requests. */
export const FEW: readonly string[] = [
  ...IDENTITY,
  'rules',
  'organisation',
  'audiences',
  'intranet',
  'pass',
  'forms',
]
export const PARTS = [
  'creations',
  'application',
  'pgbench',
  'pages',
  'walls',
  'replay',
  'rules',
  'organisation',
  'audiences',
  'intranet',
  'pass',
  'forms',
  ...IDENTITY,
] as const

/** @throws Error for a size that is not a number */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '100000' },
      creations: { type: 'string', default: '1500' },
      runs: { type: 'string', default: '3' },
      connections: { type: 'string', default: '12' },
      visits: { type: 'string', default: '100' },
      accounts: { type: 'string', default: '100000' },
      tokens: { type: 'string', default: '20000' },
      seconds: { type: 'string', default: '10' },
      data: { type: 'string' },
      only: { type: 'string', default: PARTS.join(',') },
    },
  })
  const size = (
    name: 'rows' | 'creations' | 'runs' | 'connections' | 'visits' | 'accounts' | 'tokens' | 'seconds',
  ) => {
    const number = Number(values[name].replaceAll('_', ''))
    if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number`)
    return number
  }
  const unknown = values.only.split(',').filter((part) => !(PARTS as readonly string[]).includes(part))
  if (unknown.length > 0) throw new Error(`--only: ${unknown.join(', ')} is none of ${PARTS.join(', ')}`)
  return {
    rows: size('rows'),
    creations: size('creations'),
    runs: size('runs'),
    connections: size('connections'),
    visits: size('visits'),
    accounts: size('accounts'),
    tokens: size('tokens'),
    seconds: size('seconds'),
    data: values.data === undefined ? mkdtempSync(join(tmpdir(), 'parvis-bench-')) : resolve(values.data),
    kept: values.data !== undefined,
    parts: new Set(values.only.split(',')),
  }
}
