// What a rich text may hold, and how much: closed and bounded. What is read through it is in its one form.
import { z, type ZodType } from 'zod'
import { isHref } from './address.ts'
import { CALLOUTS, MOST, type RichText } from './document.ts'
import { tidy } from './tidy.ts'

const line = z.string().max(MOST.line)

const mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['strong', 'emphasis']) }),
  z.strictObject({
    type: z.literal('link'),
    attrs: z.strictObject({
      href: z
        .string()
        .refine(isHref, 'Un lien mène à une adresse https, mailto ou tel, ou à une page du site.'),
    }),
  }),
  z.strictObject({ type: z.literal('abbreviation'), attrs: z.strictObject({ expansion: line.min(1) }) }),
])

const text = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1).max(MOST.notation),
  marks: z.array(mark).max(2).optional(),
})
const texts = z.array(text).max(MOST.passages)
const hardBreak = z.strictObject({ type: z.literal('hardBreak') })

const paragraph = z.strictObject({
  type: z.literal('paragraph'),
  content: z.array(z.discriminatedUnion('type', [text, hardBreak])).max(MOST.passages),
})

const heading = z.strictObject({
  type: z.literal('heading'),
  attrs: z.strictObject({ level: z.union([z.literal(2), z.literal(3), z.literal(4)]) }),
  content: texts,
})

/** A list that holds others so deep. */
const listOf = (depth: number) => {
  const within: ZodType = depth > 1 ? z.union([paragraph, listOf(depth - 1)]) : paragraph
  const item = z.strictObject({ type: z.literal('listItem'), content: z.array(within).max(MOST.items) })
  return z.strictObject({
    type: z.enum(['bulletList', 'orderedList']),
    content: z.array(item).max(MOST.items),
  })
}
const list = listOf(MOST.depth)

const cell = z.strictObject({ type: z.enum(['tableHeader', 'tableCell']), content: texts })
const row = z.strictObject({ type: z.literal('tableRow'), content: z.array(cell).min(1).max(MOST.columns) })

const block = z.discriminatedUnion('type', [
  paragraph,
  heading,
  list,
  z.strictObject({ type: z.literal('quote'), content: z.array(paragraph).max(MOST.items) }),
  z.strictObject({
    type: z.literal('callout'),
    attrs: z.strictObject({ kind: z.enum(CALLOUTS) }),
    content: z.array(z.union([paragraph, list])).max(MOST.items),
  }),
  z.strictObject({
    type: z.literal('table'),
    attrs: z.strictObject({ caption: line }),
    content: z.array(row).max(MOST.rows),
  }),
  z.strictObject({
    type: z.literal('image'),
    attrs: z.strictObject({
      file: z.uuid(),
      alternative: line,
      decorative: z.boolean(),
      caption: line,
      credit: line,
    }),
  }),
  z.strictObject({ type: z.literal('separator') }),
])

/** A rich text, judged and in its one form. */
export const richText: ZodType<RichText> = z
  .strictObject({ type: z.literal('doc'), content: z.array(block).max(MOST.blocks) })
  .refine((doc) => JSON.stringify(doc).length <= 10 * MOST.notation, 'Ce texte est trop long.')
  .transform((doc) => tidy(doc as RichText))
