// Table of the screens on which contents are written, at the desk and in the administration.
import { agent, type Relation } from '#platform/access.ts'
import { html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { WRITING } from '#platform/roles.ts'
import { panel } from '#platform/ui/desk.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { contentTypes } from '../types/kind.ts'
import { proposingRoutes, publishingRoutes } from './acts.ts'
import { listAt } from './list.ts'
import { oneRoutes } from './one.ts'
import { type Place, PROPOSING, PUBLISHING } from './place.ts'
import { textRoutes } from './text.ts'
import { versionRoutes } from './versions.ts'

/** GET …/nouveau: what one may write, and what each is for. */
async function showTypes({ at, title, frame }: Place, ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const types = (await contentTypes(tx)).map(
      ({ type }) =>
        html`<li><a href="${at}/nouveau/${type.id}"><b>${type.title}</b></a><br><span class="meta">${type.hint}</span></li>`,
    )
    const main = html`<div class="stack desk-form"><h1>Écrire un contenu</h1>${panel('Ce que vous écrivez', html`<ul class="plain stack tight">${types}</ul>`)}<p><a href="${at}">${title}</a></p></div>`
    return page(agentPage(await frame(ctx, tx), { title: 'Écrire un contenu', main, current: at }))
  })
}

const shared = (place: Place, who: Relation): Route[] => [
  ...place.list(listAt(place, who)),
  {
    get: `${place.at}/nouveau`,
    action: place.begins,
    title: 'Écrire un contenu',
    face: place.face,
    leadsToAct: true,
    handle: (ctx: Context) => showTypes(place, ctx),
  },
  ...textRoutes(place),
  ...oneRoutes(place),
  ...versionRoutes(place),
]

export const screens: readonly Route[] = [
  ...shared(PUBLISHING, agent(...WRITING).anywhere),
  ...publishingRoutes(PUBLISHING),
  ...shared(PROPOSING, agent().anywhere),
  ...proposingRoutes(PROPOSING),
]
