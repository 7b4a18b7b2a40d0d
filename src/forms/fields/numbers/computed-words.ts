// How a value that is worked out is written: by the server, and live in browsers, which import this file. Pure.
import type { Computed } from '#rules'

/** How it is read: an amount, or a number of something. */
export interface Written {
  digits: number
  isAmount: boolean
  unit?: string | undefined
  /** Said where there is none. */
  zero: string
  great: string
}

/** « 3,20 € », « 14 ans »; why there is none; nothing while an answer is missing. */
export function computedWords(computed: Computed, { digits, isAmount, unit, zero, great }: Written): string {
  if ('missing' in computed) return ''
  if ('wrong' in computed) return computed.wrong === 'zero' ? zero : great
  const number = computed.value.toLocaleString('fr-FR', {
    minimumFractionDigits: isAmount ? digits : 0,
    maximumFractionDigits: digits,
  })
  const after = isAmount ? '€' : unit
  return after === undefined ? number : `${number}\u00a0${after}`
}
