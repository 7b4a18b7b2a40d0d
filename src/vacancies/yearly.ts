// What the report of a year says of job offers.
import type { Yearly } from '#platform/db/db.ts'
import { offeredInYear } from './record/queries.ts'

export const offersOfYear: Yearly = {
  id: 'vacancies.offered',
  title: 'Offres d’emploi',
  order: 60,
  async of(tx, asked) {
    const { offered, open, units } = await offeredInYear(tx, asked)
    if (offered === 0 && open === 0) return null
    return {
      figures: [
        { label: 'Offres publiées', value: offered },
        { label: 'Services qui en ont publié', value: units },
        { label: 'Offres ouvertes aujourd’hui', value: open },
      ],
    }
  },
}
