// The draft of a definition as administrators see it: what is in force, what is being written, what differs, who wrote it.
import { type Command, commanded, compare, draft, drafts, edit, editsOf, holdSeen, live } from '#definitions'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import type { DefinitionKind } from '#platform/house/definition.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { personName } from '#people'
import type { Group, Part } from './parts.ts'

export interface Written<Body> {
  /** null: it was never published, or is no longer. */
  live: { version: number; body: Body; edition: number; publishedAt: Date } | null
  /** What is being written; null when nothing is. */
  draft: Body | null
  /** What differs, in sentences. */
  changes: readonly string[]
  /** Something else was published since it was begun. */
  isOld: boolean
  /** Number of what is read here: the draft’s, else what is in force. None comes back. */
  edition: number
  /** The authority whose it is; null: the whole territory’s. */
  authorityId: number | null
  /** Whoever began the draft; null when there is none, or nobody known. */
  begunBy: number | null
  begunAt: Date | null
  /** Whoever wrote last; null when nobody has. */
  lastBy: number | null
}

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
  return {
    live: inForce,
    draft: body,
    changes: body === null || inForce === null ? [] : compare(kind, inForce.body, body),
    isOld: row !== undefined && row.base !== (inForce?.version ?? 0),
    edition: (row ?? inForce)?.edition ?? 0,
    begunBy: row?.begunBy ?? null,
    begunAt: row?.createdAt ?? null,
    authorityId: (row ?? inForce)?.authorityId ?? null,
    lastBy: row === undefined ? null : ((await editsOf(tx, { kind, id })).at(-1)?.by ?? null),
  }
}

/** What is read by whoever writes it: the draft, else what is in force. */
export const bodyOf = <Body>({ draft: body, live: inForce }: Written<Body>): Body =>
  body ?? (inForce?.body as Body)

/** What is typed of some parts, on what was read. */
interface Proposed<Body> {
  /** With the draft as it would be. */
  written: Written<Body> & { draft: Body }
  commands: readonly Command[]
}

/**
 * What these parts would make of what was read. Nothing is written, and nobody waits while it is judged.
 * @param seen the edition that was shown
 * @returns null when nothing differs
 * @throws Outdated when somebody wrote since; BadInput beside the field that its shape refuses
 */
export async function proposed<Body>(
  tx: Read,
  name: Named<Body>,
  { parts, follows }: Group<Body>,
  { typed, seen }: { typed: Readonly<Record<string, unknown>>; seen: number },
): Promise<Proposed<Body> | null> {
  const written = await writtenOf(tx, name)
  await mustBeSeen(tx, written, seen)
  const was = bodyOf(written)
  const own = Object.entries(parts).flatMap(([part, one]) => commandsOf(one, was, typed[part]))
  if (own.length === 0) return null
  const before = was as Record<string, unknown>
  const made = commanded(name, before, own)
  const problems = shapeProblems(name.kind, parts, { was, made })
  if (problems.length > 0) throw new BadInput(problems)
  const commands = [...own, ...followers(before, follows?.(was, made as Body) ?? {})]
  return { written: { ...written, draft: commanded(name, before, commands) as Body }, commands }
}

async function mustBeSeen<Body>(tx: Read, { edition, lastBy }: Written<Body>, seen: number): Promise<void> {
  if (edition !== seen) throw new Outdated((await personName(tx, lastBy ?? 0)) ?? 'Quelqu’un')
}

/**
 * Writes in the draft what a form of its own says, on what was read.
 * @throws Outdated when somebody wrote since
 */
export async function writeCommands<Body>(
  tx: Write,
  name: Named<Body>,
  commands: readonly Command[],
  seen: number,
): Promise<void> {
  await mustBeSeen(tx, await writtenOf(tx, name), seen)
  await writeProposed(tx, name, { commands }, seen)
}

const followers = (was: Readonly<Record<string, unknown>>, made: object): Command[] =>
  Object.entries(made).flatMap(([name, to]) =>
    canonicalJson(was[name] ?? null) === canonicalJson(to) ? [] : [{ do: 'set' as const, at: [name], to }],
  )

/**
 * Writes it in the draft, which it begins: on what was read, and on nothing else.
 * @throws Outdated when somebody wrote since
 */
export async function writeProposed<Body>(
  tx: Write,
  name: Named<Body>,
  { commands }: Pick<Proposed<Body>, 'commands'>,
  seen: number,
): Promise<void> {
  await holdSeen(tx, name, seen)
  await draft(tx, name)
  await edit(tx, name, commands)
}

function commandsOf<Body>({ at: way, read, write, field }: Part<Body>, now: Body, typed: unknown): Command[] {
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
