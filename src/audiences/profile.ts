// A profile made by hand: what somebody would hold who is that (a role in a unit, a seat in a body, a member of a space, several of these at
// once, or nobody), and what a rule says of them. Nobody in particular: what is answered is the rule alone.
import type { Read } from '#platform/db/db.ts'
import { listSentence } from '#platform/ui/french.ts'
import { openedFor } from './queries.ts'
import { heldAs, isEverybody, readKey, type Rule } from './rule.ts'
import { dayApart } from './seen.ts'
import { holdersWords, namedKinds } from './words.ts'

/** How many things one profile may be at once. */
export const MOST_AT_ONCE = 3

/** What it is, by keys that rules name (`staff:40:manager`, `body:7`); none: a visitor, who has no account. */
export type Profile = readonly string[]

/** Everything that whoever holds that key holds with it. */
async function heldWith(tx: Read, key: string): Promise<string[]> {
  const { kind, id, role } = readKey(key)
  if (id === null) return role === null ? [kind] : [key]
  const also = (await namedKinds(tx).get(kind)?.also?.(tx, id)) ?? []
  return [`${kind}:${id}`, ...also].flatMap((place) => [
    readKey(place).kind,
    place,
    ...(role === null ? [] : [heldAs(place, role), `role:${role}`]),
  ])
}

/** Its keys: everybody’s, then each thing that it is. */
async function keysHeld(tx: Read, profile: Profile): Promise<string[]> {
  const held = await Promise.all(profile.map((key) => heldWith(tx, key)))
  return [...new Set(['all', ...held.flat()])]
}

export interface Verdict {
  readonly reads: boolean
  /** A sentence: by what it reads, or what keeps it from reading. */
  readonly why: string
}

const wordsOf = async (tx: Read, keys: readonly string[]): Promise<string> =>
  listSentence(await Promise.all(keys.map((key) => holdersWords(tx, key))))

/** What keeps it from reading, the plainest first. */
async function whyNot(tx: Read, rule: Rule, held: readonly string[]): Promise<string> {
  const apart = await dayApart(tx, rule)
  const whole = { ...rule, from: null, until: null }
  if (apart !== null && (await openedFor(tx, whole, held)) !== null)
    return `${apart}\u00a0: personne n’en est aujourd’hui.`
  const excluded = rule.except.filter((key) => held.includes(key))
  if (excluded.length > 0 && (await openedFor(tx, { ...whole, except: [] }, held)) !== null)
    return `Il en est exclu, parmi ${await wordsOf(tx, excluded)}.`
  const lacking = rule.also.filter((key) => !held.includes(key))
  if (lacking.length > 0 && (await openedFor(tx, { ...whole, except: [], also: [] }, held)) !== null)
    return `Il lui manque d’être aussi parmi ${await wordsOf(tx, lacking)}.`
  return `Il n’est pas parmi ${await wordsOf(tx, rule.who)}.`
}

/** Does that profile read what is shown to that rule, and why? */
export async function readsAs(tx: Read, rule: Rule, profile: Profile): Promise<Verdict> {
  const held = await keysHeld(tx, profile)
  const opened = await openedFor(tx, rule, held)
  if (opened === null) return { reads: false, why: await whyNot(tx, rule, held) }
  if (isEverybody(rule)) return { reads: true, why: 'Tout le monde le lit.' }
  return { reads: true, why: `Il est parmi ${await wordsOf(tx, opened)}.` }
}

/** « Les responsables de la direction de la voirie et les maires de… »; « Un visiteur, sans compte ». */
export const profileWords = async (tx: Read, profile: Profile): Promise<string> =>
  profile.length === 0 ? 'Un visiteur, sans compte' : `Quelqu’un qui est parmi ${await wordsOf(tx, profile)}`

/** Profiles that a rule itself speaks of: those whom it means, those whom it leaves out, nobody. */
export const profilesIn = ({ who, also, except }: Rule): Profile[] => {
  const single = (keys: readonly string[]) => keys.filter((key) => key !== 'all')
  const meant = single(who).map((key) => [key, ...also])
  const out = single(who)
    .slice(0, 1)
    .flatMap((key) => except.map((left) => [key, ...also, left]))
  return [...meant, ...out, []].filter((profile) => profile.length <= MOST_AT_ONCE)
}
