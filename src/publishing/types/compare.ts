// Two editions of a content, compared in words: what went, what came, part by part, a line of text at a time. Pure, but for names.
import { type Answer, kindOf } from '#forms'
import type { Area } from '#territory'
import { plainOf, type RichText } from '#writing'
import type { Values } from './fields.ts'
import { type ContentField, type ContentType, isRich } from './kind.ts'

/** What is compared of one. */
export interface Compared {
  type: ContentType
  title: string
  summary: string
  theme: string
  about: readonly string[]
  /** What the picture of lists shows; '': none, or one that is no longer there. */
  presented: string
  fields: Values
  /** Names of its documents, each with what is said in its place. */
  documents: readonly string[]
}

/** A part that differs: its lines that are no longer there, and those that were not. */
export interface Difference {
  part: string
  gone: string[]
  come: string[]
}

type Find = (code: string) => Area | undefined

const wordsOf = (field: ContentField, kept: unknown, area: Find): string => {
  if (kept === undefined) return ''
  if (isRich(field)) return plainOf(kept as RichText)
  return [kindOf(field.type).summary(field, kept as Answer, area)].flat().join('\n')
}

/** Parts by their name, in their order. */
function partsOf(
  { type, title, summary, theme, about, fields, presented, documents }: Compared,
  area: Find,
): [string, string][] {
  return [
    ['Titre', title],
    ['L’essentiel', summary],
    ...type.fields.map((field): [string, string] => [field.label, wordsOf(field, fields[field.id], area)]),
    ['Documents', documents.join('\n')],
    ['Rubrique', theme],
    ['Territoire', about.join('\n')],
    ['Image de présentation', presented],
  ]
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

/** Lines of one that the other has not, in as many places. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return lines.filter((line) => {
    const at = left.indexOf(line)
    if (at === -1) return true
    left.splice(at, 1)
    return false
  })
}

/** What an edition changes of another; lines that only moved are told as one part in another order. */
export function differences(before: Compared, after: Compared, area: Find): Difference[] {
  const [former, latter] = [new Map(partsOf(before, area)), new Map(partsOf(after, area))]
  return [...new Set([...latter.keys(), ...former.keys()])].flatMap((part) => {
    const [was, is] = [former.get(part) ?? '', latter.get(part) ?? '']
    if (was === is) return []
    const [gone, come] = [without(linesOf(was), linesOf(is)), without(linesOf(is), linesOf(was))]
    return [
      gone.length + come.length === 0
        ? { part, gone: linesOf(was), come: linesOf(is) }
        : { part, gone, come },
    ]
  })
}
