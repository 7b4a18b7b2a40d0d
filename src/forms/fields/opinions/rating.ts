// A mark on a scale, from 1: how satisfied, how likely.
import { z } from 'zod'
import { radioCards } from '#platform/ui/choices.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { numberIn, text } from '../read.ts'
import { SAYS } from '../words.ts'

const USUAL_SCALE = 5

interface Options {
  /** Highest mark, from 3 to 10; 5 unless said. */
  scale?: number
  /** What the lowest and the highest marks mean. */
  lowest?: string
  highest?: string
}

const words = z.string().min(1).max(60)

/** The marks that it proposes, lowest first. */
const marksOf = ({ scale = USUAL_SCALE }: Options): number[] =>
  Array.from({ length: scale }, (_, at) => at + 1)

function meaning({ scale = USUAL_SCALE, lowest, highest }: Options, mark: number): string | undefined {
  return mark === 1 ? lowest : mark === scale ? highest : undefined
}

export const rating = fieldKind<number, Options>({
  type: 'rating',
  fact: 'number',
  linkable: [''],
  options: {
    scale: { shape: z.int().min(3).max(10), one: 'la note la plus haute' },
    lowest: { shape: words, one: 'ce que dit la note la plus basse', texts: [''] },
    highest: { shape: words, one: 'ce que dit la note la plus haute', texts: [''] },
  },
  category: () => 'choices',
  counted: true,
  judge(field, raw) {
    if (text(raw) === '') return { empty: true }
    const answer = numberIn(raw)
    return answer !== undefined && marksOf(field).includes(answer)
      ? { answer }
      : { problem: SAYS.markFrom(field.scale ?? USUAL_SCALE) }
  },
  missing: (field) => SAYS.markTo(asked(field)),
  control: (field, raw, showing) =>
    radioCards({
      ...common(field, showing),
      across: true,
      isScale: field.lowest === undefined && field.highest === undefined,
      choices: marksOf(field).map((mark) => ({
        value: String(mark),
        label: String(mark),
        hint: meaning(field, mark),
      })),
      value: text(raw),
    }),
  summary: (field, answer) => {
    const said = meaning(field, answer)
    return SAYS.markOf(answer, field.scale ?? USUAL_SCALE) + (said === undefined ? '' : `, ${said}`)
  },
  sample: (field) => field.scale ?? USUAL_SCALE,
})
