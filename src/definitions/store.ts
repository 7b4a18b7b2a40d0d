// Published versions, by kind and id. One never changes: what the process has read once it knows.
import type { Read, Write } from '#platform/db/db.ts'
import type { DefinitionKind } from '#platform/house/definition.ts'
import { NotFound } from '#platform/errors.ts'
import { forget, snapshot } from '#platform/db/snapshot.ts'
import {
  type LiveRow,
  liveRows,
  publishedBody,
  publishedRows,
  raiseRevision,
  replacedRows,
  revision,
  type VersionRow,
} from './queries.ts'

/** The versions in force of a kind, in the order of their ids. */
export async function live<Body>(tx: Read, { kind }: DefinitionKind<Body>): Promise<LiveRow<Body>[]> {
  return (await liveRows(tx, kind)) as LiveRow<Body>[]
}

/** Every version of a kind that was ever in force, the latest of each first. */
export async function published<Body>(tx: Read, { kind }: DefinitionKind<Body>): Promise<VersionRow<Body>[]> {
  return (await publishedRows(tx, kind)) as VersionRow<Body>[]
}

/** Versions of a kind that another replaced after `since`, the last of each first. */
export async function replacedSince<Body>(
  tx: Read,
  { kind }: DefinitionKind<Body>,
  since: Date,
): Promise<{ id: string; body: Body; replacedAt: Date }[]> {
  return (await replacedRows(tx, kind, since)) as { id: string; body: Body; replacedAt: Date }[]
}

/**
 * What was published under that number, in force or archived.
 * @throws NotFound when that version never was
 */
export async function version<Body>(
  tx: Read,
  { kind, one, isFeminine }: DefinitionKind<Body>,
  id: string,
  number: number,
): Promise<Body> {
  const key = `${kind}:${id}:${number}`
  const known = tx.snapshots.get(key) as Body | undefined
  if (known !== undefined) return known
  const body = (await publishedBody(tx, kind, id, number)) as Body | undefined
  if (body === undefined)
    throw new NotFound(`Cette version ${isFeminine === true ? 'de la' : 'du'} ${one} n’existe pas.`)
  tx.snapshots.set(key, body)
  return body
}

const FOLLOWING = 'defined.'

/** What the process makes of what is defined, under that name: at most two seconds old. */
export const whileDefined = <T>(tx: Read, name: string, make: (tx: Read) => Promise<T>): Promise<T> =>
  snapshot(tx, FOLLOWING + name, revision, make)

/** Says that what is defined has changed: what the processes made of it is made anew. */
export async function noteChange(tx: Write): Promise<void> {
  await raiseRevision(tx)
  makeAnew(tx)
}

/** For a change that the database itself notes: this process reads it at once, the others within two seconds. */
export function makeAnew(tx: Write): void {
  for (const key of [...tx.snapshots.keys()]) if (key.startsWith(FOLLOWING)) forget(tx, key)
}
