// The parts of « Mon pass »: what it opens, what it served for, where it is, how all of it stops.
import { type Html, html, type HtmlValue } from '#platform/html.ts'
import { buttonForm, linkButton, moreLink } from '#platform/ui/button.ts'
import { notice } from '#platform/ui/feedback.ts'
import { dateTime, fullDate } from '#platform/ui/french.ts'
import { icon, type IconName } from '#platform/ui/icon.ts'
import { euros } from '../ledger/words.ts'
import type { Entitlement, NamedEntitlement } from '../record/entitlements.ts'
import type { Carrier, Pass, Support } from '../record/passes.ts'
import { waitsWords } from '../record/sectors.ts'
import { type Refusal, REFUSALS } from '../token/words.ts'
import { CARDS } from '../record/where.ts'
import { HERE } from './own.ts'
import { showHere } from './phone/parts.ts'
import type { OwnUse } from './queries.ts'

/** A titled part of the page. */
const part = (id: string, title: string, body: HtmlValue): Html =>
  html`<section class="pass-section" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`

const OF_SECTOR: Readonly<Record<string, IconName>> = {
  culture: 'library',
  sport: 'waves',
  mobilite: 'bus',
  'espace-public': 'recycle',
  scolaire: 'school',
  'petite-enfance': 'baby',
  social: 'heart-handshake',
}

type Week = { readonly used: number; readonly most: number } | undefined

const figure = (value: HtmlValue, words: string): Html =>
  html`<p class="left"><b>${value}</b> <span>${words}</span></p>`

function leftOf({ kind, remaining }: Entitlement, week: Week): Html | false {
  if (week !== undefined) {
    const left = Math.max(0, week.most - week.used)
    return figure(left, `${left > 1 ? 'passages' : 'passage'} cette semaine, sur ${week.most}`)
  }
  if (remaining === null) return false
  if (kind === 'credit') return figure(euros(remaining), 'de crédit')
  return figure(remaining, remaining > 1 ? 'entrées' : 'entrée')
}

function rightLine(
  one: NamedEntitlement,
  {
    week,
    today,
    isAlone,
    renewal,
  }: { week: Week; today: string; isAlone: boolean; renewal: Html | undefined },
): Html {
  const { partner, product, sector, label, since, until, because, opensUntil } = one
  const days = `${since > today ? `du ${fullDate(since)} au` : 'jusqu’au'} ${fullDate(until)}`
  // A class that bears the name of its product says nothing more.
  const named = label.toLowerCase() === product.toLowerCase() ? '' : label
  const words = [product, named, days].filter((word) => word !== '').join(', ')
  return html`<li>${icon(OF_SECTOR[sector] ?? 'landmark')}<div><h3>${partner}</h3><p>${words}</p><p class="meta">${because}</p>${opensUntil === null && html`<p>${waitsWords(sector)}</p>`}${renewal}${isAlone && opensUntil !== null && showHere(one)}</div>${leftOf(one, week)}</li>`
}

export function rightsPart(
  rights: readonly NamedEntitlement[],
  {
    weeks,
    today,
    isAlone,
    renewals,
  }: {
    weeks: ReadonlyMap<number, { used: number; most: number }>
    today: string
    isAlone: boolean
    renewals: ReadonlyMap<number, Html>
  },
): Html {
  const list =
    rights.length === 0
      ? html`<p>Rien encore&nbsp;: ajoutez un droit, ou demandez à un guichet.</p>`
      : html`<ul class="rights">${rights.map((one) => rightLine(one, { week: weeks.get(one.id), today, isAlone, renewal: renewals.get(one.productId) }))}</ul>`
  return part(
    'droits',
    'Ce qu’il ouvre',
    html`${list}<p>${moreLink('Ajouter un droit', `${HERE}/droits`)}</p>`,
  )
}

const resultText = (result: string): string =>
  result === 'ok' ? 'accepté' : (REFUSALS[result as Refusal]?.word ?? 'refusé').toLowerCase()

function useLine({ partner, place, product, at, isOnline, result }: OwnUse, zone: string): Html {
  return html`<li><b>${partner}</b><span>${product ?? place}&nbsp;: ${resultText(result)}</span><span class="meta">${dateTime(at, zone)}, ${place}${!isOnline && ', sans réseau'}</span></li>`
}

