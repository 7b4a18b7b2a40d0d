// One way to visit a route, and who may.
import { type ActorName, FOLLOWERS, READERS, type Target, type World } from '../world.ts'

export interface RouteCase {
  url: (world: World, target: Target) => string
  /** Who may, for that target; a refused person gets « not found », or the way to sign in. */
  may: (actor: ActorName, target: Target) => boolean
  /** Visited once for each request. */
  each?: true
  /** What is posted: something that is refused, or changes nothing. */
  values?: Record<string, string>
  /** What whoever may gets; 200 for a page, 422 for a form when absent. */
  statuses?: readonly number[]
  /** The visit ends the session: a browser of its own. */
  endsSession?: true
}

export const among =
  (...names: ActorName[]) =>
  (actor: ActorName) =>
    names.includes(actor)
export const anyone = () => true
export const signedIn = (actor: ActorName) => actor !== 'anonymous'
export const agents = among('bron', 'mions', 'voirie', 'accueil')
export const administrators = among('admin', 'adminBron')
export const staff = (actor: ActorName) => agents(actor) || administrators(actor)
export const resident = among('habitante')
export const reader = (actor: ActorName, target: Target) => READERS[target].includes(actor)
export const follower = (actor: ActorName, target: Target) => FOLLOWERS[target].includes(actor)

export const open = (url: string, statuses?: readonly number[]): RouteCase => ({
  url: () => url,
  may: anyone,
  ...(statuses === undefined ? {} : { statuses }),
})
export const form = (
  url: string,
  values: Record<string, string> = {},
  statuses: readonly number[] = [422],
): RouteCase => ({ url: () => url, may: anyone, values, statuses })
export const UNKNOWN = '00000000-0000-4000-8000-000000000000'
