// The civil status that FranceConnect gives: certified in the profile, for as long as the link serves (privacy: what a
// procedure or a site may need, and no longer). Ends with the link.
import type { Write } from '#platform/db/db.ts'
import { recordValue, valueProblem } from '#people'
import { type ProfileValueId } from '#people'
import { lock, unlock } from '#platform/db/locked.ts'

/** Values as FranceConnect writes them; what it does not give (birthplace of somebody born abroad) is absent. */
export type CivilStatus = Readonly<Partial<Record<ProfileValueId, string>>>

/** How long a civil status proves something without a new sign-in: a year, as what people agree to (privacy rules). */
export const CIVIL_LIFE_DAYS = 365

/** Writes them in the profile; said again, only their dates change. Act as the system, holding the row of the person. */
export async function recordCivil(tx: Write, personId: number, civil: CivilStatus | null): Promise<void> {
  const expiresAt = new Date(tx.now.getTime() + CIVIL_LIFE_DAYS * 86_400_000)
  // A register may hold what our rules did not foresee: nobody is kept out of their account for it.
  for (const [valueId, value] of Object.entries(civil ?? {}) as [ProfileValueId, string][])
    if (valueProblem(valueId, value) === null)
      await recordValue(tx, {
        personId,
        valueId,
        value,
        source: 'franceconnect',
        level: 'certified',
        expiresAt,
      })
}

const ownerOf = (arrivalId: string): string => `arrival ${arrivalId}`

/** For the time of an arrival: unreadable in the database. */
export const lockCivil = (secret: Uint8Array, arrivalId: string, civil: CivilStatus | null): Buffer | null =>
  civil === null ? null : lock(secret, ownerOf(arrivalId), JSON.stringify(civil))

/** null when there was none, or it was not locked here. */
export function unlockCivil(
  secret: Uint8Array,
  arrivalId: string,
  locked: Buffer | null,
): CivilStatus | null {
  const text = locked === null ? null : unlock(secret, ownerOf(arrivalId), locked)
  return text === null ? null : (JSON.parse(text) as CivilStatus)
}
