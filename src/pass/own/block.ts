// Where whoever works for a partner finds its pages: on the home of their account; nothing for anybody else.
import { ownName } from '#platform/actor.ts'
import { html } from '#platform/html.ts'
import type { Block } from '#platform/http/route.ts'
import { linkList, section } from '#platform/ui/content.ts'
import { ownAddress } from './pages.ts'
import { ownPartners } from './queries.ts'

export const ownBlock: Block = {
  on: 'account',
  order: 9,
  async show({ actor, db }) {
    if (ownName(actor) === null) return null
    const own = await db.read(actor, (tx) => ownPartners(tx))
    if (own.length === 0) return null
    const links = linkList(own.map((partner) => ({ href: ownAddress(partner), label: partner.name })))
    return section('Partenaire du pass', html`<p>Passages, portes, personnes et décomptes.</p>${links}`)
  },
}
