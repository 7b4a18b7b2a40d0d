// One answer among what a list proposes, kept here or read elsewhere: a short list is chosen from, a long one is searched as one types.
import { z } from 'zod'
import { entryWords, meant, type Offered, suggestionsAt } from '#lists'
import { attrs, html, type Html } from '#platform/html.ts'
import { controlAttributes, field as framed, optionList } from '#platform/ui/fields.ts'
import { KIT } from '#platform/ui/words.ts'
import { quoted, typo } from '#platform/ui/french.ts'
import type { Field } from '../../definition/definition.ts'
import { asked, common, fieldKind, type Judged, tooLong } from '../kind.ts'
import { type Raw, text } from '../read.ts'
import { SAYS as ANY } from '../words.ts'
import { CHOICE_FROM, type Fed, OFFERED } from './feed.ts'
import { SAYS } from './words.ts'

/** As it was when it was chosen. */
export interface ListAnswer {
  /** '' when the list said nothing, and the answer is a text. */
  value: string
  label: string
  /** Day on which it had gone from the list, when it was sent (`YYYY-MM-DD`). */
  gone?: string
}

/** Longer lists are searched. */
export const LISTED = 40
const LONGEST = 200
const SHOWN = 4
/** Value of the suggestion that was taken. */
const CHOSEN = '-choisi'

type Question = Field & Fed

const listOf = (field: Fed): Offered | null => {
  const offered = field[OFFERED]
  return offered === undefined || offered.entries.length === 0 ? null : offered
}

const isSearched = ({ entries }: Offered): boolean => entries.length > LISTED

/** What is wrong with words that are no row. */
function unknown(typed: string, candidates: readonly { label: string }[]): string {
  const said = typed.slice(0, 60)
  if (candidates.length === 0) return SAYS.notThere(said)
  const some = candidates.slice(0, SHOWN).map(({ label }) => label)
  return SAYS.whichOne(said, some, candidates.length > SHOWN ? '…' : '')
}

function judgeText(field: Question, typed: string): Judged<ListAnswer> {
  if (field.whenDown !== 'text') return { problem: SAYS.later() }
  const long = tooLong(typed, LONGEST)
  return long === null ? { answer: { value: '', label: typed.replace(/\s+/g, ' ') } } : { problem: long }
}

function judge(field: Question, raw: Raw, today: string): Judged<ListAnswer> {
  const typed = text(raw)
  if (typed === '') return { empty: true }
  const offered = listOf(field)
  if (offered === null) return judgeText(field, typed)
  const said = meant(offered, typed, text(raw, CHOSEN))
  if ('entry' in said) return { answer: { value: said.entry.value, label: said.entry.label } }
  if ('candidates' in said) return { problem: unknown(typed, said.candidates) }
  const { value, label, gone, until } = said.former
  return today <= until ? { answer: { value, label, gone } } : { problem: SAYS.goneSince(label, gone) }
}

/** The hint of the question, then what is to be known of its list. */
function hintOf(field: Question, offered: Offered | null): string | undefined {
  const { hint } = field
  const said =
    offered === null
      ? field.whenDown === 'text'
        ? SAYS.asText()
        : SAYS.later()
      : [
          isSearched(offered) && hint === undefined && SAYS.typeSome(),
          offered.age !== null && SAYS.listOf(offered.age),
        ]
          .filter((one) => one !== false)
          .join(' ')
  const all = [hint === undefined ? '' : typo(hint), said].filter((one) => one !== '').join(' ')
  return all === '' ? undefined : all
}

/** What was chosen and is in the list no longer stays there: nothing typed is lost. */
function optionsOf(offered: Offered | null, chosen: string) {
  const options = (offered?.entries ?? []).map((entry) => ({ value: entry.value, label: entryWords(entry) }))
  if (chosen === '' || offered?.byValue.has(chosen) === true) return options
  const former = offered?.former.get(chosen)
  const label = former === undefined ? chosen : SAYS.takenOff(former.label, former.gone)
  return [{ value: chosen, label }, ...options]
}

function control(field: Question, raw: Raw, said: ReturnType<typeof common>): Html {
  const offered = listOf(field)
  const of = { ...said, hint: hintOf(field, offered) }
  const isTyped = offered === null ? field.whenDown === 'text' : isSearched(offered)
  const typed = text(raw)
  if (!isTyped) {
    const list = optionList(optionsOf(offered, typed), typed, KIT.choose())
    return framed(
      of,
      html`<select ${attrs({ ...controlAttributes(of), autofocus: of.autofocus })}>${list}</select>`,
    )
  }
  const given = attrs({
    ...{ class: 'input', type: 'text', ...controlAttributes(of), autofocus: of.autofocus },
    ...{ value: typed, autocomplete: 'off', maxlength: LONGEST },
  })
  const input = html`<input ${given}>`
  if (offered === null) return framed(of, input)
  const found = typed === '' ? null : meant(offered, typed, text(raw, CHOSEN))
  const value = found !== null && 'entry' in found ? found.entry.value : ''
  const chosen = attrs({
    ...{ type: 'hidden', name: field.id + CHOSEN, value, 'data-fact': field.id },
  })
  return framed(
    of,
    html`<list-search data-url="${suggestionsAt(offered.id)}">${input}<input ${chosen}></list-search>`,
  )
}

export const choiceFrom = fieldKind<ListAnswer, Fed>({
  type: CHOICE_FROM,
  fact: 'text',
  options: {
    list: { shape: z.string().min(1).max(60), one: 'la liste des réponses', isNeeded: true },
    whenDown: { shape: z.enum(['text', 'later']), one: 'ce qui est demandé quand la liste est indisponible' },
  },
  parts: ['', CHOSEN],
  category: () => 'choices',
  read: ({ value, label }) => (value === '' ? label : value),
  faults: ({ id, list }) =>
    list === undefined ? [`La question ${quoted(id)} doit dire de quelle liste viennent ses réponses.`] : [],
  judge: (field, raw, { today }) => judge(field, raw, today),
  missing: (field) =>
    listOf(field) === null && field.whenDown !== 'text'
      ? SAYS.laterTo(asked(field))
      : ANY.chooseTo(asked(field)),
  rawOf({ value, label }, field) {
    const offered = listOf(field)
    return offered !== null && !isSearched(offered)
      ? { '': value === '' ? label : value }
      : { '': label, ...(value !== '' && { [CHOSEN]: value }) }
  },
  control: (field, raw, showing) => control(field, raw, common(field, showing)),
  summary: (field, { value, label, gone }) =>
    gone !== undefined
      ? SAYS.noLongerThere(label, gone)
      : value === '' && field.list !== undefined
        ? SAYS.withoutList(label)
        : label,
  sample(field) {
    const [first] = listOf(field)?.entries ?? []
    return { value: first?.value ?? '', label: first?.label ?? 'Autre' }
  },
})
