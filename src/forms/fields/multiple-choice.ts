// Several answers among several.
import { checkboxCards } from '#platform/ui/choices.ts'
import { asked, common, type FieldKind, type Raw } from './kind.ts'

const values = (raw: Raw): string[] => [raw[''] ?? []].flat().filter((value) => value !== '')

export const multipleChoice: FieldKind = {
  type: 'multiple-choice',
  fact: 'choices',
  parts: [''],
  judge(field, raw) {
    const chosen = [...new Set(values(raw))]
    if (chosen.length === 0) return { empty: true }
    const known = new Set(field.choices?.map((choice) => choice.value))
    return chosen.every((value) => known.has(value))
      ? { answer: chosen }
      : { problem: 'Choisissez parmi les réponses proposées.' }
  },
  missing: (field) => `Cochez au moins une réponse à ${asked(field)}.`,
  rawOf: (answer) => ({ '': Array.isArray(answer) ? answer.map(String) : [] }),
  control: (field, raw, showing) =>
    checkboxCards({
      ...common(field, showing),
      choices: field.choices ?? [],
      across: field.across,
      values: values(raw),
    }),
  summary: (field, answer) =>
    (answer as string[]).map(
      (value) => field.choices?.find((choice) => choice.value === value)?.label ?? value,
    ),
  sample: (field) => (field.choices ?? []).slice(0, 1).map((choice) => choice.value),
}
