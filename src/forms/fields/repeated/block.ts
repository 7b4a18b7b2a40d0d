// The same questions asked of several: children, rooms. What stands here is the list of its items; their questions are judged, drawn
// and read by whatever judges, draws and reads those of a form (answers/items.ts).
import { z } from 'zod'
import type { Html } from '#platform/html.ts'
import { capital, quoted, typo } from '#platform/ui/french.ts'
import { type BlockItem, blockField } from '#platform/ui/block.ts'
import type { Field } from '../../definition/definition.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { KIT } from '#platform/ui/words.ts'
import { type Raw, texts } from '../read.ts'
import { SAYS } from './words.ts'

/** What an item is, and how many are asked. */
export interface Items {
  /** « enfant » */
  one: string
  isFeminine?: true | undefined
  /** 1 unless said; 0 where the question is optional. */
  least?: number | undefined
  /** 10 unless said. */
  most?: number | undefined
}

export interface ItemsOption {
  items?: Items
}

/** An item as it is kept: its answers, by question. */
export type Item = Record<string, unknown>

/** More than any form asks, whatever is posted. */
export const MOST_ITEMS = 30
export const MOST_QUESTIONS = 30

const shape: z.ZodType<Items> = z.strictObject({
  one: z.string().min(2).max(40),
  isFeminine: z.literal(true).optional(),
  least: z.int().min(0).max(MOST_ITEMS).optional(),
  most: z.int().min(1).max(MOST_ITEMS).optional(),
})

const NONE: Items = { one: 'élément' }

export const itemsOf = (field: Field & ItemsOption): Items => field.items ?? NONE
export const leastItems = (field: Field & ItemsOption): number =>
  itemsOf(field).least ?? (field.optional === true ? 0 : 1)
export const mostItems = (field: Field & ItemsOption): number => itemsOf(field).most ?? 10

/** « Enfant 2 » */
export const itemName = (field: Field & ItemsOption, at: number): string =>
  `${capital(itemsOf(field).one)} ${at + 1}`
/** « « enfant », 1 au moins, 5 au plus » */
const itemsWords = ({ one, isFeminine, least, most }: Items): string =>
  [
    `${quoted(one)}${isFeminine === true ? ' (féminin)' : ''}`,
    ...(least === undefined ? [] : [`${least} au moins`]),
    ...(most === undefined ? [] : [`${most} au plus`]),
  ].join(', ')
/** Keys of the items, in their order; undefined while nothing of the block was posted. */
export const keysIn = (raw: Raw): string[] | undefined => (raw[''] === undefined ? undefined : texts(raw))

/** The items of a block, those that one finds there first included. */
export const itemKeys = (field: Field & ItemsOption, raw: Raw): string[] =>
  keysIn(raw) ?? Array.from({ length: leastItems(field) }, (_, at) => String(at + 1))

/** Before the name of a question of an item, in what is typed in the block. */
export const itemPart = (key: string): string => `-${key}-`

/** Items taken away that may be put back: `key@place`. */
export const GONE = '-retires'

function faults(field: Field & ItemsOption): string[] {
  const { id, questions = [], items } = field
  const question = `La question ${quoted(id)}`
  const [least, most] = [leastItems(field), mostItems(field)]
  const said = []
  if (items === undefined) said.push(`${question} doit dire ce qu’elle répète\u00a0: un enfant, une pièce…`)
  if (questions.length === 0) said.push(`${question} doit poser au moins une question à chacun.`)
  if (least > most) said.push(`${question} en demande plus (${least}) qu’elle n’en accepte (${most}).`)
  return said
}

export const repeatedBlock = fieldKind<Item[], ItemsOption>({
  type: 'repeated-block',
  fact: 'other',
  holdsItems: true,
  options: { items: { shape, one: 'ce qui est répété', isNeeded: true, says: itemsWords, texts: ['one'] } },
  category: () => 'choices',
  faults,
  // How many they are; what each says is judged with the form (answers/validate.ts).
  judge(field, raw) {
    const count = itemKeys(field, raw).length
    const most = mostItems(field)
    if (count > most) return { problem: SAYS.tooManyItems(most) }
    return count === 0 ? { empty: true } : { answer: Array.from({ length: count }, () => ({})) }
  },
  missing(field) {
    const { one, isFeminine } = itemsOf(field)
    return SAYS.itemTo(one, isFeminine === true, asked(field))
  },
  rawOf: (answer) => ({ '': answer.map((_, at) => String(at + 1)) }),
  control(field, raw, { items = [], carried = [], goesOn, ...showing }): Html {
    const named: BlockItem[] = items.map(({ key, controls }, at) => ({
      ...{ key, controls, name: typo(itemName(field, at)) },
    }))
    const { one, isFeminine } = itemsOf(field)
    return blockField({
      ...common(field, showing),
      items: named,
      add: KIT.add(typo(one), isFeminine === true),
      most: mostItems(field),
      gone: texts(raw, GONE),
      goneName: typo(one),
      carried,
      goesOn,
    })
  },
  summary: (field, answer) => answer.map((_, at) => itemName(field, at)),
  sample: () => [],
})
