// The texts of a form that whoever answers reads: each has a way to it, by which its translations are kept. Pure.
import { typo } from '#platform/ui/french.ts'
import { type Language, saidIn } from '#platform/tongue/said-in.ts'
import type {
  Field,
  FormDefinition,
  FormLanguage,
  FormPage,
  TranslatedText,
} from '../definition/definition.ts'
import { fieldOptions, kindOf } from '../fields/index.ts'
import { LONGEST_WAY } from './schema.ts'

/** Ways within a page and within a question; `*`: each item of a list. */
const OF_PAGE = ['title', 'checks/*/message', 'ends/*/title', 'ends/*/text']
const OF_FIELD = ['label', 'hint', 'choices/*/label', 'choices/*/hint']

const OF_OPTIONS: readonly string[] = Object.entries(fieldOptions).flatMap(([name, { texts = [] }]) =>
  texts.map((way) => (way === '' ? name : `${name}/${way}`)),
)

type Say = (text: string, at: string) => string

const isThing = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** By which an item of a list is known: what it is called, else its place. */
function nameOf(item: unknown, place: number): string {
  if (!isThing(item)) return String(place)
  const own = item.id ?? item.value
  return typeof own === 'string' ? own : String(place)
}

function within(value: unknown, [step, ...rest]: readonly string[], at: string, say: Say): unknown {
  if (step === undefined)
    return typeof value === 'string' && value !== '' && at.length <= LONGEST_WAY ? say(value, at) : value
  if (step === '*')
    return Array.isArray(value)
      ? value.map((item, place) => within(item, rest, `${at}/${nameOf(item, place)}`, say))
      : value
  if (!isThing(value) || !Object.hasOwn(value, step)) return value
  return { ...value, [step]: within(value[step], rest, `${at}/${step}`, say) }
}

const said = <T>(value: T, ways: readonly string[], at: string, say: Say): T =>
  ways.reduce((made, way) => within(made, way.split('/'), at, say) as T, value)

function saidField(field: Field, say: Say): Field {
  const { hasOwnWords } = kindOf(field.type)
  const ways = [...OF_FIELD, ...OF_OPTIONS].filter((way) => !(hasOwnWords && way === 'label'))
  const made = said(field, ways, `questions/${field.id}`, say)
  const { questions } = made
  return questions === undefined
    ? made
    : { ...made, questions: questions.map((question) => saidField(question, say)) }
}

const saidPage = (page: FormPage, say: Say): FormPage => ({
  ...said(page, OF_PAGE, `pages/${page.id}`, say),
  fields: page.fields.map((field) => saidField(field, say)),
})

/** The form with each text as `say` says it. */
export const saidForm = (form: FormDefinition, say: Say): FormDefinition => ({
  ...form,
  title: say(form.title, 'title'),
  pages: form.pages.map((page) => saidPage(page, say)),
})

/** A text of a form, in French. */
export interface FormText {
  at: string
  french: string
}

/** Every text, in the order of the form. */
export function textsOf(form: FormDefinition): FormText[] {
  const texts: FormText[] = []
  saidForm(form, (french, at) => {
    texts.push({ at, french })
    return french
  })
  return texts
}

/** `gap`: never translated; `stale`: the French has changed since. */
export type TextState = 'said' | 'gap' | 'stale'

export interface SaidText extends FormText {
  state: TextState
  /** What is kept, for another French perhaps. */
  kept: TranslatedText | undefined
}

/** The texts of a form beside what a language says of them. */
export function saidTexts(form: FormDefinition, code: string): SaidText[] {
  const kept = new Map(languageIn(form, code)?.texts.map((text) => [text.at, text]))
  return textsOf(form).map((text) => {
    const one = kept.get(text.at)
    const state = one === undefined ? 'gap' : one.from === text.french ? 'said' : 'stale'
    return { ...text, state, kept: one }
  })
}

export const languageIn = ({ languages = [] }: FormDefinition, code: string): FormLanguage | undefined =>
  languages.find((language) => language.code === code)

/**
 * The form as it is read in that language; what it does not say, or said of another French, is in French, which says so. The same questions,
 * with the same ids, values and conditions: what is answered is judged alike.
 */
export function readIn(form: FormDefinition, language: FormLanguage): FormDefinition {
  const { code, rtl } = language
  const known: Language = { code, rtl }
  const kept = new Map(language.texts.map((text) => [text.at, text]))
  return saidForm(form, (french, at) => {
    const one = kept.get(at)
    return one?.from === french ? saidIn(known, one.to) : saidIn({ code: 'fr' }, typo(french))
  })
}

/** The languages of a form with what its blocks say in them; its own texts come first. */
export function withTextsOf(
  form: Pick<FormDefinition, 'languages'>,
  used: readonly FormLanguage[],
): Pick<FormDefinition, 'languages'> {
  if (form.languages === undefined) return {}
  return {
    languages: form.languages.map((language) => {
      const own = new Set(language.texts.map(({ at }) => at))
      const others = used.filter(({ code }) => code === language.code).flatMap(({ texts }) => texts)
      return { ...language, texts: [...language.texts, ...others.filter(({ at }) => !own.has(at))] }
    }),
  }
}
