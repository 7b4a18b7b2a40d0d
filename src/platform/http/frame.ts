// What surrounds a page, from the exchange: made here once for every module's pages.
import { isNobody, lentTo, readingOf } from '../actor.ts'
import type { ActingView, AgentFrame, DeskFace, Frame, Link, NavLink } from '../ui/site.ts'
import { counterNav, footOf, ownNav, workOf, worksOf } from './navigation.ts'
import type { Context } from './route.ts'
import { keeperMark } from './seal.ts'

/** Attribution asked by the tiles' licence (Licence Ouverte). */
const ATTRIBUTION = '© IGN – Géoplateforme'

/** For whom one acts, or as whom one looks; null in one's own name. */
export function actingOf({ actor: { by }, csrf, db, door }: Context): ActingView | null {
  if (!by) return null
  const { personName } = by
  if (!by.looks) return { personName, csrf, stop: door.ownName, until: by.until }
  const minutes = Math.ceil((by.until.getTime() - db.clock().getTime()) / 60_000)
  return { personName, csrf, stop: door.ownEyes, minutes }
}

/** The frame of a resident's page. */
export function frameOf(ctx: Context): Frame {
  const isLent = lentTo(ctx.actor) !== null
  const { tilesUrl, demo, demoSite } = ctx.config
  return {
    assets: ctx.assets,
    site: ctx.site,
    account: isNobody(ctx.actor)
      ? null
      : {
          name: ctx.actor.by?.personName ?? ctx.actor.label,
          work: workOf(ctx),
          ...(isLent ? { word: 'Ses mandats' } : {}),
        },
    addresses: isLent ? { ...ctx.door, account: ctx.door.onBehalf } : ctx.door,
    back: ctx.back,
    places: counterNav(ctx),
    foot: footOf(ctx),
    acting: actingOf(ctx),
    demo,
    demoSite,
    flash: ctx.flash,
    whose: keeperMark(ctx.config.secret, ctx),
    map:
      tilesUrl === null || ctx.site.centre === null
        ? null
        : { tiles: '/plan/{z}/{x}/{y}', attribution: ATTRIBUTION, centre: ctx.site.centre, zoom: 12 },
  }
}

/** The first places of the other faces that are theirs: who is both an agent and elected goes from one to the other. */
const otherFaces = (ctx: Context, nav: readonly NavLink[]): Link[] =>
  worksOf(ctx)
    .filter(({ href }) => !nav.some((place) => place.href === href))
    .map(({ as, href, label }) => ({ href, label: `${as}\u00a0: ${label}` }))

/** The frame of a page of the desk. `unit` is the second line under the agent's name, `face` whose pages they are. */
export function agentFrameOf(
  ctx: Context,
  unit: string,
  nav: readonly NavLink[],
  today: string,
  face: DeskFace = 'Agents',
): AgentFrame {
  const lent = lentTo(ctx.actor)
  const own = ownNav(ctx).filter(({ href }) => !nav.some((place) => place.href === href))
  return {
    ...frameOf(ctx),
    face,
    agent: {
      name: lent?.name ?? ctx.actor.label,
      unit: lent === null ? unit : `Pour ${lent.personName}`,
      own: [...otherFaces(ctx, nav), ...own],
    },
    reader: ctx.readers.pages,
    nav,
    path: ctx.url.replace(/\?.*/s, ''),
    csrf: ctx.csrf,
    today,
    reading: readingOf(ctx.actor),
  }
}
