// What surrounds a page of a kiosk: where it is, who is there, how long they still are, how they leave.
import { type Html, html } from '#platform/html.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { dayDate, plural, time } from '#platform/ui/french.ts'
import { standPage } from '#platform/ui/layout.ts'
import { localDay, territory } from '#territory'
import type { Visit } from './visit.ts'

export const HERE = '/kiosque'
const OF = 'Borne des agents'
/** Seconds before the end at which one is asked whether one is still there. */
const ASKED_BEFORE = 30
/** Seconds for which the last page stays. */
const GONE_AFTER = 15

/** « 1 minute 52 » */
function leftText(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  if (minutes === 0) return plural(rest, 'seconde', 'secondes')
  return rest === 0 ? plural(minutes, 'minute', 'minutes') : `${plural(minutes, 'minute', 'minutes')} ${rest}`
}

const secondsUntil = (ctx: Context, at: Date): number =>
  Math.max(0, Math.ceil((at.getTime() - ctx.db.clock().getTime()) / 1000))

export const leftOf = (ctx: Context, { expiresAt, endsAt }: Pick<Visit, 'expiresAt' | 'endsAt'>) => ({
  seconds: secondsUntil(ctx, expiresAt),
  most: secondsUntil(ctx, endsAt),
})

/** Leads there by itself, after so many seconds: a script that prolongs the visit stops it (kiosk-time.ts). */
const leaving = (reply: Reply, seconds: number, to: string): Reply => ({
  ...reply,
  headers: { refresh: `${Math.max(1, seconds)}; url=${to}` },
})

const act = (
  ctx: Context,
  label: string,
  to: string,
  kind: 'main' | 'quiet',
  fields: Html | null = null,
): Html =>
  html`<form method="post" action="${HERE}/${to}">${csrfField(ctx.csrf)}${fields}${button(label, { kind })}</form>`

/** To whom it is said where one is: before anybody is there. */
export async function atDoor(
  ctx: Context,
  place: string,
  {
    title,
    main,
    problems = 0,
    status = 200,
    leaves,
  }: { title: string; main: Html; problems?: number; status?: number; leaves?: boolean },
): Promise<Reply> {
  const { zone } = await ctx.db.read(ctx.actor, territory)
  const now = ctx.db.clock()
  const head = html`<p><b>${place}</b><br>Borne des agents</p><p>${dayDate(localDay(now, zone))}, ${time(now, zone)}</p>`
  const reply = page(standPage(ctx, { title, of: OF, head, main, foot: null, errorCount: problems }), status)
  return leaves === true ? leaving(reply, GONE_AFTER, HERE) : reply
}

/** A page for whoever is there. */
export function atStand(
  ctx: Context,
  visit: Visit,
  {
    title,
    main,
    problems = 0,
    status = 200,
  }: { title: string; main: Html; problems?: number; status?: number },
): Reply {
  const { zone } = visit
  const now = ctx.db.clock()
  const { seconds, most } = leftOf(ctx, visit)
  const here = ctx.url
  const head = html`<p><b>Bonjour ${visit.actor.label}</b><br>${visit.place}</p><p>${time(now, zone)}</p>`
  const kept = html`<input type="hidden" name="suite" value="${here}">`
  const foot = html`<kiosk-time class="no-print" data-seconds="${seconds}" data-most="${most}"><p>Sans un geste de vous, se ferme dans <b data-left>${leftText(seconds)}</b>. À ${time(visit.endsAt, zone)} au plus tard.</p><p role="status" class="hidden" data-said></p>
    <div class="stand-acts">${act(ctx, 'Rester', 'rester', 'quiet', kept)}${act(ctx, 'Terminer', 'terminer', 'main')}</div></kiosk-time>`
  const isHome = here.split('?')[0] === HERE
  const reply = page(
    standPage(ctx, {
      title,
      of: OF,
      head,
      main: html`${!isHome && html`<p class="no-print">${linkButton('Retour', HERE, { kind: 'quiet', icon: 'arrow-left', big: true })}</p>`}${main}`,
      foot,
      errorCount: problems,
    }),
    status,
  )
  return leaving(reply, seconds - ASKED_BEFORE, `${HERE}/encore?suite=${encodeURIComponent(here)}`)
}

/** Asks whether somebody is still there: time goes on meanwhile. */
export function stillThere(ctx: Context, visit: Visit, suite: string): Reply {
  const { seconds } = leftOf(ctx, visit)
  const kept = html`<input type="hidden" name="suite" value="${suite}">`
  const reply = page(
    standPage(ctx, {
      title: 'Vous êtes encore là\u00a0?',
      of: OF,
      head: html`<p><b>${visit.place}</b><br>Borne des agents</p>`,
      main: html`<h1>Vous êtes encore là&nbsp;?</h1><p class="lead">Sans réponse, la borne se ferme dans ${leftText(seconds)}.</p>
        <div class="stand-acts">${act(ctx, 'Rester', 'rester', 'main', kept)}${act(ctx, 'Terminer', 'terminer', 'quiet')}</div>`,
      foot: null,
    }),
  )
  return leaving(reply, seconds + 1, `${HERE}/fini`)
}
