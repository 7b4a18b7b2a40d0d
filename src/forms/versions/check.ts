// Proves a form before it is published: whatever one answers, the end can be reached and nothing is asked unseen.
import { quoted } from '#platform/ui/french.ts'
import { type Condition, checkCondition, conditionCycle, factsRead, type KnownFact } from '#rules'
import {
  type Field,
  type FieldRole,
  fieldsOf,
  type FormDefinition,
  type FormPage,
} from '../definition/definition.ts'
import { asItem, itemPage, questionsOf } from '../answers/items.ts'
import {
  conditionsOfField,
  conditionsOfPage,
  pageWhen,
  resolvedForm,
  wholeField,
} from '../definition/resolved.ts'
import { asksItems, asksPlace, kindOf } from '../fields/index.ts'
import { languageFaults } from '../tongues/faults.ts'
import type { FormFault } from './fault.ts'
import { mayBeLinked } from './linked.ts'
import { nameFaults } from './named.ts'
import { formulaProblems, workedFrom } from './formulas.ts'
import { neverAsked, neverShown } from './never.ts'
import { checkSigners } from './signers.ts'
import { stopFaults } from './stops.ts'

/** Roles that one field of a form may play. */
const SINGLE_ROLES: readonly FieldRole[] = [
  'place',
  'placeKind',
  'subject',
  'contactName',
  'contactEmail',
  'contactPhone',
]

function knownFacts(fields: readonly Field[]): Record<string, KnownFact> {
  const known: Record<string, KnownFact> = { commune: { type: 'text' } }
  for (const { id, type, choices } of fields) {
    const { fact, asksNothing, computes } = kindOf(type)
    if (asksNothing && computes === undefined) continue
    known[id] =
      choices === undefined ? { type: fact } : { type: fact, choices: choices.map((choice) => choice.value) }
  }
  return known
}

