// What numbers may be held between, and in what they are counted: said once for all types of numbers.
import { z } from 'zod'
import { quoted, typo } from '#platform/ui/french.ts'
import type { Field } from '../../definition/definition.ts'
import type { Option } from '../kind.ts'
import { SAYS } from '../words.ts'

/** Nothing that a territory counts is longer. */
export const GREATEST = 1_000_000_000_000

export interface Bounds {
  /** Least and most, inclusive; 0 and GREATEST unless said. */
  least?: number
  most?: number
}

export interface Counted {
  /** What is counted, after the number: « m² ». */
  unit?: string
}

export const COUNTED: Readonly<Record<keyof Counted, Option>> = {
  unit: { shape: z.string().min(1).max(20), one: 'l’unité', texts: [''] },
}

export const BOUNDS: Readonly<Record<keyof Bounds, Option>> = {
  least: { shape: z.number().min(-GREATEST).max(GREATEST), one: 'le plus petit nombre possible' },
  most: { shape: z.number().min(-GREATEST).max(GREATEST), one: 'le plus grand nombre possible' },
}

const french = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 4 })

/** « 1 250,5 m² » */
export const written = (value: number, unit?: string): string =>
  french.format(value) + (unit === undefined ? '' : `\u00a0${typo(unit)}`)

/** Why a number is outside; null when it is not. `say`: how its type writes one. */
export function outOf({ least = 0, most = GREATEST }: Bounds, value: number, say: (value: number) => string) {
  if (value < least) {
    if (least === 0) return SAYS.notNegative()
    return SAYS.tooSmall(say(least))
  }
  if (value <= most) return null
  return most === GREATEST ? SAYS.tooGreat() : SAYS.tooGreatOver(say(most))
}

/** What is wrong with such a question, whatever is answered. */
export const boundFaults = ({ id, least = 0, most = GREATEST }: Field & Bounds): string[] =>
  least < most
    ? []
    : [`La question ${quoted(id)} ne laisse aucun nombre\u00a0: le plus petit doit être sous le plus grand.`]

/** A number that such a question takes. */
export const within = ({ least = 0, most = GREATEST }: Bounds, wanted: number): number =>
  Math.min(Math.max(wanted, least), most)

/** As it is typed. */
export const typed = (value: number): string => String(value).replace('.', ',')

/** What was typed has more digits behind the comma than that. */
export const isFiner = (value: number, decimals: number): boolean => Number(value.toFixed(decimals)) !== value
