// The act that is open on a request's screen: what it asks, what it causes, what the resident will read.
import { of, to } from '#platform/french/noun.ts'
import { attrs, html, type Html } from '#platform/html.ts'
import { button } from '#platform/ui/button.ts'
import { notice } from '#platform/ui/feedback.ts'
import { controlAttributes, field, select, textarea, textInput } from '#platform/ui/fields.ts'
import { longDate, number } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { findOption } from '#platform/ui/find-option.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { effectsOf, hasEffect, speaks, stateOf, type Transition } from '#workflows'
import { unitNoun } from '#territory'
import { type Asked, askedBy } from '../../act/asked.ts'
import type { Writing } from '../writing.ts'
import type { Desk } from '../desk.ts'
import { MOST_CHARACTERS } from '#threads'
import { brokenBy, PLAN_DATE } from '../../act/effects/plan-date.ts'
import { PLANNED_DAY } from '../../act/planned.ts'
import { asShown } from '../../act/variables.ts'
import type { Target } from '../targets.ts'
import { reachText } from '../../record/words.ts'
import {
  deskForm,
  draftNote,
  errorOf,
  joinedField,
  leading,
  marks,
  templateButtons,
  toldField,
} from './form.ts'
import { letterView } from './letter.ts'
import { templatesFor } from '../opened.ts'

/** Units whose work it is first, then doors that send on, then everybody: 59 authorities stay within reach of the keyboard. */
function targetSelect(desk: Desk, value: string, error: string | undefined): Html {
  const { targets, place, request } = desk
  const options = {
    name: 'target',
    label: 'Transmettre à',
    hint: 'La demande part avec son historique et ses délais.',
    error,
  }
  // Units of another authority say whose they are: each town hall has its « Services techniques ».
  const named = (list: readonly Target[]) =>
    list.map((target) => {
      const { authorityId } = target.unit
      return targetOption(
        target,
        value,
        authorityId === request.authorityId ? '' : `, ${place.authority(authorityId).name}`,
      )
    })
  const groups =
    targets === null
      ? []
      : [
          { label: 'Traitent ce genre de demande', options: named(targets.able) },
          { label: 'Accueils\u00a0: lisent et orientent', options: named(targets.doors) },
          ...targets.others.map(({ authority: { name }, targets: list }) => ({
            label: `Autres services : ${name}`,
            of: name,
            options: list.map((target) => targetOption(target, value, '')),
          })),
        ]
  return field(
    options,
    findOption('Chercher un service ou une mairie', attrs(controlAttributes(options)), groups),
  )
}

function targetOption({ unit, receiver }: Target, value: string, whose: string): Html {
  const whole =
    receiver === unit
      ? ''
      : receiver
        ? ` (personne n’y répond : ira ${to(unitNoun(receiver))})`
        : ' (personne n’y répond)'
  return html`<option ${attrs({ value: String(unit.id), selected: String(unit.id) === value, disabled: receiver === undefined })}>${unit.name}${whose}${whole}</option>`
}

type Control = (desk: Desk, transition: Transition, writing: Writing) => Html

