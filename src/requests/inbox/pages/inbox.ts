// The agents' inbox: views at the left, filters, one line a request, the bar for those chosen.
import { html, type Html } from '#platform/html.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import {
  agentMark,
  bulkBar,
  channelMark,
  dueCell,
  inboxKeys,
  inboxKeysHelp,
  rowTick,
  type View,
  views,
} from '#platform/ui/desk.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { optionList } from '#platform/ui/fields.ts'
import { appliedFilters, filters } from '#platform/ui/filters.ts'
import { number, plural, shortDay } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { pagination } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { type Column, tableHead } from '#platform/ui/table.ts'
import type { BegunLine } from '../../write/begun.ts'
import {
  filterQuery,
  inboxHref,
  type InboxFilter,
  isNarrowed,
  looksBeyondOpen,
  type SortBy,
} from '../filter.ts'
import type { InboxLine, InboxView, ViewLine } from '../inbox.ts'
import { CHANNEL_LABELS, type Plan, shortPlan } from '../../record/words.ts'
import { statesFor } from '../choices.ts'
import { begunList } from '../../write/pages/begun.ts'

const FORM = 'selection'
/** Offered where the menu offers it. */
const ENTER = '/agents/saisir'

/** GET /agents */
export function inboxPage(
  frame: AgentFrame,
  view: InboxView,
  above: { begun: readonly BegunLine[]; blocks: readonly Html[] },
): Html {
  const { current } = view
  const said = countOf(view)
  const mayEnter = frame.nav.some(({ href }) => href === ENTER)
  const count = said && html` <span class="soft">${said}</span>`
  const main = html`<div class="row apart"><h1>${current.label}${count}</h1><div class="row">${mayEnter && linkButton('Saisir une demande', ENTER, { icon: 'plus' })}</div></div>
    ${begunList(above.begun)}${above.blocks}${inboxKeys(html`<section class="panel" aria-label="Demandes">${filterBar(view)}${applied(view)}${list(frame, view)}</section>`)}`
  const title = said === null ? current.label : `${current.label} : ${said}`
  return agentPage(frame, { title, main, side: side(view), current: '/agents' })
}

/** What the list below holds, never what it would hold without its filters. */
function countOf({ current, total, filter }: InboxView): string | null {
  const { count } = current
  if (!isNarrowed(filter))
    return count === null ? null : plural(count, 'demande ouverte', 'demandes ouvertes')
  if (total === null) return null
  return count === null
    ? plural(total, 'demande', 'demandes')
    : `${plural(total, 'demande', 'demandes')} sur ${number(count)} ouvertes`
}

const GROUPS: readonly { title: string; holds: (id: string) => boolean }[] = [
  { title: 'Ma journée', holds: (id) => /^(moi|unite-|autorite-|affecter|retard|risque|attente)/.test(id) },
  { title: 'Le territoire', holds: (id) => id === 'commune' },
  { title: 'Et aussi', holds: (id) => /^(transmises|closes|toutes)$/.test(id) },
]

function viewLink({ id, label, count }: ViewLine, now: InboxFilter): View {
  const tone = count === 0 ? undefined : id === 'retard' ? 'bad' : id === 'risque' ? 'warn' : undefined
  return {
    label,
    href: `/agents?vue=${id}`,
    current: id === now.view,
    tone,
    ...(count === null ? {} : { count }),
  }
}

function side({ views: known, filter }: InboxView): Html {
  const groups = GROUPS.map(({ title, holds }) => ({
    title,
    views: known.filter((view) => holds(view.id)).map((view) => viewLink(view, filter)),
  }))
  return views(
    groups.filter((group) => group.views.length > 0),
    inboxKeysHelp(),
  )
}

