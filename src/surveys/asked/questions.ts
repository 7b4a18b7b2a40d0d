// The questions of a questionnaire as they are typed: a block of lines each, its choices behind dashes. Pure.
import { checkForm, type Field, fieldsOf, type FormDefinition } from '#forms'
import { quoted } from '#platform/ui/french.ts'

/** What each word in brackets, at the end of a question, makes of it. */
const KINDS: Readonly<Record<string, string>> = {
  'une réponse': 'single-choice',
  'plusieurs réponses': 'multiple-choice',
  note: 'rating',
  'oui ou non': 'yes-no',
  classement: 'ranked-list',
  tableau: 'matrix',
}
const OPTIONAL = 'facultatif'
const MOST = 40

/** Said beside the field: what may be typed. */
export const HOW =
  'Une question par paragraphe, ses réponses en dessous, derrière un tiret. Entre parenthèses à la fin de la question\u00a0: (plusieurs réponses), (note), (oui ou non), (classement), (tableau), (facultatif). Les lignes d’un tableau commencent par le signe +. Pas de texte libre\u00a0: une phrase suffit à reconnaître quelqu’un.'

interface Block {
  label: string
  words: string[]
  choices: string[]
  lines: string[]
}

function blockOf(text: string): Block {
  const [first = '', ...rest] = text.split('\n').map((line) => line.trim())
  const words = [...first.matchAll(/\(([^()]*)\)/g)].map(([, word = '']) => word.trim().toLowerCase())
  const known = words.filter((word) => word === OPTIONAL || Object.hasOwn(KINDS, word))
  const label = first.replace(/\s*\(([^()]*)\)/g, (said, word: string) =>
    known.includes(word.trim().toLowerCase()) ? '' : said,
  )
  const behind = (sign: RegExp) =>
    rest.filter((line) => sign.test(line)).map((line) => line.replace(sign, '').trim())
  return { label: label.trim(), words: known, choices: behind(/^[-–•]\s*/), lines: behind(/^\+\s*/) }
}

function fieldOf({ label, words, choices, lines }: Block, at: number): Field {
  const told = words.find((word) => word !== OPTIONAL)
  const type = KINDS[told ?? ''] ?? 'single-choice'
  const proposed = choices.map((choice, n) => ({ value: `r${n + 1}`, label: choice }))
  const asked: Field & { lines?: string[] } = { id: `q${at + 1}`, type, label }
  if (words.includes(OPTIONAL)) asked.optional = true
  if (type === 'matrix') asked.lines = lines
  if (proposed.length > 0) asked.choices = proposed
  return asked
}

/** What is asked, or why it cannot be, a sentence each. */
export function readQuestions(
  title: string,
  text: string,
): { form: FormDefinition } | { problems: readonly string[] } {
  const blocks = text
    .replace(/\r\n/g, '\n')
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(blockOf)
  if (blocks.length === 0) return { problems: ['Écrivez au moins une question.'] }
  if (blocks.length > MOST) return { problems: [`Posez ${MOST} questions au plus.`] }
  const form = { id: 'questionnaire', title, pages: [{ id: 'p1', title, fields: blocks.map(fieldOf) }] }
  const problems = blocks.flatMap(({ label, choices, lines }, at) => {
    const twice = [choices, lines].some((list) => new Set(list).size < list.length)
    const longest = Math.max(label.length, ...[...choices, ...lines].map((said) => said.length))
    return [
      ...(label === '' ? [`La question ${at + 1} n’a pas de texte.`] : []),
      ...(twice ? [`La question ${at + 1} dit deux fois la même chose.`] : []),
      ...(longest > 200
        ? [`La question ${at + 1} est trop longue\u00a0: 200 caractères au plus par ligne.`]
        : []),
      ...(Math.max(choices.length, lines.length) > 12
        ? [`La question ${at + 1} a plus de douze réponses ou lignes.`]
        : []),
    ]
  })
  const faults = checkForm(form).flatMap(({ at, sentence }) => {
    const field = fieldsOf(form).find(({ id }) => id === at)
    return field === undefined ? [] : [sentence.replace(quoted(at), quoted(field.label))]
  })
  const all = [...problems, ...faults]
  return all.length > 0 ? { problems: all } : { form }
}
