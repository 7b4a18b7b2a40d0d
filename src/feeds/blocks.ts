// That an address opens what is somebody’s to read, beside what else opens it: their security. Nothing when there is none.
import { ownName } from '#platform/actor.ts'
import { html } from '#platform/html.ts'
import type { Block } from '#platform/http/route.ts'
import { card } from '#platform/ui/content.ts'
import { longDate } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { OWN, OWN_TITLE } from './places.ts'
import { ownAddress } from './queries.ts'

export const blocks: readonly Block[] = [
  {
    on: 'security',
    order: 85,
    show: async ({ actor, db }) => {
      if (ownName(actor) === null) return null
      return db.read(actor, async (tx) => {
        const address = await ownAddress(tx)
        if (address === null || !address.stands) return null
        const since = longDate(address.madeAt, (await territory(tx)).zone)
        return card(
          OWN_TITLE,
          html`<p>Depuis le ${since}, une adresse personnelle montre à vos agendas et lecteurs de flux ce qui est publié pour vous. <a href="${OWN}">La voir, la remplacer ou la supprimer</a>.</p>`,
        )
      })
    },
  },
]
