// What the report of a year says of classified ads: those of the day on which it is made, for an ad is forgotten soon after its end.
import type { Yearly } from '#platform/db/db.ts'
import { onOffer } from './record/queries.ts'

export const adsOfYear: Yearly = {
  id: 'ads.offered',
  title: 'Petites annonces',
  order: 50,
  async of(tx, { authorityId }) {
    const found = await onOffer(tx, authorityId)
    if (found === undefined) return null
    const { ads, people, replies } = found
    if (ads === null)
      return {
        sentence: 'Moins de cinq agents ont une annonce en ligne le jour du bilan\u00a0: rien n’en est dit.',
        figures: [],
      }
    return {
      sentence: 'Celles du jour où le bilan est établi\u00a0: une annonce finie ne se garde pas.',
      figures: [
        { label: 'Annonces en ligne', value: ads },
        { label: 'Agents qui en ont une', value: people, ofPeople: true },
        { label: 'Réponses reçues', value: replies },
      ],
    }
  },
}
