// Who signs is named by a question of the form: one that exists, and names somebody.
import { quoted } from '#platform/ui/french.ts'
import { fieldsOf, type FormDefinition } from '../definition/definition.ts'
import type { FormFault } from './fault.ts'

const NAMING = ['short-text', 'person']

export function checkSigners(form: FormDefinition): FormFault[] {
  const types = new Map(fieldsOf(form).map(({ id, type }) => [id, type]))
  return fieldsOf(form).flatMap((field) => {
    const { signer } = field as { signer?: string }
    if (signer === undefined || NAMING.includes(types.get(signer) ?? '')) return []
    const sentence = types.has(signer)
      ? `La question ${quoted(field.id)} est signée par qui nomme la question ${quoted(signer)}\u00a0: choisissez un texte court, ou une identité.`
      : `La question ${quoted(field.id)} est signée par qui nomme la question ${quoted(signer)}, qui n’existe pas.`
    return [{ at: field.id, sentence }]
  })
}
