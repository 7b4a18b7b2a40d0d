// The chart as a drawing and as a list of lists, and the page of a unit.
import { attrs, html, type Html } from '#platform/html.ts'
import { button, linkButton } from '#platform/ui/button.ts'
import { facts, linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { capital, fullDate, listSentence, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { type Authority, openNow, type Territory, type Unit } from '#territory'
import { telLink } from '../agents/pages/agent.ts'
import { faceOf } from '../agents/pages/photo.ts'
import type { AgentLine } from '../agents/queries.ts'
import { addressOf, HERE as AGENTS, jobOf } from '../agents/words.ts'
import { chartDrawing } from './drawing.ts'
import { HERE as OPEN } from '../public/opened.citizen.ts'
import { plannedText } from './planned.ts'
import type { Planned } from './queries.ts'
import { type Branch, countOf } from './tree.ts'

export const HERE = '/intranet/organigramme'
const unitAddress = (id: number): string => `/intranet/unites/${id}`

/** What is looked at: an authority, on a day, down to one of its units. */
export interface Chart {
  authority: Authority
  branches: Branch[]
  day: string
  today: string
  focus: number | null
  own: number | null
  /** What is decided of its units, and not done yet; what is done by that day. */
  planned: readonly Planned[]
  then: readonly Planned[]
  /** Units that this moves, or that take others. */
  touched: ReadonlySet<number>
}

const chartAddress = (
  { authority, day, today }: Pick<Chart, 'authority' | 'day' | 'today'>,
  unitId: number | null,
  at = HERE,
): string => {
  const asked = new URLSearchParams({
    collectivite: authority.slug,
    ...(day === today ? {} : { au: day }),
    ...(unitId === null ? {} : { unite: String(unitId) }),
  })
  return `${at}?${asked}`
}

/** « 14 personnes, Samira Benkhelil » */
export const saidOf = ({ people, heads }: Branch): string =>
  [plural(people.size, 'personne', 'personnes'), ...heads.map(({ name }) => name)].join(', ')

const named = ({ unit }: Branch, focus: number | null): Html =>
  unit.closedOn === null
    ? html`<a ${attrs({ href: unitAddress(unit.id), 'aria-current': unit.id === focus ? 'true' : undefined })}>${unit.name}</a>`
    : html`<b>${unit.name}</b>`

const headsOf = ({ heads }: Branch): Html[] =>
  heads.map(
    (head) =>
      html` <span class="named-face">${head.hasPhoto && faceOf(head)}<a href="${addressOf(head.id)}">${head.name}</a></span>`,
  )

const lines = (branches: readonly Branch[], focus: number | null, touched: ReadonlySet<number>): Html =>
  html`<ul>${branches.map(
    (branch) =>
      html`<li>${named(branch, focus)}${touched.has(branch.unit.id) && html` ${tag('info', 'Prévu')}`} <span class="meta">${plural(branch.people.size, 'personne', 'personnes')}</span>${headsOf(branch)}${branch.below.length > 0 && html`<details open><summary>${plural(branch.below.length, 'unité', 'unités')}</summary>${lines(branch.below, focus, touched)}</details>`}</li>`,
  )}</ul>`

/** Days that are often asked: today, the first of this year, the first of the next. */
function usual(chart: Chart): Html {
  const year = Number(chart.today.slice(0, 4))
  const days = new Set([
    ...[chart.today, `${year}-01-01`, `${year + 1}-01-01`],
    ...chart.planned.map((change) => change.day).filter((day) => day > chart.today),
  ])
  const links = [...days].map((day) => {
    const given = {
      href: chartAddress({ ...chart, day }, chart.focus),
      'aria-current': day === chart.day ? 'true' : undefined,
    }
    return html`<a ${attrs(given)}>${day === chart.today ? 'Aujourd’hui' : `Au ${fullDate(day)}`}</a>`
  })
  return html`<p class="row ways">${links}</p>`
}

function choosing({ authority, day }: Chart, place: Territory, problem: string | null): Html {
  const options = place.authorities.map(
    ({ slug, name }) =>
      html`<option ${attrs({ value: slug, selected: slug === authority.slug })}>${name}</option>`,
  )
  const wrong = problem !== null && html`<p class="error" id="au-error">${problem}</p>`
  const given = attrs({
    ...{ class: 'input', type: 'date', id: 'au', name: 'au', value: day },
    'aria-describedby': problem === null ? undefined : 'au-error',
  })
  return html`<form class="panel" action="${HERE}" aria-label="Choisir une collectivité et un jour"><div class="inside row asked">
      <div class="field"><label for="collectivite">Collectivité</label><select id="collectivite" name="collectivite">${options}</select></div>
      <div class="field"><label for="au">Au jour du</label>${wrong}<input ${given}></div>
      ${button('Afficher', { kind: 'quiet' })}</div></form>`
}

/** What is not done yet, and by what the chart of that day is otherwise than today’s. */
function foreseen({ then, day }: Chart, place: Territory): Html | false {
  return (
    then.length > 0 &&
    notice(
      'info',
      `Tel qu’il est prévu au ${fullDate(day)}`,
      html`<ul>${then.map((change) => html`<li>Le ${fullDate(change.day)}, ${plannedText(place, change)}.</li>`)}</ul><p>C’est décidé, et pas encore fait&nbsp;: cela peut changer d’ici là.</p>`,
    )
  )
}

export function chartScreen(
  frame: AgentFrame,
  chart: Chart,
  { place, problem }: { place: Territory; problem: string | null },
): Html {
  const { authority, branches, day, focus, own, touched } = chart
  const drawing = chartDrawing({
    ...{ authority: authority.name, total: countOf(branches), branches, focus, own, touched },
    href: (unitId) => chartAddress(chart, unitId),
  })
  const pdf = linkButton('Imprimer, PDF', chartAddress(chart, null, `${HERE}/pdf`), {
    ...{ kind: 'quiet', icon: 'printer' },
  })
  const drawn = html`<p class="meta">Le même que la liste, de la collectivité jusqu’à une unité&nbsp;: chaque case ouvre la sienne.${own !== null && ' Le carré jaune marque votre unité.'}</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Organigramme dessiné, se déplace de côté">${drawing}</div>`
  const main = html`<div class="stack"><div class="row apart"><h1>Organigramme <span class="soft">${authority.name}, au ${fullDate(day)}</span></h1>${pdf}</div>
    <p class="row"><a href="${AGENTS}">Annuaire des agents</a><a href="${OPEN}">Partie publique, données ouvertes</a></p>
    ${choosing(chart, place, problem)}${usual(chart)}${foreseen(chart, place)}
    ${panel('En dessin', drawn)}
    ${panel(`En liste, ${plural(countOf(branches), 'personne', 'personnes')}`, html`<div class="org">${lines(branches, focus, touched)}</div>`, { id: 'en-liste' })}
    <p class="meta">Qui a plusieurs postes compte dans chacune de ses unités, et une seule fois dans l’ensemble. Les postes sont ceux de ce jour, et les unités ont le nom et la place qu’elles avaient alors, depuis qu’elles sont tenues ici. Au jour d’une réorganisation décidée, ou après, elles sont comme elles seront.</p></div>`
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
    face: faceOf(line),
    label: line.name,
    ...(jobOf(line) !== '' && { under: jobOf(line) }),
  }))
  const main = html`<div class="stack"><p><a href="${HERE}?collectivite=${authority.slug}&amp;unite=${unit.id}">Sa place dans l’organigramme</a></p><h1>${unit.name}</h1>
    ${panel('La joindre', facts(rows))}
    ${panel('Qui y travaille', links.length > 0 ? html`${linkList(links)}${hasMore && html`<p><a href="${AGENTS}?service=${unit.id}">Tous ses agents</a></p>`}` : 'Personne aujourd’hui.')}</div>`
  return agentPage(frame, { title: unit.name, main, current: AGENTS })
}
