// What is said of a value whose schema says nothing itself: no English sentence of a library reaches anybody.
import type { ZodError } from 'zod'
import type { $ZodErrorMap } from 'zod/v4/core'
import type { FieldProblem } from '../errors.ts'

const EXPECTED: Record<string, string> = {
  string: 'Un texte, donné une seule fois.',
  number: 'Un nombre.',
  int: 'Un nombre entier.',
  boolean: 'Vrai ou faux.',
  array: 'Une liste.',
  object: 'Un objet.',
}

/** In French, for whoever sent it. */
export const wrongValue: $ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'Cette valeur manque.'
        : (EXPECTED[issue.expected] ?? 'Cette valeur n’est pas du type attendu.')
    case 'invalid_value':
      return `Une de ces valeurs\u00a0: ${issue.values.map(String).join(', ')}.`
    case 'too_big':
      return `C’est trop\u00a0: ${String(issue.maximum)} au plus.`
    case 'too_small':
      return `C’est trop peu\u00a0: ${String(issue.minimum)} au moins.`
    case 'unrecognized_keys':
      return `Ces valeurs ne sont pas connues\u00a0: ${issue.keys.join(', ')}.`
    default:
      return 'Cette valeur n’a pas la forme attendue.'
  }
}

/** What is wrong, beside the fields it is about. */
export function problemsOf(error: ZodError): FieldProblem[] {
  return error.issues.map(({ path: [name = '', part], message }) => ({
    // A part of a control is named as its id is: `etapes-2-1`.
    field: `${String(name)}${typeof part === 'string' && /^(?:-\d+)+$/.test(part) ? part : ''}`,
    message,
  }))
}
