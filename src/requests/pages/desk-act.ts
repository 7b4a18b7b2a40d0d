// The page of one act that asks something: the message, the reason, the colleague, or the service it goes to.
import type { FieldProblem } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { button, linkButton } from '#platform/ui/button.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { controlAttributes, field, optionList, select, textarea, textInput } from '#platform/ui/fields.ts'
import { fileField, type StoredFile } from '#platform/ui/files.ts'
import { form } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { attrs } from '#platform/html.ts'
import { clockKinds, hasEffect, stateOf, type Transition } from '#workflows'
import { askedBy } from '../asked.ts'
import { backQuery, type Opened, templatesFor } from '../desk.ts'
import { filterQuery } from '../filter.ts'
import { KEPT_FILES, MOST_CHARACTERS, MOST_FILE_BYTES, MOST_FILES } from '../message-limits.ts'
import type { Target } from '../targets.ts'
import { reachText } from '../words.ts'

/** What is being typed for the act. */
export interface Acting {
  message: string
  reason: string
  explanation: string
  date: string
  agent: string
  target: string
  template: string
  files: readonly StoredFile[]
  problems: readonly FieldProblem[]
  refusal: string | null
}

export const nothingTyped: Acting = {
  message: '',
  reason: '',
  explanation: '',
  date: '',
  agent: '',
  target: '',
  template: '',
  files: [],
  problems: [],
  refusal: null,
}

/** Units whose work it is first, then doors that send on, then everybody: 59 authorities stay within reach of the keyboard. */
function targetSelect({ targets }: Opened, value: string, error: string | undefined): Html {
  const group = (label: string, list: readonly Target[]) =>
    list.length > 0 &&
    html`<optgroup label="${label}">${list.map((target) => targetOption(target, value))}</optgroup>`
  const options = {
    name: 'target',
    label: 'Transmettre à',
    hint: 'La demande part avec son historique et ses délais.',
    error,
  }
  return field(
    options,
    html`<select ${attrs(controlAttributes(options))}><option value="">Choisissez</option>${targets !== null && html`${group('Traitent ce genre de demande', targets.able)}${group('Accueils : lisent et orientent', targets.doors)}${targets.others.map((other) => group(`Autres services : ${other.authority.name}`, other.targets))}`}</select>`,
  )
}

function targetOption({ unit, receiver }: Target, value: string): Html {
  const whole =
    receiver === unit
      ? ''
      : receiver
        ? ` (personne n’y travaille : ira à ${receiver.name})`
        : ' (personne n’y travaille)'
  return html`<option ${attrs({ value: String(unit.id), selected: String(unit.id) === value, disabled: receiver === undefined })}>${unit.name}${whole}</option>`
}

function controls(opened: Opened, transition: Transition, acting: Acting): Html[] {
  const error = (name: string) => acting.problems.find((problem) => problem.field === name)?.message
  const asks = askedBy(transition, opened.templates)
  const speaks = hasEffect(transition, 'messageResident')
  const people = opened.colleagues.map(({ id, name, open }) => ({
    value: String(id),
    label: `${name} (${open} en cours)`,
  }))
  return [
    ...(asks.includes('target') ? [targetSelect(opened, acting.target, error('target'))] : []),
    ...(asks.includes('agent')
      ? [
          select({
            name: 'agent',
            label: 'Agent chargé',
            value: acting.agent,
            options: people,
            blank: 'Choisissez',
            error: error('agent'),
          }),
        ]
      : []),
    ...(asks.includes('reason')
      ? [
          textarea({
            name: 'reason',
            label: 'Note pour vos collègues',
            hint: `Seuls les agents la lisent, dans le fil. ${opened.request.contactName} ne la voit pas.`,
            value: acting.reason,
            maxlength: MOST_CHARACTERS,
            error: error('reason'),
          }),
        ]
      : []),
    ...(asks.includes('date')
      ? [
          textInput({
            name: 'date',
            kind: 'date',
            label: 'Nouvelle date promise',
            hint: 'Un jour où le service travaille. Elle remplace la date promise, ici et dans le suivi de la personne.',
            value: acting.date,
            error: error('date'),
          }),
        ]
      : []),
    ...(asks.includes('explanation')
      ? [
          textarea({
            name: 'explanation',
            label: `Pourquoi, pour ${opened.request.contactName}`,
            hint: 'Cette phrase lui est envoyée telle quelle, dans le message.',
            value: acting.explanation,
            maxlength: MOST_CHARACTERS,
            error: error('explanation'),
          }),
        ]
      : []),
    ...(asks.includes('message')
      ? [
          textarea({
            name: 'message',
            label: speaks ? 'Message à l’usager' : 'Message',
            value: acting.message,
            rows: 8,
            maxlength: MOST_CHARACTERS,
            error: error('message'),
          }),
          fileField({
            name: 'files',
            label: 'Fichiers',
            optional: true,
            hint: `${MOST_FILES} fichiers au plus, en image ou en PDF.`,
            files: acting.files,
            max: MOST_FILES,
            maxBytes: MOST_FILE_BYTES,
            accept: 'image/*,application/pdf',
            error: error('files'),
          }),
        ]
      : []),
  ]
}

