// One table of rules: the most precise row first, what each wins over, what it decided, and what the proof says.
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { fold } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { dateTime, number, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { CompetenceRule, Ground, RuleEvent } from '#services'
import {
  correctedWords,
  type Counts,
  datesWords,
  HERE,
  kindWords,
  levelWords,
  placeName,
  ruleAddress,
  shortName,
  type Standing,
  tableAddress,
  unitWords,
  whereWords,
} from '../words.ts'

export interface TableRow extends Counts {
  rule: CompetenceRule
  standing: Standing
  /** Rows that it keeps from deciding. */
  over: readonly CompetenceRule[]
  /** What is wrong with it, in sentences. */
  faults: readonly string[]
  /** Communes open here where nobody works in the unit that it names. */
  unheard: readonly string[]
}

export interface TableView {
  ground: Ground
  category: { code: string; label: string }
  /** From the widest to the nearest. */
  above: readonly { code: string; label: string }[]
  services: readonly { slug: string; title: string }[]
  rows: readonly TableRow[]
  past: readonly CompetenceRule[]
  /** What no row says. */
  gaps: readonly string[]
  isAsked: boolean
  mayAdd: boolean
  /** Requests are counted of one’s own town alone. */
  isOwn: boolean
  changes: readonly RuleEvent[]
}

const MOST_NAMED = 2

function overCell({ over }: TableRow, { place }: Ground): Html {
  if (over.length === 0) return html`<span class="soft">–</span>`
  const named = over
    .slice(0, MOST_NAMED)
    .map((rule) => html`<p><a href="${ruleAddress(rule.id)}">${placeName(rule, place)}</a></p>`)
  return html`${named}${over.length > MOST_NAMED && html`<p class="meta">et ${plural(over.length - MOST_NAMED, 'autre', 'autres')}</p>`}`
}

function decidedCell(row: TableRow): Html {
  const corrected = correctedWords(row)
  if (corrected === null) return html`${number(row.decided)}`
  return html`${number(row.decided)}<br><a href="${ruleAddress(row.rule.id)}">${corrected}</a>`
}

/** Where, when it is not everywhere: requests go to a door meanwhile. */
const unheardWords = (communes: readonly string[]): string =>
  communes.length === 1
    ? `${communes[0]}\u00a0: l’accueil reçoit.`
    : `${number(communes.length)} communes\u00a0: l’accueil reçoit.`

const STANDING = { now: null, next: tag('info', 'À venir'), past: tag('idle', 'Finie') } as const

function cells(row: TableRow, { ground, category }: TableView) {
  const { rule, standing, faults, unheard } = row
  const { place, known } = ground
  const isAbove = rule.category !== category.code
  return [
    html`<a href="${ruleAddress(rule.id)}">${whereWords(rule, place)}</a>${isAbove && html`<br><span class="meta">du sujet <a href="${tableAddress(rule.category)}">${known.category(rule.category)?.label ?? rule.category}</a></span>`}`,
    kindWords(rule),
    html`<b>${levelWords(rule, place)}</b><br>${unitWords(rule, place)}${faults.map((fault) => html`<p class="error">${fault}</p>`)}${unheard.length > 0 && html`<p class="meta">${tag('warn', 'Personne n’y répond')} ${unheardWords(unheard)}</p>`}`,
    html`${datesWords(rule)} ${STANDING[standing]}`,
    overCell(row, ground),
    decidedCell(row),
  ]
}

function rulesPanel(view: TableView): Html {
  const { rows, past, ground, mayAdd, isOwn, category } = view
  const add =
    mayAdd &&
    linkButton('Ajouter une règle', `${tableAddress(category.code)}/nouvelle`, {
      kind: 'quiet',
      icon: 'plus',
    })
  const list =
    rows.length === 0
      ? html`<p class="inside">Aucune règle&nbsp;: les demandes vont au centre de contact.</p>`
      : table({
          caption: 'Règles, la plus précise d’abord',
          captionHidden: true,
          columns: [
            { label: 'Commune' },
            { label: 'Genre de lieu' },
            { label: 'Qui répond' },
            { label: 'Dates' },
            { label: 'L’emporte sur' },
            { label: isOwn ? 'Vos demandes en un an' : 'Demandes en un an', right: true },
          ],
          rows: rows.map((row) => cells(row, view)),
          dense: true,
        })
  const ended =
    past.length > 0 &&
    html`<div class="inside">${fold('Règles finies', html`<ul>${past.map((rule) => html`<li><a href="${ruleAddress(rule.id)}">${whereWords(rule, ground.place)}, ${kindWords(rule).toLowerCase()}</a>. ${datesWords(rule)}&nbsp;: ${unitWords(rule, ground.place)}</li>`)}</ul>`, { meta: String(past.length) })}</div>`
  return panel('La plus précise l’emporte', html`${list}${ended}`, { end: add, bare: true })
}

function proofNotice({ gaps, rows, isAsked }: TableView): Html {
  const faults = [...gaps, ...rows.flatMap((row) => row.faults)]
  if (faults.length > 0)
    return notice(
      'bad',
      plural(faults.length, 'cas n’a pas exactement un service', 'cas n’ont pas exactement un service'),
      html`<ul>${faults.map((fault) => html`<li>${fault}</li>`)}</ul>`,
    )
  const said =
    'Chaque adresse, chaque genre de lieu et chaque jour, à partir d’aujourd’hui, a une règle et un service.'
  return isAsked
    ? notice('good', 'Prouvé', html`<p>${said}</p>`)
    : notice(
        'info',
        'Aucune démarche ne se sert de ce sujet',
        html`<p>Ses règles valent pour les sujets plus précis.</p>`,
      )
}

const EVENTS: Readonly<Record<string, string>> = {
  'competence.added': 'a ajouté',
  'competence.changed': 'a changé',
  'competence.ended': 'a donné un dernier jour à',
  'competence.withdrawn': 'a retiré',
}

const changesPanel = ({ changes, ground: { place } }: TableView): Html | null =>
  changes.length === 0
    ? null
    : panel(
        'Ce qui a changé à l’écran',
        html`<ul>${changes.map(({ name, at, by, said }) => html`<li>${dateTime(at, place.zone)}, ${by} ${EVENTS[name] ?? name}&nbsp;: ${shortName(said, place)}. ${datesWords(said)}, ${unitWords(said, place)}</li>`)}</ul>`,
      )

/** GET /administration/competences/sujets/:categorie */
export function tablePage(frame: AgentFrame, view: TableView): Html {
  const { category, above, services } = view
  const path = above.map(({ code, label }) => html` › <a href="${tableAddress(code)}">${label}</a>`)
  const used =
    services.length > 0 &&
    html`<p class="meta">Pour ${services.map(({ slug, title }, at) => html`${at > 0 && ', '}<a href="/demarches/${slug}">${title}</a>`)}</p>`
  const main = html`<div class="stack"><p class="meta"><a href="${HERE}">Qui répond, où</a>${path}</p>
    <div class="row apart"><h1>${category.label}</h1>${linkButton('Pourquoi ce service\u00a0?', `${HERE}/pourquoi?sujet=${category.code}`, { kind: 'bare' })}</div>${used}
    ${proofNotice(view)}${rulesPanel(view)}${changesPanel(view)}</div>`
  return agentPage(frame, { title: `Qui répond\u00a0: ${category.label}`, main, current: HERE })
}
