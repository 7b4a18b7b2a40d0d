// What is wrong with the languages of a form, whatever is answered. What is not translated is no fault: it is read in French.
import { languageName } from '#platform/ui/french.ts'
import { everyFieldOf, type FormDefinition, type FormLanguage } from '../definition/definition.ts'
import { kindOf } from '../fields/index.ts'
import { endFaults } from '../definition/end-faults.ts'
import { saidForm } from './texts.ts'

interface Fault {
  at: string
  sentence: string
}

const twice = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, place) => names.indexOf(name) < place)),
]

/** What is wrong with what it asks and says, by itself. */
const ownFaults = (form: FormDefinition): Fault[] => [
  ...everyFieldOf(form).flatMap((field) =>
    kindOf(field.type)
      .faults(field)
      .map((sentence) => ({ at: field.id, sentence })),
  ),
  ...form.pages.flatMap(({ id, ends = [] }) =>
    ends.flatMap((end) => endFaults(end).map((sentence) => ({ at: id, sentence }))),
  ),
]

/** A question says in another language what its type takes: lines that differ, an explanation that reads. So does an end. */
function faultsIn(form: FormDefinition, { code, texts }: FormLanguage): Fault[] {
  const kept = new Map(texts.map((text) => [text.at, text]))
  const said = saidForm(form, (french, at) => {
    const one = kept.get(at)
    return one?.from === french ? one.to : french
  })
  const french = new Set(ownFaults(form).map(({ sentence }) => sentence))
  const own = ownFaults(said)
    .filter(({ sentence }) => !french.has(sentence))
    .map(({ at, sentence }) => ({ at, sentence: `En ${languageName(code)}\u00a0: ${sentence}` }))
  const again = twice(texts.map(({ at }) => at))
  return again.length === 0
    ? own
    : [
        ...own,
        {
          at: form.id,
          sentence: `En ${languageName(code)}, un même texte est traduit deux fois\u00a0: ${again.join(', ')}.`,
        },
      ]
}

export function languageFaults(form: FormDefinition): Fault[] {
  const { languages = [] } = form
  const codes = languages.map(({ code }) => code)
  const again = twice(['fr', ...codes]).map((code) => ({
    at: form.id,
    sentence:
      code === 'fr'
        ? 'Le français n’est pas une traduction\u00a0: c’est la langue du formulaire.'
        : `Le formulaire a deux fois la même langue\u00a0: ${languageName(code)}.`,
  }))
  return [...again, ...languages.flatMap((language) => faultsIn(form, language))]
}
