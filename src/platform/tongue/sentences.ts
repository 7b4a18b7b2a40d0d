// The program’s own sentences, in each language that it speaks: a table a room, in which a missing one does not compile. They are said in
// the language of whoever reads the page that is being made; where the program does not speak it, in French, which says so.
import { FRENCH, type Language, saidIn } from './said-in.ts'

/** Languages that the program speaks beside French. */
const SPOKEN = ['en'] as const
export type Spoken = (typeof SPOKEN)[number]

type Said = string | ((...given: never[]) => string)
type Table = Readonly<Record<string, Said>>
/** The same sentences, said of the same things. */
type Same<T extends Table> = {
  readonly [Name in keyof T]: T[Name] extends (...given: infer Given) => string
    ? (...given: Given) => string
    : string
}
type Words<T extends Table> = {
  readonly [Name in keyof T]: T[Name] extends (...given: infer Given) => string
    ? (...given: Given) => string
    : () => string
}

let reading: Language | null = null

/**
 * Makes that in the language of whoever reads: every sentence said meanwhile is in it.
 * Pages are made at one go: nothing waits between the two, so that one page never speaks the language of another.
 */
export function speaking<T>(
  language: Language | null,
  make: () => T extends Promise<unknown> ? never : T,
): T {
  const before = reading
  reading = language
  try {
    return make()
  } finally {
    reading = before
  }
}

/** The language of the page that is being made; null: French, as all pages are. */
export const spoken = (): Language | null => reading

const speaks = (code: string): code is Spoken => (SPOKEN as readonly string[]).includes(code)

/** What says the language of an element whose every text says its own. */
export const langAttributes = (): { lang?: string; dir?: string } =>
  reading === null || !speaks(reading.code) ? {} : { lang: reading.code }

/** The sentences of a room, by name: `WORDS.optional()`, `WORDS.tooLong(3, 120)`. */
export function sentences<const T extends Table>(
  french: T,
  others: Readonly<Record<Spoken, Same<T>>>,
): Words<T> {
  const say = (name: string, given: never[]): string => {
    const [language, table]: [Language | null, Table] =
      reading === null
        ? [null, french]
        : speaks(reading.code)
          ? [reading, others[reading.code] as Table]
          : [FRENCH, french]
    const said = table[name] ?? ''
    const text = typeof said === 'string' ? said : said(...given)
    return language === null ? text : saidIn(language, text)
  }
  return Object.fromEntries(
    Object.keys(french).map((name) => [name, (...given: never[]) => say(name, given)]),
  ) as unknown as Words<T>
}
