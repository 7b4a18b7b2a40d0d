// The register as the process knows it: one snapshot per database, followed by its revision.
import { type LiveRow, live, whileDefined } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import type { RetentionRule } from '#platform/house/retention.ts'
import type { ProcessingEntry } from './definition.ts'
import { PROCESSING } from './kind.ts'

/** A version of an entry, in force since it was published. */
export type EntryRow = Pick<LiveRow<ProcessingEntry>, 'version' | 'publishedAt' | 'body'>

export interface Register {
  /** In French order of titles. */
  readonly rows: readonly EntryRow[]
  readonly entries: readonly ProcessingEntry[]
  entry(id: string): ProcessingEntry | undefined
  /** What an authority declares for the sites of one sector: its own entry, else the one that all share. */
  sitesOf(authorityCode: string, sector: string): ProcessingEntry | undefined
}

const { compare: inFrench } = new Intl.Collator('fr')

/** The register in force, at most two seconds old. */
export function register(tx: Read): Promise<Register> {
  return whileDefined(tx, 'register', async (all) => {
    const rows = await live(all, PROCESSING)
    return registerOf(rows.toSorted((one, other) => inFrench(one.body.title, other.body.title)))
  })
}

/** A register made of these rows. */
export function registerOf(rows: readonly EntryRow[]): Register {
  const entries = rows.map(({ body }) => body)
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const sites = entries.filter(({ kind }) => kind === 'sites')
  return {
    rows,
    entries,
    entry: (id) => byId.get(id),
    sitesOf: (authorityCode, sector) =>
      sites.find((entry) => entry.sector === sector && entry.controller === authorityCode) ??
      sites.find((entry) => entry.sector === sector && entry.controller === 'each-authority'),
  }
}

/** What the register and the modules do not say alike. */
export function unequalRules(
  entries: readonly ProcessingEntry[],
  rules: readonly RetentionRule[],
): { unknown: string[]; unsaid: RetentionRule[] } {
  const said = new Set(entries.flatMap(({ retention }) => retention.map(({ rule }) => rule)))
  return {
    unknown: [...said].filter((rule) => !rules.some(({ id }) => id === rule)),
    unsaid: rules.filter(({ id }) => !said.has(id)),
  }
}
