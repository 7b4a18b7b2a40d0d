// One agreement: its life, its price, what is owed each year, what it gives, what it says of data.
import type { Feature } from '#platform/partnership/feature.ts'
import { table } from '#platform/ui/table.ts'
import type { Opening } from '#settings'
import { addDays, authorityNoun, type Day } from '#territory'
import { the } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { facts, linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { capital, listSentence, longDate, mediumDate, plural } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { HeldFile } from '#files'
import { plannedStretches, span, stateOn, STATES, type Stretch, stretches, yearOf } from '../../life/life.ts'
import { OFFERS } from '../../price/grid.ts'
import { nextAct } from '../../record/act.ts'
import type { TitleRow } from '../../dues/queries.ts'
import { writtenSiret } from '#platform/french/siret.ts'
import { papersOf } from '../../papers/papers.ts'
import { type Book, gridIn, linesOf, populationFor } from '../../record/lines.ts'
import type { Erasure } from '../../record/erasure.ts'
import type { Copy } from '../../record/events.ts'
import type { AgreementRow } from '../../record/queries.ts'
import { actDate } from '../../record/words.ts'
import { reportHref } from '../../report/words.ts'
import { CONTENTS, HERE, TO_NOTE, TONES } from '../words.ts'
import { lifeLine, type Told } from './life.ts'
import type { Line } from '../../life/line.ts'
import { movesPanel } from './moves.ts'
import { billPanel, bracketsPanel, duesPanel, type Priced } from './price.ts'

export interface AgreementView extends Told {
  book: Book
  /** Others of the same commune. */
  others: readonly AgreementRow[]
  files: readonly HeldFile[]
  titles: readonly TitleRow[]
  /** What may be opened, and what this agreement opens. */
  features: readonly Feature[]
  openings: readonly Opening[]
  /** What its last amendment moves, on its day to come. */
  coming: { day: Day; said: readonly string[] } | null
  /** Agents at the desk today. */
  taken: number
  /** Years of which the commune has a report. */
  reports: readonly number[]
  /** The last copy of its data that the commune was given. */
  copy: Copy | null
  /** What was erased; and whether it waits to be decided. */
  erasure: Erasure | null
  awaitsErasure: boolean
  mayWrite: boolean
}

const at = ({ row }: AgreementView): string => `${HERE}/${row.id}`

/** What may be done now, the first thing as the one plain button. */
function acts(view: AgreementView, csrf: string): Html {
  const { row, steps, files, today, mayWrite } = view
  const papers = linkButton(`Pièces (${files.length + papersOf(view).length})`, `${at(view)}/pieces`, {
    kind: 'quiet',
    icon: 'file-text',
  })
  if (!mayWrite) return html`<div class="row">${papers}</div>`
  const deed = row.deeds.at(-1)
  const next = deed === undefined || row.stopped !== null ? null : nextAct(deed, steps)
  const main =
    deed !== undefined &&
    next !== null &&
    linkButton(TO_NOTE[next.act], `${at(view)}/actes/${deed.rank}/${next.act}`)
  const isDraft = row.deeds[0]?.state === 'draft'
  const isOn = row.stopped === null && ['active', 'renewed'].includes(stateOn(row, today))
  const mayAmend = deed?.state === 'notified' && row.stopped === null && today <= (span(row)?.to ?? '')
  const amendmentDraft = deed !== undefined && deed.rank > 0 && deed.state === 'draft'
  return html`<div class="row">${mayAmend && linkButton('Avenant', `${at(view)}/avenant`, { kind: 'quiet' })}
    ${isDraft && linkButton('Modifier', `${at(view)}/modifier`, { kind: 'quiet' })}
    ${isDraft && buttonForm('Abandonner', `${at(view)}/abandon`, csrf, { kind: 'quiet', more: 'ce projet' })}
    ${amendmentDraft && buttonForm('Abandonner l’avenant', `${at(view)}/avenants/${deed.rank}/abandon`, csrf, { kind: 'quiet' })}
    ${isOn && linkButton('Dénoncer…', `${at(view)}/denonciation`, { kind: 'quiet' })}${papers}${main}</div>`
}

function head(view: AgreementView, csrf: string): Html {
  const { row, authority, today, others } = view
  const state = stateOn(row, today)
  const offer = plannedStretches(row).findLast(({ from }) => from <= today) ?? row.deeds[0]
  const before = others.findLast(({ startsOn }) => startsOn < row.startsOn)
  const replaces =
    before === undefined
      ? ''
      : `\u00a0; remplace la convention n° ${before.number}, qui finit le ${actDate(before.stoppedOn ?? before.endsOn)}`
  const years = `guichet numérique, ${yearOf(row.startsOn)} à ${yearOf(row.stoppedOn ?? row.endsOn)}`
  return html`<div class="file-head"><div class="stack tight">
    <p class="row tiny-gap"><a href="${HERE}">${icon('arrow-left')}Conventions</a></p>
    <h1>Convention avec ${the(authorityNoun(authority))} <span class="soft">${years}</span></h1>
    <p class="row tiny-gap">${tag(TONES[state], STATES[state])}${offer !== undefined && tag('idle', OFFERS[offer.offer])}<span class="meta">n° ${row.number}${replaces}</span></p></div>
    ${acts(view, csrf)}</div>`
}

function offerPanel({ row, today }: AgreementView): Html {
  const now = plannedStretches(row).findLast(({ from }) => from <= today) ?? row.deeds[0]
  const given = CONTENTS.filter(({ offers }) => now !== undefined && offers.includes(now.offer))
  const list = html`<ul class="given">${given.map(({ label }) => html`<li>${icon('circle-check-big')}<span>${label}</span></li>`)}</ul>`
  return panel(
    'Offre',
    html`${list}<p class="meta">${
      now?.offer === 'full'
        ? 'L’offre restreinte laisse les outils des agents\u00a0: la commune garderait les siens.'
        : 'L’offre restreinte ne donne pas les outils des agents\u00a0: la commune garde les siens.'
    }</p>`,
  )
}

const dataPanel = ({
  row,
  authority,
  metropolis,
  copy,
  erasure,
  awaitsErasure,
  mayWrite,
  zone,
}: AgreementView): Html =>
  panel(
    'Données',
    facts(
      [
        [
          'Responsable',
          `${capital(the(authorityNoun(authority)))} pour ses démarches, ${the(authorityNoun(metropolis))} pour les siennes`,
        ],
        [
          'Sous-traitance',
          html`<a href="${HERE}/${row.id}/papiers/annexe-donnees">Annexe écrite depuis cette convention</a>`,
        ],
        ...(copy === null
          ? []
          : [
              [
                'Réversibilité',
                `Copie des données préparée le ${longDate(new Date(copy.at), zone)}`,
              ] as const,
            ]),
        ...(erasure === null
          ? []
          : [
              [
                'Effacement',
                html`Terminé le ${longDate(erasure.at, zone)}&nbsp;: <a href="${HERE}/${row.id}/papiers/certificat">certificat</a>`,
              ] as const,
            ]),
        ...(mayWrite && awaitsErasure
          ? [
              [
                'Effacement',
                html`<a href="${HERE}/${row.id}/effacement">Effacer les données de la commune</a>`,
              ] as const,
            ]
          : []),
      ],
      { stacked: true },
    ),
  )

/** What titles say of the debtor; whoever may, gives what lacks. */
function billingPanel({ row, mayWrite }: AgreementView): Html {
  const { siret, serviceCode, commitment } = row
  const rows = [
    ['SIRET', siret === '' ? tag('warn', 'À demander à la commune') : writtenSiret(siret)],
    ['Code du service', serviceCode],
    ['Numéro d’engagement', commitment],
  ] as const
  const change = html`<a href="${HERE}/${row.id}/facturation">Modifier<span class="hidden"> la facturation</span></a>`
  return panel(
    'Facturation',
    facts(
      rows.filter(([, said]) => said !== ''),
      { stacked: true },
    ),
    mayWrite ? { end: change } : {},
  )
}

function othersPanel({ others, today }: AgreementView): Html | false {
  if (others.length === 0) return false
  const lines = others.map((row) => ({
    href: `${HERE}/${row.id}`,
    label: `n° ${row.number}, ${yearOf(row.startsOn)} à ${yearOf(row.stoppedOn ?? row.endsOn)}`,
    end: html` <span class="meta">${STATES[stateOn(row, today)]}</span>`,
  }))
  return panel('Autres conventions', linkList(lines))
}

function pricedOf(view: AgreementView): Priced | null {
  const { row, book, authority, today } = view
  const lines = linesOf(row, book)
  const now =
    lines.find(({ year }) => year === yearOf(today)) ??
    (yearOf(today) < (lines[0]?.year ?? 0) ? lines[0] : lines.at(-1))
  const piece = now?.pieces.findLast(({ from }) => from <= today) ?? now?.pieces[0]
  if (now === undefined || piece === undefined) return null
  return {
    row,
    name: authority.name,
    called: the(authorityNoun(authority)),
    lines,
    now,
    offer: piece.offer,
    grid: gridIn(book, piece.gridId),
    population: populationFor(row, now.year, book),
  }
}

/** What was asked for that year, or when it will be. */
function titled({ row, titles, today }: AgreementView, { year }: Line): string {
  const own = titles.filter((title) => title.year === year)
  if (own.length > 0)
    return own.map(({ number, issuedOn }) => `n° ${number}, ${mediumDate(issuedOn)}`).join(' ; ')
  const held = span(row)
  if (held === null) return 'si elle est notifiée'
  const isSure = year <= yearOf(today) || year === yearOf(held.from)
  return isSure ? `à émettre le ${mediumDate(`${year}-03-01`)}` : 'si reconduite'
}

type Days = Pick<Stretch, 'from' | 'to'>

/** The last day until which they follow one another. */
const lastDay = (days: readonly Days[], { to }: Days): Day => {
  const next = days.find(({ from }) => from === addDays(to, 1))
  return next === undefined ? to : lastDay(days, next)
}

/** « Ouvert », « Ouvert jusqu’au 30 nov. 2026 », « Le 1er janv. 2027 »… */
function opened(days: readonly Days[], today: Day, endsOn: Day): Html {
  const now = days.find(({ from, to }) => from <= today && today <= to)
  if (now !== undefined) {
    const to = lastDay(days, now)
    return tag('good', to < endsOn ? `Ouvert jusqu’au ${mediumDate(to)}` : 'Ouvert', { icon: 'check' })
  }
  const next = days.find(({ from }) => from > today)
  if (next !== undefined) return tag('info', `Le ${mediumDate(next.from)}`, { icon: 'calendar-check' })
  const past = days.at(-1)
  return past === undefined
    ? tag('idle', 'Fermé')
    : tag('idle', `Fermé depuis le ${mediumDate(addDays(past.to, 1))}`)
}

/** What was signed is what works. */
function opensPanel({ row, features, openings, taken, today }: AgreementView): Html {
  const days = stretches(row)
  const full = days.filter(({ offer }) => offer === 'full')
  const isOpened = (feature: Feature) =>
    feature.isNamed !== true || openings.some((one) => one.feature === feature.id)
  const left = features.filter((feature) => !isOpened(feature)).map(({ label }) => label)
  const rows = features.filter(isOpened).map(({ id, label, gives, isNamed }) => [
    isNamed === true ? `Pass\u00a0: ${label}` : label,
    gives,
    opened(
      openings.filter(({ feature }) => feature === id),
      today,
      row.endsOn,
    ),
  ])
  const seats = [
    'Places d’agents',
    `${plural(row.seats, 'place', 'places')}, ${plural(taken, 'prise', 'prises')} aujourd’hui`,
    opened(full, today, row.endsOn),
  ]
  const closed =
    left.length > 0
      ? [['Pass\u00a0: autres secteurs', listSentence(left), opened([], today, row.endsOn)]]
      : []
  const first = days[0]
  return panel(
    'Ce qu’elle ouvre',
    table({
      caption: 'Ce que la convention ouvre',
      captionHidden: true,
      dense: true,
      columns: [{ label: 'Service' }, { label: 'Pour la commune' }, { label: 'État' }],
      rows: [...rows, ...closed, seats],
    }),
    {
      bare: true,
      end: html`<span class="meta">${first === undefined ? 'une fois notifiée' : `le ${actDate(first.from)} à 0 h`}, sans intervention</span>`,
    },
  )
}

function reportsPanel({ authority, reports }: AgreementView): Html | false {
  if (reports.length === 0) return false
  const lines = reports.map((year) => ({
    href: reportHref(authority.slug, year),
    label: `Activité ${year}`,
  }))
  return panel('Rapports', linkList(lines))
}

/** GET /administration/conventions/:id */
export function agreementPage(frame: AgentFrame, view: AgreementView): Html {
  const { today, authority } = view
  const priced = pricedOf(view)
  const main = html`${head(view, frame.csrf)}<div class="agreement">
    <div class="across">${panel('La vie de la convention', lifeLine(view), { end: html`<span class="meta">aujourd’hui, ${longDate(today)}</span>` })}</div>
    <div class="stack">${priced === null ? notice('info', 'Aucun prix', 'Cette convention n’a couvert aucun jour.') : html`${bracketsPanel(priced)}${duesPanel(priced, (line) => titled(view, line))}`}${opensPanel(view)}${view.coming !== null && movesPanel(view.coming.day, view.coming.said)}</div>
    <aside class="stack" aria-label="En bref">${priced !== null && billPanel(priced)}${offerPanel(view)}${billingPanel(view)}${dataPanel(view)}${reportsPanel(view)}${othersPanel(view)}</aside></div>`
  return agentPage(frame, {
    title: `Convention avec ${the(authorityNoun(authority))}`,
    main,
    layout: 'bare',
    current: HERE,
  })
}
