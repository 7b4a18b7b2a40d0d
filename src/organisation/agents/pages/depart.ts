// A departure on one screen: the day, what the agent has in charge and who takes it, what ends; nothing moves before it is confirmed.
import type { AgentLine, Departure } from '#people'
import type { FieldProblem } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html, type Html } from '#platform/html.ts'
import type { Charge } from '#platform/house/charge.ts'
import { one, type Values } from '#platform/http/route.ts'
import type { Choice } from '#platform/screens/field.ts'
import { ROLES } from '#platform/roles.ts'
import { triedField } from '#platform/screens/tried.ts'
import { button, buttonForm, csrfField } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { select, textInput } from '#platform/ui/fields.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { Territory, Unit } from '#territory'
import { aloneNotice } from '../../units/alone.ts'
import { addressOf, HERE, shownPosts } from '../words.ts'

/** One kind of things in charge, and how many. */
export interface Held {
  charge: Charge
  count: number
}

export interface DepartView {
  agent: AgentLine
  held: readonly Held[]
  /** Who may take them. */
  takers: readonly Choice[]
  /** What nobody answers any more, from which day. */
  alone: { units: readonly Unit[]; from: string }
  /** Nobody else administers the authority: the departure would be refused. */
  isLast: boolean
  typed: Values
  problems: readonly FieldProblem[]
  place: Territory
}

/** What is said of a departure depends on its day: another is read again. */
export const DAY_ALONE = { fields: { last: true } }

/** Name of the field that says who takes that. */
export const takerField = ({ id }: Charge): string => `vers-${id.replaceAll('.', '-')}`

function heldPart({ charge, count }: Held, { takers, typed, problems }: DepartView): Html {
  const { one: single, several, otherwise } = charge
  if (count === 0) return html`<p>Aucune ${single}.</p>`
  const name = takerField(charge)
  const error = problems.find(({ field }) => field === name || field === 'taker')?.message
  return select({
    name,
    label: `${plural(count, single, several)}, vers`,
    hint: `${otherwise} De même pour celles que cette personne ne peut pas ouvrir.`,
    medium: true,
    value: one(typed, name),
    error,
    options: takers.map(([value, label]) => ({ value, label })),
  })
}

function endings({ agent, place }: DepartView, today: string): Html {
  const posts = shownPosts(agent.posts, today)
  return html`<p>Le soir de ce jour&nbsp;:</p><ul>
    ${posts.map(({ role, unitId }) => html`<li>la fonction <b>${ROLES[role].label}, ${place.unit(unitId).name}</b> se termine&nbsp;;</li>`)}
    <li>toutes ses sessions sont fermées&nbsp;;</li><li>ce qui est ci-dessus change de mains, et chacun en est prévenu une fois.</li></ul>
    <p class="meta">Tout se défait en une fois, pendant trente jours.</p>`
}

/** GET /administration/agents/:agent/depart */
export function departPage(frame: AgentFrame, view: DepartView): Html {
  const { agent, held, typed, problems } = view
  const title = `Départ ${ofPerson(agent.name)}`
  const errors = problems.map(({ field, message }) => ({ id: field === 'last' ? 'last' : '', message }))
  const last = textInput({
    name: 'last',
    label: 'Dernier jour de travail',
    kind: 'date',
    medium: true,
    value: one(typed, 'last'),
    error: problems.find(({ field }) => field === 'last')?.message,
  })
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1>
    ${view.isLast && notice('warn', 'Ce départ ne peut pas encore être noté', html`<p>C’est la dernière personne qui administre cette collectivité. Donnez d’abord ce rôle à quelqu’un d’autre, sur <a href="${HERE}">la fiche d’un agent</a>.</p>`)}
    ${aloneNotice(view.alone.units, `Plus personne ne répondra à partir du ${longDate(view.alone.from)}`)}
    <form class="stack" method="post" action="${addressOf(agent)}/depart" novalidate>${csrfField(frame.csrf)}${triedField(DAY_ALONE, typed)}
    ${panel('Quand', last)}${panel('En charge aujourd’hui', html`${held.map((part) => heldPart(part, view))}`)}
    ${panel('Ce qui se passera', endings(view, frame.today))}
    <div class="row">${button('Confirmer le départ', { kind: 'danger' })}<a href="${addressOf(agent)}">Revenir à la fiche</a></div></form></div>`
  return agentPage(frame, { title, main, current: HERE, errorCount: errors.length })
}

/** On the agent’s page, while it can be undone. */
export function departurePanel(frame: AgentFrame, agent: AgentLine, { lastDay, doneAt }: Departure): Html {
  const what =
    doneAt === null
      ? html`<p>Dernier jour&nbsp;: <b>${longDate(lastDay)}</b>. Ce qui est en charge change de mains ce soir-là.</p>`
      : html`<p>Parti le <b>${longDate(lastDay)}</b>. Ce qui était en charge a changé de mains.</p>`
  return panel(
    'Départ',
    html`${what}${buttonForm('Annuler le départ', `${addressOf(agent)}/depart/annulation`, frame.csrf, { kind: 'quiet' })}
      <p class="meta">Les fonctions reprennent leurs dates, et ce qui n’a pas bougé depuis lui revient.</p>`,
  )
}
