// Sheets of paper that were not sent: a range, its method and its sources, never a precise number.
import type { Read } from '#platform/db/db.ts'
import { setting } from '#platform/house/settings.ts'
import { number } from '#platform/ui/french.ts'
import { valueOf } from '#settings'
import { type Territory, territory } from '#territory'
import { z } from 'zod'
import { readerOf } from '../count/reader.ts'
import type { Period } from './period.ts'
import type { Use } from './queries.ts'

export interface Range {
  low: number
  high: number
}

/** « 10 à 30 », « 1,5 à 2 », « 2 ». */
export function readRange(text: string, most: number): Range | null {
  const figures = /^(\d{1,4}(?:[.,]\d)?)(?:\s*(?:à|-|–)\s*(\d{1,4}(?:[.,]\d)?))?$/.exec(text.trim())
  if (figures === null) return null
  const [low = 0, high = 0] = [figures[1], figures[2] ?? figures[1]].map((one) =>
    Number((one ?? '').replace(',', '.')),
  )
  return low <= high && high <= most ? { low, high } : null
}

const range = (most: number, example: string) =>
  z.string().transform((text, ctx): Range => {
    const read = readRange(text, most)
    if (read !== null) return read
    ctx.addIssue({
      code: 'custom',
      message: `Écrivez deux nombres, du plus petit au plus grand, ${number(most)} au plus\u00a0: «\u00a0${example}\u00a0».`,
    })
    return z.NEVER
  })

const levels = ['metropolis', 'commune'] as const

const PAPER_SHARE = setting({
  key: 'steering.paper_share',
  label: 'Sur 100 lectures en ligne, combien auraient été un envoi sur papier',
  hint: 'Pour estimer les feuilles évitées\u00a0: une fourchette, tirée de ce que vous envoyiez avant.',
  levels,
  control: 'line',
  type: range(100, '10 à 30'),
  otherwise: '10 à 30',
})
const PAPER_SHEETS = setting({
  key: 'steering.paper_sheets',
  label: 'Feuilles d’un envoi',
  hint: 'Pour estimer les feuilles évitées\u00a0: une fourchette, recto verso compris.',
  levels,
  control: 'line',
  type: range(200, '1 à 3'),
  otherwise: '1 à 3',
})
const PAPER_SOURCE = setting({
  key: 'steering.paper_source',
  label: 'D’où viennent ces deux fourchettes, et de quand',
  hint: 'Affiché sous l’estimation\u00a0: qui a compté quoi, quel jour.',
  levels,
  control: 'text',
  type: z
    .string()
    .trim()
    .min(10, 'Dites d’où viennent ces nombres, et de quand.')
    .max(400, 'Écrivez 400 caractères au plus.'),
  otherwise:
    'Hypothèses de départ, écrites le 28 novembre 2026 et mesurées nulle part\u00a0: remplacez-les par ce que votre collectivité a compté, avec sa source et sa date.',
})

export const paperSettings = [PAPER_SHARE, PAPER_SHEETS, PAPER_SOURCE]

export interface Paper {
  /** Readings of contents by agents and elected members. */
  readings: number
  /** Per cent. */
  share: Range
  sheets: Range
  source: string
}

/** Two digits at most: nobody counted the sheets. */
export const rounded = (value: number): number => {
  if (value < 10) return Math.round(value)
  const power = 10 ** (Math.floor(Math.log10(value)) - 1)
  return Math.round(value / power) * power
}

export const sheetsAvoided = ({ readings, share, sheets }: Omit<Paper, 'source'>): Range => ({
  low: rounded((readings * share.low * sheets.low) / 100),
  high: rounded((readings * share.high * sheets.high) / 100),
})

/** « Entre 810 et 7 300 feuilles », « Environ 20 feuilles ». */
export function sheetsWords(paper: Omit<Paper, 'source'>): string {
  const { low, high } = sheetsAvoided(paper)
  return low === high ? `Environ ${number(low)} feuilles` : `Entre ${number(low)} et ${number(high)} feuilles`
}

const said = ({ low, high }: Range): string =>
  low === high ? number(low) : `${number(low)} à ${number(high)}`

export const methodWords = ({ readings, share, sheets }: Omit<Paper, 'source'>): string =>
  `${number(readings)} lectures de contenus par des agents et des élus × ${said(share)} envois sur 100 lectures × ${said(sheets)} feuilles par envoi, arrondi à deux chiffres. Les résumés par courriel ne sont pas comptés\u00a0: ils remplacent des courriels.`

/** Readings of contents in those months by those to whom paper was sent: agents and elected members. */
export const paperedIn = (
  use: readonly Use[],
  place: Territory,
  { from, to }: Pick<Period, 'from' | 'to'>,
): number =>
  use
    .filter(({ kind, month }) => kind === 'content' && month >= from && month <= to)
    .filter(({ reader }) => readerOf(reader, place).quality !== 'public')
    .reduce((sum, { count }) => sum + count, 0)

/** What that authority, or the metropolis, says of its paper. */
export async function paperOf(tx: Read, authorityId: number | null, readings: number): Promise<Paper> {
  const where = {
    authorityId: authorityId ?? (await territory(tx)).metropolis.id,
    ...{ unitId: null, serviceSlug: null },
  }
  return {
    readings,
    share: await valueOf(tx, PAPER_SHARE, where),
    sheets: await valueOf(tx, PAPER_SHEETS, where),
    source: await valueOf(tx, PAPER_SOURCE, where),
  }
}
