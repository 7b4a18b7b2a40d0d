// A unit as its administrators see it.
import { type Html, html } from '#platform/html.ts'
import { of, the, to } from '#platform/french/noun.ts'
import { linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { listSentence, longDate, number, plural } from '#platform/ui/french.ts'
import { historyPanel, linesSaid } from '#platform/ui/history.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { breadcrumb } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import { originCell, type Said } from '#settings'
import { addDays, nextClosedDay, type Territory, type Unit, unitNoun } from '#territory'
import { changeHref, HOME, NEW_UNIT, unitHref } from '../addresses.ts'
import { KINDS } from '../form.ts'
import type { Held } from '../held.ts'
import type { Planned } from '../queries.ts'
import { TAKEN_UP } from '../silent.ts'

export interface UnitView {
  unit: Unit
  place: Territory
  /** Does whoever looks administer its whole authority: close it, choose its settings? */
  isWhole: boolean
  /** Is that unit one that they administer? */
  isTheirs: (unit: Unit) => boolean
  /** `YYYY-MM-DD` */
  today: string
  held: readonly Held[]
  /** The reorganisation that will change it. */
  planned: Planned | null
  /** Requests come there, and nobody answers. */
  isSilent: boolean
  /** Rules of competence that lead here. */
  rules: readonly { id: string; sentence: string }[]
  settings: readonly Said[]
  history: readonly { lines: readonly string[]; at: Date; by: string }[]
}

const kindName = ({ kind }: Unit): string => (KINDS.find(([id]) => id === kind)?.[1] ?? '').toLowerCase()

/** Where it stands: its authority, then those of the units above it that may be looked at. */
function trail({ unit, place, isTheirs }: UnitView): Html {
  const { name, slug } = place.authority(unit.authorityId)
  const above = place
    .lineage(unit.id)
    .slice(1)
    .toReversed()
    .map(place.unit)
    .filter(isTheirs)
    .map(({ id, name: label }) => ({ href: unitHref(id), label }))
  const root = { href: `${HOME}?collectivite=${slug}`, label: name }
  return breadcrumb([{ href: HOME, label: 'Organisation' }, root, ...above], unit.name)
}

function head(view: UnitView): Html {
  const { unit, place } = view
  const isOpen = unit.closedOn === null
  const state = isOpen
    ? tag('good', 'Ouverte', { icon: 'check' })
    : tag('idle', `Fermée\u00a0: dernier jour, ${longDate(unit.closedOn ?? '')}`)
  const acts =
    isOpen &&
    html`<div class="row">${linkButton('Ajouter au-dessous', `${NEW_UNIT}?sous=${unit.id}`, { kind: 'quiet', icon: 'plus' })}${view.isWhole && linkButton('Fermer, réunir ou placer ailleurs', `${unitHref(unit.id)}/reorganiser`, { kind: 'quiet' })}${linkButton('Modifier', `${unitHref(unit.id)}/modifier`, { icon: 'pencil' })}</div>`
  return html`${trail(view)}<div class="row apart"><div class="stack tight"><h1>${unit.name} <span class="soft">${kindName(unit)}, ${place.authority(unit.authorityId).name}</span></h1><p class="row tiny-gap">${state}</p></div>${acts}</div>`
}

/** Each kind of things held, with the way there. */
function holdings({ unit, held }: UnitView): Html {
  const figures = held.map(({ possession: { one, several, href }, count }) => {
    const label = count > 1 ? several : one
    const way =
      href !== undefined && count > 0 && html`<dd class="meta"><a href="${href(unit.id)}">Les voir</a></dd>`
    return html`<div class="figure"><dt>${label}</dt><dd>${number(count)}</dd>${way}</div>`
  })
  return html`<dl class="panel kpis">${figures}</dl>`
}

const nothing = (text: string) => html`<span class="soft">${text}</span>`

function work({ unit, place, today }: UnitView): Html {
  const calendar = place.calendar(unit.calendarId)
  const closed = calendar === undefined ? null : nextClosedDay(calendar, today)
  const facts: readonly (readonly [string, Html])[] = [
    [
      'Ce qu’elle traite',
      unit.functions.length === 0
        ? nothing('Rien')
        : html`${unit.functions.map(place.functionName).join(', ')}`,
    ],
    [
      'Calendrier',
      html`${calendar?.label ?? ''}${closed !== null && html`<br><span class="meta">Prochain jour fermé&nbsp;: ${longDate(closed.day)} (${closed.why})</span>`}`,
    ],
    ['Téléphone', unit.phone === null ? nothing('Aucun') : html`${unit.phone}`],
    ['Adresse e-mail', unit.email === null ? nothing('Aucune') : html`${unit.email}`],
  ]
  return panel(
    'Son travail',
    html`<dl class="facts">${facts.map(([term, said]) => html`<div><dt>${term}</dt><dd>${said}</dd></div>`)}</dl>`,
  )
}

function communes({ unit, place }: UnitView): Html | null {
  if (unit.authorityId !== place.metropolis.id || unit.closedOn !== null) return null
  if (unit.communes === null)
    return panel(
      'Communes servies',
      html`<p>Toutes&nbsp;: les ${number(place.communes.length)} communes du territoire.</p>`,
    )
  const names = unit.communes.map((code) => place.area(code)?.name ?? code)
  return panel(
    plural(names.length, 'commune servie', 'communes servies'),
    html`<ul class="places">${names.toSorted((one, other) => one.localeCompare(other, 'fr')).map((name) => html`<li>${name}</li>`)}</ul>`,
  )
}

function below({ unit, place }: UnitView): Html | null {
  const units = place.unitsOf(unit.authorityId).filter(({ parentId }) => parentId === unit.id)
  if (units.length === 0) return null
  return panel(
    'Unités au-dessous',
    html`<ul class="links">${units.map(({ id, name }) => html`<li><a href="${unitHref(id)}">${name}</a></li>`)}</ul>`,
  )
}

/** Rules are the authority’s: whoever administers a unit alone reads them here. */
function leading({ rules, isWhole }: UnitView): Html | null {
  if (rules.length === 0) return null
  const items = rules.map(({ id, sentence }) =>
    isWhole
      ? html`<li><a href="/administration/competences/regles/${id}">${sentence}</a></li>`
      : html`<li>${sentence}</li>`,
  )
  return panel('Règles qui mènent ici', html`<ul class="links">${items}</ul>`)
}

function inForce({ unit, place, settings, isWhole }: UnitView): Html | null {
  if (settings.length === 0) return null
  const where = `?collectivite=${place.authority(unit.authorityId).slug}&pour=service-${unit.id}`
  const rows = settings.map((said) => [
    said.setting.label,
    said.shown === '' ? nothing('Rien') : html`<span class="typed">${said.shown}</span>`,
    originCell(said),
    unit.closedOn === null && isWhole
      ? html`<a href="/administration/reglages/${said.setting.key}${where}">${said.isOwn ? 'Changer, ou revenir à l’hérité' : html`<span class="nowrap">Changer ici</span>`}<span class="hidden">&nbsp;: ${said.setting.label}</span></a>`
      : '',
  ])
  const columns = [
    { label: 'Réglage' },
    { label: 'Valeur ici' },
    { label: 'D’où elle vient' },
    { label: 'Acte', hidden: true },
  ]
  return panel(
    'Réglages',
    table({ caption: `Réglages ${of(unitNoun(unit))}`, captionHidden: true, columns, rows, dense: true }),
    { bare: true },
  )
}

const told = ({ history, place }: UnitView): Html | null =>
  historyPanel(
    history.map(({ at, by, lines }) => ({ at, by, said: linesSaid(lines) })),
    place.zone,
  )

/** What will become of it, decided already: nobody gives it something to do without knowing. */
const coming = ({ planned, unit, place, isWhole }: UnitView): Html | null =>
  planned &&
  notice(
    'warn',
    becoming(planned, unit, place),
    isWhole && html`<p><a href="${changeHref(planned.id)}">Lire ce qui bougera, ou l’abandonner</a></p>`,
  )

/** « Elle ferme le dimanche 3 janvier 2027 au soir : ce qu’elle tient passe à l’équipe Arbres » */
function becoming({ kind, units, target, day }: Planned, { id }: Unit, place: Territory): string {
  const into = target === null ? null : unitNoun(place.unit(target))
  const others = listSentence(units.map((one) => the(unitNoun(place.unit(one)))))
  const from = `à partir du ${longDate(day)}`
  if (kind === 'close')
    return target === id
      ? `Elle reprend tout ce que ${units.length > 1 ? 'tiennent' : 'tient'} ${others}, ${from}`
      : `Elle ferme le ${longDate(addDays(day, -1))} au soir\u00a0: ce qu’elle tient passe ${into === null ? 'ailleurs' : to(into)}`
  if (target === id)
    return `Au-dessous d’elle ${units.length > 1 ? 'se placent' : 'se place'} ${others}, ${from}`
  return `Elle se place ${into === null ? 'à la tête de la collectivité' : `au-dessous ${of(into)}`}, ${from}`
}

/** GET /administration/organisation/unites/:unite */
export function unitPage(frame: AgentFrame, view: UnitView): Html {
  const main = html`<div class="stack">${head(view)}${coming(view)}${view.isSilent && notice('warn', 'Personne n’y répond', html`<p>${TAKEN_UP} <a href="/administration/agents/nouveau">Inviter un agent</a></p>`)}${holdings(view)}
    <div class="two-panels">${work(view)}${communes(view)}${below(view)}</div>${leading(view)}${inForce(view)}${told(view)}</div>`
  return agentPage(frame, { title: view.unit.name, main, current: HOME })
}
