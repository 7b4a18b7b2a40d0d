// The profile: what is known of a person, each value with where it came from, when, how sure it is and until when
// (GDPR art. 5.1.d: accurate, and art. 14.2.f: the source is told). A sure value is never replaced by a less sure one.
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { type CheckId, checks } from './checks.ts'
import type { Level, NewValue, ProfileValueId } from './kinds.ts'
import { endValue, insertValue, liveValue, type ProfileValue, readValues, renewValue } from './queries.ts'

const RANKS: Record<Level, number> = { declared: 0, proved: 1, certified: 2 }

export interface ProfileValueKind {
  readonly id: ProfileValueId
  readonly label: string
  /** What a value looks like: `check` in src/people/profile/checks.ts. */
  readonly check: CheckId
  /** Changes in a life without any document: a new declaration takes the place of what was proved, not of what is certified. */
  readonly movable?: true
}

/** Every value a profile may hold, in the order of the page. */
export const PROFILE_VALUES: readonly ProfileValueKind[] = [
  { id: 'given_name', label: 'Prénoms', check: 'name' },
  { id: 'family_name', label: 'Nom de naissance', check: 'name' },
  { id: 'birthdate', label: 'Date de naissance', check: 'birthdate' },
  { id: 'gender', label: 'Sexe à l’état civil', check: 'gender' },
  { id: 'birthplace', label: 'Commune de naissance', check: 'cog' },
  { id: 'birthcountry', label: 'Pays de naissance', check: 'cog' },
  { id: 'phone', label: 'Numéro de téléphone', check: 'phone', movable: true },
  { id: 'address', label: 'Adresse', check: 'address', movable: true },
  { id: 'commune', label: 'Commune où vous habitez', check: 'commune', movable: true },
]

const kindOf = (id: ProfileValueId): ProfileValueKind | undefined =>
  PROFILE_VALUES.find((kind) => kind.id === id)

/**
 * Writes a value in the profile: ends the one it replaces and inserts, or renews the dates when the same source says the
 * same. Act as the system, holding the row of the person (lockPerson) or having just made it.
 * @returns false when nothing was written: a surer value, still in force, is there
 * @throws BadInput on the field named as the value
 */
export async function recordValue(tx: Write, value: NewValue): Promise<boolean> {
  const problem = valueProblem(value.valueId, value.value)
  if (problem !== null) throw new BadInput([{ field: value.valueId, message: problem }])
  const live = await liveValue(tx, value.personId, value.valueId)
  if (live !== null && resists(live, value.level, tx.now)) return false
  if (live !== null && live.value === value.value && live.source === value.source) {
    await renewValue(tx, live.id, value)
    return true
  }
  if (live !== null) await endValue(tx, live.id)
  await insertValue(tx, value)
  return true
}

/** Does a live value stay when something of that level comes? */
export function resists(
  live: Pick<ProfileValue, 'valueId' | 'level' | 'expiresAt'>,
  level: Level,
  now: Date,
): boolean {
  if (!isInForce(live, now) || RANKS[live.level] <= RANKS[level]) return false
  return live.level === 'certified' || kindOf(live.valueId)?.movable !== true
}

/** The live values of a person, in the order of PROFILE_VALUES; those that expired too, with their date. */
export async function profileValues(tx: Read, personId: number): Promise<ProfileValue[]> {
  const values = await readValues(tx, personId)
  return PROFILE_VALUES.flatMap(({ id }) => values.filter(({ valueId }) => valueId === id))
}

/** Does the value still prove something? */
export const isInForce = ({ expiresAt }: Pick<ProfileValue, 'expiresAt'>, now: Date): boolean =>
  expiresAt === null || expiresAt > now

/** What is wrong with a value, in a French sentence; null when nothing is. */
export function valueProblem(id: ProfileValueId, value: string): string | null {
  const kind = kindOf(id)
  return kind === undefined ? 'Cette information n’existe pas.' : checks[kind.check](value)
}
