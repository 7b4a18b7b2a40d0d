// GET /intranet, GET /intranet/bureau: the pages of agents, made of what the modules bring, as it is arranged for whoever reads.
import { ownName } from '#platform/actor.ts'
import { html } from '#platform/html.ts'
import { type Context, page as answer, type Reply } from '#platform/http/route.ts'
import { moreLink } from '#platform/ui/button.ts'
import { longDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { intranetFrame, localDay, territory } from '#territory'
import { standingOn } from './own.ts'
import { type ArrangedPage, choiceOf, HOME } from './places.ts'
import { columnsOf } from './shown.ts'

const NOTHING = html`<p>Aucun bloc n’a rien à vous dire pour le moment.</p>`

export const showPage =
  (page: ArrangedPage) =>
  async (ctx: Context): Promise<Reply> => {
    const { frame, today, standing } = await ctx.db.read(ctx.actor, async (tx) => ({
      frame: await intranetFrame(ctx, tx),
      today: longDate(localDay(tx.now, (await territory(tx)).zone)),
      standing: await standingOn(ctx, tx, page),
    }))
    const [first, beside] = await columnsOf(ctx, page, standing.placed, standing.known)
    const hello = page === HOME ? `Bonjour ${ctx.actor.label}` : page.title
    const choose = ownName(ctx.actor) !== null && moreLink('Choisir mes blocs', choiceOf(page))
    const body =
      [...first, ...beside].length === 0
        ? NOTHING
        : html`<div class="duo"><div>${first}</div><div>${beside}</div></div>`
    const main = html`<div class="stack"><div class="row apart"><h1>${hello} <span class="soft">${today}</span></h1>${choose}</div>
      ${body}</div>`
    return answer(agentPage(frame, { title: page.title, main, current: page.href }))
  }
