// The mails that bring requests to town halls without the desk: what comes to them, what is new, the date that nears; and the word to
// the metropolis when nobody opens one.
import { notify } from '#notices'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { noticeKind } from '#platform/house/notices.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { mailIdOf, queueMail } from '#platform/mail/outbox.ts'
import { catalogue, isRelayed, mailboxOf } from '#services'
import { territory } from '#territory'
import { dayOf } from '../record/clocks.ts'
import { requestOfEvent, type RequestRow } from '../record/queries.ts'
import { keepInSight } from '../record/queries.share.ts'
import { toldOf } from '../tell/hearers.ts'
import { giveLink } from './link.ts'
import { linkMail, unopenedMail, type Why } from './mails.ts'
import { nearing, unopened } from './queries.ts'
import { contactCentre } from './view.ts'

const DAY_MS = 24 * 3600_000

export const UNOPENED = noticeKind({
  id: 'requests.unopened',
  label: 'Une mairie sans poste des agents n’a pas ouvert une demande',
  to: 'agent',
  channels: ['page', 'mail'],
})

/** Why that fact is told to the town hall; null when it is not. */
function whyOf(said: unknown): Why | null {
  const { channel, fromUnitId, toHandler, again, audience } = said as Record<string, unknown>
  if (again === true) return 'again'
  if (audience === 'handler') return 'word'
  if (channel !== undefined || fromUnitId !== undefined) return 'new'
  return toHandler === true ? 'news' : null
}

interface Cause {
  why: Why
  cause: string
  origin: string
}

/** Sends its town hall a link to that request, once for a cause. As the system. */
export async function relay(tx: Write, request: RequestRow, { why, cause, origin }: Cause): Promise<void> {
  if (!(await isRelayed(tx, request.authorityId))) return
  const place = await territory(tx)
  const to = mailboxOf(place.unit(request.unitId), request.areaCode, place)
  if (to === null) return
  await keepInSight(tx, request.id, contactCentre(place, request).id, 'relayed')
  const token = await giveLink(tx, request, to, cause)
  if (token === null) return
  const service = (await catalogue(tx)).service(request.serviceSlug)?.definition.title ?? request.subject
  const url = `${origin}/mairie?jeton=${token}`
  const id = mailIdOf(`link:${request.id}:${cause}`)
  await queueMail(tx, { id, to, ...linkMail(why, { request, service, place, url }) })
}

/** The job that listens to events of requests. */
export const sendLink =
  (origin: string): JobHandler =>
  (db, { eventId }) =>
    db.write(system, async (tx) => {
      const told = await requestOfEvent(tx, Number(eventId))
      const why = whyOf(told?.fact.payload ?? {})
      if (told !== undefined && why !== null)
        await relay(tx, told.request, { why, cause: `event:${told.fact.id}`, origin })
    })

/** The metropolis is told after two days; what is older than ten was told. */
const [SILENT_DAYS, TOLD_DAYS] = [2, 10]

/** The job that comes back by itself. */
export const remindLinks =
  (origin: string): JobHandler =>
  (db) =>
    db.write(system, async (tx) => {
      const place = await territory(tx)
      for (const request of await nearing(tx)) {
        const day = dayOf(place, request.solutionDueAt ?? tx.now)
        await relay(tx, request, { why: 'due', cause: `due:${day}`, origin })
      }
      const ago = (days: number) => new Date(tx.now.getTime() - days * DAY_MS)
      for (const request of await unopened(tx, ago(TOLD_DAYS), ago(SILENT_DAYS)))
        await tellUnopened(tx, request, origin)
    })

async function tellUnopened(tx: Write, request: RequestRow, origin: string): Promise<void> {
  const place = await territory(tx)
  const told = await toldOf(tx, place, contactCentre(place, request), request.areaCode)
  const service = (await catalogue(tx)).service(request.serviceSlug)?.definition.title ?? request.subject
  const href = `/agents/demandes/${request.ref}`
  for (const to of told?.to ?? [])
    await notify(tx, UNOPENED, to, {
      key: `unopened:${request.id}:${to.address}`,
      about: { kind: 'request', id: request.id, href },
      detail: `${request.ref}, ${place.authority(request.authorityId).name}`,
      origin,
      mail: unopenedMail(request, service, place, `${origin}${href}`),
    })
}
