// « Mes préférences »: where an agent chooses what is theirs, whatever the module: one page, and a block of their desk that leads there.
import { ownName } from '#platform/actor.ts'
import { html, type Html } from '#platform/html.ts'
import { preferencesOf } from '#platform/http/navigation.ts'
import { type Block, type Context, page, type Reply } from '#platform/http/route.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { intranetFrame } from '#territory'
import { BUREAU } from './places.ts'

export const HERE = `${BUREAU.href}/preferences`
export const TITLE = 'Mes préférences'

/** GET /intranet/bureau/preferences */
export const showPreferences = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const lines = preferencesOf(ctx).map(
      ({ href, label, says }) =>
        html`<li><div><a class="title" href="${href}">${label}</a><p class="meta">${says}</p></div></li>`,
    )
    const main = html`<div class="stack desk-form"><h1>${TITLE}</h1>${panel('Ce que vous choisissez pour vous', html`<ul class="brief">${lines}</ul>`)}
      <p><a href="${BUREAU.href}">${BUREAU.title}</a></p></div>`
    return page(agentPage(await intranetFrame(ctx, tx), { title: TITLE, main, current: BUREAU.href }))
  })

const show = async (ctx: Context): Promise<Html | null> => {
  const places = ownName(ctx.actor) === null ? [] : preferencesOf(ctx)
  if (places.length === 0) return null
  return panel(TITLE, linkList(places.map(({ href, label }) => ({ href, label }))), {
    id: 'bloc-preferences',
    end: html`<a href="${HERE}">En détail<span class="hidden">&nbsp;: mes préférences</span></a>`,
  })
}

export const preferencesBlock: Block = {
  ...{ on: 'bureau', name: 'preferences', title: TITLE, order: 90 },
  show,
}
