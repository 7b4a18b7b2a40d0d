// What is remembered of the directory of a town hall about a person (GDPR art. 15, 17 and 20).
import { type Holding, wholly } from '#platform/house/personal.ts'
import { entriesAbout, eraseEntries } from './queries.ts'

export const directoryHolding: Holding = {
  id: 'organisation.entry',
  processing: 'agents',
  title: 'Ce que l’annuaire de votre collectivité dit de vous',
  tables: ['organisation.entry'],
  async held(tx, personId) {
    return (await entriesAbout(tx, personId)).map(({ authorityId, name, email, seenAt }) => {
      const rows = [{ Nom: name, 'Adresse e-mail': email, 'Lu le': seenAt }]
      return { authorityId, count: rows.length, since: seenAt, rows }
    })
  },
  async erase(tx, personId) {
    return (await eraseEntries(tx, personId)).flatMap((authorityId) => wholly(authorityId, 1))
  },
}
