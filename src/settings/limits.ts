// A limit that a town hall chooses: what is too much at one desk is an ordinary morning at another.
import type { Actor } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import type { Setting } from '#platform/house/settings.ts'
import type { Limit } from '#platform/limits/limits.ts'
import { whole } from '#platform/screens/field.ts'
import { territory } from '#territory'
import { valueOf } from './settings.ts'

interface Declared extends Pick<Setting, 'key' | 'label' | 'hint' | 'levels'> {
  limit: Limit
  /** What may be chosen at most: past it, a limit would protect nobody. */
  most: number
}

/** How that limit is chosen; what the module says stands until somebody chooses. */
export const limitSetting = ({ limit, most, ...said }: Declared): Setting<number> => ({
  ...said,
  control: 'line',
  type: whole(1, most),
  otherwise: String(limit.limit),
  optional: false,
})

/** How many are chosen there; by the metropolis, for what is of no authority. */
export async function mostAt(tx: Read, declared: Setting<number>, authorityId?: number): Promise<number> {
  const where = authorityId ?? (await territory(tx)).metropolis.id
  return valueOf(tx, declared, { authorityId: where, unitId: null, serviceSlug: null })
}

/** The limit with what is chosen there. */
export const limitAt = async (
  { db, actor }: { db: Database; actor: Actor },
  limit: Limit,
  declared: Setting<number>,
  authorityId?: number,
): Promise<Limit> => ({ ...limit, limit: await db.read(actor, (tx) => mostAt(tx, declared, authorityId)) })
