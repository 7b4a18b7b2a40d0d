// Sentences that come from data, with names put in their places: « rouverte par le {unit} », « à {commune} », « de {unit} ».
import { capital } from '#platform/ui/french.ts'
import { type Noun, of, the, to } from './noun.ts'

/** Names go through the grammar, other words as they are. */
export type Values = Readonly<Record<string, Noun | string | undefined>>

const BEFORE: Record<string, (noun: Noun) => string> = { à: to, au: to, de: of, du: of, le: the }

/**
 * Fills `{places}`. Before a name, the author writes « le », « de » or « du », « à » or « au », as for a masculine
 * one: « par le {unit} » becomes « par la direction de l’eau ». Without them a name stands alone, as in a signature.
 * Unknown places, and `{{places}}` that somebody must fill, stay.
 */
export function fill(text: string, values: Values): string {
  return text.replace(
    /(?:(?<=^|[\s(«’])(à|au|de|du|le) )?(?<!\{)\{([a-zA-Z]+)\}/gi,
    (whole, word: string | undefined, name: string) => {
      const value = values[name]
      if (value === undefined) return whole
      if (typeof value === 'string') return word === undefined ? value : `${word} ${value}`
      const before = BEFORE[word?.toLowerCase() ?? '']
      if (word === undefined || before === undefined) return value.name
      const said = before(value)
      return word.charAt(0) === word.charAt(0).toUpperCase() ? capital(said) : said
    },
  )
}
