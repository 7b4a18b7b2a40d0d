// What settings hold about a person (GDPR art. 15, 17 and 20): that an administrator chose them.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { forgetSetter, setBy } from './queries.ts'

const choices: Holding = {
  id: 'settings.value',
  processing: 'agents',
  title: 'Les réglages que vous avez choisis',
  tables: ['settings.value'],
  async held(tx, personId) {
    const rows = await setBy(tx, personId)
    return [...new Set(rows.map(({ authorityId }) => authorityId))].map((authorityId) => {
      const own = rows.filter((row) => row.authorityId === authorityId)
      return {
        authorityId,
        count: own.length,
        since: own[0]?.since ?? null,
        rows: own.map(({ key, since }) => ({ Réglage: key, Le: since.toISOString() })),
      }
    })
  },
  // What was chosen stays: it is the town hall's. Who chose it does not.
  async erase(tx, personId) {
    const parts = (await choices.held(tx, personId)).flatMap(({ authorityId, count }) =>
      wholly(authorityId, count),
    )
    await forgetSetter(tx, personId)
    return parts
  },
}

export const personal: readonly Holding[] = [choices]
