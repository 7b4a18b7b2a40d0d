// The draft of a service as administrators see it: what is in force, what is being written, what differs, who wrote it.
import { compare, draft, drafts, edit, editsOf, live } from '#definitions'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { personName } from '#people'
import type { ServiceDefinition } from '../words/definition.ts'
import { SERVICE } from '../words/kind.ts'
import type { Group } from '../words/parts.ts'

export interface Written {
  live: { version: number; body: ServiceDefinition; publishedAt: Date }
  /** What is being written; null when nothing is. */
  draft: ServiceDefinition | null
  /** What differs, in sentences. */
  changes: readonly string[]
  /** Something else was published since it was begun. */
  isOld: boolean
  /** What is shown, by its number: each command of a draft makes another. */
  version: number
  /** Whoever wrote last; null when nobody has. */
  lastBy: number | null
}

const FIRST_OF_VERSION = 10_000

/** @throws NotFound when no such service is in force */
export async function writtenOf(tx: Read, slug: string): Promise<Written> {
  const inForce = (await live(tx, SERVICE)).find(({ id }) => id === slug)
  if (inForce === undefined) throw new NotFound('Cette démarche n’existe pas, ou n’est plus proposée.')
  const row = (await drafts(tx)).find(({ kind, id }) => kind === SERVICE.kind && id === slug)
  const body = row === undefined ? null : (row.body as unknown as ServiceDefinition)
  const edits = row === undefined ? [] : await editsOf(tx, { kind: SERVICE, id: slug })
  return {
    live: inForce,
    draft: body,
    changes: body === null ? [] : compare(SERVICE, inForce.body, body),
    isOld: row !== undefined && row.base !== inForce.version,
    version: (row?.base ?? inForce.version) * FIRST_OF_VERSION + edits.length,
    lastBy: edits.at(-1)?.by ?? null,
  }
}

/**
 * Writes what differs of these parts in the draft, which it begins.
 * @param seen what was shown, by its number
 * @throws Outdated when somebody wrote since; BadInput beside the field
 */
export async function writeParts(
  tx: Write,
  slug: string,
  { parts }: Group,
  typed: Readonly<Record<string, unknown>>,
  seen: number,
): Promise<void> {
  const { draft: body, live: inForce, version, lastBy } = await writtenOf(tx, slug)
  if (version !== seen)
    throw new Outdated(lastBy === null ? 'Quelqu’un' : ((await personName(tx, lastBy)) ?? 'Quelqu’un'))
  const now = body ?? inForce.body
  const commands = Object.entries(parts).flatMap(([name, part]) => {
    const [was, value] = [part.write(readAgain(part.read(now), part.field.type)), part.write(typed[name])]
    if (canonicalJson(was ?? null) === canonicalJson(value ?? null)) return []
    const at = [...part.at]
    return [
      value === undefined ? { do: 'remove' as const, at } : { do: 'set' as const, at, to: value as never },
    ]
  })
  if (commands.length === 0) return
  await draft(tx, { kind: SERVICE, id: slug })
  const { body: made } = await edit(tx, { kind: SERVICE, id: slug }, commands)
  requireShape(made, parts)
}

/** What stands there, as the form would have given it: the same text is no change. */
function readAgain(text: string, type: Group['parts'][string]['field']['type']): unknown {
  const read = type.safeParse(text)
  return read.success ? read.data : text
}

function requireShape(made: unknown, parts: Group['parts']): void {
  const read = SERVICE.schema.safeParse(made)
  if (read.success) return
  const problems = read.error.issues.map(({ path, message }) => ({
    field: Object.entries(parts).find(([, { at }]) => at.every((step, n) => path[n] === step))?.[0] ?? '',
    message,
  }))
  throw new BadInput(problems)
}
