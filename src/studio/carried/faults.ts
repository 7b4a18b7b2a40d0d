// What is wrong with the file of a form, and where: the way to each fault in the words of the studio. Pure.
import { FORM } from '#forms'
import type { Items, Naming, Parts } from '#platform/house/definition.ts'
import { wrongValue } from '#platform/http/wrong-value.ts'
import { capital, quoted } from '#platform/ui/french.ts'
import type { $ZodIssue } from 'zod/v4/core'
import { PARTS as OPTION_PARTS } from '../questions/options.ts'

/** « Page 2 (« La fête »), question 4 (« Combien ? »), l’intitulé » and what is wrong there. */
export interface FileFault {
  where: string
  sentence: string
}

const OTHERS: Readonly<Record<string, string>> = { id: 'l’identifiant', value: 'la valeur gardée' }

const LONGEST_TITLE = 80

function titleOf(item: unknown, property: string): string {
  const title: unknown = isObject(item) && Object.hasOwn(item, property) ? item[property] : undefined
  if (typeof title !== 'string' || title.trim() === '') return ''
  return ` (${quoted(title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title)})`
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const ownOf = <T>(of: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined

const NUMBER = /^\d+$/
const isItems = (naming: Naming | undefined): naming is Items => typeof naming === 'object' && 'one' in naming
const hasParts = (naming: Naming | undefined): naming is Parts =>
  typeof naming === 'object' && 'parts' in naming

/** What that step is called, and what names those that follow; no words: the next step says it. */
function stepOf(
  naming: Naming | undefined,
  step: string,
  item: unknown,
): { words: string | null; next: Naming | undefined } {
  if (isItems(naming) && NUMBER.test(step))
    return {
      words: `${naming.one} ${Number(step) + 1}${titleOf(item, naming.title)}`,
      next: { parts: naming.parts },
    }
  if (!hasParts(naming)) {
    const words = NUMBER.test(step) ? `élément ${Number(step) + 1}` : ownOf(OPTION_PARTS, step)
    return { words: words ?? quoted(step), next: undefined }
  }
  const next = ownOf(naming.parts, step)
  if (typeof next === 'string') return { words: next, next }
  if (next === undefined) return { words: ownOf(OTHERS, step) ?? quoted(step), next }
  return { words: 'name' in next ? next.name : null, next }
}

/** The way to a part of a form, in words. */
export function wayWords(body: unknown, path: readonly PropertyKey[], of: Parts = FORM): string {
  const said: string[] = []
  let [here, naming]: [unknown, Naming | undefined] = [body, of]
  for (const [at, key] of path.entries()) {
    const step = String(key)
    here = isObject(here) && Object.hasOwn(here, step) ? here[step] : undefined
    const { words, next } = stepOf(naming, step, here)
    const isLast = at === path.length - 1
    if (words !== null) said.push(words)
    else if (isLast) said.push(isItems(next) ? `les ${next.one}s` : quoted(step))
    naming = next
  }
  return said.length === 0 ? 'Le formulaire' : capital(said.join(', '))
}

const NAMES_FORM =
  'Un nom s’écrit en minuscules sans accent, chiffres et tirets bas, et commence par une lettre.'

function sentenceOf(issue: $ZodIssue): string {
  switch (issue.code) {
    case 'custom':
      return issue.message
    case 'invalid_format':
      return NAMES_FORM
    case 'invalid_value':
      if (issue.input === undefined) return 'Cette valeur manque.'
      if (issue.path.at(-1) === 'type') return 'Cette sorte de question n’est pas connue ici.'
      break
    case 'invalid_union':
      return 'Cette sorte n’est pas connue ici.'
    case 'too_small':
      if (issue.origin === 'string')
        return issue.minimum === 1
          ? 'Ce texte est vide.'
          : `Ce texte est trop court\u00a0: ${issue.minimum} caractères au moins.`
      break
    case 'too_big':
      if (issue.origin === 'string')
        return `Ce texte est trop long\u00a0: ${issue.maximum} caractères au plus.`
      break
    default:
  }
  const said = wrongValue(issue as never)
  return (typeof said === 'object' ? said?.message : said) ?? 'Cette valeur n’a pas la forme attendue.'
}

/** Each thing that a shape refuses; what is not known is said one by one. */
export function shapeFaults(body: unknown, issues: readonly $ZodIssue[], of: Parts = FORM): FileFault[] {
  return issues.flatMap((issue): FileFault[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          where: wayWords(body, [...issue.path, key], of),
          sentence: 'Ceci n’est pas connu à cet endroit.',
        }))
      : [{ where: wayWords(body, issue.path, of), sentence: sentenceOf(issue) }],
  )
}
