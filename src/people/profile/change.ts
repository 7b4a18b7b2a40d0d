// What people change of their own profile: what they declared. What is certified is corrected where it comes from.
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { tell } from '../person/person.ts'
import { lockPerson, readProfile } from '../person/queries.ts'
import { endValue, liveValue, type ProfileValue, renamePerson } from './queries.ts'
import { recordValue, resists, valueProblem } from './values.ts'
import { type ProfileValueId } from './kinds.ts'

/** What the form asks, in its order. */
export const DECLARED_IDS = ['given_name', 'family_name', 'phone', 'address', 'commune'] as const
export type DeclaredId = (typeof DECLARED_IDS)[number]

/** What the person types; '' takes a value back. Values that a declaration cannot replace are left alone. */
export type TypedProfile = { name: string } & { [id in DeclaredId]?: string | undefined }

/** May the person change that value themselves? */
export const isOwn = (live: ProfileValue | null, now: Date): boolean =>
  live === null || !resists(live, 'declared', now)

/**
 * Keeps what changed; a value typed as it stands keeps its source and its date.
 * @throws BadInput on the fields that are wrong (nothing is kept then), NotFound for a closed account
 */
export async function changeProfile(
  { db }: Pick<Keys, 'db'>,
  personId: number,
  typed: TypedProfile,
): Promise<void> {
  await db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const before = await readProfile(tx, personId)
    if (before === null) throw new NotFound()
    const problems: FieldProblem[] = []
    const changed: string[] = []
    if (typed.name !== before.name) {
      await renamePerson(tx, personId, typed.name)
      changed.push('name')
    }
    for (const id of DECLARED_IDS) {
      const said = await declare(tx, personId, id, typed[id])
      if (said === 'changed') changed.push(id)
      else if (said !== null) problems.push(said)
    }
    if (problems.length > 0) throw new BadInput(problems)
    if (changed.length > 0) await tell(tx, 'person.profile_changed', personId, { values: changed })
  })
}

async function declare(
  tx: Write,
  personId: number,
  valueId: ProfileValueId,
  value: string | undefined,
): Promise<'changed' | FieldProblem | null> {
  const live = await liveValue(tx, personId, valueId)
  if (value === undefined || !isOwn(live, tx.now) || value === (live?.value ?? '')) return null
  if (value === '') {
    if (live !== null) await endValue(tx, live.id)
    return 'changed'
  }
  const message = valueProblem(valueId, value)
  if (message !== null) return { field: valueId, message }
  await recordValue(tx, { personId, valueId, value, source: 'declared', level: 'declared' })
  return 'changed'
}
