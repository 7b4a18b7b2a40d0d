// What a rule says, in French: made of the words of the kinds of keys that modules bring.
import type { Named, Read } from '#platform/db/db.ts'
import { of } from '#platform/french/noun.ts'
import { capital, listSentence, longDate } from '#platform/ui/french.ts'
import { readKey, type Rule } from './rule.ts'

/** The kinds that rules may name, by their name. */
export const namedKinds = ({ keys }: Pick<Read, 'keys'>): ReadonlyMap<string, Named> =>
  new Map(keys.flatMap(({ kind, named }) => (named === undefined ? [] : [[kind, named] as const])))

/** How those who are something are called, whatever the kind. */
export const rolesOf = (tx: Pick<Read, 'keys'>): ReadonlyMap<string, string> =>
  new Map([...namedKinds(tx).values()].flatMap(({ roles }) => Object.entries(roles)))

const GONE = 'quelque chose qui n’est plus du territoire'

/** Who holds a key: « les responsables de la direction de l’eau ». */
export async function holdersWords(tx: Read, text: string): Promise<string> {
  if (text === 'all') return 'tout le monde'
  const { kind, id, role } = readKey(text)
  const named = namedKinds(tx).get(kind)
  if (id === null)
    return named?.everybody ?? `les ${rolesOf(tx).get(role ?? '') ?? role} de tout le territoire`
  const people = role === null ? named?.people : rolesOf(tx).get(role)
  const noun = await named?.noun(tx, id)
  return `les ${people ?? 'personnes'} ${noun ? of(noun) : `de ${GONE}`}`
}

const days = ({ from, until }: Rule): string => {
  if (from !== null && until !== null) return `, du ${longDate(from)} au ${longDate(until)}`
  if (from !== null) return `, à partir du ${longDate(from)}`
  return until === null ? '' : `, jusqu’au ${longDate(until)}`
}

/** The rule in one sentence, without its point. */
export async function ruleWords(tx: Read, rule: Rule): Promise<string> {
  const all = (keys: readonly string[]) => Promise.all(keys.map((key) => holdersWords(tx, key)))
  const [who, also, except] = [await all(rule.who), await all(rule.also), await all(rule.except)]
  if (who.length === 0) return 'Personne'
  const among = also.length === 0 ? '' : `, parmi ${listSentence(also)}`
  const without = except.length === 0 ? '' : `, sauf ${listSentence(except)}`
  return capital(`${listSentence(who, 'ou')}${among}${without}${days(rule)}`)
}
