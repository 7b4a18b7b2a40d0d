// What a grid in force gives to a person today: by their proofs, and by what their profile says.
import { live } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import { isInForce, type Level as ProfileLevel, type ProfileValue, profileValues } from '#people'
import { localDay, territory } from '#territory'
import { type Level, monthsAfter, type Proof } from '../proof/facts.ts'
import { proofsOf } from '../proof/queries.ts'
import { decide, type Decision, type Known } from './decide.ts'
import type { Grid } from './definition.ts'
import { GRID } from './kind.ts'

const LEVEL_OF: Readonly<Record<ProfileLevel, Level>> = {
  declared: 'declared',
  proved: 'seen',
  certified: 'verified',
}
/** What somebody declared of where they live is asked again after so long. */
const DECLARED_MONTHS = 12

/** A commune of the profile is a proof as the others, as sure as the profile says. */
function communeProof({ value, level, recordedAt, expiresAt }: ProfileValue, zone: string): Proof {
  const seenOn = localDay(recordedAt, zone)
  return {
    ...{ fact: 'commune', class: value, source: 'profile', level: LEVEL_OF[level], shown: 'profileValue' },
    ...{
      seenOn,
      endsOn: expiresAt === null ? monthsAfter(seenOn, DECLARED_MONTHS) : localDay(expiresAt, zone),
    },
  }
}

/** What is known of somebody: one’s own, or that of whoever one acts for; else as the system. */
async function knownOf(tx: Read, personId: number, zone: string): Promise<Known> {
  const values = (await profileValues(tx, personId)).filter((one) => isInForce(one, tx.now))
  const valueOf = (id: ProfileValue['valueId']) => values.find(({ valueId }) => valueId === id)
  const [born, commune] = [valueOf('birthdate'), valueOf('commune')]
  return {
    birth: born === undefined ? undefined : { date: born.value, level: LEVEL_OF[born.level] },
    proofs: [
      ...(await proofsOf(tx, personId)),
      ...(commune === undefined ? [] : [communeProof(commune, zone)]),
    ],
  }
}

export interface Right extends Decision {
  readonly grid: Grid
}

/** What that grid gives to that person today; undefined: it is not in force. */
export async function rightBy(tx: Read, gridId: string, personId: number): Promise<Right | undefined> {
  const grid = (await live(tx, GRID)).find(({ id }) => id === gridId)?.body
  if (grid === undefined) return undefined
  const { zone, communes } = await territory(tx)
  const known = await knownOf(tx, personId, zone)
  return { grid, ...decide(grid, known, localDay(tx.now, zone), communes) }
}
