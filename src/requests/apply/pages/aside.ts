// Beside the form of a service: the draft is kept, the place already given, and whether it was reported before.
import { html, type Html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { button, moreLink } from '#platform/ui/button.ts'
import { card, draftStatus } from '#platform/ui/content.ts'
import { notice } from '#platform/ui/feedback.ts'
import { dayDate, plural } from '#platform/ui/french.ts'
import { DRAFT_FORM } from '#platform/ui/islands.ts'
import { mapView } from '#platform/ui/location.ts'
import { answersSummary, fieldsOf, type FormPage } from '#forms'
import { ownSiteOf } from '#services'
import type { Application } from '../apply.ts'
import { carriedQuery } from '../draft.citizen.ts'
import { placeOf } from '../../near/near.ts'
import type { Near } from '../../near/queries.ts'
import { SAYS } from './words.ts'

export interface AsideView {
  application: Application
  current: FormPage
  near: Near | null
  /** Instant of the page. */
  now: Date
  /** Address of another page of the form. */
  urlOf(step: string): string
}

/** « 14 h 32 » today, with its day otherwise. */
export function savedText({ savedAt, place: { zone } }: Application, now: Date): string | null {
  if (savedAt === null) return null
  return SAYS.saved(savedAt, now, zone)
}

/** What is typed goes along, scripts or not. */
function laterButton(ctx: Context, { application, current, urlOf }: AsideView): Html {
  const action = `${urlOf(current.id)}/plus-tard${carriedQuery(ctx, application)}`
  return button(SAYS.later(), {
    kind: 'bare',
    form: DRAFT_FORM,
    formaction: action,
    formnovalidate: true,
  })
}

/** The place, on the pages after the one that asks it. */
function placeCard(ctx: Context, { application, current, urlOf }: AsideView): Html | null {
  const where = placeOf(application)
  const asked = application.form.pages.find((page) => page.fields.some((field) => field.role === 'place'))
  if (where === undefined || asked === undefined || asked.id === current.id) return null
  const { form, answers, place } = application
  const area = place.area(where.commune)
  const town =
    area === undefined ? '' : `${area.postcodes.length === 1 ? `${area.postcodes[0]} ` : ''}${area.name}`
  const kindField = fieldsOf(form).find((field) => field.role === 'placeKind')
  const kind = answersSummary(form, answers, place).find((line) => line.fieldId === kindField?.id)?.value
  const own = ownSiteOf(application.service, where.commune, place)
  const { map, assets } = frameOf(ctx)
  const drawn =
    where.lat === undefined || where.long === undefined
      ? null
      : mapView({ map, assets, lat: where.lat, long: where.long, label: where.address })
  return card(
    SAYS.thePlace(),
    html`${drawn}<p>${where.address !== '' && html`<b>${where.address}</b><br>`}${town}</p>${kind !== undefined && html`<p class="meta">${kind}</p>`}${own !== undefined && html`<p>Cette démarche s’y fait sur <a href="${own.link.url}" rel="external">${own.link.site}</a>.</p>`}${moreLink(SAYS.change(), urlOf(asked.id), SAYS.changeThePlace())}`,
    { id: 'lieu' },
  )
}

/** « Déjà signalé »: a fact, and what one may do; never a way to somebody else's request. */
function nearNotice({
  application: { service, place },
  near,
}: Pick<AsideView, 'application' | 'near'>): Html | null {
  if (near === null) return null
  const day = dayDate(near.receivedAt, place.zone)
  const what =
    near.requests === 1
      ? `Un signalement «\u00a0${service.shortTitle}\u00a0» a été reçu le ${day} et n’est pas terminé.`
      : `${plural(near.requests, 'signalement', 'signalements')} «\u00a0${service.shortTitle}\u00a0» ne sont pas terminés\u00a0; le plus proche a été reçu le ${day}.`
  return notice(
    'info',
    `Déjà signalé à ${near.metres}\u00a0mètres`,
    html`<p>${what}</p>
    <p>S’il s’agit du même problème, un service s’en occupe déjà. Continuez si ce n’est pas le même, ou si vous voulez être prévenu de la suite.</p>`,
    { icon: 'users-round' },
  )
}

/** The side of every page of the form. */
export function applyAside(ctx: Context, view: AsideView): Html {
  return html`<aside class="stack" aria-label="Votre demande">${draftStatus(savedText(view.application, view.now), laterButton(ctx, view))}${placeCard(ctx, view)}${nearNotice(view)}</aside>`
}
