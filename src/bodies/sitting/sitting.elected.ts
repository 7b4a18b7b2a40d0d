// GET /territoires/instances and /territoires/instances/:instance: where one sits, and with whom.
import { html } from '#platform/html.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { NotFound } from '#platform/errors.ts'
import { blocksOf, type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { number } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { territoriesFrame, territory } from '#territory'
import { kindWords, postText } from '../record/kinds.ts'
import { idOf } from '../screens/asked.ts'
import { type Colleague, colleagues, type OwnBody, ownBodies } from './queries.ts'

export const HERE = '/territoires/instances'
export const addressOf = ({ id }: Pick<OwnBody, 'id'>): string => `${HERE}/${id}`

/** « Vice-président ou vice-présidente, 3e rang »: of whoever reads, or of the member in whose name they do. */
export const ownPost = ({ seats }: OwnBody): string =>
  seats.map(({ post, rank }) => postText(post, rank)).join('\u00a0; ')

const ownDelegation = ({ seats }: OwnBody): string =>
  seats
    .map(({ delegation }) => delegation)
    .filter((said) => said !== '')
    .join('\u00a0; ')

const showBodies = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const own = await ownBodies(tx)
    const rows = own.map((body) => [
      html`<a href="${addressOf(body)}">${body.name}</a>`,
      html`${ownPost(body)}${ownDelegation(body) !== '' && html`<br><span class="meta">${ownDelegation(body)}</span>`}`,
      kindWords(body.kind).label,
      place.authority(body.authorityId).name,
      number(body.sitting),
    ])
    const columns = [
      { label: 'Instance' },
      { label: 'Votre fonction' },
      { label: 'Genre' },
      { label: 'Collectivité' },
      { label: 'Siègent', right: true },
    ]
    const list =
      rows.length === 0
        ? emptyState('Vous ne siégez dans aucune instance aujourd’hui')
        : table({ caption: 'Vos instances', captionHidden: true, columns, rows, dense: true })
    const main = html`<div class="stack"><h1>Vos instances</h1>${panel('Où vous siégez', list, { bare: true })}</div>`
    return page(agentPage(await territoriesFrame(ctx, tx), { title: 'Vos instances', main, current: HERE }))
  })

/** « Suppléant ou suppléante de Nadia Roche » */
const seatOf = ({ post, rank, standsFor }: Colleague): string =>
  standsFor === null ? postText(post, rank) : `${postText(post, rank)} ${ofPerson(standsFor)}`

/** @throws NotFound for a body in which whoever acts does not sit */
async function showBody(ctx: Context): Promise<Reply> {
  const beside = await blocksOf(ctx, 'body')
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const wanted = idOf(ctx, 'instance')
    const body = (await ownBodies(tx)).find(({ id }) => id === wanted)
    if (body === undefined) throw new NotFound()
    const members = await colleagues(tx, body.id)
    const isGathering = kindWords(body.kind).gathers === true
    const rows = members.map((member) => [
      member.name,
      isGathering ? `${seatOf(member)}, ${place.authority(member.authorityId).name}` : seatOf(member),
      member.delegation,
    ])
    const columns = [{ label: 'Nom' }, { label: 'Fonction' }, { label: 'Ce qui lui est délégué' }]
    const main = html`<div class="stack"><h1>${body.name} <span class="soft">${place.authority(body.authorityId).name}</span></h1>
      <p class="reading">Vous y siégez${ownPost(body) !== '' && html`&nbsp;: <b>${ownPost(body)}</b>`}${ownDelegation(body) !== '' && `, ${ownDelegation(body)}`}.</p>
      ${panel(`Siègent aujourd’hui (${members.length})`, table({ caption: 'Qui y siège', captionHidden: true, columns, rows, dense: true }), { bare: true })}
      ${beside}
      <p><a href="${HERE}">Revenir à vos instances</a></p></div>`
    const frame = await territoriesFrame(ctx, tx)
    return { ...page(agentPage(frame, { title: body.name, main, current: HERE })), about: body.name }
  })
}

export const sittingRoutes: readonly Route[] = [
  { get: HERE, action: 'body.sit', title: 'Vos instances', face: 'agent', keeps: true, handle: showBodies },
  {
    get: `${HERE}/:instance`,
    action: 'body.sit',
    title: 'Instance',
    face: 'agent',
    keeps: true,
    handle: showBody,
  },
]
