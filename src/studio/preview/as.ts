// As whom a form is tried: what each kind of person finds filled, and in which words they are asked. Invented people. Pure.
import { type Field, fieldsOf, type FormDefinition, kindOf, type RawAnswers } from '#forms'

export const AS = {
  habitant: 'Une personne sans compte',
  compte: 'Une personne qui a un compte',
  agent: 'Un agent au guichet, pour quelqu’un',
} as const
export type As = keyof typeof AS

const PROFILE: Readonly<Record<string, string>> = {
  family_name: 'Morandat',
  given_name: 'Lucette',
  birthdate: '1957-04-12',
}
const CONTACT: Readonly<Record<string, string>> = {
  contactName: 'Lucette Morandat',
  contactEmail: 'lucette.morandat@exemple.fr',
  contactPhone: '06 39 98 41 17',
}

function offeredTo(field: Field, commune: string): RawAnswers[string] | null {
  if (field.profile !== undefined) return kindOf(field.type).fromProfile(PROFILE[field.profile] ?? '')
  if (field.role === 'place') return { '-commune': commune }
  const contact = field.role === undefined ? undefined : CONTACT[field.role]
  return contact === undefined ? null : { '': contact }
}

/** What is filled before anything is typed, for somebody of that commune. */
export function offered(form: FormDefinition, as: As, commune: string): RawAnswers {
  if (as !== 'compte') return {}
  return Object.fromEntries(
    fieldsOf(form).flatMap((field) => {
      const raw = offeredTo(field, commune)
      return raw === null ? [] : [[field.id, raw] as const]
    }),
  )
}

export const isAs = (typed: string): typed is As => Object.hasOwn(AS, typed)
