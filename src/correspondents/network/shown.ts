// Where else the network is shown: beside the home of agents, and among what is awaited of whoever reads.
import { mayEver } from '#platform/access.ts'
import { homeUnit, ownName } from '#platform/actor.ts'
import { type Html, html } from '#platform/html.ts'
import type { AwaitedSource, Block, Context } from '#platform/http/route.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { territory } from '#territory'
import { access } from '../record/access.ts'
import { inOffice, ownOnes, toApprove } from '../record/queries.ts'
import { addressOf, HERE } from '../record/words.ts'
import { expectedOn } from '../sheet/page.ts'

/** Those of the nearest unit above one’s own that has some. */
const near = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const unitId = homeUnit(ctx.actor)
    if (unitId === null) return null
    const [place, all] = [await territory(tx), await inOffice(tx)]
    const at = place.lineage(unitId).find((id) => all.some((one) => one.unitId === id))
    if (at === undefined) return null
    const end = html`<a href="${HERE}">Tout le réseau</a>`
    const found = all.filter((one) => one.unitId === at)
    const lines = found.map(({ id, name, personId }) => ({
      href: addressOf(id),
      label: name,
      under: [personId === ctx.actor.personId && 'C’est vous', place.unit(at).name]
        .filter(Boolean)
        .join(', '),
    }))
    return panel('Mon correspondant', linkList(lines), { end })
  })

export const blocks: readonly Block[] = [
  { on: 'intranet-side', name: 'correspondant', title: 'Mon correspondant', order: 40, show: near },
]

/** One’s own sheet to validate, and those that one validates for the direction. */
export const awaitedSheets: AwaitedSource = {
  id: 'correspondents.sheet',
  async read({ actor, db }, _today, most) {
    if (ownName(actor) === null || !mayEver(access['correspondent.answer'], actor)) return []
    return db.read(actor, async (tx) => {
      const own = (await ownOnes(tx)).filter(
        ({ agreedAt, until, doubt }) => agreedAt === null && until === null && doubt === '',
      )
      const others = mayEver(access['correspondent.approve'], actor) ? await toApprove(tx) : []
      if (own.length + others.length === 0) return []
      const place = await territory(tx)
      const lineOf = (one: (typeof own)[number], title: string) => ({
        ...{
          href: addressOf(one.id),
          title,
          about: place.unit(one.unitId).name,
          dueOn: expectedOn(one, place.zone),
        },
      })
      return [
        ...own.map((one) => lineOf(one, 'Valider ma fiche mission de correspondant')),
        ...others.map((one) => lineOf(one, `Valider la fiche mission\u00a0: ${one.name}`)),
      ].slice(0, most)
    })
  },
}
