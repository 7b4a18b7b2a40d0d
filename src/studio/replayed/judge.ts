// What one request that was sent would become under another version of its form: refused, asked otherwise, answered elsewhere. Pure.
import {
  answerByRole,
  type Answers,
  asksFiles,
  askedFields,
  CONTACT_ROLES,
  type Field,
  fieldsOf,
  type FormDefinition,
  type Judges,
  placeIn,
  type RawAnswers,
  rawOfAnswers,
  validate,
} from '#forms'

/** refused: an answer would be; dropped: answered, and no longer asked; asked: it was not; moved: another unit would receive it. */
export const WHATS = ['refused', 'dropped', 'asked', 'moved'] as const
export type What = (typeof WHATS)[number]

export interface Finding {
  what: What
  /** Question; '' for the whole. */
  at: string
  /** What would be said, without a value that was typed; or where it would go. */
  sentence: string
}

/** A request as it was sent. */
export interface Replayed {
  answers: Answers
  category: string
  /** Entered for somebody, who may keep how to reach them to themselves. */
  isEntered: boolean
}

/** Where a request of that category goes, in words that tell units apart. */
export type Routes = (category: string, commune: string, placeKind: string | null) => string

export interface Versions {
  old: FormDefinition
  next: FormDefinition
  /** The day on which it was sent. */
  judges: Judges
  routes: Routes
}

const OTHER_SORT =
  'La question change de sorte\u00a0: ce qui a été répondu ne se lit plus comme une réponse à celle-ci.'

/** In the order of the new form. */
export function replayOne({ old, next, judges, routes }: Versions, sent: Replayed): Finding[] {
  const given = { ...judges, ...(sent.isEntered && { lenient: CONTACT_ROLES }) }
  const raw = rawOfAnswers(old, sent.answers)
  const [was, becomes] = [old, next].map((form) => validate(form, form.pages, raw, {}, given))
  if (was === undefined || becomes === undefined) return []
  const before = askedFields(old, sent.answers)
  const after = askedFields(next, becomes.answers)
  const wrongBefore = new Set(was.problems.map(({ fieldId }) => fieldId))
  const oldFields = new Map(fieldsOf(old).map((field) => [field.id, field]))
  const found: Finding[] = []
  for (const field of fieldsOf(next).filter(({ id }) => after.has(id))) {
    const { id } = field
    const isNew = !before.has(id) || !oldFields.has(id)
    // Nobody could answer what was not asked: it is told as such.
    if (isNew && sent.answers[id] === undefined) {
      found.push({ what: 'asked', at: id, sentence: '' })
      continue
    }
    const problem = becomes.problems.find(({ fieldId }) => fieldId === id)
    if (problem === undefined || wrongBefore.has(id)) continue
    const isOther = sent.answers[id] !== undefined && oldFields.get(id)?.type !== field.type
    found.push({
      what: 'refused',
      at: id,
      sentence: isOther ? OTHER_SORT : withoutValues(problem.message, field, raw),
    })
  }
  for (const id of before)
    if (sent.answers[id] !== undefined && !after.has(id))
      found.push({ what: 'dropped', at: id, sentence: '' })
  const [from, to] = [whereIn(old, sent.answers), whereIn(next, becomes.answers)]
  if (from !== null && to !== null && (from.commune !== to.commune || from.placeKind !== to.placeKind)) {
    const [left, reached] = [from, to].map(({ commune, placeKind }) =>
      routes(sent.category, commune, placeKind),
    )
    if (left !== reached) found.push({ what: 'moved', at: '', sentence: `${left} → ${reached}` })
  }
  return found
}

function whereIn(
  form: FormDefinition,
  answers: Answers,
): { commune: string; placeKind: string | null } | null {
  const where = placeIn(form, answers)
  const kind = answerByRole(form, answers, 'placeKind')
  return where === undefined
    ? null
    : { commune: where.commune, placeKind: typeof kind === 'string' ? kind : null }
}

const LETTER = /[\p{L}\p{N}]/u
const isApart = (text: string, at: number, length: number): boolean =>
  !LETTER.test(text[at - 1] ?? ' ') && !LETTER.test(text[at + length] ?? ' ')

/** The sentence, with « … » for what was typed, unless the question itself says it. */
export function withoutValues(sentence: string, field: Field, raw: RawAnswers): string {
  if (asksFiles(field)) return sentence
  const own = JSON.stringify(field)
  const typed = Object.values(raw[field.id] ?? {})
    .flat()
    .map((one) => one.trim())
    .filter((one) => one !== '' && !holdsApart(own, one))
  return typed
    .toSorted((one, other) => other.length - one.length)
    .reduce((said, value) => replacedApart(said, value), sentence)
}

function holdsApart(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1))
    if (isApart(text, at, value.length)) return true
  return false
}

function replacedApart(text: string, value: string): string {
  let made = ''
  let from = 0
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (at < from || !isApart(text, at, value.length)) continue
    made += `${text.slice(from, at)}…`
    from = at + value.length
  }
  return made + text.slice(from)
}
