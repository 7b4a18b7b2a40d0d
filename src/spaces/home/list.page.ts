// GET /espaces: those in which one is, and those whose page one reads; the form by which one asks for a space.
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { BadInput, Conflict } from '#platform/errors.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { territory } from '#territory'
import { authorityField, kindField, nameField, purposeField } from '../record/fields.ts'
import { addressOf, HERE, spaceForm, spaceFrame } from '../record/frame.ts'
import { EVERY_KIND, KINDS } from '../record/kinds.ts'
import { LIMITS } from '../record/limits.ts'
import { ownAskings, type Space, spacesFor, unreadBySpace } from '../record/queries.ts'
import { wish } from '../record/write.ts'

interface Known {
  unread: ReadonlyMap<number, number>
  asked: ReadonlySet<number>
}

function line(space: Space, { unread, asked }: Known): Html {
  const count = unread.get(space.id) ?? 0
  const end = [
    count > 0 && html`<span class="count">${plural(count, 'non lu', 'non lus')}</span>`,
    space.closedAt !== null && tag('idle', 'Fermé'),
    asked.has(space.id) && tag('info', 'Demandé'),
  ]
  return html`<li class="${count > 0 ? 'new' : ''}"><a href="${addressOf(space)}">${space.name}</a><span class="meta">${space.purpose}</span><span>${end}</span></li>`
}

const byKind = (spaces: readonly Space[], known: Known): Html[] =>
  EVERY_KIND.flatMap((kind) => {
    const own = spaces.filter((space) => space.kind === kind)
    return own.length === 0
      ? []
      : [
          html`<h3>${KINDS[kind].several}</h3><ul class="threads">${own.map((space) => line(space, known))}</ul>`,
        ]
  })

const showList = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const seen = await spacesFor(tx, 'space.see')
    const known = { unread: await unreadBySpace(tx), asked: await ownAskings(tx) }
    const mine = seen.filter(({ role }) => role !== null)
    const others = seen.filter(({ role, closedAt }) => role === null && closedAt === null)
    const own =
      mine.length === 0
        ? emptyState('Vous n’êtes dans aucun espace', 'Demandez à entrer dans l’un de ceux ci-dessous.')
        : html`<div class="inside stack tight">${byKind(mine, known)}</div>`
    const main = html`<div class="stack"><h1>Espaces</h1>${panel('Les vôtres', own, { bare: true })}
      ${others.length > 0 && panel('Ceux où demander à entrer', html`<div class="stack tight">${byKind(others, known)}</div>`)}
      ${ownName(ctx.actor) !== null && html`<p>${linkButton('Demander un espace', `${HERE}/demande`, { kind: 'quiet' })}</p>`}</div>`
    return page(agentPage(await spaceFrame(ctx, tx), { title: 'Espaces', main, current: HERE }))
  })

/** Whom one may ask: where one works or is elected, and the metropolis. */
async function asked(tx: Read, { actor }: Context) {
  const place = await territory(tx)
  const own = new Set([...actor.memberships.map(({ authorityId }) => authorityId), ...(actor.elected ?? [])])
  return place.authorities.filter(({ id }) => own.has(id) || id === place.metropolis.id)
}

const ONES_OWN =
  'Un espace se demande en son propre nom\u00a0: c’est à l’élu de le faire, ou à vous comme agent, sans agir pour lui.'

const wishing = spaceForm({
  at: `${HERE}/demande`,
  action: 'space.wish',
  title: 'Demander un espace',
  form: formOf({ authority: authorityField, kind: kindField, name: nameField, purpose: purposeField }),
  button: 'Envoyer la demande',
  back: { href: HERE, label: 'Tous les espaces' },
  async shown(tx, ctx) {
    const authorities = await asked(tx, ctx)
    const authority = authorities.map(({ slug, name }): [string, string] => [slug, name])
    return {
      typed: { kind: 'project', authority: authorities[0]?.slug ?? '' },
      choices: { authority },
      ...(ownName(ctx.actor) === null
        ? { closed: { title: 'Ce n’est pas à vous de le demander', text: ONES_OWN } }
        : {}),
      intro: html`<p class="reading">Qui administre la collectivité vous répond. L’espace ouvert, vous l’animez et y faites entrer les autres.</p>`,
    }
  },
  async act(tx, { authority, kind, name, purpose }, ctx) {
    if (ownName(ctx.actor) === null) throw new Conflict(ONES_OWN)
    const found = (await asked(tx, ctx)).find(({ slug }) => slug === authority)
    if (found === undefined)
      throw new BadInput([{ field: 'authority', message: 'Choisissez la collectivité.' }])
    await throttle(ctx, `space-wish:${ctx.actor.personId}`, LIMITS.spaceAskings)
    await wish(tx, { authorityId: found.id, kind, name, purpose })
    return redirect(HERE, 'Votre demande est envoyée à qui administre la collectivité.')
  },
})

export const listRoutes: readonly Route[] = [
  { get: HERE, action: 'space.list', title: 'Espaces', face: 'agent', keeps: true, handle: showList },
  ...wishing,
]
