// The names and keywords of a PDF that matter to us, found in one pass (ISO 32000-2: 7.2 lexical conventions, 7.3.5 names). The
// cost of a byte is the same whatever it is part of: no byte is looked at twice, and no name that nobody asked for costs more.
import { machineOf } from './words.ts'

/** What a word says of the file, or of the object it stands in. */
export type Told =
  | 'active'
  | 'encrypted'
  | 'objects'
  | 'first'
  | 'filter'
  | 'object'
  | 'stream'
  | 'endstream'
  | 'data'
  | 'hidden'
  | 'table'
  | 'end'

const NAMES: Readonly<Record<string, Told>> = {
  // Actions that run a script or a program, send or fetch values, open another file (12.6.4), and forms that are programs (12.7.8).
  // Opening a page, following a link to a site, a form to fill and files attached act by nothing of their own.
  JavaScript: 'active',
  Rendition: 'active',
  Launch: 'active',
  SubmitForm: 'active',
  ImportData: 'active',
  GoToR: 'active',
  GoToE: 'active',
  XFA: 'active',
  Encrypt: 'encrypted',
  ObjStm: 'objects',
  First: 'first',
  // Those that would hide from us what they hold.
  ASCIIHexDecode: 'filter',
  AHx: 'filter',
  ASCII85Decode: 'filter',
  A85: 'filter',
  LZWDecode: 'filter',
  LZW: 'filter',
  RunLengthDecode: 'filter',
  RL: 'filter',
  Crypt: 'filter',
}
const KEYWORDS: Readonly<Record<string, Told>> = {
  ' obj': 'object',
  stream: 'stream',
  endstream: 'endstream',
  startxref: 'table',
  '%%EOF': 'end',
}

/** What ends a name, as the most lenient reader would see it. */
const ENDS = [...'\0\t\n\v\f\r\u00a0 ()<>[]{}/%']

const names = machineOf(
  Object.entries(NAMES).flatMap(([name, told]) => ENDS.map((end) => [`/${name}${end}`, told] as const)),
)
const keywords = machineOf(Object.entries(KEYWORDS))

/** What begins a letter written by its code, as in /J#61vaScript, and the value of each byte as a digit of one; 16: it is none. */
const CODE = 0x23
const DIGITS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const at = '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase())
  return at < 0 ? 16 : at
})

/** Blanks between the word « stream » and its line end: more hide what follows from us, and from some readers only. */
const MOST_BLANKS = 100
const [TAB, FEED, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20]
/** Instead of a number of blanks: we are after no such word; its line ends, maybe with one byte more. */
const [NOWHERE, RETURNED] = [-1, -2]

/** Reads bytes in order, slice by slice. */
export interface WordReader {
  read(bytes: Uint8Array): void
  /** Nothing follows: what was being read ends. */
  end(): void
}

/** A reader of words, that calls `tell` for each, with how many bytes come before what follows it. */
export function readWords(tell: (told: Told, at: number) => void): WordReader {
  let [name, keyword, blanks, before] = [0, 0, NOWHERE, 0]
  /** Bytes of a code that wait for the next, and its first digit. */
  let [held, digit] = [0, 0]

  const step = (byte: number, at: number): void => {
    name = names.next[name * 256 + byte] as number
    const found = names.found[name] as number
    if (found !== 0) tell(names.says[found - 1] as Told, at)
  }
  const readCode = (byte: number, at: number): void => {
    const value = DIGITS[byte] as number
    if (held === 1 && value < 16) {
      held = 2
      digit = byte
    } else if (held === 2 && value < 16) {
      held = 0
      step((DIGITS[digit] as number) * 16 + value, at)
    } else {
      if (held > 0) step(CODE, at)
      if (held === 2) step(digit, at)
      held = byte === CODE ? 1 : 0
      if (held === 0) step(byte, at)
    }
  }
  const readAfterStream = (byte: number, at: number): void => {
    const isBlank = byte === SPACE || byte === TAB
    if (byte === RETURN && blanks !== RETURNED) blanks = RETURNED
    else if (isBlank && blanks >= 0 && blanks < MOST_BLANKS) blanks++
    else {
      if (byte === FEED) tell('data', at)
      else if (blanks === RETURNED) tell('data', at - 1)
      else if (isBlank) tell('hidden', at)
      blanks = NOWHERE
    }
  }
  // Written out: this is done for every byte of everything that is sent.
  const read = (bytes: Uint8Array): void => {
    let state = keyword
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index] as number
      if (blanks !== NOWHERE) readAfterStream(byte, before + index + 1)
      state = keywords.next[state * 256 + byte] as number
      const found = keywords.found[state] as number
      if (found !== 0) tellKeyword(keywords.says[found - 1] as Told, before + index + 1)
      if (held > 0 || byte === CODE) readCode(byte, before + index + 1)
      else step(byte, before + index + 1)
    }
    keyword = state
    before += bytes.length
  }
  const tellKeyword = (told: Told, at: number): void => {
    tell(told, at)
    if (told === 'stream') blanks = 0
  }
  return { read, end: () => readCode(SPACE, before) }
}
