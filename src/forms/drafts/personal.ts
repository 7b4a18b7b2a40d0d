// What forms hold about a person (GDPR art. 15, 17 and 20): what they typed and did not send.
import { type Holding, wholly, withoutFileIds } from '#platform/house/personal.ts'
import { draftsOfPerson, eraseDraftsOf } from './queries.personal.ts'

const drafts: Holding = {
  id: 'forms.draft',
  processing: 'demandes',
  title: 'Vos brouillons',
  tables: ['forms.draft'],
  async held(tx, personId) {
    const list = await draftsOfPerson(tx, personId)
    const rows = list.map(({ service, startedAt, updatedAt, typed }) => ({
      Démarche: service,
      'Commencé le': startedAt,
      'Modifié le': updatedAt,
      'Ce que vous avez écrit': withoutFileIds(typed),
    }))
    return list.length === 0
      ? []
      : [{ authorityId: null, count: list.length, since: list[0]?.startedAt ?? null, rows }]
  },
  erase: async (tx, personId) => wholly(null, await eraseDraftsOf(tx, personId)),
}

export const personal: readonly Holding[] = [drafts]