function templatePicker(opened: Opened, transition: Transition, { template }: Acting): Html | null {
  const known = (transition.asks ?? []).includes('message') ? templatesFor(opened, transition) : []
  if (known.length < 2) return null
  const options = known.map(({ id, title }) => ({ value: id, label: title }))
  return html`<form class="row tiny-gap model" action="/agents/demandes/${opened.request.ref}/agir/${transition.id}"><input type="hidden" name="retour" value="${filterQuery(opened.back)}"><label class="row tiny-gap soft">Modèle <select name="modele">${optionList(options, template)}</select></label>${button('Insérer', { kind: 'quiet' })}</form>`
}

/** What the act will cause, said before it is done. */
function consequences({ workflow, state, request }: Opened, transition: Transition): string[] {
  const next = transition.to === 'same' ? state : stateOf(workflow, transition.to)
  const kinds = clockKinds(state, next, transition.effects)
  return [
    ...(next.id === state.id ? [] : [`La demande passe de « ${state.label} » à « ${next.label} ».`]),
    ...(hasEffect(transition, 'messageResident')
      ? [
          request.contactEmail === null
            ? 'Le message s’affiche dans le suivi de la personne ; aucun courriel ne part.'
            : 'La personne reçoit le message par courriel et dans son suivi.',
        ]
      : []),
    ...(kinds.includes('firstAnswer') ? ['L’horloge de la première réponse s’arrête.'] : []),
    ...(kinds.includes('paused')
      ? ['L’horloge de la solution est en pause jusqu’à la réponse de la personne.']
      : []),
    ...(kinds.includes('closed') ? ['La demande est terminée ; la personne peut la rouvrir.'] : []),
  ]
}

/** GET /agents/demandes/:ref/agir/:transition */
export function actPage(frame: AgentFrame, opened: Opened, transition: Transition, acting: Acting): Html {
  const { request, back } = opened
  const warning = hasEffect(transition, 'messageResident') ? reachText(request) : null
  const errors = acting.problems.map(({ field: name, message }) => ({
    id: name === '' ? 'message' : name,
    message,
  }))
  const kept = acting.files.map(
    (file) => html`<input type="hidden" name="${KEPT_FILES}" value="${file.fileId}">`,
  )
  const body = html`<input type="hidden" name="page" value="agir"><input type="hidden" name="retour" value="${filterQuery(back)}">${kept}<div class="fields">${controls(opened, transition, acting)}</div>
    <ul class="plain">${consequences(opened, transition).map((text) => html`<li>${text}</li>`)}</ul>
    <div class="row">${button(transition.label)}${linkButton('Revenir sans rien changer', `/agents/demandes/${request.ref}${backQuery(back)}`, { kind: 'bare' })}</div>`
  const main = html`<div class="reading stack">${errorSummary(errors, 'Le texte tapé et les fichiers acceptés sont gardés.')}
    ${acting.refusal !== null && notice('bad', 'L’action n’a pas été faite', html`<p>${acting.refusal}</p>`)}
    <div class="stack tight"><p class="meta">${request.ref}, ${request.subject}, ${request.contactName}</p><h1>${transition.label}</h1></div>
    ${warning !== null && notice('warn', 'Aucun courriel ne partira', html`<p>${warning}</p>`)}
    <section class="panel" aria-label="${transition.label}"><div class="inside stack">${templatePicker(opened, transition, acting)}
    ${form({ action: `/agents/demandes/${request.ref}/actions/${transition.id}`, csrf: frame.csrf, files: (transition.asks ?? []).includes('message'), body })}</div></section></div>`
  return agentPage(frame, {
    title: `${transition.label}, ${request.ref}`,
    main,
    current: '/agents',
    errorCount: errors.length,
  })
}
