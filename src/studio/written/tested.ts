// The tests of a form, run on it as it is written. Pure.
import { type AreaOf, differencesOf, type FormDefinition, type FormTest } from '#forms'
import { NotFound } from '#platform/errors.ts'

export interface TestRun {
  test: FormTest
  /** None: it is green. */
  differences: readonly string[]
}

export const testsRun = (form: FormDefinition, area: AreaOf): TestRun[] =>
  (form.tests ?? []).map((test) => ({ test, differences: differencesOf(form, test, area) }))

/** @throws NotFound */
export function testIn({ tests = [] }: FormDefinition, id: string): FormTest {
  const found = tests.find((test) => test.id === id)
  if (found === undefined)
    throw new NotFound('Ce test n’est plus avec le formulaire\u00a0: quelqu’un l’a peut-être retiré.')
  return found
}

export const testWay = (id: string): string[] => ['tests', id]
