// Any text, for properties: every code point but halves of pairs, as fast-check's own « binary », which keeps a table of the million it
// knows for as long as the process lives.
import fc from 'fast-check'

const HALVES = { from: 0xd800, size: 0x800 }

const unit = fc
  .integer({ min: 0, max: 0x10ffff - HALVES.size })
  .map((at) => String.fromCodePoint(at < HALVES.from ? at : at + HALVES.size), placeOf)

function placeOf(text: unknown): number {
  const code = typeof text === 'string' ? text.codePointAt(0) : undefined
  if (code === undefined || String.fromCodePoint(code) !== text) throw new Error('not one code point')
  if (code < HALVES.from) return code
  if (code < HALVES.from + HALVES.size) throw new Error('half of a pair')
  return code - HALVES.size
}

/** Texts of at most so many code points. */
export const anyText = (maxLength: number): fc.Arbitrary<string> => fc.string({ unit, maxLength })
