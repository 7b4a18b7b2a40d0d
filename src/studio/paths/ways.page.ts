// What the conditions of a form imply: every way through it, with the answers that lead there, the longest and the shortest.
import {
  type Case,
  type Field,
  fieldsOf,
  type FormDefinition,
  kindOf,
  labelsOf,
  type Way,
  waysThrough,
  type Ways,
} from '#forms'
import { type Html, html } from '#platform/html.ts'
import { fold } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { capital, plural } from '#platform/ui/french.ts'
import { type Condition, conditionSentence } from '#rules'
import { elementAddress } from '../written/address.ts'
import { secondsFor, timeWords } from './time.ts'

interface Told {
  way: Way
  seconds: number
  questions: number
}

const MOST_SHOWN = 12

/** As a condition says it. */
function answerAs(of: string, value: unknown): Condition {
  if (value === undefined) return { op: 'empty', of }
  if (Array.isArray(value)) {
    const parts = value.map((one): Condition => ({ op: 'includes', of, value: String(one) }))
    return parts.length === 1 ? (parts[0] as Condition) : { op: 'all', conditions: parts }
  }
  return isPlain(value) ? { op: 'is', of, value } : { op: 'answered', of }
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

function oneOf(of: string, values: readonly unknown[]): Condition {
  const [first] = values
  if (values.length === 1) return answerAs(of, first)
  return values.every(isPlain)
    ? { op: 'in', of, values: [...values] }
    : { op: 'any', conditions: values.map((value) => answerAs(of, value)) }
}

const EXACT = ['choice', 'yes-no']

const factOf = (form: FormDefinition, name: string): string => {
  const field = fieldsOf(form).find(({ id }) => id === name)
  return field === undefined ? 'text' : kindOf(field.type).fact
}

/** Of questions that take every answer there, nothing is said. */
function narrowed({ whole }: Way, { answers }: Ways): (readonly [string, readonly unknown[]])[] {
  return [...(whole ?? [])].filter(([name, values]) => values.length < (answers.get(name)?.length ?? 0))
}

/** « Quand « Taille » est « Grand » », or an example when the cases that lead there are not told in one sentence. */
export function leadsThere(form: FormDefinition, way: Way, ways: Ways): string {
  const labels = labelsOf(form)
  const said = (conditions: readonly Condition[]) =>
    conditionSentence(
      conditions.length === 1 ? (conditions[0] as Condition) : { op: 'all', conditions: [...conditions] },
      labels,
    )
  const narrow = narrowed(way, ways)
  if (way.whole !== null && narrow.length === 0) return 'Quelles que soient les réponses.'
  if (way.whole !== null && narrow.every(([name]) => EXACT.includes(factOf(form, name))))
    return `${capital(said(narrow.map(([name, values]) => oneOf(name, values))))}.`
  return `Par exemple, ${said([...exampleOf(way.first)])}.`
}

const exampleOf = (given: Case): Condition[] => [...given].map(([name, value]) => answerAs(name, value))

function toldWays(form: FormDefinition, { ways }: Ways): Told[] {
  const fields = new Map(fieldsOf(form).map((field) => [field.id, field]))
  const named = (ids: readonly string[]) =>
    ids.map((id) => fields.get(id)).filter((one): one is Field => one !== undefined)
  return ways
    .map((way) => {
      const shown = fieldsOf({
        ...form,
        pages: form.pages.filter(({ id }) => way.pages.includes(id)),
      }).filter(({ type, showIf }) => kindOf(type).asksNothing && showIf === undefined)
      const seconds = secondsFor([...named(way.asked), ...shown], named(way.perhaps))
      return { way, seconds, questions: way.asked.length }
    })
    .toSorted((one, other) => other.seconds - one.seconds)
}

function wayLine(
  form: FormDefinition,
  ways: Ways,
  { way, seconds, questions }: Told,
  mark: Html | false,
): Html {
  const pages = form.pages.filter(({ id }) => way.pages.includes(id))
  const names = pages.map(
    ({ id, title }, at) =>
      html`${at > 0 && ' → '}<a href="${elementAddress(form.id, id)}">${form.pages.findIndex((page) => page.id === id) + 1}. ${title}</a>`,
  )
  const more =
    way.perhaps.length > 0
      ? `, et ${plural(way.perhaps.length, 'autre selon les réponses', 'autres selon les réponses')}`
      : ''
  return html`<li><p>${leadsThere(form, way, ways)} ${mark}</p><p>${names}</p><p class="meta">${plural(pages.length, 'page', 'pages')}, ${plural(questions, 'question', 'questions')}${more}, ${timeWords(seconds)}</p></li>`
}

export function waysPanel(form: FormDefinition): Html {
  const ways = waysThrough(form)
  const told = toldWays(form, ways)
  const [longest, shortest] = [told[0], told.at(-1)]
  if (longest === undefined || shortest === undefined)
    return panel(
      'Chemins à travers le formulaire',
      html`<p>Ce formulaire n’a pas encore de page à suivre.</p>`,
    )
  const mark = (one: Told): Html | false =>
    told.length > 1 &&
    (one === longest ? tag('idle', 'Le plus long') : one === shortest && tag('idle', 'Le plus court'))
  const lines = told.map((one) => wayLine(form, ways, one, mark(one)))
  const summary =
    told.length === 1
      ? html`<p><b>Un seul chemin</b>, ${timeWords(longest.seconds)}.</p>`
      : html`<p><b>${plural(told.length, 'chemin', 'chemins')}</b>${ways.isBounded && ' au moins'}, de ${timeWords(shortest.seconds)} à ${timeWords(longest.seconds)}.</p>`
  const bounded =
    ways.isBounded &&
    html`<p class="meta">Il y a trop de cas pour les essayer tous&nbsp;: d’autres chemins peuvent exister.</p>`
  const rest =
    lines.length > MOST_SHOWN &&
    fold(
      'Les autres chemins',
      html`<ol class="studio-acts" start="${MOST_SHOWN + 1}">${lines.slice(MOST_SHOWN)}</ol>`,
      {
        meta: plural(lines.length - MOST_SHOWN, 'chemin', 'chemins'),
      },
    )
  return panel(
    'Chemins à travers le formulaire',
    html`${summary}${bounded}<ol class="studio-acts">${lines.slice(0, MOST_SHOWN)}</ol>${rest}<p class="meta">Durée estimée d’après les sortes de questions&nbsp;; une question facultative, ou posée selon d’autres réponses, compte pour moitié.</p>`,
  )
}
