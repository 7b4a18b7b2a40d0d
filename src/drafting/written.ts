// The draft of a definition as administrators see it: what is in force, what is being written, what differs, who wrote it.
import { compare, draft, drafts, edit, editsOf, live, lockPublication } from '#definitions'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import type { DefinitionKind } from '#platform/house/definition.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { personName } from '#people'
import type { Group, Part } from './parts.ts'

export interface Written<Body> {
  /** null: it was never published, or is no longer. */
  live: { version: number; body: Body; publishedAt: Date } | null
  /** What is being written; null when nothing is. */
  draft: Body | null
  /** What differs, in sentences. */
  changes: readonly string[]
  /** Something else was published since it was begun. */
  isOld: boolean
  /** How many commands made the draft. */
  edits: number
  /** What is shown, by its number: each command of a draft makes another. */
  version: number
  /** Whoever wrote last; null when nobody has. */
  lastBy: number | null
}

const FIRST_OF_VERSION = 10_000

/** Which definition. */
export interface Named<Body> {
  kind: DefinitionKind<Body>
  id: string
}

/** @throws NotFound when none is in force nor being written under that id */
export async function writtenOf<Body>(tx: Read, { kind, id }: Named<Body>): Promise<Written<Body>> {
  const inForce = (await live(tx, kind)).find((one) => one.id === id) ?? null
  const row = (await drafts(tx)).find((one) => one.kind === kind.kind && one.id === id)
  if (inForce === null && row === undefined) throw new NotFound('Rien n’est publié à cette adresse.')
  const body = row === undefined ? null : (row.body as Body)
  const edits = row === undefined ? [] : await editsOf(tx, { kind, id })
  return {
    live: inForce,
    draft: body,
    changes: body === null || inForce === null ? [] : compare(kind, inForce.body, body),
    isOld: row !== undefined && row.base !== (inForce?.version ?? 0),
    edits: edits.length,
    version: (row?.base ?? inForce?.version ?? 0) * FIRST_OF_VERSION + edits.length,
    lastBy: edits.at(-1)?.by ?? null,
  }
}

/** What is read by whoever writes it: the draft, else what is in force. */
export const bodyOf = <Body>({ draft: body, live: inForce }: Written<Body>): Body =>
  body ?? (inForce?.body as Body)

/**
 * Writes what differs of these parts in the draft, which it begins.
 * @param seen what was shown, by its number
 * @returns the draft; null when nothing differs
 * @throws Outdated when somebody wrote since; BadInput beside the field that its shape refuses
 */
export async function writeParts<Body>(
  tx: Write,
  name: Named<Body>,
  { parts }: Group<Body>,
  { typed, seen }: { typed: Readonly<Record<string, unknown>>; seen: number },
): Promise<Body | null> {
  // Two who write wait for each other, where nothing is drafted yet too: the second reads what the first wrote.
  await lockPublication(tx)
  const written = await writtenOf(tx, name)
  const { version, lastBy } = written
  if (version !== seen) throw new Outdated((await personName(tx, lastBy ?? 0)) ?? 'Quelqu’un')
  const now = bodyOf(written)
  const commands = Object.entries(parts).flatMap(([part, one]) => commandsOf(one, now, typed[part]))
  if (commands.length === 0) return null
  await draft(tx, name)
  const { body: made } = await edit(tx, name, commands)
  const problems = shapeProblems(name.kind, parts, { was: now, made })
  if (problems.length > 0) throw new BadInput(problems)
  return made as Body
}

function commandsOf<Body>({ at: way, read, write, field }: Part<Body>, now: Body, typed: unknown) {
  const [was, value] = [write(readAgain(read(now), field)), write(typed)]
  if (canonicalJson(was ?? null) === canonicalJson(value ?? null)) return []
  const at = [...way]
  return [
    value === undefined ? { do: 'remove' as const, at } : { do: 'set' as const, at, to: value as never },
  ]
}

/** What stands there, as the form would have given it: the same text is no change. */
function readAgain(shown: unknown, { type }: Part<unknown>['field']): unknown {
  const read = type.safeParse(shown)
  return read.success ? read.data : shown
}

type Parts<Body> = Group<Body>['parts']

/** What is wrong with what this form writes; of the rest, what it has made so: a new one is written group by group. */
function shapeProblems<Body>(
  { schema }: DefinitionKind<Body>,
  parts: Parts<Body>,
  { was, made }: { was: unknown; made: unknown },
): FieldProblem[] {
  const issuesOf = (body: unknown) => schema.safeParse(body).error?.issues ?? []
  const before = new Set(issuesOf(was).map((issue) => JSON.stringify([issue.path, issue.message])))
  return issuesOf(made).flatMap(({ path, message }) => {
    const field = Object.entries(parts).find(([, { at }]) => at.every((step, n) => path[n] === step))?.[0]
    if (field === undefined && before.has(JSON.stringify([path, message]))) return []
    return [{ field: field ?? '', message }]
  })
}
