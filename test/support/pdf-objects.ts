// Reads the objects of a PDF by its table (ISO 32000-2, 7.3 and 7.5): those that Parvis makes have a plain table, and streams that are deflated or as they are.
import { inflateSync } from 'node:zlib'

export type PdfValue = null | boolean | number | Name | Text | Ref | PdfValue[] | Dict | Stream
export class Name {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}
/** Bytes, as latin1; `words` reads them. */
export class Text {
  readonly bytes: string
  constructor(bytes: string) {
    this.bytes = bytes
  }
  get words(): string {
    if (!this.bytes.startsWith('\xfe\xff')) return this.bytes
    return Buffer.from(this.bytes.slice(2), 'latin1').swap16().toString('utf16le')
  }
}
export class Ref {
  readonly id: number
  constructor(id: number) {
    this.id = id
  }
}
export type Dict = Map<string, PdfValue>
export class Stream {
  readonly dict: Dict
  readonly raw: Buffer
  constructor(dict: Dict, raw: Buffer) {
    this.dict = dict
    this.raw = raw
  }
  get data(): Buffer {
    const filter = this.dict.get('Filter')
    if (filter === undefined) return this.raw
    const names = [filter].flat().map((one) => (one instanceof Name ? one.name : ''))
    if (names.length === 1 && names[0] === 'FlateDecode') return inflateSync(this.raw)
    throw new Error(`a stream of ${names.join()}`)
  }
}

const SPACE = new Set([0, 9, 10, 12, 13, 32])
const ENDS = new Set([...SPACE, ...Buffer.from('()<>[]{}/%')])
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** An operator of a content stream, or a keyword of a file. */
export class Word {
  readonly word: string
  constructor(word: string) {
    this.word = word
  }
}
export type Token = PdfValue | Word

/** One value after the other. */
export class Reader {
  readonly bytes: Buffer
  at: number
  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  private skip(): void {
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at] ?? 0
      if (byte === 0x25)
        while (this.at < this.bytes.length && ![10, 13].includes(this.bytes[this.at] ?? 10)) this.at++
      else if (!SPACE.has(byte)) return
    }
  }

  private word(): string {
    const start = this.at
    while (this.at < this.bytes.length && !ENDS.has(this.bytes[this.at] ?? 0)) this.at++
    return this.bytes.toString('latin1', start, this.at)
  }

  /** undefined: nothing is left. */
  next(): Token | undefined {
    this.skip()
    if (this.at >= this.bytes.length) return undefined
    const sign = String.fromCharCode(this.bytes[this.at] ?? 0)
    const two = this.bytes.toString('latin1', this.at, this.at + 2)
    if (sign === '/') {
      this.at++
      return new Name(
        this.word().replace(/#([0-9a-f]{2})/gi, (_, hex: string) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        ),
      )
    }
    if (sign === '(') return this.literal()
    if (two === '<<') return this.dict()
    if (sign === '<') return this.hexadecimal()
    if (sign === '[') return this.list()
    if (/[\])}>{]/.test(sign)) {
      this.at += two === '>>' ? 2 : 1
      return new Word(two === '>>' ? '>>' : sign)
    }
    return this.numberOrWord()
  }

  private numberOrWord(): Token {
    const word = this.word()
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return new Word(word)
    const reference = /^\s+\d+\s+R(?![A-Za-z])/.exec(this.bytes.toString('latin1', this.at, this.at + 24))
    if (reference === null || !/^\d+$/.test(word)) return Number(word)
    this.at += reference[0].length
    return new Ref(Number(word))
  }

  private literal(): Text {
    let [depth, said] = [0, '']
    for (; this.at < this.bytes.length; this.at++) {
      const sign = String.fromCharCode(this.bytes[this.at] ?? 0)
      if (sign === '\\') {
        this.at++
        const octal = /^[0-7]{1,3}/.exec(this.bytes.toString('latin1', this.at, this.at + 3))?.[0]
        if (octal !== undefined) {
          said += String.fromCharCode(Number.parseInt(octal, 8))
          this.at += octal.length - 1
        } else {
          const escaped = String.fromCharCode(this.bytes[this.at] ?? 0)
          said += ESCAPED[escaped] ?? escaped
        }
      } else if (sign === '(' && depth++ === 0) continue
      else if (sign === ')' && --depth === 0) {
        this.at++
        return new Text(said)
      } else said += sign
    }
    return new Text(said)
  }

  private hexadecimal(): Text {
    const end = this.bytes.indexOf('>', this.at)
    const digits = this.bytes.toString('latin1', this.at + 1, end).replaceAll(/\s/g, '')
    this.at = end + 1
    return new Text(Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex').toString('latin1'))
  }

  private list(): PdfValue[] {
    this.at++
    const all: PdfValue[] = []
    for (let one = this.next(); one !== undefined; one = this.next()) {
      if (one instanceof Word) {
        if (one.word === ']') return all
        throw new Error(`« ${one.word} » in a list`)
      }
      all.push(one)
    }
    throw new Error('a list without end')
  }

  private dict(): Dict {
    this.at += 2
    const all: Dict = new Map()
    for (let key = this.next(); key !== undefined; key = this.next()) {
      if (key instanceof Word && key.word === '>>') return all
      const value = this.next()
      if (!(key instanceof Name) || value === undefined || value instanceof Word)
        throw new Error('a broken dictionary')
      all.set(key.name, value)
    }
    throw new Error('a dictionary without end')
  }
}

