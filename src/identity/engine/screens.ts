// The pages that the engine shows by itself, in the look of the counter: an error, « sign out? », « signed out ».
import type { IncomingMessage } from 'node:http'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Config } from '#platform/config.ts'
import { type Html, renderHtml } from '#platform/html.ts'
import type { Frame } from '#platform/ui/site.ts'
import type { Screens } from './configuration.ts'
import { errorScreen, goingOnScreen, loggedOutScreen, logoutScreen } from './pages/screens.ts'

/** What the kernel knows of an exchange that the engine answers. */
export interface Surroundings {
  frame(): Promise<Frame>
  visitorId: string
  /** From where it comes: behind proxies, what they are trusted to say. */
  ip: string
  /** Notes in the journal what broke. */
  broken(error: Error): void
}

const known = new WeakMap<IncomingMessage, Surroundings>()

/** Remembers the surroundings of a request, as long as it lives. */
export function surround(request: IncomingMessage, surroundings: Surroundings): void {
  known.set(request, surroundings)
}

function surroundingsOf(ctx: KoaContextWithOIDC): Surroundings {
  const found = known.get(ctx.req)
  if (found === undefined) throw new Error('an exchange without surroundings')
  return found
}

async function show(ctx: KoaContextWithOIDC, screen: (frame: Frame) => Html): Promise<void> {
  ctx.type = 'text/html; charset=utf-8'
  ctx.body = renderHtml(screen(await surroundingsOf(ctx).frame()))
}

export function screensOf(config: Config): Screens {
  return {
    broken: (ctx, error) => surroundingsOf(ctx).broken(error),
    visitorOf: (ctx) => surroundingsOf(ctx).visitorId,
    ipOf: (ctx) => surroundingsOf(ctx).ip,
    error: (ctx, code) => show(ctx, (frame) => errorScreen(frame, code)),
    logout: (ctx, form) =>
      show(ctx, (frame) =>
        logoutScreen(frame, {
          action: formAction(form),
          xsrf: formSecret(form),
          site: ctx.oidc.client?.clientName ?? null,
        }),
      ),
    loggedOut: (ctx) => show(ctx, loggedOutScreen),
    bridge: (ctx) => goOn(ctx, config),
  }
}

// The library gives its form as text: two values are read back, and the form is written in our look.
const formAction = (form: string): string =>
  new URL(/action="([^"]+)"/.exec(form)?.[1] ?? '', 'http://here.invalid').pathname
const formSecret = (form: string): string => /name="xsrf" value="([^"]+)"/.exec(form)?.[1] ?? ''

// After the sign-in form, some browsers refuse to be redirected to another site (CSP form-action follows redirections).
// A page that goes on by itself ends the chain; it is made only for browsers, and only when no question was asked between.
function goOn(ctx: KoaContextWithOIDC, config: Config): void {
  const to = ctx.response.get('location')
  const isAway = ctx.status === 303 && URL.canParse(to) && new URL(to).origin !== config.publicUrl
  if (!isAway || ctx.get('sec-fetch-mode') !== 'navigate' || ctx.oidc.result?.consent !== undefined) return
  ctx.remove('location')
  ctx.status = 200
  ctx.set('refresh', `0;url=${to}`)
  ctx.type = 'text/html; charset=utf-8'
  ctx.body = renderHtml(goingOnScreen(to))
}
