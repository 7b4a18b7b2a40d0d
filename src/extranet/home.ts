// GET /territoires: the home of an elected member, made of what the modules bring.
import { lentTo } from '#platform/actor.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html } from '#platform/html.ts'
import { blocksOf, type Context, page, type Reply } from '#platform/http/route.ts'
import { longDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { localDay, territoriesFrame, territory } from '#territory'

export const HERE = '/territoires'

export async function showHome(ctx: Context): Promise<Reply> {
  const [first, beside] = [await blocksOf(ctx, 'territories'), await blocksOf(ctx, 'territories-side')]
  return ctx.db.read(ctx.actor, async (tx) => {
    const { zone } = await territory(tx)
    const today = longDate(localDay(tx.now, zone))
    const lent = lentTo(ctx.actor)
    const hello = lent === null ? `Bonjour ${ctx.actor.label}` : `Au nom ${ofPerson(lent.personName)}`
    const told =
      lent !== null &&
      html`<p>Vous lisez ici ce qui est adressé à ses mandats. Ce que vous ouvrez et faites lui est dit.</p>`
    const main = html`<div class="stack"><h1>${hello} <span class="soft">${today}</span></h1>${told}
      <div class="duo"><div>${first}</div><div>${beside}</div></div></div>`
    return page(
      agentPage(await territoriesFrame(ctx, tx), { title: 'Accueil des élus', main, current: HERE }),
    )
  })
}
