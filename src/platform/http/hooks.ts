// What the kernel asks of the modules, given by app.ts: platform imports none of them.
import type { Actor } from '../actor.ts'
import type { ParvisError } from '../errors.ts'
import type { Html } from '../html.ts'
import type { Site } from '../ui/site.ts'
import type { Context, Posted } from './route.ts'

export interface Hooks {
  /** Who is this? From the session cookie and the visitor's proven codes. */
  identify(sessionToken: string | null, visitorId: string): Promise<Actor>
  /** A page has said that the mandate of that session is over. */
  toldMandateOver(sessionToken: string): Promise<void>
  /** Whose site is this host? */
  site(host: string): Promise<Site>
  /** The look of a page when even the database is away. */
  neutralSite: Site
  /** One of the error pages. */
  errorPage(ctx: Context, error: ParvisError): Html
  /** "Your page was open for long: nothing is lost, send again": everything posted, shown and ready to be sent. */
  sendAgainPage(ctx: Context, path: string, posted: Posted): Html
  /** Keeps what was posted with an expired session; gives the address to sign in and come back. */
  keepPost(ctx: Context, path: string, posted: Posted): Promise<string>
}
