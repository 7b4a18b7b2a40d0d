// Proves a form before it is published: whatever one answers, the end can be reached and nothing is asked unseen.
import { type Condition, checkCondition, conditionCycle, type KnownFact } from '#rules'
import type { Field, FieldRole, FormDefinition } from './definition.ts'
import { fieldsOf } from './reachable.ts'

export interface FormFault {
  /** Field or page id. */
  at: string
  /** French, for whoever edits the form. */
  sentence: string
}

const FACT_TYPES: Record<Field['type'], KnownFact['type']> = {
  'short-text': 'text', 'long-text': 'text', 'single-choice': 'choice', 'multiple-choice': 'choices', 'yes-no': 'yes-no',
  date: 'date', email: 'text', phone: 'text', location: 'text', files: 'other',
}

/** Roles that one field of a form may play. */
const SINGLE_ROLES: readonly FieldRole[] = ['place', 'placeKind', 'subject', 'contactName', 'contactEmail', 'contactPhone']

function knownFacts(fields: readonly Field[]): Record<string, KnownFact> {
  const known: Record<string, KnownFact> = { commune: { type: 'text' } }
  for (const { id, type, choices } of fields) known[id] = choices === undefined ? { type: FACT_TYPES[type] } : { type: FACT_TYPES[type], choices: choices.map((choice) => choice.value) }
  return known
}

function duplicates(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

function checkFields(fields: readonly Field[]): FormFault[] {
  const faults: FormFault[] = duplicates(fields.map((field) => field.id)).map((id) => ({ at: id, sentence: `Deux questions portent l’identifiant « ${id} ».` }))
  for (const { id, type, choices, requiredIf, optional } of fields) {
    const wantsChoices = type === 'single-choice' || type === 'multiple-choice'
    if (wantsChoices && (choices === undefined || choices.length < 2)) faults.push({ at: id, sentence: `La question « ${id} » doit proposer au moins deux réponses.` })
    for (const value of duplicates((choices ?? []).map((choice) => choice.value))) faults.push({ at: id, sentence: `La question « ${id} » propose deux fois la valeur « ${value} ».` })
    if (requiredIf !== undefined && optional !== true) faults.push({ at: id, sentence: `La question « ${id} » a une condition d’obligation : marquez-la aussi facultative.` })
  }
  for (const role of SINGLE_ROLES) {
    if (fields.filter((field) => field.role === role).length > 1) faults.push({ at: role, sentence: `Plusieurs questions jouent le rôle « ${role} » : une seule le peut.` })
  }
  return faults
}

function conditionsOf(item: { showIf?: Condition; requiredIf?: Condition }): Condition[] {
  return [item.showIf, item.requiredIf].filter((condition) => condition !== undefined)
}

/** Every fault of a form whose blocks are expanded; none means that it may be published. */
export function checkForm(form: FormDefinition): FormFault[] {
  const fields = fieldsOf(form)
  const known = knownFacts(fields)
  const faults = checkFields(fields)
  for (const id of duplicates(form.pages.map((page) => page.id))) faults.push({ at: id, sentence: `Deux pages portent l’identifiant « ${id} ».` })
  for (const item of [...form.pages, ...fields]) {
    for (const condition of conditionsOf(item)) faults.push(...checkCondition(condition, known).map(({ sentence }) => ({ at: item.id, sentence })))
  }
  // A page's condition is that of each of its fields; who is required when is read after what is shown.
  const nodes = form.pages.flatMap((page) => page.fields.map((field) => ({ id: field.id, conditions: [page.showIf, field.showIf].filter((one) => one !== undefined) })))
  const cycle = conditionCycle(nodes)
  if (cycle !== null) faults.push({ at: cycle[0] ?? form.id, sentence: `Les conditions tournent en rond : ${cycle.join(' → ')}.` })
  if (!fields.some((field) => field.role === 'place')) faults.push({ at: form.id, sentence: 'Aucune question ne demande le lieu : personne ne saurait qui répond.' })
  return faults
}
