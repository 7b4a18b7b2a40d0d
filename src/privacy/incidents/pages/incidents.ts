// The accesses that people did not recognise: who opened what and when, what was found. The person is not named.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, errorSummary, tag } from '#platform/ui/feedback.ts'
import { textarea } from '#platform/ui/fields.ts'
import { dateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { NamedIncident } from '../queries.ts'
import { openedWords, roleWords } from '../../words/words.ts'

export interface IncidentsView {
  incidents: readonly NamedIncident[]
  /** What was just refused, beside its incident. */
  typed: { id: number; text: string; problems: readonly FieldProblem[] } | null
  zone: string
}

const fieldOf = (id: number): string => `constat-${id}`

function answerForm(frame: AgentFrame, { id }: NamedIncident, { typed }: IncidentsView): Html {
  const own = typed?.id === id ? typed : null
  return html`<form class="stack" method="post" action="/administration/acces-signales/${id}" novalidate>${csrfField(frame.csrf)}
    ${textarea({ id: fieldOf(id), name: 'constat', label: 'Ce que vous avez trouvé', hint: 'La personne le lit tel quel. Ne nommez pas l’agent.', value: own?.text ?? '', error: own?.problems[0]?.message, rows: 4 })}
    <div class="actions">${button('Clore et répondre à la personne', { more: `accès ${id}` })}</div></form>`
}

function incidentPanel(frame: AgentFrame, incident: NamedIncident, view: IncidentsView): Html {
  const { at, actorName, role, entryId, toldAt, handledAt, handlerName, finding } = incident
  const known = facts([
    ['Qui', actorName === null ? roleWords(role) : `${actorName} (${roleWords(role).toLowerCase()})`],
    ['Le', dateTime(at, view.zone)],
    ['Signalé', dateTime(toldAt, view.zone)],
    ['Numéro de l’accès', String(entryId)],
    ['Clos', handledAt === null ? null : `${dateTime(handledAt, view.zone)}, par ${handlerName ?? '–'}`],
  ])
  const answer =
    finding === null
      ? answerForm(frame, incident, view)
      : html`<p class="meta">Ce que la personne a lu&nbsp;:</p>${prose(finding)}`
  return panel(openedWords(incident), html`${known}${answer}`, {
    id: `acces-${incident.id}`,
    end: handledAt === null ? tag('warn', 'À vérifier') : tag('good', 'Clos'),
  })
}

/** GET /administration/acces-signales */
export function incidentsPage(frame: AgentFrame, view: IncidentsView): Html {
  const { incidents, typed } = view
  const title = 'Accès signalés'
  const errors =
    typed === null ? [] : typed.problems.map(({ message }) => ({ id: fieldOf(typed.id), message }))
  const main = html`<div class="stack">${errorSummary(errors)}<h1>${title}</h1>
    <p class="reading">Des habitants ne reconnaissent pas ces accès à leur dossier. Demandez à l’agent pourquoi il l’a ouvert. Si ce n’était pas nécessaire au service, prévenez votre délégué à la protection des données&nbsp;: une violation se notifie à la CNIL sous 72&nbsp;heures.</p>
    ${incidents.length === 0 ? emptyState('Aucun accès signalé') : incidents.map((one) => incidentPanel(frame, one, view))}</div>`
  return agentPage(frame, {
    title,
    main,
    current: '/administration/acces-signales',
    errorCount: errors.length,
  })
}