const STATES = [
  { value: 'ouvertes', label: 'Ouvertes' },
  { value: 'nouvelles', label: 'Nouvelles' },
  { value: 'en-cours', label: 'En cours' },
  { value: 'en-attente', label: 'Attente usager' },
  { value: 'closes', label: 'Closes' },
  { value: 'toutes', label: 'Toutes' },
  { value: 'prevenir', label: 'Personne à prévenir' },
]
const SORTS = [
  { value: '-recue', label: 'Récentes' },
  { value: 'recue', label: 'Anciennes' },
  { value: 'reference', label: 'Numéro' },
  { value: 'commune', label: 'Commune' },
]
/** An order chosen by the head of a column is said too: « Filtrer » keeps it. */
function sortsWith(chosen: string, isOpen: boolean): { value: string; label: string }[] {
  const known = isOpen ? SORTS : SORTS.filter(({ value }) => value === 'recue')
  const isKnown = chosen === '' || known.some(({ value }) => value === chosen)
  return isKnown ? known : [...known, { value: chosen, label: 'De la colonne' }]
}
const DELAYS = [
  { value: 'retard', label: 'En retard' },
  { value: 'risque', label: 'À risque' },
  { value: 'jour', label: 'Jour prévu passé' },
]
const CHANNELS = Object.entries(CHANNEL_LABELS).map(([value, label]) => ({ value, label }))

function agentOptions({ people }: InboxView) {
  return [
    { value: 'moi', label: 'Moi' },
    { value: 'personne', label: 'À affecter' },
    ...people.map(({ id, name }) => ({ value: String(id), label: name })),
  ]
}

function filterBar(view: InboxView): Html {
  const { filter, services, communes } = view
  const possible: readonly string[] = [...statesFor(filter), filter.state]
  const states = STATES.filter(({ value }) => possible.includes(value))
  const by = filterQuery(filter)
  const isOpen = !looksBeyondOpen(filter.state)
  return filters({
    action: '/agents',
    label: 'Filtrer les demandes',
    keep: { vue: filter.view },
    filters: [
      { kind: 'text', name: 'q', label: 'Mots', value: filter.words, placeholder: 'Objet, rue, personne' },
      {
        kind: 'list',
        name: 'demarche',
        label: 'Démarche',
        value: filter.service,
        all: 'Toutes',
        options: services.map(({ slug, title }) => ({ value: slug, label: title })),
      },
      {
        kind: 'list',
        name: 'commune',
        label: 'Commune',
        value: filter.commune,
        all: 'Toutes',
        options: communes.map(({ code, name }) => ({ value: code, label: name })),
      },
      {
        kind: 'list',
        name: 'etat',
        label: 'Statut',
        value: filter.state,
        all: 'Selon la vue',
        options: states,
      },
      { kind: 'list', name: 'canal', label: 'Canal', value: filter.channel, all: 'Tous', options: CHANNELS },
      { kind: 'list', name: 'delai', label: 'Délai', value: filter.delay, all: 'Tous', options: DELAYS },
      {
        kind: 'list',
        name: 'agent',
        label: 'Agent',
        value: filter.agent,
        all: 'Tous',
        options: agentOptions(view),
      },
      {
        kind: 'list',
        name: 'tri',
        label: 'Ordre',
        value: new URLSearchParams(by).get('tri') ?? '',
        all: isOpen ? 'Échéance' : 'Récentes',
        options: sortsWith(new URLSearchParams(by).get('tri') ?? '', isOpen),
      },
    ],
  })
}

function applied(view: InboxView): Html | null {
  const { filter, services, communes } = view
  const label = (options: readonly { value: string; label: string }[], value: string) =>
    options.find((item) => item.value === value)?.label ?? value
  const natural =
    filter.words !== '' && filter.view === 'toutes'
      ? 'toutes'
      : filter.view === 'closes'
        ? 'closes'
        : 'ouvertes'
  const chips = [
    { on: filter.words !== '', label: `«\u00a0${filter.words}\u00a0»`, change: { words: '' } },
    {
      on: filter.service !== '',
      label: services.find((item) => item.slug === filter.service)?.title ?? filter.service,
      change: { service: '' },
    },
    {
      on: filter.commune !== '',
      label: communes.find((item) => item.code === filter.commune)?.name ?? filter.commune,
      change: { commune: '' },
    },
    {
      on: filter.state !== natural,
      label: label(STATES, filter.state),
      change: { state: natural as InboxFilter['state'] },
    },
    { on: filter.channel !== '', label: label(CHANNELS, filter.channel), change: { channel: '' as const } },
    { on: filter.delay !== '', label: label(DELAYS, filter.delay), change: { delay: '' as const } },
    {
      on: filter.agent !== '',
      label: `Agent : ${label(agentOptions(view), filter.agent)}`,
      change: { agent: '' },
    },
  ].filter((chip) => chip.on)
  const bar = appliedFilters(
    chips.map(({ label: text, change }) => ({ label: text, without: inboxHref({ ...filter, ...change }) })),
    `/agents?vue=${filter.view}`,
  )
  return bar === null ? null : html`<div class="toolbar">${bar}</div>`
}