export function usesPart(uses: readonly OwnUse[], zone: string): Html {
  const list =
    uses.length === 0
      ? html`<p>Aucune ces deux derniers jours.</p>`
      : html`<ul class="uses">${uses.map((use) => useLine(use, zone))}</ul>`
  return part(
    'utilisations',
    'Dernières utilisations',
    html`${list}<p class="meta gap">Effacées au bout de 48&nbsp;heures. Un partenaire sait que vous avez droit au tarif, pas qui vous êtes. <a href="${HERE}/qui-sait-quoi">Qui sait quoi</a></p>`,
  )
}

const CARRIERS: Readonly<Record<Carrier, IconName>> = {
  phone: 'smartphone',
  paper: 'file-text',
  card: 'id-card',
  wallet: 'wallet',
}

const stateWords = ({ state, madeAt, expiresOn }: Support, zone: string): string =>
  [
    state === 'suspended' ? 'suspendu' : '',
    state === 'ordered' ? `commande du ${fullDate(madeAt, zone)}` : `depuis le ${fullDate(madeAt, zone)}`,
    state === 'ordered' ? 'n’ouvre rien encore' : '',
    expiresOn === null ? '' : `jusqu’au ${fullDate(expiresOn)}`,
  ]
    .filter((word) => word !== '')
    .join(', ')

function carrierLine(support: Support, zone: string): Html {
  const { id, kind, label } = support
  return html`<li data-support="${id}">${icon(CARRIERS[kind])}<span><b>${label}</b><span class="meta">${stateWords(support, zone)}</span></span><a href="${HERE}/supports/${id}">Arrêter<span class="hidden">&nbsp;: ${label}</span></a></li>`
}

/** To print, or to print again. */
export function paperLine(csrf: string, supports: readonly Support[]): Html {
  const isThere = supports.some(
    ({ kind, endedAt, madeAs }) => kind === 'paper' && endedAt === null && madeAs === null,
  )
  return html`<li>${icon('printer')}<span><b>${isThere ? 'Le même papier' : 'Code sur papier'}</b><span class="meta">${isThere ? 'imprimé de nouveau, il dit aussi ce qui s’est ajouté' : 'pas encore imprimé'}</span></span>${buttonForm('Imprimer', `${HERE}/papier`, csrf, { kind: 'quiet', more: 'le pass sur papier' })}</li>`
}

/** What somebody makes: ordered, put into service. */
const cardsLine = (): Html =>
  html`<li>${icon('id-card')}<span><b>Carte, ou papier par la poste</b><span class="meta">à commander, ou à mettre en service</span></span><a href="${CARDS}">Commander<span class="hidden">, ou mettre en service une carte ou un papier</span></a></li>`

/** @param more other lines, of what may be had */
export function carriersPart(supports: readonly Support[], zone: string, more: HtmlValue = null): Html {
  const live = supports.filter(({ endedAt }) => endedAt === null)
  return part(
    'supports',
    'Où il se trouve',
    html`${live.length === 0 && html`<p>Nulle part encore&nbsp;: ni téléphone, ni carte, ni papier. Le code de cette page suffit.</p>`}
    ${(live.length > 0 || more !== null) && html`<ul class="carriers">${live.map((one) => carrierLine(one, zone))}${more}${more !== null && cardsLine()}</ul>`}`,
  )
}

/** @param phone of whoever answers, for who has no device left */
export const lostPart = (phone: string | null): Html =>
  html`<section class="card plain-card stack tight" aria-labelledby="perdu"><h2 id="perdu">Perdu ou volé&nbsp;?</h2><p>Tout s’arrête&nbsp;: téléphone, carte et papier. Comptez 15&nbsp;minutes, et jusqu’à 24&nbsp;heures aux portes sans réseau. Vos droits et vos entrées restent.</p><p class="row">${linkButton('Arrêter mon pass', `${HERE}/arret`, { kind: 'quiet', icon: 'ban' })}${phone !== null && html`<span>ou appelez le <b class="nowrap">${phone}</b></span>`}</p></section>`

export const stoppedPart = (
  { stoppedAt }: Pass,
  { zone, csrf, before }: { zone: string; csrf: string; before: HtmlValue },
): Html | false =>
  stoppedAt !== null &&
  html`<section class="pass-face" aria-labelledby="arrete">${before}<h2 id="arrete">Pass arrêté</h2>${notice('warn', `Depuis le ${fullDate(stoppedAt, zone)}`, html`<p>Rien ne s’ouvre avec lui. Vos droits et vos entrées sont gardés.</p>`)}${buttonForm('Reprendre mon pass', `${HERE}/reprise`, csrf)}<p class="meta">Téléphone, carte et papier d’avant restent arrêtés&nbsp;: vous en reprendrez d’autres.</p></section>`
