// The menus: each module says where its pages stand (module.ts); a person sees the places where they may go, in order.
import type { Relation } from '../access.ts'
import { type Actor, acting } from '../actor.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/db.ts'
import type { Addresses, Foot, NavLink, Work } from '../ui/site.ts'

/**
 * Residents, agents at work, their intranet, who administers, elected members, what is an agent's own, what they choose for themselves, the places of an account, and what the plan of
 * the site lists beside the menus of residents, each in its group, and what stands at the foot of their pages alone.
 */
export type Menu =
  | 'counter'
  | 'desk'
  | 'intranet'
  | 'administration'
  | 'territories'
  | 'own'
  | 'preferences'
  | 'account'
  | 'sitemap'
  | 'foot'

/** A page in a menu. */
export interface Place extends NavLink {
  readonly menu: Menu
  /** What is set there, for whoever looks for it by other words than its name. */
  readonly words?: string
  /** What one chooses there, in a sentence: of preferences alone. */
  readonly says?: string
  /** From the first to the last, in tens: another module finds room between two. */
  readonly order: number
  /** Who finds it there; everybody who has the menu when absent. */
  readonly who?: Relation
  /** Where it stands at the foot of residents’ pages too; how it is called there, and in which order, when otherwise. */
  readonly foot?: { readonly column: keyof Foot; readonly label?: string; readonly order?: number }
  /** It leads to an act: posts that only read do not find it there. */
  readonly leadsToAct?: true
  /** How many things it lists, or wait there: said beside its name, on the home that leads there. */
  readonly count?: (ctx: { readonly actor: Actor; readonly db: Database }) => Promise<number | null>
  /** What the installation must have for the page to be of use; nothing when it always is. */
  readonly when?: (config: Config) => boolean
}

/** Who asks, here, and the places that the modules bring. A Context is one. */
interface Asking {
  readonly actor: Actor
  readonly config: Config
  readonly navigation: readonly Place[]
  readonly door: Pick<Addresses, 'account'>
}

const openPlaces = ({ actor, config, navigation }: Asking, wanted: Menu): Place[] =>
  navigation.filter(
    ({ menu, who, when, leadsToAct }) =>
      menu === wanted &&
      (who?.ever(leadsToAct === true ? acting(actor) : actor) ?? true) &&
      (when?.(config) ?? true),
  )

function placesFor(ctx: Asking, wanted: Menu): NavLink[] {
  return openPlaces(ctx, wanted).map(({ href, label, group, more, alone, search }) => ({
    ...{ href, label },
    ...(group === undefined ? {} : { group }),
    ...(more === undefined ? {} : { more }),
    ...(alone === undefined ? {} : { alone }),
    ...(search === undefined ? {} : { search }),
  }))
}

/** Main navigation of the counter, in order. */
export const counterNav = (ctx: Asking): NavLink[] => placesFor(ctx, 'counter')

/** Main navigation of the desk, in order. */
export const deskNav = (ctx: Asking): NavLink[] => placesFor(ctx, 'desk')

/** Main navigation of the agents’ intranet, in order. */
export const intranetNav = (ctx: Asking): NavLink[] => placesFor(ctx, 'intranet')

/** Main navigation of the administration, in order. */
export const adminNav = (ctx: Asking): NavLink[] => placesFor(ctx, 'administration')

/** The same, with what is set there. */
export const adminPlaces = (ctx: Asking): readonly Place[] => openPlaces(ctx, 'administration')

/** What the home of the administration opens, by the names and groups of its menu, with how many things are there. */
export async function adminWays(
  ctx: Asking & { readonly db: Database },
): Promise<{ href: string; label: string; group: string; count: number | null }[]> {
  const ways = []
  for (const { href, label, group, count } of openPlaces(ctx, 'administration'))
    if (group !== undefined) ways.push({ href, label, group, count: (await count?.(ctx)) ?? null })
  return ways
}

/** Main navigation of elected members, in order. */
export const territoriesNav = (ctx: Asking): NavLink[] => placesFor(ctx, 'territories')

/** What is the agent's own: their security, the team in their charge, their requests as a resident. */
export const ownNav = (ctx: Asking): NavLink[] => placesFor(ctx, 'own')

/** Where an agent chooses what is theirs, with what is chosen there. */
export const preferencesOf = (ctx: Asking): readonly Place[] => openPlaces(ctx, 'preferences')

/** The places of one's account, in order. */
export const accountPlaces = (ctx: Asking): NavLink[] => placesFor(ctx, 'account')

/** What the plan of the site lists, by group: the menus of residents, and what stands in none of them. */
export function sitemapOf(ctx: Asking): Map<string, NavLink[]> {
  const under = (group: string) => (place: Place) => ({ ...place, group })
  const counter = openPlaces(ctx, 'counter').map(under('Le guichet'))
  const own = openPlaces(ctx, 'account').map(under('Mon compte'))
  const open = [...counter, ...openPlaces(ctx, 'sitemap')].toSorted((one, other) => one.order - other.order)
  return Map.groupBy([...open, ...own], ({ group = '' }) => group)
}

/** What stands at the foot of residents’ pages, in order. */
export function footOf({ navigation }: Pick<Asking, 'navigation'>): Foot {
  const rank = ({ order, foot }: Place) => foot?.order ?? order
  const links = (wanted: keyof Foot) =>
    navigation
      .filter(({ foot }) => foot?.column === wanted)
      .toSorted((one, other) => rank(one) - rank(other))
      .map(({ href, label, foot }) => ({ href, label: foot?.label ?? label }))
  return { help: links('help'), territory: links('territory'), legal: links('legal') }
}

/** Where whoever acts for an authority works: the first place of each face that is open to them. */
export const worksOf = (ctx: Asking): Work[] =>
  (['desk', 'intranet', 'territories'] as const).flatMap((menu) =>
    placesFor(ctx, menu)
      .slice(0, 1)
      .map(({ href, label }) => ({ href, label, as: WORKING[menu] })),
  )

const WORKING = { desk: 'Agents', intranet: 'Agents', territories: 'Élus' } as const

/** The first of them; null for residents. */
export const workOf = (ctx: Asking): Work | null => worksOf(ctx)[0] ?? null

/** Where somebody who has just signed in lands: where they work, or their account. */
export const homeOf = (ctx: Asking, actor: Actor = ctx.actor): string =>
  workOf({ ...ctx, actor })?.href ?? ctx.door.account
