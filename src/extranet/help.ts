// Who helps elected members, and agents at their work: whether somebody answers now, and how one writes to them.
import { html, type Html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { capital } from '#platform/ui/french.ts'
import type { Read } from '#platform/db/db.ts'
import { catalogue, isMeantFor } from '#services'
import { type Calendar, openingSentence, openNow, territory } from '#territory'
import { type HelpDesk, helpDesksOf } from './desks.ts'

/** Of the definitions that come with the program; a territory that offers it under another name has no form here. */
const FORM = 'aide-aux-elus'

interface Reached {
  reach: string
  mail: string
  calendar: Calendar | undefined
  /** The service by which one writes to them, when it is for whoever reads; '': none. */
  form: string
  /** Whose form it is, where there are several; '': said beside it. */
  whose?: string
}

/** How they are reached, and when. */
const waysTo = ({ reach, mail, calendar, form, whose = '' }: Reached): Html =>
  html`${reach !== '' && html`<p><b class="nowrap">${reach}</b>${calendar !== undefined && html`, ${openingSentence(calendar)}`}.</p>`}${
    form !== '' &&
    html`<p><a href="/demarches/${form}">Écrire à l’équipe, par un formulaire${whose !== '' && html`<span class="hidden">&nbsp;: ${whose}</span>`}</a></p>`
  }${mail !== '' && html`<p><a href="mailto:${mail}">${mail}</a></p>`}`

/** « Ouvert jusqu’à 17 h »; nothing without known hours. */
export function stateOf(calendar: Calendar | undefined, now: Date): Html | false {
  if (calendar === undefined) return false
  const { open, text } = openNow(calendar, now)
  return tag(open ? 'good' : 'idle', capital(text))
}

/** Of these services, those that whoever reads may ask for. */
async function formsFor(tx: Read, slugs: readonly string[]): Promise<ReadonlySet<string>> {
  if (slugs.every((slug) => slug === '')) return new Set()
  const { every } = await catalogue(tx)
  const open = every.filter(
    ({ slug, definition }) => slugs.includes(slug) && isMeantFor(tx.actor, definition),
  )
  return new Set(open.map(({ slug }) => slug))
}

const help = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const { id, code, profile } = place.metropolis
    const { phone: reach = '', email: mail = '' } = profile
    const centre = place.unitFor(id, 'contact-centre', code)
    if (centre === undefined || (reach === '' && mail === '')) return null
    const calendar = place.calendarOf(centre.id)
    const form = (await formsFor(tx, [FORM])).has(FORM) ? FORM : ''
    return panel('Aide', waysTo({ reach, mail, calendar, form }), { end: stateOf(calendar, tx.now) })
  })

/** A line for each of these desks, with whether it answers now. */
export async function helpLines(tx: Read, desks: readonly HelpDesk[]): Promise<Html[]> {
  const place = await territory(tx)
  const forms = await formsFor(
    tx,
    desks.map(({ form }) => form),
  )
  return desks.map(({ name, form, calendar: named, ...ways }) => {
    const calendar = place.calendar(named)
    return html`<li><div><p class="row apart"><b>${name}</b>${stateOf(calendar, tx.now)}</p>${waysTo({ ...ways, calendar, form: forms.has(form) ? form : '', whose: name })}</div></li>`
  })
}

/** Each desk of one’s authority. */
const assistance = (ctx: Context): Promise<Html | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { metropolis } = await territory(tx)
    const desks = await helpDesksOf(tx, ctx.actor.memberships[0]?.authorityId ?? metropolis.id)
    if (desks.length === 0) return null
    return panel('Assistance', html`<ul class="brief helping">${await helpLines(tx, desks)}</ul>`)
  })

export const blocks: readonly Block[] = [
  { on: 'territories-side', order: 90, show: help },
  { on: 'intranet-side', name: 'help', title: 'Assistance', order: 90, show: assistance },
]
