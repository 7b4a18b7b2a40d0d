// What reviews hold about a person (GDPR art. 15, 17 and 20): that they asked for some, or answered some.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { forgetReader, reviewsBy } from './queries.ts'

const reviews: Holding = {
  id: 'studio.review',
  processing: 'agents',
  title: 'Les relectures de formulaires que vous avez demandées ou faites',
  tables: ['studio.review'],
  async held(tx, personId) {
    const rows = await reviewsBy(tx, personId)
    if (rows.length === 0) return []
    return [
      {
        authorityId: null,
        count: rows.length,
        since: rows[0]?.askedAt ?? null,
        rows: rows.map(({ form, askedBy, askedAt, answeredAt, verdict, reasons }) => ({
          Formulaire: form,
          Rôle: askedBy === personId ? 'demandée' : 'faite',
          Le: (askedBy === personId ? askedAt : (answeredAt ?? askedAt)).toISOString(),
          Réponse: verdict === null ? 'attendue' : verdict === 'approved' ? 'approuvé' : 'renvoyé',
          ...(askedBy !== personId && { Raisons: reasons }),
        })),
      },
    ]
  },
  // What was said of a form stays with it; who said it does not.
  async erase(tx, personId) {
    const { length } = await reviewsBy(tx, personId)
    await forgetReader(tx, personId)
    return wholly(null, length)
  },
}

export const personal: readonly Holding[] = [reviews]
