// Effects as transitions name them. What each causes, modules say (#platform/house/effect.ts); workflows know one themselves, the message.
import type { EffectKind } from '#platform/house/effect.ts'
import type { Effect } from './definition.ts'

type Causing = { readonly effects: readonly Effect[] }

/** The effect that speaks to the resident: the one that takes a template, and without which nothing ends. */
export const MESSAGE = 'messageResident'

/** The message that the transition sends to the resident; undefined when it says nothing to them. */
export const messageOf = ({ effects }: Causing): Effect | undefined =>
  effects.find(({ name }) => name === MESSAGE)

/** Does the transition write to the resident? */
export const speaks = (transition: Causing): boolean => messageOf(transition) !== undefined

/** Is this effect among the transition's? */
export const hasEffect = ({ effects }: Causing, { name }: Pick<EffectKind, 'name'>): boolean =>
  effects.some((effect) => effect.name === name)

/** Of these kinds, those that the transition causes, in their own order. */
export const effectsOf = <K extends EffectKind>(transition: Causing, kinds: readonly K[]): K[] =>
  kinds.filter((kind) => hasEffect(transition, kind))

/** Names of effects that no module brings. */
export const unknownEffects = ({ effects }: Causing, kinds: readonly EffectKind[]): string[] =>
  effects.map(({ name }) => name).filter((name) => !kinds.some((kind) => kind.name === name))
