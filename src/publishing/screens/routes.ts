// Table of the screens on which contents are written, at the desk and in the administration.
import { agent, type Relation } from '#platform/access.ts'
import { html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { WRITING } from '#platform/roles.ts'
import { filledWith } from '#platform/screens/form.ts'
import { panel } from '#platform/ui/desk.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { contentTypes } from '../types/kind.ts'
import { offerRoutes } from '../acts/offer.ts'
import { PLAIN, plainRoutes } from '../acts/plain.ts'
import { proposingRoutes, raisingRoutes, sendBackRoutes } from '../acts/propose.ts'
import { profileRoutes } from '../acts/profile.ts'
import { publishRoutes } from '../acts/publish.ts'
import { documentRoutes } from './documents.ts'
import { listAt } from './list.ts'
import { oneRoutes } from './one.ts'
import { type Listed, type Place, PROPOSING, PUBLISHING } from '../acts/place.ts'
import { textRoutes } from './text.ts'
import { versionRoutes } from './versions.ts'

/** GET …/nouveau: what one may write, and what each is for. */
async function showTypes({ at, newAt, title, frame, room }: Place, ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const space = await room?.begun(tx, ctx)
    const here = filledWith(ctx.params, newAt)
    const back =
      space === undefined
        ? { href: at, label: title }
        : { href: here.replace(/\/nouveau$/, ''), label: title }
    const types = (await contentTypes(tx)).map(
      ({ type }) =>
        html`<li><a href="${here}/${type.id}"><b>${type.title}</b></a><br><span class="meta">${type.hint}</span></li>`,
    )
    const main = html`<div class="stack desk-form"><h1>Écrire un contenu</h1>${panel('Ce que vous écrivez', html`<ul class="plain stack tight">${types}</ul>`)}<p><a href="${back.href}">${back.label}</a></p></div>`
    return page(agentPage(await frame(ctx, tx), { title: 'Écrire un contenu', main, current: back.href }))
  })
}

const written = (place: Place): Route[] => [
  {
    get: place.newAt,
    action: place.begins,
    title: 'Écrire un contenu',
    face: place.face,
    leadsToAct: true,
    handle: (ctx: Context) => showTypes(place, ctx),
  },
  ...textRoutes(place),
  ...documentRoutes(place),
  ...oneRoutes(place),
  ...versionRoutes(place),
]

const listed = (place: Listed, who: Relation): Route[] => [
  ...place.list(listAt(place, who)),
  ...written(place),
]

/** For whoever decides. */
const decidingRoutes = (place: Place): Route[] => [
  ...publishRoutes(place),
  ...sendBackRoutes(place),
  ...PLAIN.flatMap((plain) => plainRoutes(place, plain)),
]

/** Where contents of spaces are written, proposed and decided of. */
export const contentRoutes = (place: Place): Route[] => [
  ...written(place),
  ...proposingRoutes(place),
  ...decidingRoutes(place),
  ...raisingRoutes(place),
]

export const screens: readonly Route[] = [
  ...listed(PUBLISHING, agent(...WRITING).anywhere),
  ...decidingRoutes(PUBLISHING),
  ...offerRoutes(PUBLISHING),
  ...profileRoutes(PUBLISHING),
  ...listed(PROPOSING, agent().anywhere),
  ...proposingRoutes(PROPOSING),
]