// No column holds the order of the nearest promise, the first of two: it is chosen in the filters, and no arrow pretends.
function columns({ filter, manyUnits }: InboxView): Column[] {
  const isOpen = !looksBeyondOpen(filter.state)
  const sort = (by: SortBy): Column['sort'] => {
    if (!isOpen) return undefined
    const isNow = filter.sort.by === by
    return {
      href: inboxHref({ ...filter, sort: { by, descending: isNow && !filter.sort.descending } }),
      now: isNow ? (filter.sort.descending ? 'descending' : 'ascending') : undefined,
    }
  }
  return [
    { label: 'N°', sort: sort('reference') },
    { label: 'Objet' },
    { label: 'Commune', sort: sort('commune') },
    ...(manyUnits ? [{ label: 'Service' }] : []),
    { label: 'Canal', hidden: true },
    { label: 'Statut' },
    { label: 'Réponse' },
    { label: 'Solution' },
    { label: 'Agent' },
  ]
}

function list(frame: AgentFrame, view: InboxView): Html {
  const { lines, filter, previous, next, total } = view
  if (lines.length === 0) return html`<div class="inside">${nothing(view)}</div>`
  const pages = pagination({
    previous: previous && inboxHref(filter, { avant: previous }),
    next: next && inboxHref(filter, { apres: next }),
    shown: lines.length,
    ...(total === null ? {} : { total }),
  })
  return html`${bulk(frame, view)}
    <div class="scroll"><table class="dense inbox"><caption class="hidden">${view.current.label}, ${filter.sort.by === 'reponse' ? 'les plus urgentes d’abord' : 'dans l’ordre choisi'}</caption>
    ${tableHead(columns(view), { select: true })}<tbody>${lines.map((line) => row(frame, view, line))}</tbody></table></div>
    ${pages}`
}

const ARRIVES = 'Les nouvelles demandes arrivent dans cette liste dès qu’elles sont envoyées.'
/** What an empty view means, where a request does not come by being sent. */
const EMPTY: Record<string, string> = {
  moi: 'Vous trouvez ici les demandes que vous prenez, et celles qu’on vous confie.',
  retard: 'Aucune date promise n’est dépassée.',
  risque: 'Aucune date promise n’est proche.',
  attente: 'Aucune demande n’attend la réponse d’une personne.',
  affecter: 'Chaque demande a son agent.',
  transmises: 'Vous trouvez ici les demandes que votre service a transmises à un autre.',
  closes: 'Vous trouvez ici les demandes closes de vos services.',
}

function nothing({ filter }: InboxView): Html {
  if (filter.words !== '') {
    return emptyState(
      'Aucune demande ne correspond',
      'Essayez un autre mot, le nom de la rue, ou la référence complète, comme 2026-00042.',
      { href: `/agents?vue=${filter.view}`, label: 'Effacer les filtres' },
    )
  }
  if (filterQuery(filter) !== `vue=${filter.view}`)
    return emptyState('Aucune demande avec ces filtres', undefined, {
      href: `/agents?vue=${filter.view}`,
      label: 'Effacer les filtres',
    })
  return emptyState('Rien à faire ici', EMPTY[filter.view] ?? ARRIVES)
}

/** Address of a request that remembers the list it is opened from. */
function requestHref(ref: string, filter: InboxFilter): string {
  const query = filterQuery(filter)
  return query === ''
    ? `/agents/demandes/${ref}`
    : `/agents/demandes/${ref}?retour=${encodeURIComponent(query)}`
}