/** The objects of a file, and its trailer. */
export class PdfFile {
  readonly trailer: Dict
  private readonly objects = new Map<number, PdfValue>()
  private readonly offsets = new Map<number, number>()
  private readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = bytes
    const start = Number(
      /startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.toString('latin1', bytes.length - 64))?.[1] ?? Number.NaN,
    )
    if (bytes.toString('latin1', start, start + 4) !== 'xref') throw new Error('no plain table of objects')
    const reader = new Reader(bytes, start + 4)
    for (let first = reader.next(); typeof first === 'number'; first = reader.next()) {
      const count = Number(reader.next())
      for (let n = 0; n < count; n++) {
        const [offset, , kind] = [reader.next(), reader.next(), reader.next()]
        if (kind instanceof Word && kind.word === 'n') this.offsets.set(first + n, Number(offset))
      }
    }
    const trailer = reader.next()
    if (!(trailer instanceof Map)) throw new Error('no trailer')
    this.trailer = trailer
  }

  /** What a reference leads to; itself when it is none. */
  get(value: PdfValue | undefined): PdfValue | undefined {
    if (!(value instanceof Ref)) return value
    const known = this.objects.get(value.id)
    if (known !== undefined) return known
    const offset = this.offsets.get(value.id)
    if (offset === undefined) return undefined
    const read = this.read(offset)
    this.objects.set(value.id, read)
    return read
  }

  dict(value: PdfValue | undefined): Dict | undefined {
    const found = this.get(value)
    return found instanceof Stream ? found.dict : found instanceof Map ? found : undefined
  }

  private read(offset: number): PdfValue {
    const reader = new Reader(this.bytes, offset)
    for (let n = 0; n < 3; n++) reader.next()
    const value = reader.next()
    if (value === undefined || value instanceof Word) throw new Error(`no object at ${offset}`)
    if (!(value instanceof Map)) return value
    const after = /^\s*stream\r?\n/.exec(this.bytes.toString('latin1', reader.at, reader.at + 20))
    if (after === null) return value
    const start = reader.at + after[0].length
    return new Stream(value, this.bytes.subarray(start, start + Number(this.get(value.get('Length')))))
  }
}

export const nameIn = (dict: Dict | undefined, key: string): string => {
  const value = dict?.get(key)
  return value instanceof Name ? value.name : ''
}
