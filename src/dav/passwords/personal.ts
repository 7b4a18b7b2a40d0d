// What passwords of applications say of a person (GDPR art. 15, 17 and 20): their names and their days, and not what they are.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { erasePasswords, passwordsOf } from './queries.ts'

const passwords: Holding = {
  id: 'accounts.application_password',
  processing: 'compte',
  title: 'Vos mots de passe d’application',
  tables: ['accounts.application_password'],
  async held(tx, personId) {
    const made = await passwordsOf(tx, personId)
    const [last] = made.toReversed()
    if (last === undefined) return []
    const rows = made.map(({ name, madeAt, lastUsedAt }) => ({
      Application: name,
      'Fait le': madeAt,
      'Dernier usage': lastUsedAt,
    }))
    return [{ authorityId: null, count: made.length, since: made[0]?.madeAt ?? null, rows }]
  },
  erase: async (tx, personId) => wholly(null, await erasePasswords(tx, personId)),
}

export const personal: readonly Holding[] = [passwords]
