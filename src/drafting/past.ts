// The versions of a definition that were in force, the latest first, and what each changed.
import { compare, published } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import type { Named } from './written.ts'

export interface Past {
  version: number
  publishedAt: Date
  /** In sentences; none for the first. */
  changes: readonly string[]
}

const MOST_VERSIONS = 10

export async function pastOf<Body>(tx: Read, { kind, id }: Named<Body>): Promise<Past[]> {
  const versions = (await published(tx, kind)).filter((one) => one.id === id).slice(0, MOST_VERSIONS + 1)
  return versions.slice(0, MOST_VERSIONS).map(({ version, publishedAt, body }, at) => {
    const before = versions[at + 1]
    return {
      version,
      publishedAt,
      changes: before === undefined ? [] : compare(kind, before.body, body),
    }
  })
}