/** One control for each thing an act may ask; each field says who reads it. */
const CONTROLS: Record<Asked, Control> = {
  target: (desk, _transition, writing) =>
    targetSelect(desk, writing.typed.target, errorOf(writing, 'target')),
  agent: (desk, _transition, writing) =>
    select({
      name: 'agent',
      id: 'agent-charge',
      label: 'Agent chargé',
      value: writing.typed.agent,
      options: desk.colleagues.map(({ id, name, open }) => ({
        value: String(id),
        label: `${name} (${open} en cours)`,
      })),
      blank: 'Choisissez',
      error: errorOf(writing, 'agent'),
    }),
  date: (desk, transition, writing) =>
    hasEffect(transition, PLAN_DATE)
      ? plannedDay(desk, transition, writing)
      : textInput({
          name: 'date',
          kind: 'date',
          label: 'Nouvelle date promise',
          hint: 'Un jour où le service travaille. Elle remplace la date promise, ici et dans le suivi de la personne.',
          value: writing.typed.date,
          error: errorOf(writing, 'date'),
        }),
  explanation: ({ request }, _transition, writing) =>
    textarea({
      name: 'explanation',
      label: `Pourquoi, pour ${request.contactName}`,
      hint:
        request.contactEmail === null
          ? 'La personne lit cette phrase telle quelle dans son suivi\u00a0: aucun courriel ne part.'
          : 'Cette phrase lui est envoyée telle quelle, dans le message.',
      rows: 3,
      value: writing.typed.explanation,
      maxlength: MOST_CHARACTERS,
      error: errorOf(writing, 'explanation'),
    }),
  reason: ({ request }, _transition, writing) =>
    textarea({
      name: 'reason',
      label: 'Note pour vos collègues (obligatoire)',
      hint: `Seuls les agents la lisent, dans le fil. ${request.contactName} ne la voit pas.`,
      rows: 3,
      value: writing.typed.reason,
      maxlength: MOST_CHARACTERS,
      error: errorOf(writing, 'reason'),
    }),
  message: (desk, transition, writing) =>
    html`${textarea({
      name: 'message',
      label: speaks(transition) ? 'Message à l’usager' : 'Message',
      value: writing.typed.message,
      rows: 10,
      maxlength: MOST_CHARACTERS,
      error: errorOf(writing, 'message'),
    })}${joinedField(desk, writing)}`,
}

/** The day of a visit: what the message says in full, and what it does to the promise when it comes after it. */
function plannedDay({ place, request }: Desk, transition: Transition, writing: Writing): Html {
  const { typed } = writing
  const { solutionDueAt: due } = request
  const promised = due === null ? '' : ` Date promise\u00a0: au plus tard le ${longDate(due, place.zone)}.`
  const day = textInput({
    name: 'date',
    kind: 'date',
    label: 'Jour de l’intervention',
    hint: `Il prend la place de «\u00a0${asShown(PLANNED_DAY)}\u00a0» dans le message.${promised}`,
    value: typed.date,
    error: errorOf(writing, 'date'),
  })
  const broken = brokenBy(typed.date, transition, place, request)
  if (broken === null) return day
  const choices = select({
    name: 'promise',
    label: 'Ce jour vient après la date promise',
    value: typed.promise ?? '',
    blank: 'Choisissez',
    error: errorOf(writing, 'promise'),
    options: [
      { value: 'oui', label: `Promettre le ${longDate(typed.date)} à la place du ${longDate(broken)}` },
      { value: 'non', label: `Garder la promesse du ${longDate(broken)}` },
    ],
  })
  return html`${day}${choices}`
}

const ORDER = Object.keys(CONTROLS) as Asked[]

/** What the act asks: where and when, then what the resident reads, then what colleagues read. */
function controls(desk: Desk, transition: Transition, writing: Writing): Html[] {
  const asks = askedBy(transition, desk.templates)
  return ORDER.filter((name) => asks.includes(name)).map((name) => CONTROLS[name](desk, transition, writing))
}

/** What the act will cause, said before it is done. */
function consequences({ workflow, state, request, effects }: Desk, transition: Transition): string[] {
  const next = transition.to === 'same' ? state : stateOf(workflow, transition.to)
  return [
    ...(next.id === state.id
      ? []
      : [`La demande passe de «\u00a0${state.label}\u00a0» à «\u00a0${next.label}\u00a0».`]),
    ...effectsOf(transition, effects).flatMap((effect) => effect.foretold?.(request) ?? []),
    ...(state.clock !== 'paused' && next.clock === 'paused'
      ? ['L’horloge de la solution est en pause jusqu’à la réponse de la personne.']
      : []),
  ]
}

/** The words are composed from what is typed: they are read before they leave. */
const isComposed = (desk: Desk, transition: Transition): boolean =>
  askedBy(transition, desk.templates).includes('explanation')

