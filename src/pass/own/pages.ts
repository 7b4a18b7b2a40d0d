// Frames of a partner's own pages: who asks for which partner, the page around, the figures.
import { frameOf } from '#platform/http/frame.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import type { Context, Reply } from '#platform/http/route.ts'
import { page } from '#platform/http/route.ts'
import { notice } from '#platform/ui/feedback.ts'
import { longDate, number } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { tabs } from '#platform/ui/navigation.ts'
import { table } from '#platform/ui/table.ts'
import { addDays, type Day, todayThere } from '#territory'
import { closedNotice } from '../partner/page.admin.ts'
import { type OwnPartner, ownPartners } from './queries.ts'
import { FEW, type ToldPart, type ToldUses } from './told.ts'

export const OWN = '/pass/partenaire'
export const ONE_OWN = `${OWN}/:partenaire`
export const ownAddress = ({ id }: Pick<OwnPartner, 'id'>): string => `${OWN}/${id}`
/** Days that pages are read once the agreement is over. */
const READ_DAYS = 30

const GONE = 'Cette page n’existe pas, ou n’est pas celle d’un partenaire pour lequel vous travaillez.'

/** @throws NotFound for another's as for none */
export async function ownPartner(tx: Read, { params }: Pick<Context, 'params'>): Promise<OwnPartner> {
  const id = /^[1-9]\d{0,8}$/.test(params.partenaire ?? '') ? Number(params.partenaire) : 0
  const [found] = await ownPartners(tx, id)
  if (found === undefined) throw new NotFound(GONE)
  return found
}

/** @throws NotFound when they do not manage it, or its agreement is over */
export async function managedPartner(tx: Read, ctx: Pick<Context, 'params'>): Promise<OwnPartner> {
  const partner = await ownPartner(tx, ctx)
  if (!partner.manages) throw new NotFound(GONE)
  return partner
}

/** @throws NotFound for an operator who is no manager */
export async function headedPartner(tx: Read, ctx: Pick<Context, 'params'>): Promise<OwnPartner> {
  const partner = await ownPartner(tx, ctx)
  if (!partner.heads) throw new NotFound(GONE)
  return partner
}

/** @throws NotFound for a twin: nobody works there */
export function refuseTwin(partner: OwnPartner): OwnPartner {
  if (partner.sandboxOf !== null) throw new NotFound(GONE)
  return partner
}

const PARTS = [
  ['', 'Passages'],
  ['/portes', 'Portes et lieux'],
  ['/personnes', 'Personnes'],
  ['/decomptes', 'Décomptes'],
  ['/applications', 'Applications'],
  ['/essai', 'Essayer'],
] as const
export type PartPath = (typeof PARTS)[number][0]

const shownParts = ({ heads, manages, isPrivate, sandboxOf }: OwnPartner) =>
  PARTS.filter(([path]) => {
    if (path === '/personnes') return heads && sandboxOf === null
    if (path === '/decomptes') return heads && isPrivate
    if (path === '/essai') return manages
    return heads || path !== '/applications'
  })

const trialNotice = ({ sandboxOf }: OwnPartner): Html | false =>
  sandboxOf !== null &&
  notice(
    'info',
    'Bac à sable',
    html`<p>Rien d’ici n’est vrai ni compté&nbsp;: titulaires inventés, portes et clés d’essai. <a href="${ownAddress({ id: sandboxOf })}/applications">Revenir au partenaire</a></p>`,
  )

const overNotice = ({ until, runsUntil }: OwnPartner, today: Day): Html | false =>
  runsUntil < today &&
  notice(
    'warn',
    `${runsUntil < until ? 'La convention de la collectivité' : 'L’accord'} a pris fin le ${longDate(runsUntil)}`,
    html`<p>Vous lisez ces pages jusqu’au ${longDate(addDays(runsUntil, READ_DAYS))}, sans rien y changer.</p>`,
  )

/** One page of a partner. */
export async function ownPage(
  ctx: Context,
  tx: Read,
  partner: OwnPartner,
  { part, title, main, errorCount }: { part: PartPath; title: string; main: Html; errorCount?: number },
): Promise<Html> {
  const at = ownAddress(partner)
  const links = tabs(
    'Pages du partenaire',
    shownParts(partner).map(([path, label]) => ({ href: `${at}${path}`, label, current: path === part })),
  )
  const today = await todayThere(tx)
  const whole = html`<div class="sections wide">${trialNotice(partner)}${overNotice(partner, today) || closedNotice(partner)}<p class="meta">${partner.name}</p><h1>${title}</h1>${links}${main}</div>`
  return citizenPage(frameOf(ctx), {
    title: `${title}\u00a0: ${partner.name}`,
    main: whole,
    crumbs: [{ href: OWN, label: 'Partenaire du pass' }],
    crumb: title,
    ...(errorCount === undefined ? {} : { errorCount }),
  })
}

export const shownPage = async (...args: Parameters<typeof ownPage>): Promise<Reply> =>
  page(await ownPage(...args))

const countText = (count: number | null, grows: boolean): string =>
  count === null ? FEW : grows ? `${number(count)} ou plus` : number(count)

function partTable({ title, lines }: ToldPart, when: string, grows: boolean): Html | false {
  if (lines.length === 0) return false
  return table({
    caption: `${title}, ${when}`,
    columns: [{ label: title }, { label: title.startsWith('Refus') ? 'Refus' : 'Passages', right: true }],
    rows: lines.map(({ label, count }) => [label, countText(count, grows)]),
    dense: true,
  })
}

/** Figures of a time, as tables. */
export const usesTables = ({ total, parts }: ToldUses, when: string, grows: boolean): Html =>
  html`<p><b>${countText(total, grows)}</b> ${total === null ? 'passages acceptés' : 'passages acceptés'} ${when}.</p>${parts.map((part) => partTable(part, when, grows))}`
