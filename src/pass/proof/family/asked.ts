// The family fund as this program knows it: one breaker for all who ask; who may be asked about without a paper in hand.
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { isInForce, type ProfileValue, spokenValue } from '#people'
import { type CivilIdentity, QUOTIENT_REFUSALS, type Quotients, quotients } from './quotient.ts'

const funds = new WeakMap<Database, Quotients>()

/** @throws NotFound in words where none is asked */
export function familyFund({ db, config }: { db: Database; config: Config }): Quotients {
  if (config.quotient === null) throw new NotFound(QUOTIENT_REFUSALS.off)
  const known = funds.get(db) ?? quotients(config.quotient, () => db.clock().getTime())
  funds.set(db, known)
  return known
}

/** What is sent of somebody, and how a page says each line. */
export interface SureIdentity {
  readonly identity: CivilIdentity
  readonly lines: readonly (readonly [label: string, value: string])[]
}

const SENT = {
  family_name: 'Nom de naissance',
  given_name: 'Prénoms',
  birthdate: 'Date de naissance',
  birthplace: 'Commune de naissance',
  birthcountry: 'Pays de naissance',
  gender: 'Sexe à l’état civil',
} as const satisfies Partial<Record<ProfileValue['valueId'], string>>
type SentId = keyof typeof SENT

/**
 * The identity of a profile that a civil register or an agent has seen: a name that is only declared would give the class of anybody whose
 * birth one knows. null: it is not so sure.
 */
export function sureIdentity(
  values: readonly ProfileValue[],
  { now, nameOf }: { now: Date; nameOf: (code: string) => string | undefined },
): SureIdentity | null {
  const sure = values.filter((one) => one.level !== 'declared' && isInForce(one, now))
  const valueOf = (id: SentId) => sure.find(({ valueId }) => valueId === id)?.value
  const [birthName, given, birthdate] = [valueOf('family_name'), valueOf('given_name'), valueOf('birthdate')]
  if (birthName === undefined || given === undefined || birthdate === undefined) return null
  const gender = valueOf('gender')
  return {
    identity: {
      ...{ birthName, givenNames: given.split(/[\s,]+/), birthdate },
      ...{ birthCommune: valueOf('birthplace'), birthCountry: valueOf('birthcountry') },
      sex: gender === undefined ? undefined : gender === 'female' ? 'F' : 'M',
    },
    lines: (Object.keys(SENT) as SentId[]).flatMap((id) => {
      const value = valueOf(id)
      return value === undefined ? [] : [[SENT[id], spokenValue(id, value, nameOf)] as const]
    }),
  }
}
