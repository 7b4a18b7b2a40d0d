// The rule of an audience, as data. Pure: PostgreSQL compiles it (db/migrations/000650_name_audiences.sql), holds it to the same schema
// (000693), and nothing else reads a rule to decide who sees what.
import { z } from 'zod'

/** How many keys each part may hold. */
const MOST = { who: 4, also: 1, except: 3 } as const

/** « Public »: everybody, known or not. No other rule names it. */
const EVERYBODY = 'all'

/** `workplace` (of any), `workplace:12`, `staff:40:manager`, `role:manager`. */
const key = z.string().regex(/^[a-z]+(:\d{1,9}(:[a-z_]+)?)?$|^role:[a-z_]+$/)
const keys = (most: number) => z.array(key).max(most)
const day = z.iso.date().nullable()

export const ruleSchema = z.strictObject({
  /** Whoever holds one of these, */
  who: keys(MOST.who),
  /** and each of these, */
  also: keys(MOST.also),
  /** and none of these, */
  except: keys(MOST.except),
  /** from that day, and until that one. */
  from: day,
  until: day,
})

export type Rule = Readonly<z.infer<typeof ruleSchema>>

const NOBODY: Rule = { who: [], also: [], except: [], from: null, until: null }

/** What was kept; what cannot be read holds nobody, and stops no list. */
export const keptRule = (said: unknown): Rule => ruleSchema.safeParse(said).data ?? NOBODY

/** @throws ZodError for what is no rule */
export const readRule = (said: unknown): Rule => ruleSchema.parse(said)

/** The keys it names, each once. */
export const keysOf = ({ who, also, except }: Rule): string[] => [...new Set([...who, ...also, ...except])]

export const isEverybody = ({ who }: Rule): boolean => who.includes(EVERYBODY)

/** The same, whatever the day. */
export const always = (rule: Rule): Rule => ({ ...rule, from: null, until: null })

/** What a key says: a kind, which of its ids, as what. */
export interface SaidKey {
  readonly kind: string
  readonly id: number | null
  readonly role: string | null
}

export function readKey(text: string): SaidKey {
  const [kind = '', id, role] = text.split(':')
  if (kind === 'role') return { kind, id: null, role: id ?? null }
  return { kind, id: id === undefined ? null : Number(id), role: role ?? null }
}

/** That key, held as that; a key that says as what already is another. */
export const heldAs = (text: string, role: string): string =>
  readKey(text).id === null ? `role:${role}` : `${text}:${role}`
