// What files hold about a person (GDPR art. 15, 17 and 20): those they chose and did not send. The others are with what holds them.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { planForgetting } from './loose.ts'
import { countOwnLooseFiles, deleteOwnLooseFiles } from './queries.loose.ts'

const loose: Holding = {
  id: 'requests.file',
  processing: 'demandes',
  title: 'Vos fichiers pas encore envoyés',
  tables: ['files.file', 'files.rendition'],
  async held(tx, personId) {
    const { count, since, names } = await countOwnLooseFiles(tx, personId)
    return count === 0
      ? []
      : [{ authorityId: null, count, since, rows: names.map((name) => ({ Fichier: name })) }]
  },
  async erase(tx, personId) {
    const { count } = await countOwnLooseFiles(tx, personId)
    const keys = await deleteOwnLooseFiles(tx, personId)
    await planForgetting(tx, keys)
    return wholly(null, count)
  },
}

export const personal: readonly Holding[] = [loose]
