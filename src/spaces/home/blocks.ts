// On the home of elected members, the first page of the desk and an agent’s own: their spaces, what they have not read there, where they meet next, what is filed.
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { dayLeaf, panel } from '#platform/ui/desk.ts'
import { plural, quoted, shortDate, time } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { linkList } from '#platform/ui/content.ts'
import { localDay, territory } from '#territory'
import { newestIn } from '../documents/queries.ts'
import { comingMeetings } from '../plan/queries.ts'
import { SPACE } from '../record/keys.ts'
import { mayHold } from '#platform/house/audience.ts'
import { addressOf, HERE } from '../record/frame.ts'
import { openSpaces, type Space, unreadBySpace } from '../record/queries.ts'
import { deskBlocks } from './desk.ts'

const MOST = 6
const MOST_MEETINGS = 3
const MOST_DOCUMENTS = 10

const mine =
  (title: string) =>
  async (ctx: Context): Promise<Html | null> => {
    if (!mayHold(SPACE, ctx.actor)) return null
    return ctx.db.read(ctx.actor, async (tx) => {
      const own = await openSpaces(tx)
      if (own.length === 0) return null
      const unread = await unreadBySpace(tx)
      const countOf = (id: number): number => unread.get(id) ?? 0
      const first = own.toSorted((a, b) => countOf(b.id) - countOf(a.id)).slice(0, MOST)
      const links = first.map((space) => ({
        href: addressOf(space),
        label: space.name,
        end:
          countOf(space.id) > 0 &&
          html`<span class="count">${plural(countOf(space.id), 'non lu', 'non lus')}</span>`,
      }))
      return panel(title, linkList(links), { end: html`<a href="${HERE}">Tous</a>` })
    })
  }

const spacesOfBody = async (ctx: Context): Promise<readonly Space[]> =>
  mayHold(SPACE, ctx.actor)
    ? ctx.db.read(ctx.actor, async (tx) =>
        (await openSpaces(tx)).filter(({ bodyId }) => String(bodyId) === ctx.params.instance),
      )
    : []

/** Where those of a body work together: on the page of that body. */
const ofBody = async (ctx: Context): Promise<Html | null> => {
  const links = (await spacesOfBody(ctx)).map((space) => ({
    href: addressOf(space),
    label: space.name,
    under: space.purpose,
  }))
  return links.length > 0 ? panel('Où vous travaillez ensemble', linkList(links)) : null
}

/** The same, in its panel on the home. */
const linksOfBody = async (ctx: Context): Promise<Html | null> => {
  const links = (await spacesOfBody(ctx)).map((space) => ({
    href: addressOf(space),
    label: `L’espace ${quoted(space.name)}`,
  }))
  return links.length > 0 ? linkList(links) : null
}

/** Where they meet next, whatever the space. */
const meetings =
  (title: string) =>
  async (ctx: Context): Promise<Html | null> => {
    if (!mayHold(SPACE, ctx.actor)) return null
    return ctx.db.read(ctx.actor, async (tx) => {
      const own = new Map((await openSpaces(tx)).map((space) => [space.id, space]))
      const coming = own.size === 0 ? [] : await comingMeetings(tx, [...own.keys()], MOST_MEETINGS)
      if (coming.length === 0) return null
      const { zone } = await territory(tx)
      const lines = coming.flatMap(({ id, spaceId, title, startsAt, place }) => {
        const space = own.get(spaceId)
        if (space === undefined) return []
        const said = [time(startsAt, zone), place, space.name].filter((text) => text !== '').join(', ')
        return [
          html`<li>${dayLeaf(localDay(startsAt, zone))}<div><a class="title" href="${addressOf(space)}/agenda#reunion-${id}">${title}</a><p class="meta">${said}</p></div></li>`,
        ]
      })
      return panel(title, html`<ul class="brief">${lines}</ul>`)
    })
  }

/** What was filed last, whatever the space. */
const documents = async (ctx: Context): Promise<Html | null> => {
  if (!mayHold(SPACE, ctx.actor)) return null
  return ctx.db.read(ctx.actor, async (tx) => {
    const own = new Map((await openSpaces(tx)).map((space) => [space.id, space]))
    const newest = own.size === 0 ? [] : await newestIn(tx, [...own.keys()], MOST_DOCUMENTS)
    if (newest.length === 0) return null
    const { zone } = await territory(tx)
    const lines = newest.flatMap(({ id, spaceId, name, at }) => {
      const space = own.get(spaceId)
      if (space === undefined) return []
      return [
        html`<li>${icon('file-text')}<a class="title" href="${addressOf(space)}/documents/${id}">${name}</a><span class="meta">${space.name}, ${shortDate(localDay(at, zone))}</span></li>`,
      ]
    })
    return panel('Derniers documents de vos espaces', html`<ul class="ten">${lines}</ul>`)
  })
}

export const blocks: readonly Block[] = [
  { on: 'body', order: 10, show: ofBody },
  { on: 'body-links', order: 10, show: linksOfBody },
  { on: 'territories', order: 52, show: documents },
  { on: 'territories-side', order: 3, show: meetings('Vos réunions') },
  { on: 'desk', order: 26, show: meetings('Vos réunions') },
  { on: 'territories-side', order: 5, show: mine('Vos espaces') },
  { on: 'desk', order: 24, show: mine('Vos espaces') },
  // What is one’s own there is said « mes », as its other blocks are.
  { on: 'bureau', name: 'espaces', title: 'Mes espaces', order: 30, show: mine('Mes espaces') },
  { on: 'bureau', name: 'reunions', title: 'Mes réunions', order: 35, show: meetings('Mes réunions') },
  ...deskBlocks,
]
