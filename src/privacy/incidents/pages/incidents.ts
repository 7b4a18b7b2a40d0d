// The accesses that people did not recognise: who opened what and when, what was found. The person is not named.
import { type Html, html } from '#platform/html.ts'
import { errorsOf, type Filled, formFields } from '#platform/screens/form.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, errorSummary, tag } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { finding } from '../finding.ts'
import type { NamedIncident } from '../queries.ts'
import { openedWords, roleWords } from '../../words/words.ts'

export interface IncidentsView {
  incidents: readonly NamedIncident[]
  /** What was just refused, beside its incident. */
  again: ({ id: number } & Filled) | null
  zone: string
}

const BLANK: Filled = { typed: {}, problems: [] }

function answerForm(frame: AgentFrame, { id }: NamedIncident, { again }: IncidentsView): Html {
  const filled = { ...(again?.id === id ? again : BLANK), idOf: (name: string) => `${name}-${id}` }
  return html`<form class="stack" method="post" action="/administration/acces-signales/${id}" novalidate>${csrfField(frame.csrf)}
    ${formFields(finding, filled)}
    <div class="actions">${button('Clore et répondre à la personne', { more: `accès ${id}` })}</div></form>`
}

function incidentPanel(frame: AgentFrame, incident: NamedIncident, view: IncidentsView): Html {
  const { at, actorName, role, entryId, toldAt, handledAt, handlerName, finding: found } = incident
  const known = facts([
    ['Qui', actorName === null ? roleWords(role) : `${actorName} (${roleWords(role).toLowerCase()})`],
    ['Le', dateTime(at, view.zone)],
    ['Signalé', dateTime(toldAt, view.zone)],
    ['Numéro de l’accès', String(entryId)],
    ['Clos', handledAt === null ? null : `${dateTime(handledAt, view.zone)}, par ${handlerName ?? '–'}`],
  ])
  const answer =
    found === null
      ? answerForm(frame, incident, view)
      : html`<p class="meta">Ce que la personne a lu&nbsp;:</p>${prose(found)}`
  return panel(openedWords(incident), html`${known}${answer}`, {
    id: `acces-${incident.id}`,
    end: handledAt === null ? tag('warn', 'À vérifier') : tag('good', 'Clos'),
  })
}

/** GET /administration/acces-signales */
export function incidentsPage(frame: AgentFrame, view: IncidentsView): Html {
  const { incidents, again } = view
  const title = 'Accès signalés'
  const errors = again === null ? [] : errorsOf({ ...again, idOf: (name) => `${name}-${again.id}` })
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
