// The filters of SCIM (RFC 7644, 3.4.2.2) as a tree, bounded: whatever is asked, reading it costs little and so does what it becomes.
import { cleanText } from '#platform/http/clean-text.ts'
import { bad } from './dialect.ts'

const COMPARISONS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof COMPARISONS)[number]
export type Value = string | number | boolean | null

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly of: readonly [Filter, Filter] }
  | { readonly kind: 'not'; readonly of: Filter }
  /** `emails[type eq "work"]`: of one value of several. */
  | { readonly kind: 'within'; readonly path: string; readonly of: Filter }
  | { readonly kind: 'present'; readonly path: string }
  | { readonly kind: 'compare'; readonly path: string; readonly by: Comparison; readonly value: Value }

const MOST_CHARACTERS = 1000
const MOST_DEPTH = 12
const MOST_TERMS = 40

const TOKEN = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([^\s()[\]"]+))/y

/** Paths are read without the name of their schema and whatever their capitals (RFC 7643, 2.1). */
export const plainPath = (path: string): string =>
  path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group)(?::|$)/i, '').toLowerCase()

function tokensOf(text: string): string[] {
  if (text.length > MOST_CHARACTERS)
    throw bad('invalidFilter', `Un filtre a ${MOST_CHARACTERS} caractères au plus.`)
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const found = TOKEN.exec(text)
    if (found === null)
      throw bad('invalidFilter', 'Ce filtre n’est pas lisible\u00a0: un texte n’est pas fermé.')
    tokens.push(found[1] ?? found[2] ?? found[3] ?? '')
  }
  return tokens
}

class Reader {
  private at = 0
  private depth = 0
  private terms = 0
  private readonly tokens: readonly string[]
  constructor(tokens: readonly string[]) {
    this.tokens = tokens
  }

  whole(): Filter {
    const filter = this.either()
    if (this.at < this.tokens.length) throw this.unread()
    return filter
  }

  private next = (): string => this.tokens[this.at]?.toLowerCase() ?? ''

  private unread = () =>
    bad(
      'invalidFilter',
      `Ce filtre n’est pas lisible\u00a0: «\u00a0${(this.tokens[this.at] ?? 'sa fin').slice(0, 60)}\u00a0».`,
    )

  private take(wanted: string): void {
    if (this.next() !== wanted) throw this.unread()
    this.at += 1
  }

  private either(): Filter {
    let left = this.both()
    while (this.next() === 'or') {
      this.at += 1
      left = { kind: 'or', of: [left, this.both()] }
    }
    return left
  }

  private both(): Filter {
    let left = this.one()
    while (this.next() === 'and') {
      this.at += 1
      left = { kind: 'and', of: [left, this.one()] }
    }
    return left
  }

  private inside(close: string): Filter {
    this.depth += 1
    if (this.depth > MOST_DEPTH) throw bad('invalidFilter', `Un filtre a ${MOST_DEPTH} niveaux au plus.`)
    this.at += 1
    const filter = this.either()
    this.take(close)
    this.depth -= 1
    return filter
  }

  private one(): Filter {
    if (this.next() === 'not') {
      this.at += 1
      if (this.next() !== '(') throw this.unread()
      return { kind: 'not', of: this.inside(')') }
    }
    return this.next() === '(' ? this.inside(')') : this.term()
  }

  private term(): Filter {
    this.terms += 1
    if (this.terms > MOST_TERMS) throw bad('invalidFilter', `Un filtre a ${MOST_TERMS} comparaisons au plus.`)
    if (!/^[a-z][\w$:.-]*$/i.test(this.next())) throw this.unread()
    const path = plainPath(this.tokens[this.at] ?? '')
    this.at += 1
    if (this.next() === '[') return { kind: 'within', path, of: this.inside(']') }
    const by = this.next()
    if (by === 'pr') {
      this.at += 1
      return { kind: 'present', path }
    }
    if (!(COMPARISONS as readonly string[]).includes(by)) throw this.unread()
    this.at += 1
    return { kind: 'compare', path, by: by as Comparison, value: this.value() }
  }

  private value(): Value {
    const token = this.tokens[this.at]
    // A word in other capitals is what some clients send: « False ».
    const text = token?.startsWith('"') ? token : this.next()
    try {
      const value: unknown = JSON.parse(text)
      if (value !== null && typeof value === 'object') throw this.unread()
      this.at += 1
      // Escapes are read here, after the address was cleaned: `"\u0000"`.
      return typeof value === 'string' ? cleanText(value) : (value as Value)
    } catch {
      throw this.unread()
    }
  }
}

/** @throws ScimError invalidFilter */
export const readFilter = (text: string): Filter => new Reader(tokensOf(text)).whole()

// Entra ID says `primary eq "True"`.
const plain = (value: unknown): unknown =>
  typeof value === 'string' || typeof value === 'boolean' ? String(value).toLowerCase() : value

const HOLDS: Readonly<Record<Comparison, (held: never, asked: never) => boolean>> = {
  eq: (held, asked) => held === asked,
  ne: (held, asked) => held !== asked,
  co: (held: string, asked: string) => held.includes(asked),
  sw: (held: string, asked: string) => held.startsWith(asked),
  ew: (held: string, asked: string) => held.endsWith(asked),
  gt: (held, asked) => held > asked,
  ge: (held, asked) => held >= asked,
  lt: (held, asked) => held < asked,
  le: (held, asked) => held <= asked,
}

/** Told what each comparison costs, in characters; throws when enough was spent. */
export type Meter = (characters: number) => void

/** What one comparison costs whatever its text. */
const COMPARISON = 50

/** Does one value of several match? For the paths of PATCH: lists are asked of PostgreSQL (compile.ts). */
export function matches(filter: Filter, value: Readonly<Record<string, unknown>>, meter: Meter): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.of.every((part) => matches(part, value, meter))
    case 'or':
      return filter.of.some((part) => matches(part, value, meter))
    case 'not':
      return !matches(filter.of, value, meter)
    case 'present':
      meter(COMPARISON)
      return value[filter.path] !== undefined && value[filter.path] !== null && value[filter.path] !== ''
    case 'compare': {
      meter(COMPARISON + String(value[filter.path] ?? '').length)
      const [held, asked] = [plain(value[filter.path]), plain(filter.value)]
      const isSame = typeof held === typeof asked
      return filter.by === 'ne' || (isSame && (typeof held === 'string' || filter.by === 'eq'))
        ? HOLDS[filter.by](held as never, asked as never)
        : false
    }
    default:
      throw bad('invalidPath', 'Ce chemin a un filtre dans un filtre.')
  }
}