function assigneeCell(
  frame: AgentFrame,
  { filter }: InboxView,
  { assignee, awayUntil, isAssigned, takeable, row: { ref } }: InboxLine,
): Html {
  const away = awayUntil !== null && html` ${tag('warn', `Absent jusqu’au ${shortDay(awayUntil)}`)}`
  if (assignee !== null) return html`${agentMark(assignee)}${away}`
  if (isAssigned) return html`<span class="soft">Affectée</span>${away}`
  if (!takeable) return html`<span class="soft">–</span><span class="hidden">Personne</span>`
  return html`<form method="post" action="/agents/demandes/lot">${csrfField(frame.csrf)}<input type="hidden" name="ref" value="${ref}"><input type="hidden" name="retour" value="${filterQuery(filter)}">
    <button class="as-link" name="faire" value="prendre">Prendre<span class="hidden"> la demande ${ref}</span></button></form>`
}

/** After the subject: the service, unless the subject says it already, and where or what. */
function said({ row: { subject, placeAddress, description }, service }: InboxLine): string {
  const isSaid = subject.toLowerCase().includes(service.toLowerCase())
  const rest = placeAddress === '' ? description : placeAddress
  return isSaid ? rest : [service, rest].filter((part) => part !== '').join(', ')
}

function planMark(plan: Plan | null): Html | null {
  if (plan === null) return null
  return plan.isPassed
    ? html` ${tag('warn', shortPlan(plan))}`
    : html` <span class="meta">${shortPlan(plan)}</span>`
}

function row(frame: AgentFrame, view: InboxView, line: InboxLine): Html {
  const { row: item, commune, unit, state, answer, solution, edge, plan } = line
  const { today, manyUnits } = view
  const unread = item.unread ? html`<span class="hidden"> (non lue)</span>` : null
  const number = item.ref.slice(5)
  const danger =
    line.dangers.length > 0 && html`<span title="${line.dangers.join(', ')}">${tag('bad', 'Danger')}</span> `
  const draft = item.hasDraft && html` <span class="meta">brouillon</span>`
  return html`<tr class="${[edge ?? '', item.unread ? 'unread' : ''].filter(Boolean).join(' ')}"><td>${rowTick(item.ref, FORM)}</td><td class="num"><span class="hidden">${item.ref.slice(0, 5)}</span>${number}</td>
    <th scope="row" class="cut">${danger}<a href="${requestHref(item.ref, view.filter)}">${item.subject}</a>${unread}${draft} <span>${said(line)}</span></th>
    <td class="town">${commune.replace(/ arrondissement$/, '')}</td>${manyUnits && html`<td class="soft kind">${unit}</td>`}<td class="mid">${channelMark(item.channel, CHANNEL_LABELS[item.channel])}</td>
    <td>${tag(state.tone, state.label)}${planMark(plan)}${item.untold && html` ${tag('warn', 'À prévenir')}`}</td><td data-label="Réponse">${dueCell({ ...answer, today })}</td><td data-label="Solution">${dueCell({ ...solution, today })}</td><td>${assigneeCell(frame, view, line)}</td></tr>`
}

/** A list of several pages is chosen whole, whatever its page holds. */
function wholeList({ previous, next, total }: InboxView): Html | null {
  if (previous === null && next === null) return null
  const count = total === null ? '' : `, ${plural(total, 'demande', 'demandes')}`
  return html`<label class="row tiny-gap"><input type="checkbox" name="tout" value="oui"> Toute la liste${count}</label>`
}

function bulk(frame: AgentFrame, view: InboxView): Html | null {
  const { filter, people } = view
  if (people.length === 0) return null
  const options = people.map(({ id, name }) => ({ value: String(id), label: name }))
  const hidden = html`${csrfField(frame.csrf)}<input type="hidden" name="retour" value="${filterQuery(filter)}">`
  return bulkBar(
    FORM,
    '/agents/demandes/lot',
    hidden,
    html`${wholeList(view)}
    <label class="hidden" for="lot-agent">Agent à qui affecter</label><select id="lot-agent" name="agent">${optionList(options, undefined, 'Choisir un agent')}</select>
    ${button('Affecter', { kind: 'quiet', name: 'faire', value: 'affecter' })}${button('Prendre', { kind: 'quiet', name: 'faire', value: 'prendre' })}
    ${button('Répondre…', { kind: 'quiet', name: 'faire', value: 'repondre' })}${button('Programmer…', { kind: 'quiet', name: 'faire', value: 'programmer' })}${button('Clore…', { kind: 'quiet', name: 'faire', value: 'clore' })}${button('Noter…', { kind: 'quiet', name: 'faire', value: 'noter' })}`,
  )
}
