// What feeds hold about a person (GDPR art. 15, 17 and 20): that they have an address, and not what it is.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { deleteAddress, madeAtOf } from './queries.ts'

const address: Holding = {
  id: 'feeds.address',
  processing: 'compte',
  title: 'Votre adresse d’abonnement',
  tables: ['feeds.address'],
  async held(tx, personId) {
    const madeAt = await madeAtOf(tx, personId)
    return madeAt === null
      ? []
      : [{ authorityId: null, count: 1, since: madeAt, rows: [{ 'Adresse faite le': madeAt }] }]
  },
  erase: async (tx, personId) => wholly(null, await deleteAddress(tx, personId)),
}

export const personal: readonly Holding[] = [address]
