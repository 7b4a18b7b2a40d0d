// What a decision leaves to each parent of a child, asked before anything is done.
import type { Read } from '#platform/db/db.ts'
import { Forbidden } from '#platform/errors.ts'
import { mayGuardian } from './queries.ts'

/** @throws Forbidden in words for a parent to whom a decision does not leave it */
export async function leftTo(tx: Read, what: 'buy' | 'stop'): Promise<void> {
  if (!(await mayGuardian(tx, what)))
    throw new Forbidden(
      'Une décision laisse cela à l’autre parent\u00a0: voyez avec lui, ou demandez à un guichet.',
    )
}
