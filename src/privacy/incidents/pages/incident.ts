// An access that somebody did not recognise: who opened what and when, what was found. The person is not named.
import { type Html, html } from '#platform/html.ts'
import { errorsOf, type Filled, formFields } from '#platform/screens/form.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, tag } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { finding } from '../finding.ts'
import type { NamedIncident } from '../queries.ts'
import { openedWords, roleWords } from '../../words/words.ts'

export const HERE = '/administration/acces-signales'

/** « Samira Benkhelil (agent d’accueil) ». */
export const whoWords = ({ actorName, role }: NamedIncident): string =>
  actorName === null ? roleWords(role) : `${actorName} (${roleWords(role).toLowerCase()})`

interface IncidentView {
  incident: NamedIncident
  /** What was just refused. */
  filled: Filled
  zone: string
}

const answerForm = (csrf: string, { incident, filled }: IncidentView): Html =>
  html`<form class="stack" method="post" action="${HERE}/${incident.id}" novalidate>${csrfField(csrf)}
    ${formFields(finding, filled)}
    <div class="actions">${button('Clore et répondre à la personne')}</div></form>`

/** GET /administration/acces-signales/:id */
export function incidentPage(frame: AgentFrame, view: IncidentView): Html {
  const { incident, zone } = view
  const { at, entryId, toldAt, handledAt, handlerName, finding: found } = incident
  const errors = errorsOf(view.filled)
  const known = facts([
    ['Qui', whoWords(incident)],
    ['Le', dateTime(at, zone)],
    ['Signalé', dateTime(toldAt, zone)],
    ['Numéro de l’accès', String(entryId)],
    ['Clos', handledAt === null ? null : `${dateTime(handledAt, zone)}, par ${handlerName ?? '–'}`],
  ])
  const answer =
    found === null
      ? answerForm(frame.csrf, view)
      : html`<p class="meta">Ce que la personne a lu&nbsp;:</p>${prose(found)}`
  const title = openedWords(incident)
  const end = handledAt === null ? tag('warn', 'À vérifier') : tag('good', 'Clos')
  const main = html`<div class="stack">${errorSummary(errors)}<h1>${title}</h1>
    ${panel('Accès signalé', html`${known}${answer}`, { end })}<p><a href="${HERE}">Tous les accès signalés</a></p></div>`
  return agentPage(frame, { title, main, current: HERE, errorCount: errors.length })
}
