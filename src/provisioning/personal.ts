// What provisioning holds about a person (GDPR art. 15, 17 and 20): what the directory of their authority said of them.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { descriptionsOf, eraseDescriptions } from './directory/queries.ts'
import { keysMadeBy } from './keys/queries.ts'

const directory: Holding = {
  id: 'provisioning.member',
  processing: 'agents',
  title: 'Ce que l’annuaire de votre collectivité dit de vous, et les clés que vous avez faites',
  tables: ['provisioning.member', 'provisioning.key'],
  async held(tx, personId) {
    const said = (await descriptionsOf(tx, personId)).map(
      ({ authorityId, since, userName, displayName, email }) => ({
        authorityId,
        since,
        row: { Identifiant: userName, Nom: displayName, Adresse: email },
      }),
    )
    const made = (await keysMadeBy(tx, personId)).map(({ authorityId, name, createdAt }) => ({
      authorityId,
      since: createdAt,
      row: { 'Clé d’annuaire': name, Le: createdAt },
    }))
    return [...Map.groupBy([...said, ...made], ({ authorityId }) => authorityId)].map(
      ([authorityId, own]) => ({
        authorityId,
        count: own.length,
        since: own[0]?.since ?? null,
        rows: own.map(({ row }) => row),
      }),
    )
  },
  async erase(tx, personId) {
    return (await eraseDescriptions(tx, personId)).flatMap(({ authorityId, count }) =>
      wholly(authorityId, count),
    )
  },
}

export const personal: readonly Holding[] = [directory]
