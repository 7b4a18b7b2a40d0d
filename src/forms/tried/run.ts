// A test of a form, run: what the form does of these answers, and how it differs from what is expected, in words. Pure.
import { listSentence, quoted } from '#platform/ui/french.ts'
import type { Area } from '#territory'
import { askedFields, reachablePages } from '../answers/reachable.ts'
import { filePlaces } from '../answers/held.ts'
import { CONTACT_ROLES, type RawAnswers, validate } from '../answers/validate.ts'
import { type Field, fieldsOf, type FormDefinition, type FormTest } from '../definition/definition.ts'
import { asksFiles } from '../fields/index.ts'
import type { Raw } from '../fields/read.ts'

/** What a form does of some answers. */
export interface Outcome {
  /** Ids of the pages asked, in their order. */
  pages: readonly string[]
  /** Ids of the questions shown. */
  shown: readonly string[]
  refused: readonly { at: string; sentence: string }[]
}

export type AreaOf = (code: string) => Area | undefined

const FILE = (name: string): string =>
  JSON.stringify({ fileId: name, name, bytes: 1, mediaType: 'application/pdf' })

/** As controls would have posted it; of files, names alone. */
export function rawOfTest(form: FormDefinition, { answers }: Pick<FormTest, 'answers'>): RawAnswers {
  return Object.fromEntries(
    fieldsOf(form).flatMap((field) => {
      const given = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined
      return given === undefined ? [] : [[field.id, rawOf(field, given)] as const]
    }),
  )
}

function rawOf(field: Field, given: NonNullable<FormTest['answers'][string]>): Raw {
  const raw: Raw = typeof given === 'string' || Array.isArray(given) ? { '': given } : given
  if (asksFiles(field)) return { '': filesOf(raw['']) }
  const held = filePlaces([field], { [field.id]: raw }).map(({ part }) => [part, filesOf(raw[part])] as const)
  return held.length === 0 ? raw : { ...raw, ...Object.fromEntries(held) }
}

const filesOf = (names: string | readonly string[] = []): string[] => [names].flat().filter(Boolean).map(FILE)

/** The questions as an agent reads them. */
const spoken = (form: FormDefinition): FormDefinition => ({
  ...form,
  pages: form.pages.map((page) => ({
    ...page,
    fields: page.fields.map((field) => ({ ...field, label: field.agent?.label ?? field.label })),
  })),
})

export function outcomeOf(form: FormDefinition, test: FormTest, area: AreaOf): Outcome {
  const isAgent = test.as === 'agent'
  const judges = { today: test.on, area, ...(isAgent && { lenient: CONTACT_ROLES }) }
  const asked = isAgent ? spoken(form) : form
  const { answers, problems } = validate(asked, asked.pages, rawOfTest(asked, test), {}, judges)
  return {
    pages: reachablePages(asked, answers).map(({ id }) => id),
    shown: [...askedFields(asked, answers)],
    refused: problems.map(({ fieldId, message }) => ({ at: fieldId, sentence: message })),
  }
}

/** The whole of it, to be expected from now on. */
export const expectedFrom = ({ pages, shown, refused }: Outcome): FormTest['expects'] => ({
  pages: [...pages],
  shown: [...shown],
  refused: [...refused],
})

/** In a sentence that goes on. */
const inQuotes = (sentence: string): string => quoted(sentence.replace(/\.$/, ''))

const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/** What differs from what is expected, a sentence each; none: it is green. */
export function differencesOf(form: FormDefinition, test: FormTest, area: AreaOf): string[] {
  const { expects } = test
  const does = outcomeOf(form, test, area)
  const titles = new Map([
    ...form.pages.map(({ id, title }) => [id, quoted(title)] as const),
    ...fieldsOf(form).map(({ id, label }) => [id, quoted(label)] as const),
  ])
  const name = (id: string): string => titles.get(id) ?? quoted(id)
  return [
    ...Object.keys(test.answers)
      .filter((id) => !titles.has(id))
      .map((id) => `Le test répond à la question ${quoted(id)}, qui n’est plus dans le formulaire.`),
    ...(expects.pages === undefined ? [] : pageDifferences(expects.pages, does.pages, name)),
    ...(expects.shown ?? [])
      .filter((id) => !does.shown.includes(id))
      .map((id) => `La question ${name(id)} n’est pas montrée, et le test l’attend.`),
    ...(expects.hidden ?? [])
      .filter((id) => does.shown.includes(id))
      .map((id) => `La question ${name(id)} est montrée, et le test ne l’attend pas.`),
    ...(expects.refused === undefined ? [] : refusalDifferences(expects.refused, does.refused, name)),
  ]
}

function pageDifferences(
  expected: readonly string[],
  does: readonly string[],
  name: (id: string) => string,
): string[] {
  const missing = expected.filter((id) => !does.includes(id))
  const more = does.filter((id) => !expected.includes(id))
  if (missing.length + more.length > 0)
    return [
      ...missing.map((id) => `La page ${name(id)} n’est pas posée, et le test l’attend.`),
      ...more.map((id) => `La page ${name(id)} est posée, et le test ne l’attend pas.`),
    ]
  return expected.every((id, at) => id === does[at])
    ? []
    : [`Les pages ne viennent pas dans l’ordre attendu\u00a0: ${listSentence(does.map(name))}.`]
}

type Refused = Outcome['refused'][number]

function refusalDifferences(
  expected: readonly Refused[],
  does: readonly Refused[],
  name: (id: string) => string,
): string[] {
  const isIn = (all: readonly Refused[], { at, sentence }: Refused) =>
    all.some((one) => one.at === at && plain(one.sentence) === plain(sentence))
  return [
    ...does
      .filter((one) => !isIn(expected, one))
      .map(({ at, sentence }) => {
        const wanted = expected.find((one) => one.at === at && !isIn(does, one))
        return wanted === undefined
          ? `La réponse à ${name(at)} est refusée\u00a0: ${inQuotes(sentence)}. Le test ne l’attend pas.`
          : `À ${name(at)}, le formulaire dit ${inQuotes(sentence)}\u00a0; le test attend ${inQuotes(wanted.sentence)}.`
      }),
    ...expected
      .filter((one) => !isIn(does, one) && !does.some(({ at }) => at === one.at))
      .map(
        ({ at, sentence }) =>
          `La réponse à ${name(at)} est prise\u00a0; le test attend ${inQuotes(sentence)}.`,
      ),
  ]
}

/** Why its tests keep a form back. */
export function redTests(form: FormDefinition, area: AreaOf): string[] {
  const tests = form.tests ?? []
  const ids = tests.map(({ id }) => id)
  const twice = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))]
  return [
    ...twice.map((id) => `Deux tests portent l’identifiant ${quoted(id)}.`),
    ...tests.flatMap((test) =>
      differencesOf(form, test, area).map((one) => `Le test ${quoted(test.name)} est rouge\u00a0: ${one}`),
    ),
  ]
}
