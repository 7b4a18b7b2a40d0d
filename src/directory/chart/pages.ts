// The chart as a list of lists, and the page of a unit.
import { attrs, html, type Html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { facts, linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { capital, listSentence, longDate, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { openNow, type Territory, type Unit } from '#territory'
import { telLink } from '../agents/pages/agent.ts'
import type { AgentLine } from '../agents/queries.ts'
import { addressOf, HERE as AGENTS, jobOf } from '../agents/words.ts'
import { type Branch, countOf } from './tree.ts'

export const HERE = '/intranet/organigramme'
const unitAddress = (id: number): string => `/intranet/unites/${id}`

const saidOf = ({ people, heads }: Branch): string =>
  [plural(people.size, 'personne', 'personnes'), ...heads.map(({ name }) => name)].join(', ')

const lines = (branches: readonly Branch[]): Html =>
  html`<ul>${branches.map(
    (branch) =>
      html`<li><a href="${unitAddress(branch.unit.id)}">${branch.unit.name}</a> <span class="meta">${saidOf(branch)}</span>${branch.below.length > 0 && html`<details open><summary>${plural(branch.below.length, 'unité', 'unités')}</summary>${lines(branch.below)}</details>`}</li>`,
  )}</ul>`

export function chartScreen(
  frame: AgentFrame,
  {
    branches,
    day,
    slug,
    place,
    problem,
  }: { branches: Branch[]; day: string; slug: string; place: Territory; problem: string | null },
): Html {
  const name = place.authorities.find((authority) => authority.slug === slug)?.name ?? ''
  const options = place.authorities.map(
    (authority) =>
      html`<option ${attrs({ value: authority.slug, selected: authority.slug === slug })}>${authority.name}</option>`,
  )
  const wrong = problem !== null && html`<p class="error" id="au-error">${problem}</p>`
  const main = html`<div class="stack"><h1>Organigramme <span class="soft">${name}, au ${longDate(day)}</span></h1>
    <p><a href="${AGENTS}">Annuaire des agents</a></p>
    <form class="panel" action="${HERE}" aria-label="Choisir une collectivité et un jour"><div class="inside row">
      <div class="field"><label for="collectivite">Collectivité</label><select id="collectivite" name="collectivite">${options}</select></div>
      <div class="field"><label for="au">Au jour du</label>${wrong}<input class="input" type="date" id="au" name="au" value="${day}"></div>
      ${button('Afficher', { kind: 'quiet' })}</div></form>
    ${panel(plural(countOf(branches), 'personne', 'personnes'), lines(branches))}
    <p class="meta">Les postes sont ceux de ce jour. Les unités portent le nom et la place qu’elles ont aujourd’hui&nbsp;; une unité créée depuis y est donc aussi, une unité fermée depuis n’y est plus.</p></div>`
  return agentPage(frame, { title: 'Organigramme', main, current: AGENTS })
}

export function unitScreen(
  frame: AgentFrame,
  {
    unit,
    place,
    agents,
    hasMore,
    now,
  }: { unit: Unit; place: Territory; agents: readonly AgentLine[]; hasMore: boolean; now: Date },
): Html {
  const authority = place.authority(unit.authorityId)
  const above = place
    .lineage(unit.id)
    .slice(1)
    .map((id) => place.unit(id))
  const does = listSentence(unit.functions.map(place.functionName))
  const rows = [
    ['Collectivité', authority.name],
    ['Au-dessus', above.length > 0 && listSentence(above.map(({ name }) => name))],
    ['Ce qu’elle traite', does],
    ['Téléphone', unit.phone !== null && telLink(unit.phone)],
    ['Adresse e-mail', unit.email !== null && html`<a href="mailto:${unit.email}">${unit.email}</a>`],
    ['Horaires', capital(openNow(place.calendarOf(unit.id), now).text)],
  ] as const
  const links = agents.map((line) => ({
    href: addressOf(line.id),
    label: html`${line.name}<br><span class="meta">${jobOf(line)}</span>`,
  }))
  const main = html`<div class="stack"><p><a href="${HERE}?collectivite=${authority.slug}">Organigramme</a></p><h1>${unit.name}</h1>
    ${panel('La joindre', facts(rows))}
    ${panel('Qui y travaille', links.length > 0 ? html`${linkList(links)}${hasMore && html`<p><a href="${AGENTS}?service=${unit.id}">Tous ses agents</a></p>`}` : 'Personne aujourd’hui.')}</div>`
  return agentPage(frame, { title: unit.name, main, current: AGENTS })
}
