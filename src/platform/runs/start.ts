// Asks for long work, in one’s own name, and stops it.
import type { Write } from '../db/db.ts'
import { Conflict } from '../errors.ts'
import type { RunKind } from './kind.ts'
import { countGoing, endRun, insertRun, lockStarts } from './queries.ts'

/** Whoever has so many under way waits for one to end. */
const MOST_GOING = 10

/**
 * Asks for it: its first step is planned with this transaction.
 * @param options `total`: how many it has to do, when it is known; `once`: key of the form that asks, which asks once
 * @returns its id
 * @throws Conflict when too many of one’s own are under way
 */
export async function startRun<I, C>(
  tx: Write,
  kind: RunKind<I, C>,
  input: I,
  { total = null, once = null }: { total?: number | null; once?: string | null } = {},
): Promise<number> {
  await lockStarts(tx)
  if ((await countGoing(tx)) >= MOST_GOING)
    throw new Conflict(
      'Dix de vos travaux sont en cours\u00a0: attendez la fin de l’un d’eux, ou arrêtez-en un.',
    )
  const authorityId = tx.actor.memberships[0]?.authorityId ?? null
  return insertRun(tx, { kind: kind.kind, title: kind.title(input), authorityId, input, total, once })
}

/** Stops one’s own before its end: what is done stays done. @returns false when it had ended */
export const stopRun = (tx: Write, id: number): Promise<boolean> => endRun(tx, id, 'stopped')
