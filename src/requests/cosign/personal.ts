// What second signatures that one asks hold about a person, and about whoever they name: they go with the draft.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { cosigningsOfPerson, eraseCosigningsOf } from '../signed/queries.cosigning.ts'

const ANSWERS = { signed: 'signée', refused: 'refusée', silent: 'sans réponse' } as const

export const cosignings: Holding = {
  id: 'requests.cosigning',
  processing: 'demandes',
  title: 'Les secondes signatures que vous attendez',
  tables: ['requests.cosigning'],
  async held(tx, personId) {
    const list = await cosigningsOfPerson(tx, personId)
    const rows = list.map(({ name, email, signsAs, askedAt, answer, reason }) => ({
      'Demandée à': name,
      'Adresse e-mail': email,
      'En tant que': signsAs,
      Le: askedAt,
      Réponse: answer === null ? 'attendue' : ANSWERS[answer],
      Raison: reason,
    }))
    return list.length === 0
      ? []
      : [{ authorityId: null, count: list.length, since: list[0]?.askedAt ?? null, rows }]
  },
  erase: async (tx, personId) => wholly(null, await eraseCosigningsOf(tx, personId)),
}
