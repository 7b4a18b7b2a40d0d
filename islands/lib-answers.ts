// Reads the answers of the fields on the page, in the shapes that conditions compare (see src/forms/definition/definition.ts).

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const controls = (field: Element) => [...field.querySelectorAll<Control>('input, select, textarea')]
const checked = (field: Element) =>
  [...field.querySelectorAll<HTMLInputElement>('input:checked')].map((input) => input.value)
const ending = (field: Element, suffix: string) =>
  controls(field)
    .find((control) => control.name.endsWith(`-${suffix}`))
    ?.value.trim() ?? ''

function day(field: Element): string {
  const [date, month, year] = ['jour', 'mois', 'annee'].map((part) => ending(field, part))
  if (!date || !month || !year) return ''
  return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
}

function place(field: Element): Record<string, string> | undefined {
  const commune = ending(field, 'commune')
  const address = ending(field, 'adresse')
  return commune || address ? { commune, address } : undefined
}

const READERS: Record<string, (field: Element) => unknown> = {
  'single-choice': (field) => checked(field)[0],
  'multiple-choice': checked,
  'yes-no': (field) => ({ oui: true, non: false })[checked(field)[0] ?? ''],
  date: day,
  location: place,
  files: (field) => [...field.querySelectorAll('.files > li')].map(() => true),
}

/** Answers by field id; hidden fields have none. Controls with `data-fact` also give the fact of that name. */
export function answersOf(root: Element): Record<string, unknown> {
  const answers: Record<string, unknown> = {}
  for (const field of root.querySelectorAll<HTMLElement>('[data-field]')) {
    if (field.closest('[hidden]')) continue
    const read = READERS[field.dataset.type ?? '']
    answers[field.dataset.field ?? ''] = read ? read(field) : (controls(field)[0]?.value ?? '')
    for (const control of controls(field)) {
      if (control.dataset.fact && control.value) answers[control.dataset.fact] = control.value
    }
  }
  return answers
}