function duplicates(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

/** Types that may withhold some of what they propose. */
const CONDITIONAL: readonly string[] = ['single-choice', 'multiple-choice']

/** One question by itself. */
function checkField(field: Field): FormFault[] {
  const { id, type, choices = [], requiredIf, optional, role, place, profile, profileIf, danger } = field
  const { fact, roles, profile: filledBy, faults } = kindOf(type)
  const wantsChoices = fact === 'choice' || fact === 'choices'
  const question = `La question ${quoted(id)}`
  const sentences = duplicates(choices.map((choice) => choice.value)).map(
    (value) => `${question} propose deux fois la valeur ${quoted(value)}.`,
  )
  if (wantsChoices && choices.length < 2) sentences.push(`${question} doit proposer au moins deux réponses.`)
  if (choices.some(({ showIf }) => showIf !== undefined) && !CONDITIONAL.includes(type))
    sentences.push(
      `${question} propose une réponse sous condition\u00a0: seuls un choix et plusieurs choix le peuvent.`,
    )
  if (requiredIf !== undefined && optional !== true)
    sentences.push(`${question} a une condition d’obligation\u00a0: marquez-la aussi facultative.`)
  // Names that JavaScript gives to every object.
  if (id in {}) sentences.push(`L’identifiant ${quoted(id)} est réservé\u00a0: choisissez-en un autre.`)
  if (role !== undefined && !roles.includes(role))
    sentences.push(
      `${question} ne peut pas jouer le rôle ${quoted(role)}\u00a0: ce n’est pas le bon type de réponse.`,
    )
  if (place !== undefined && !asksPlace(field))
    sentences.push(`${question} n’est pas un lieu\u00a0: elle n’en a pas la sorte.`)
  if (profile !== undefined && !filledBy.includes(profile))
    sentences.push(
      `${question} ne peut pas être remplie par le profil\u00a0: ce n’est pas le bon type de réponse.`,
    )
  if (danger !== undefined && fact !== 'yes-no')
    sentences.push(`${question} n’est pas un oui ou non\u00a0: ce sont ses réponses qui disent un danger.`)
  if (profileIf !== undefined && profile === undefined)
    sentences.push(`${question} dit quand le profil la remplit, mais pas avec quoi.`)
  if (field.fromLink === true && !mayBeLinked(field))
    sentences.push(
      `${question} ne peut pas être remplie par un lien\u00a0: elle dit qui l’on est ou comment vous joindre, engage, ou reprend le compte.`,
    )
  return [...sentences, ...faults(field)].map((sentence) => ({ at: id, sentence }))
}

/** The profile fills a page as it opens: the condition can only read what was answered before. */
function checkProfile(form: FormDefinition): FormFault[] {
  const { pages } = resolvedForm(form)
  return pages.flatMap((page, index) => {
    const before = new Set(pages.slice(0, index).flatMap(({ fields }) => fields.map(({ id }) => id)))
    return page.fields
      .filter(
        ({ profileIf }) => profileIf !== undefined && factsRead(profileIf).some((id) => !before.has(id)),
      )
      .map(({ id }) => ({
        at: id,
        sentence: `Le profil remplit la question ${quoted(id)} selon une réponse qui n’est pas sur une page d’avant.`,
      }))
  })
}

/** What a question of an item may not be: the rest of Parvis reads one answer, of the form. */
function checkOwn(block: Field): FormFault[] {
  return questionsOf(block).flatMap((field) => {
    const question = `La question ${quoted(field.id)}`
    const sentences = []
    if (asksItems(field))
      sentences.push(`${question} est un bloc dans un bloc\u00a0: posez ses questions ailleurs.`)
    if (field.role !== undefined)
      sentences.push(
        `${question} se répète\u00a0: elle ne peut pas jouer le rôle ${quoted(field.role)}, qui veut une seule réponse.`,
      )
    if (field.profile !== undefined)
      sentences.push(`${question} se répète\u00a0: le profil ne la remplit pas.`)
    // What is sealed, and who is asked to sign, is read of the questions of the form (requests.seal, requests.ask_cosignatures).
    if (kindOf(field.type).signs)
      sentences.push(
        `${question} se répète\u00a0: on signe une fois, pour toute la demande. Posez-la hors du bloc.`,
      )
    return [...checkField(field), ...sentences.map((sentence) => ({ at: field.id, sentence }))]
  })
}

/** What the items of a block are asked, each beside the rest of the form. */
function checkBlock(form: FormDefinition, block: Field): FormFault[] {
  const scope = asItem(form, block)
  const known = knownFacts(fieldsOf(scope))
  return itemPage(form, block).fields.flatMap((field) =>
    questionsOf(block)
      .filter(({ id }) => id === field.id)
      .flatMap(conditionsOfField)
      .flatMap((condition) =>
        checkCondition(condition, known).map(({ sentence }) => ({ at: field.id, sentence })),
      ),
  )
}

/** What decides that it is shown, what it proposes, and what it is worked out from. */
const shownBy = (field: Field): Condition[] =>
  [field.showIf, ...(field.choices ?? []).map((choice) => choice.showIf), ...workedFrom(field)].filter(
    (one) => one !== undefined,
  )

/** What decides that a question is shown: of a block, what its items read of the form too. */
function decides(form: FormDefinition): { id: string; conditions: Condition[] }[] {
  return resolvedForm(form).pages.flatMap((page) =>
    page.fields.map((field) => ({
      id: field.id,
      conditions: [
        pageWhen(form, page),
        ...shownBy(field),
        ...questionsOf(field).flatMap((own) => [...shownBy(own), own.requiredIf]),
      ].filter((one) => one !== undefined),
    })),
  )
}

/** The questions together. */
function checkFields(fields: readonly Field[]): FormFault[] {
  const twice = duplicates(fields.flatMap((field) => [field.id, ...questionsOf(field).map(({ id }) => id)]))
  const crowded = SINGLE_ROLES.filter((role) => fields.filter((field) => field.role === role).length > 1)
  return [
    ...twice.map((id) => ({ at: id, sentence: `Deux questions portent l’identifiant ${quoted(id)}.` })),
    ...fields.flatMap((field) => [...checkField(field), ...checkOwn(field)]),
    ...crowded.map((role) => ({
      at: role,
      sentence: `Plusieurs questions jouent le rôle ${quoted(role)}\u00a0: une seule le peut.`,
    })),
  ]
}

/** Who answers follows from the place: it is asked of everybody, and never left empty; but where no service asks the form. */
function checkPlace(form: FormDefinition): FormFault[] {
  if (form.processing !== undefined) return []
  const pages = form.pages.filter((page) => page.fields.some((field) => field.role === 'place'))
  if (pages.length === 0)
    return [
      { at: form.id, sentence: 'Aucune question ne demande le lieu\u00a0: personne ne saurait qui répond.' },
    ]
  const always = pages.some(
    (page) =>
      page.showIf === undefined &&
      page.fields.some(
        (field) => field.role === 'place' && field.showIf === undefined && field.optional !== true,
      ),
  )
  return always
    ? []
    : [
        {
          at: form.id,
          sentence:
            'Le lieu doit être demandé toujours, et sa réponse est obligatoire\u00a0: sans lui, personne ne saurait qui répond.',
        },
      ]
}

const conditionsOf = (item: FormPage | Field): Condition[] =>
  'fields' in item ? conditionsOfPage(item) : conditionsOfField(item)

/** What asks nothing is no form: whoever opens it would have only to send it. */
const checkAsks = (form: FormDefinition): FormFault[] =>
  fieldsOf(form).some(({ type }) => !kindOf(type).asksNothing)
    ? []
    : [
        {
          at: form.id,
          sentence: 'Ce formulaire ne pose aucune question\u00a0: ajoutez-en une, sur l’une de ses pages.',
        },
      ]

/** Every fault of a form whose blocks are expanded; none means that it may be published. */
export function checkForm(form: FormDefinition): FormFault[] {
  const fields = fieldsOf(form)
  const known = knownFacts(fields)
  const faults = checkFields(fields)
  for (const id of duplicates(form.pages.map((page) => page.id)))
    faults.push({ at: id, sentence: `Deux pages portent l’identifiant «\u00a0${id}\u00a0».` })
  for (const item of [...form.pages, ...fields]) {
    for (const condition of conditionsOf(item))
      faults.push(...checkCondition(condition, known).map(({ sentence }) => ({ at: item.id, sentence })))
  }
  faults.push(...nameFaults(form, known, conditionsOf))
  const blocks = fields.filter(asksItems)
  for (const block of blocks) faults.push(...checkBlock(form, block))
  // A page's condition is that of each of its fields; what a question proposes is known before it is read; who is required when is
  // read after what is shown.
  const own = blocks.map((block) =>
    itemPage(form, block).fields.map((field) => ({
      id: field.id,
      conditions: shownBy(wholeField(form, field)),
    })),
  )
  const cycle = [decides(form), ...own].map(conditionCycle).find((one) => one !== null) ?? null
  if (cycle !== null)
    faults.push({
      at: cycle[0] ?? form.id,
      sentence: `Les conditions tournent en rond\u00a0: ${cycle.join(' → ')}.`,
    })
  // What is tried is known, of its kind, and turns in no circle.
  const never =
    faults.length === 0 ? [...neverShown(form), ...blocks.flatMap((block) => neverAsked(form, block))] : []
  return [
    ...faults,
    ...formulaProblems(form),
    ...stopFaults(form),
    ...never,
    ...checkProfile(form),
    ...checkPlace(form),
    ...checkAsks(form),
    ...checkSigners(form),
    ...languageFaults(form),
  ]
}
