// What is asked of an audience: whom it holds, in a few choices that make its rule.
import type { Read } from '#platform/db/db.ts'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import { type Choice, dayOrNone, field, lineOf } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { capital } from '#platform/ui/french.ts'
import { authoritiesOf, territory } from '#territory'
import { WRITING } from '#platform/roles.ts'
import { z } from 'zod'
import { heldAs, keysOf, readKey, type Rule, ruleSchema } from './rule.ts'
import { holdersWords, namedKinds, rolesOf } from './words.ts'

const places = { list: [], seek: 'Chercher une collectivité, un service, une instance' } as const
const held = (label: string, { hint, under }: { hint?: string; under?: string } = {}) =>
  field({
    label,
    ...(under === undefined ? {} : { under }),
    ...(hint === undefined ? {} : { hint }),
    optional: true,
    control: places,
    type: z.string(),
  })
const as = (label: string, under?: string) =>
  field({
    ...{ label, medium: true, control: { list: [] }, type: z.string() },
    ...(under === undefined ? {} : { under }),
  })

const OR_ELSE = 'Ou bien\u00a0: d’autres encore'
const AND_EXCEPT = 'Sauf d’autres encore'
const onDay = (label: string) =>
  field({ label, optional: true, medium: true, control: 'day', type: dayOrNone })

const fields = {
  name: field({
    label: 'Nom du public',
    hint: 'Comme vous le choisirez en publiant\u00a0: Responsables de la voirie.',
    control: 'line',
    type: lineOf(80).refine((text) => text.length > 1, 'Donnez un nom au public.'),
  }),
  who1: field({
    label: 'Qui',
    hint: 'Une collectivité, un service avec ceux d’en dessous, ceux qui siègent dans une instance.',
    control: places,
    type: z
      .string()
      .min(
        1,
        'Dites qui\u00a0: une collectivité, un service, une instance, tous les agents ou tous les élus.',
      ),
  }),
  as1: as('Avec quelle fonction'),
  who2: held('Ou bien (2)', { under: OR_ELSE }),
  as2: as('Avec quelle fonction (2)', OR_ELSE),
  who3: held('Ou bien (3)', { under: OR_ELSE }),
  as3: as('Avec quelle fonction (3)', OR_ELSE),
  who4: held('Ou bien (4)', { under: OR_ELSE }),
  as4: as('Avec quelle fonction (4)', OR_ELSE),
  also1: held('Seulement parmi', { hint: 'Quand il faut être les deux à la fois.' }),
  except1: held('Sauf', { hint: 'Qui n’en est pas, même choisi au-dessus.' }),
  except2: held('Et sauf (2)', { under: AND_EXCEPT }),
  except3: held('Et sauf (3)', { under: AND_EXCEPT }),
  from: onDay('À partir du'),
  until: onDay('Jusqu’au'),
}

export const changeForm = formOf(fields)

/** A new one also says whose it is. */
export const newForm = formOf({
  authority: field({
    label: 'Collectivité',
    hint: 'Celle qui publie pour ce public.',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez la collectivité.'),
  }),
  ...fields,
})

export type Typed = ReadFields<typeof fields>

const WHO = [1, 2, 3, 4] as const
const EXCEPT = [1, 2, 3] as const

/** A key without what it is held as, and that: « as a manager », of any, is picked among all. */
function apart(tx: Read, key: string): { who: string; as: string } {
  const { kind, id, role } = readKey(key)
  const named = [...namedKinds(tx)].find(([, { roles }]) => Object.hasOwn(roles, role ?? ''))
  const all = kind === 'role' ? (named?.[0] ?? kind) : kind
  return { who: id === null ? all : `${kind}:${id}`, as: role ?? '' }
}

/** What may be picked: what the kinds offer, and what the rule names already. */
async function offered(tx: Read, kept?: Rule): Promise<Choice[]> {
  const kinds = [...namedKinds(tx)]
  const choices: Choice[] = kinds.flatMap(([kind, { everybody }]) =>
    everybody === undefined ? [] : [[kind, capital(everybody), 'Tout le territoire'] as const],
  )
  for (const [kind, { values }] of kinds)
    for (const { id, name, group } of await values(tx)) choices.push([`${kind}:${id}`, name, group])
  const known = new Set(choices.map(([typed]) => typed))
  for (const { who } of kept === undefined ? [] : keysOf(kept).map((key) => apart(tx, key)))
    if (!known.has(who)) choices.push([who, capital(await holdersWords(tx, who)), 'Déjà dans ce public'])
  return choices
}

