// A form in the words of whoever listens: it asks the person, the page of a call speaks of them to an agent.
import { capital } from '#platform/ui/french.ts'
import { CONTACT_ROLES, type Field, type FieldRole, type FormDefinition, type FormPage } from '#forms'

/** The questions about the person, whatever the form calls them. */
const CONTACT: Partial<Record<FieldRole, string>> = {
  contactName: 'Nom et prénom de la personne',
  contactEmail: 'Son adresse e-mail',
  contactPhone: 'Son téléphone',
  contactAddress: 'Son adresse',
}

/** « Votre situation » is « Situation »: what needs more words has them in the form (`agent`). */
const unaddressed = (text: string): string => capital(text.replace(/^Vo(?:tre|s)\s+/, ''))

const isAddressed = (text: string): boolean => /(?<!rendez-)\bvo(?:us|tre|s)\b/i.test(text)

function spokenField({ agent, hint, ...field }: Field): Field {
  // Hints of contact details say what is obligatory: here nothing is.
  const said = field.role !== undefined && CONTACT_ROLES.has(field.role) ? '' : (agent?.hint ?? hint ?? '')
  const label = (field.role && CONTACT[field.role]) ?? agent?.label ?? unaddressed(field.label)
  const spoken = { ...field, label, ...(said === '' || isAddressed(said) ? {} : { hint: said }) }
  return field.questions === undefined ? spoken : { ...spoken, questions: field.questions.map(spokenField) }
}

const spokenPage = ({ agent, ...page }: FormPage): FormPage => ({
  ...page,
  title: agent?.title ?? unaddressed(page.title),
  fields: page.fields.map(spokenField),
})

/** The same questions, with the same ids and conditions: what is judged says the words that are shown. */
export const spokenForm = (form: FormDefinition): FormDefinition => ({
  ...form,
  pages: form.pages.map(spokenPage),
})
