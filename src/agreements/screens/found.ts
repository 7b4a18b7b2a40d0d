// What administrators find of agreements by one search: the commune, the offer, the days, who is billed; the prices of each grid.
import { agent } from '#platform/access.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { bracketWords, OFFERS } from '../price/grid.ts'
import { wholeEuros } from '../price/money.ts'
import { gridRows } from '../record/queries.ts'
import { writtenSiret } from '#platform/french/siret.ts'
import { agreements } from '../record/write.ts'
import { GRIDS, HERE } from './words.ts'

const told: FoundSource = {
  id: 'agreements.agreement',
  who: agent('admin').anywhere,
  async find(tx) {
    const place = await territory(tx)
    return (await agreements(tx)).map((row) => {
      const { name } = place.authority(row.authorityId)
      const offers = [...new Set(row.deeds.map(({ offer }) => OFFERS[offer]))].join(', ')
      const text = [
        `${offers}, du ${longDate(row.startsOn)} au ${longDate(row.endsOn)}, n° ${row.number}`,
        `${plural(row.seats, 'place d’agent', 'places d’agents')}, préavis de ${row.noticeMonths}\u00a0mois`,
        row.siret !== '' && `SIRET ${writtenSiret(row.siret)} (${row.siret})`,
        row.serviceCode !== '' && `Code du service\u00a0: ${row.serviceCode}`,
        row.commitment !== '' && `Engagement\u00a0: ${row.commitment}`,
      ].filter((line) => line !== false)
      return { kind: 'Convention', name, href: `${HERE}/${row.id}`, text: text.join('\n'), where: name }
    })
  },
}

const grids: FoundSource = {
  id: 'agreements.grid',
  who: agent('admin').anywhere,
  async find(tx) {
    const { metropolis } = await territory(tx)
    return (await gridRows(tx)).map((grid) => ({
      ...{ kind: 'Grille de prix', href: GRIDS, where: metropolis.name },
      name: `Grille votée le ${longDate(grid.votedOn)}`,
      text: [
        `Délibération n° ${grid.deliberation}`,
        ...grid.brackets.map(
          (bracket) =>
            `${bracketWords(grid, bracket)}\u00a0: ${wholeEuros(bracket.full)}, ${wholeEuros(bracket.restricted)}`,
        ),
      ].join('\n'),
    }))
  },
}

export const agreementsSet: readonly FoundSource[] = [told, grids]
