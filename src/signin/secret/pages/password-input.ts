// The field of a password.
import type { FieldProblem } from '#platform/errors.ts'
import type { Html } from '#platform/html.ts'
import { textInput } from '#platform/ui/fields.ts'
import { GOOD_LENGTH, LEAST_LENGTH } from '../rules.ts'
import { problemOf } from '#platform/http/form-page.ts'

/** A password is never written back in a page. */
export function passwordInput(
  label: string,
  problems: readonly FieldProblem[],
  options: { name?: string; isNew?: boolean; hint?: string } = {},
): Html {
  const { name = 'password', isNew = false, hint } = options
  return textInput({
    name,
    label,
    kind: 'password',
    autocomplete: isNew ? 'new-password' : 'current-password',
    medium: true,
    hint: isNew
      ? `${LEAST_LENGTH} caractères au moins, ${GOOD_LENGTH} ou plus de préférence\u00a0: une phrase est facile à retenir et difficile à deviner. Vous pouvez la coller.`
      : hint,
    error: problemOf(problems, name),
  })
}
