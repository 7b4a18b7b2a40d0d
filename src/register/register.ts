// The register as the process knows it: one snapshot per database, followed by its revision.
import { canonicalJson } from '#platform/events.ts'
import type { Read, Write } from '#platform/db.ts'
import { forget, snapshot } from '#platform/snapshot.ts'
import type { RetentionRule } from '#platform/retention.ts'
import type { ProcessingEntry } from './definition.ts'
import {
  archiveEntry,
  type EntryRow,
  insertEntry,
  liveEntries,
  raiseRevision,
  registerRevision,
} from './queries.ts'

export interface Register {
  /** In French order of titles. */
  readonly rows: readonly EntryRow[]
  readonly entries: readonly ProcessingEntry[]
  entry(id: string): ProcessingEntry | undefined
  /** What an authority declares for the sites of one sector: its own entry, else the one that all share. */
  sitesOf(authorityCode: string, sector: string): ProcessingEntry | undefined
}

const KEY = 'register'

/** The register in force, at most two seconds old. */
export function register(tx: Read): Promise<Register> {
  return snapshot(tx, KEY, registerRevision, async (all) => registerOf(await liveEntries(all)))
}

/** A register made of these rows. */
export function registerOf(rows: readonly EntryRow[]): Register {
  const entries = rows.map(({ definition }) => definition)
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

/** An entry and the file it was read from. */
export interface EntryFile {
  file: string
  value: ProcessingEntry
}

const listOf = (rules: readonly RetentionRule[]): string => rules.map(({ id }) => id).join(', ')

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

/** Every reason not to publish these entries together. */
export function checkEntries(
  files: readonly EntryFile[],
  authorityCodes: ReadonlySet<string>,
  known: readonly RetentionRule[],
): string[] {
  const perEntry = new Set(known.filter((rule) => rule.perEntry).map(({ id }) => id))
  const claims = new Map<string, string>()
  const owners = new Map<string, string>()
  return files.flatMap(({ file, value }) => {
    const problems: string[] = []
    if (file !== `processing/${value.id}.json`)
      problems.push(`${file} : ce fichier doit porter le nom de son traitement, ${value.id}.json.`)
    if (/^[0-9]/.test(value.controller) && !authorityCodes.has(value.controller))
      problems.push(`${file} : aucune collectivité n’a le code ${value.controller}.`)
    if (value.kind === 'sites') {
      const claim = `${value.controller} ${value.sector}`
      const other = claims.get(claim)
      if (other !== undefined)
        problems.push(`${file} : les sites du secteur ${value.sector} ont déjà une fiche, ${other}.`)
      claims.set(claim, file)
    }
    const rules = value.retention.map(({ rule }) => rule)
    for (const rule of new Set(rules.filter((item) => !known.some(({ id }) => id === item))))
      problems.push(`${file} : règle de conservation inconnue, ${rule}. Choisissez parmi : ${listOf(known)}.`)
    for (const rule of new Set(rules.filter((item, at) => rules.indexOf(item) !== at)))
      problems.push(`${file} : la règle de conservation ${rule} est écrite deux fois.`)
    for (const rule of rules.filter((item) => !perEntry.has(item))) {
      const owner = owners.get(rule)
      if (owner !== undefined && owner !== file)
        problems.push(`${file} : la règle de conservation ${rule} est déjà dans ${owner}.`)
      owners.set(rule, file)
    }
    return problems
  })
}

/**
 * Publishes what differs as new versions; an entry whose file is gone is archived. Call under the lock of publication.
 * @param keep ids whose file exists but is wrong: they stay as they are
 * @returns what is new, in French
 */
export async function publishEntries(
  tx: Write,
  entries: readonly ProcessingEntry[],
  keep: ReadonlySet<string>,
): Promise<string[]> {
  const live = new Map((await liveEntries(tx)).map((row) => [row.definition.id, row.definition]))
  const published: string[] = []
  for (const entry of entries) {
    const now = live.get(entry.id)
    if (now !== undefined && canonicalJson(now) === canonicalJson(entry)) continue
    await archiveEntry(tx, entry.id)
    published.push(`traitement ${entry.id} (version ${await insertEntry(tx, entry)})`)
  }
  const written = new Set([...entries.map(({ id }) => id), ...keep])
  for (const id of live.keys()) {
    if (written.has(id)) continue
    await archiveEntry(tx, id)
    published.push(`traitement ${id} (retiré)`)
  }
  if (published.length > 0) await raiseRevision(tx)
  forget(tx, KEY)
  return published
}
