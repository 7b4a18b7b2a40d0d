// Which part of a file is asked (RFC 9110, 14.2): one range, or all of it.
import type { Range } from './store/store.ts'

/** What is asked of so many bytes: null for all of them (several ranges are answered by the whole, as they may be). */
export function rangeOf(header: string | null, size: number): Range | 'unsatisfiable' | null {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (asked === null) return null
  const [, from = '', to = ''] = asked
  if (from === '') return lastOf(to, size)
  const range = { start: Number(from), end: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
  if (range.start >= size) return 'unsatisfiable'
  return to !== '' && Number(to) < range.start ? null : range
}

function lastOf(count: string, size: number): Range | 'unsatisfiable' | null {
  if (count === '') return null
  if (Number(count) === 0 || size === 0) return 'unsatisfiable'
  return { start: Math.max(0, size - Number(count)), end: size - 1 }
}