/** As what one may be anything that is picked. */
const roleChoices = (tx: Read): Choice[] => [...rolesOf(tx)].map(([role, words]) => [role, capital(words)])

/** What a profile may be: what rules name, as what. */
export async function profileChoices(tx: Read): Promise<{ places: Choice[]; roles: Choice[] }> {
  return { places: await offered(tx), roles: roleChoices(tx) }
}

/** The key of a place and a role that were picked; null for what is none of them. */
export function pickedKey(tx: Read, places: readonly Choice[], who: string, role: string): string | null {
  if (!places.some(([typed]) => typed === who)) return null
  if (role === '') return who
  return Object.hasOwn(namedKinds(tx).get(readKey(who).kind)?.roles ?? {}, role) ? heldAs(who, role) : null
}

/** A key as it is picked. */
export const pickedOf = apart

/** What the lists of the form hold. */
export async function choicesOf(tx: Read, kept?: Rule): Promise<Record<string, readonly Choice[]>> {
  const places = await offered(tx, kept)
  const roles = roleChoices(tx)
  const own = authoritiesOf(tx.actor, await territory(tx), WRITING)
  return {
    authority: own.map(({ slug, name }) => [slug, name]),
    also1: places,
    ...Object.fromEntries(EXCEPT.map((n) => [`except${n}`, places])),
    ...Object.fromEntries(
      WHO.flatMap((n) => [
        [`who${n}`, places],
        [`as${n}`, [['', 'Toutes les fonctions'], ...roles]],
      ]),
    ),
  }
}

export function typedOf(tx: Read, { name, rule }: { name: string; rule: Rule }): Record<string, string> {
  const typed: Record<string, string> = { name, from: rule.from ?? '', until: rule.until ?? '' }
  rule.who.forEach((key, at) => {
    const { who, as: role } = apart(tx, key)
    Object.assign(typed, { [`who${at + 1}`]: who, [`as${at + 1}`]: role })
  })
  rule.also.forEach((key, at) => Object.assign(typed, { [`also${at + 1}`]: key }))
  rule.except.forEach((key, at) => Object.assign(typed, { [`except${at + 1}`]: key }))
  return typed
}

/** The rule that was typed. @throws BadInput beside what is none of the lists, or makes no rule */
export async function typedRule(tx: Read, typed: Typed, kept?: Rule): Promise<Rule> {
  const places = new Set((await offered(tx, kept)).map(([key]) => key))
  const kinds = namedKinds(tx)
  const problems: FieldProblem[] = []
  const picked = (name: keyof Typed): string[] => {
    const key = typed[name]
    if (key === '' || key === null) return []
    if (!places.has(key)) problems.push({ field: name, message: 'Choisissez dans la liste.' })
    return [key]
  }
  const who = WHO.flatMap((n) => {
    const [key] = picked(`who${n}`)
    const role = typed[`as${n}`]
    if (key === undefined && role !== '')
      problems.push({ field: `who${n}`, message: 'Dites où ils ont cette fonction.' })
    if (key === undefined) return []
    if (role !== '' && !Object.hasOwn(kinds.get(readKey(key).kind)?.roles ?? {}, role))
      problems.push({ field: `as${n}`, message: 'Cette fonction n’existe pas là.' })
    return [role === '' ? key : heldAs(key, role)]
  })
  const rule = {
    who: [...new Set(who)],
    also: picked('also1'),
    except: EXCEPT.flatMap((n) => picked(`except${n}`)),
    from: typed.from,
    until: typed.until,
  }
  if (rule.from !== null && rule.until !== null && rule.until < rule.from)
    problems.push({ field: 'until', message: 'Le dernier jour vient avant le premier.' })
  if (problems.length > 0) throw new BadInput(problems)
  return ruleSchema.parse(rule)
}
