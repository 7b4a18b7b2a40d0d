// What administrators find of agreements by one search: the commune, the offer, the days.
import { agent } from '#platform/access.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { longDate } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { OFFERS } from '../price/grid.ts'
import { agreements } from '../record/write.ts'
import { HERE } from './words.ts'

export const agreementsSet: FoundSource = {
  id: 'agreements.agreement',
  who: agent('admin').anywhere,
  async find(tx) {
    const place = await territory(tx)
    return (await agreements(tx)).map(({ id, authorityId, startsOn, endsOn, deeds }) => {
      const { name } = place.authority(authorityId)
      const offers = [...new Set(deeds.map(({ offer }) => OFFERS[offer]))].join(', ')
      const text = `${offers}, du ${longDate(startsOn)} au ${longDate(endsOn)}`
      return { kind: 'Convention', name, href: `${HERE}/${id}`, text, where: name }
    })
  },
}
