// The page of who does what.
import { attrs, html, type Html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { type Authority, openNow, type Territory, type Unit } from '#territory'
import { telLink } from '../agents/pages/agent.ts'
import { faceOf } from '../agents/pages/photo.ts'
import type { AgentLine } from '../agents/queries.ts'
import { addressOf, HERE as AGENTS, jobAndPlace, TASKS } from '../agents/words.ts'
import type { Subject } from './asked.ts'

export interface Answer {
  q: string
  /** Null: the metropolis. */
  commune: Authority | null
  place: Territory
  now: Date
  /** Units whose name says it. */
  named: readonly Unit[]
  subjects: readonly Subject[]
  agents: readonly AgentLine[]
}

/** Units of a subject that are named. */
const MOST_UNITS = 6

function unitLine(unit: Unit, { place, now }: Answer): Html {
  const { id, name, authorityId, phone } = unit
  return html`<li><a href="/intranet/unites/${id}">${name}</a>, ${place.authority(authorityId).name}<br><span class="meta">${phone !== null && html`${telLink(phone)}, `}${openNow(place.calendarOf(id), now).text}</span></li>`
}

const list = (units: readonly Unit[], answer: Answer): Html =>
  html`<ul class="plain stack tight">${units.slice(0, MOST_UNITS).map((unit) => unitLine(unit, answer))}</ul>`

function subject({ service, units, isOfTowns }: Subject, answer: Answer): Html {
  const said = isOfTowns
    ? html`<p>Chaque mairie s’en occupe chez elle&nbsp;: choisissez la commune ci-dessus.</p>`
    : units.length === 0
      ? html`<p>Aucun service n’en est chargé ici.</p>`
      : list(units, answer)
  return html`<section class="stack tight"><h3>${service.definition.shortTitle}</h3>${said}<p class="meta"><a href="/demarches/${service.slug}">La démarche, telle que l’habitant la lit</a></p></section>`
}

function people({ agents, place, q }: Answer): Html {
  const links = agents.map((line) => ({
    href: addressOf(line.id),
    face: faceOf(line),
    label: line.name,
    under: jobAndPlace(line, place),
  }))
  const all = html`<p><a href="${`${AGENTS}?${new URLSearchParams({ q })}`}">Chercher dans tout l’annuaire</a></p>`
  return links.length === 0
    ? html`<p>Personne ne le dit sur sa fiche.</p>${all}`
    : html`${linkList(links)}${all}`
}

export function tasksScreen(frame: AgentFrame, answer: Answer): Html {
  const { q, commune, place, named, subjects } = answer
  const options = [place.metropolis, ...place.authorities.filter(({ id }) => id !== place.metropolis.id)].map(
    ({ slug, name, id }) =>
      html`<option ${attrs({ value: slug, selected: id === (commune ?? place.metropolis).id })}>${name}</option>`,
  )
  const found = html`${panel(
    'Services',
    subjects.length + named.length === 0
      ? html`<p>Aucun sujet ne correspond à ces mots&nbsp;: dites-le autrement, ou cherchez dans l’<a href="/intranet/organigramme">organigramme</a>.</p>`
      : html`${named.length > 0 && html`<section class="stack tight"><h3>Par son nom</h3>${list(named, answer)}</section>`}${subjects.map((one) => subject(one, answer))}`,
  )}${panel('Agents qui le disent sur leur fiche', people(answer))}`
  const main = html`<div class="stack"><h1>Qui fait quoi</h1>
    <p class="row"><a href="${AGENTS}">Annuaire des agents</a><a href="/intranet/organigramme">Organigramme</a></p>
    <form class="panel" role="search" action="${TASKS}" aria-label="Chercher qui s’occupe d’un sujet"><div class="inside row asked">
      <div class="field"><label for="q">De quoi s’agit-il&nbsp;?</label><input ${attrs({ class: 'input', type: 'search', id: 'q', name: 'q', value: q, maxlength: 200, placeholder: 'Nids-de-poule, état civil, feux tricolores' })}></div>
      <div class="field"><label for="commune">Pour</label><select id="commune" name="commune">${options}</select></div>
      ${button('Chercher')}</div></form>
    ${q === '' ? emptyState('Dites un sujet, comme il vous vient', '«\u00a0Qui s’occupe des nids-de-poule\u00a0», «\u00a0lampadaire en panne\u00a0», «\u00a0langue des signes\u00a0».') : found}</div>`
  return agentPage(frame, { title: 'Qui fait quoi', main, current: AGENTS })
}