function actButtons(desk: Desk, transition: Transition, { letter }: Writing): Html {
  const { label } = transition
  if (isComposed(desk, transition) && letter === null)
    return html`<div class="row">${button('Voir ce qui part')}</div>`
  const leaves = desk.next !== null && speaks(transition)
  const main = leaves
    ? html`${button(`${label} et passer à la suivante`, { name: 'ensuite', value: 'suivante' })}${button(label, { kind: 'quiet' })}`
    : button(label)
  const look = isComposed(desk, transition) ? 'Revoir ce qui part' : 'Aperçu'
  return html`<div class="row">${main}${speaks(transition) && button(look, { kind: 'bare', name: 'apercu', value: 'voir' })}</div>`
}

/** Who learns by mail that it is handed to them: said before it leaves. */
function toldNote({ place, request }: Desk, { told, letter }: Writing): Html | null {
  if (letter === null || told === undefined) return null
  if (told === null)
    return notice(
      'warn',
      'Aucun agent ne sera prévenu par courriel',
      html`<p>Ce service n’a pas d’adresse e-mail, et ses agents non plus&nbsp;: seule leur liste montrera la demande. Appelez-les si elle presse.</p>`,
    )
  const { authorityId } = told.unit
  // Each town hall has its « services techniques ».
  const whose = authorityId === request.authorityId ? '' : ` (${place.authority(authorityId).name})`
  const unit = `${of(unitNoun(told.unit))}${whose}`
  const who =
    told.by !== 'agents'
      ? `l’adresse ${unit}`
      : told.people === 1
        ? `l’agent ${unit}`
        : `les ${number(told.people)} agents ${unit}`
  return html`<p>${icon('mail')} Un courriel prévient ${who}.</p>`
}

/** Handed to a unit whose work it is not: said before it leaves, with those whose work it is. */
function unusual({ targets, place, request }: Desk, { letter, typed }: Writing): Html | null {
  const isOther = targets?.others.some((group) =>
    group.targets.some(({ unit }) => String(unit.id) === typed.target),
  )
  if (letter === null || isOther !== true) return null
  const competent = targets?.competent ?? null
  const unit = place.unit(request.unitId)
  const here = `${unit.name}, ${place.authority(unit.authorityId).name}`
  const named =
    competent &&
    html`<p>À cet endroit, elle revient à <b>${competent.who}</b>${competent.who === here && ', qui l’a aujourd’hui'}.</p>
      ${competent.exceptions.length > 0 && html`<ul class="plain">${competent.exceptions.map(({ where, who }) => html`<li>${where}&nbsp;: ${who}</li>`)}</ul>`}`
  return notice(
    'warn',
    'Ce service ne traite pas d’ordinaire ce genre de demande',
    html`<p>Vérifiez le service choisi.</p>${named}`,
  )
}

/** The act that is open, beside the resident's words. */
export function actPanel(frame: AgentFrame, desk: Desk, transition: Transition, writing: Writing): Html {
  const { request } = desk
  const warning = speaks(transition) ? reachText(request) : null
  const writes = askedBy(transition, desk.templates).includes('message')
  const body = html`${marks(desk, writing, { page: 'agir' })}${warning !== null && notice('warn', 'Aucun courriel ne partira', html`<p>${warning}</p>`)}
    ${writes && templateButtons(desk, templatesFor(desk, transition))}<div class="fields">${controls(desk, transition, writing)}${speaks(transition) && toldField(desk, writing)}</div>
    ${draftNote(desk, writing)}<ul class="plain">${consequences(desk, transition).map((text) => html`<li>${text}</li>`)}</ul>
    ${writing.letter !== null && letterView(desk, writing.letter)}${unusual(desk, writing)}${toldNote(desk, writing)}${actButtons(desk, transition, writing)}`
  const close = leading('Fermer', desk, 'fermer', { kind: 'bare' })
  return html`<section class="panel act-open" id="acte" aria-labelledby="titre-acte"><header><h2 id="titre-acte">${transition.label}</h2>${close}</header><div class="inside">${deskForm(frame, desk, `/agents/demandes/${request.ref}/actions/${transition.id}`, body)}</div></section>`
}
