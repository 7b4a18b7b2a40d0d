// One agent, for whoever keeps them: posts, absences, ways in, and what was done.
import type { Absence, AgentLine, AgentPost } from '#people'
import type { FieldProblem } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html, type Html } from '#platform/html.ts'
import { ROLES } from '#platform/roles.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, tag } from '#platform/ui/feedback.ts'
import { dateTime, listSentence, mediumDate } from '#platform/ui/french.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Territory, Unit } from '#territory'
import { addressOf, daysText, heldFor, HERE, standingTag } from '../words.ts'

export interface AgentView {
  agent: AgentLine
  absences: readonly Absence[]
  /** By post: the units that it alone answers. */
  alone: ReadonlyMap<number, readonly Unit[]>
  /** What was done, latest first. */
  history: readonly { at: Date; what: string; who: string }[]
  /** What other capabilities add: ways in, departure. */
  panels: readonly Html[]
  acts: readonly Html[]
  /** What is wrong in a form of the page. */
  problems: readonly FieldProblem[]
  place: Territory
}

/** Where the refusal of an act on a post is said. */
export const postField = (postId: number | string | null): string => `fonction-${postId}`

/** Said before it ends: nobody else answers there, or in units below, which are named. */
function onlyHere({ id, unitId }: AgentPost, { alone }: AgentView): Html | null {
  const units = alone.get(id ?? 0) ?? []
  if (units.length === 0) return null
  const isIt = units.every((unit) => unit.id === unitId)
  const names = isIt ? '' : ` ${listSentence(units.map(({ name }) => name))}`
  return html`<br><span class="meta">${tag('warn', 'Seul agent à répondre')}${names}</span>`
}

function postRow(post: AgentPost, view: AgentView, { today, csrf }: AgentFrame) {
  const at = `${addressOf(view.agent)}/fonctions/${post.id}`
  const { label } = ROLES[post.role]
  const name = view.place.unit(post.unitId).name
  const more = `${label}, ${name}`
  const isOver = post.to !== null && post.to < today
  const acts =
    !isOver &&
    post.absenceId === null &&
    html`<div class="row tiny-gap">${linkButton('Dates', at, { kind: 'quiet', more })}${buttonForm('Terminer', `${at}/fin`, csrf, { kind: 'quiet', more })}</div>`
  const problem = view.problems.find(({ field }) => field === postField(post.id))
  const end = html`${acts}${problem !== undefined && html`<p class="error">${problem.message}</p>`}`
  return [html`${label}${heldFor(post)}`, html`${name}${onlyHere(post, view)}`, daysText(post, today), end]
}

function postsPanel(view: AgentView, frame: AgentFrame): Html {
  const columns = [
    { label: 'Fonction' },
    { label: 'Service' },
    { label: 'Quand' },
    { label: 'Acte', hidden: true },
  ]
  const rows = view.agent.posts.map((post) => postRow(post, view, frame))
  return panel(
    'Fonctions',
    table({
      caption: `Fonctions ${ofPerson(view.agent.name)}`,
      captionHidden: true,
      columns,
      rows,
      dense: true,
      brief: true,
    }),
    {
      end: linkButton('Ajouter une fonction', `${addressOf(view.agent)}/fonctions`, {
        kind: 'quiet',
        icon: 'plus',
      }),
    },
  )
}

function absenceRow({ id, from, to, standIn }: Absence, { agent }: AgentView, { today, csrf }: AgentFrame) {
  const days = `Du ${mediumDate(from)} au ${mediumDate(to)}`
  const label = from > today ? 'Annuler' : 'De retour aujourd’hui'
  return [
    days,
    standIn ?? 'Personne',
    to < today
      ? 'Finie'
      : buttonForm(label, `${addressOf(agent)}/absences/${id}/fin`, csrf, { kind: 'quiet', more: days }),
  ]
}

function absencesPanel(view: AgentView, frame: AgentFrame): Html {
  const { absences, agent } = view
  const columns = [{ label: 'Jours' }, { label: 'À sa place' }, { label: 'Acte', hidden: true }]
  const list =
    absences.length === 0
      ? html`<p>Aucune absence notée.</p>`
      : table({
          caption: `Absences ${ofPerson(agent.name)}`,
          captionHidden: true,
          columns,
          rows: absences.map((away) => absenceRow(away, view, frame)),
          dense: true,
        })
  return panel('Absences', list, {
    end: linkButton('Noter une absence', `${addressOf(agent)}/absences`, { kind: 'quiet', icon: 'plus' }),
  })
}

const told = ({ history, place }: AgentView): Html | null =>
  historyPanel(
    history.map(({ at, what, who }) => ({ at, by: who, said: what })),
    place.zone,
  )

/** GET /administration/agents/:agent */
export function agentScreen(frame: AgentFrame, view: AgentView): Html {
  const { agent, place, panels, acts, problems } = view
  // An act on the page that is refused is no answer to correct.
  const errors = problems.map(({ field, message }) => ({ id: field === 'motif' ? field : '', message }))
  const known = facts([
    ['Adresse e-mail', agent.email],
    [
      'Dernière connexion',
      agent.lastSeenAt === null ? 'Jamais' : dateTime(new Date(agent.lastSeenAt), place.zone),
    ],
  ])
  const main = html`<div class="stack">${errorSummary(errors, 'Rien n’a changé.')}<div class="row apart"><h1>${agent.name} ${standingTag(agent)}</h1><div class="row">${acts}</div></div>
    ${known}${postsPanel(view, frame)}${absencesPanel(view, frame)}${panels}${told(view)}
    <p><a href="${HERE}">Revenir aux agents</a></p></div>`
  return agentPage(frame, { title: agent.name, main, current: HERE, errorCount: errors.length })
}
