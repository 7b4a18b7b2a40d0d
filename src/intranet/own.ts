// What an agent’s pages are made of: what stands there for them, and the verb that moves a block.
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { Unauthenticated } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { type ArrangedBlock, type ArrangedPage, blocksFor } from './places.ts'
import { byDefault, laidOver, merged, type Move, moved, type Placed } from './placing.ts'
import { arrangedFor, holdOwn, saveOwn } from './queries.ts'

export interface Standing {
  known: ReadonlyMap<string, ArrangedBlock>
  /** As it is shown to them. */
  placed: Placed[]
  /** What they made of it, before what is arranged for them is looked at. */
  own: Placed[]
  previous: Placed[] | null
}

/** The authorities for which somebody works, that of their first post before the others. */
const authoritiesOf = ({ actor }: Context): number[] => [
  ...new Set(actor.memberships.map(({ authorityId }) => authorityId)),
]

/** What stands on a page for whoever acts: what they made of what is arranged for the first audience that they meet, or of what modules say. */
export async function standingOn(ctx: Context, tx: Read, page: ArrangedPage): Promise<Standing> {
  const known = blocksFor(ctx.blocks, page)
  const personId = ctx.actor.personId ?? 0
  const { base, own } = await arrangedFor(tx, page.name, { personId, authorityIds: authoritiesOf(ctx) })
  const mine = own?.placed ?? []
  const arranged = laidOver(byDefault(known.values(), page), base ?? [])
  const standing = arranged.filter(({ name }) => known.has(name))
  const theirs = mine.filter(({ name }) => known.has(name))
  return { known, placed: merged(standing, theirs), own: mine, previous: own?.previous ?? null }
}

/** A move of one block; the last one undone; all as it is arranged for them. */
export interface Asked {
  vers: Move | 'annuler' | 'depart'
  /** The name of the block, for a move. */
  bloc: string
}

/** The sentence said after it. */
export const DONE: Readonly<Record<Asked['vers'], (title: string) => string>> = {
  haut: (title) => `«\u00a0${title}\u00a0» est monté.`,
  bas: (title) => `«\u00a0${title}\u00a0» est descendu.`,
  colonne: (title) => `«\u00a0${title}\u00a0» est passé dans l’autre colonne.`,
  replier: (title) => `«\u00a0${title}\u00a0» est replié\u00a0: son titre reste.`,
  deplier: (title) => `«\u00a0${title}\u00a0» est déplié.`,
  retirer: (title) => `«\u00a0${title}\u00a0» est retiré. Vous pouvez l’ajouter de nouveau.`,
  ajouter: (title) => `«\u00a0${title}\u00a0» est ajouté.`,
  fixer: (title) => `Personne ne peut plus retirer «\u00a0${title}\u00a0».`,
  liberer: (title) => `Chacun peut de nouveau retirer «\u00a0${title}\u00a0».`,
  annuler: () => 'Le dernier changement est annulé.',
  depart: () => 'La page est de nouveau comme elle est arrangée pour vous.',
}

export const STAYS = 'Ce bloc ne peut pas aller là\u00a0: rien n’a changé.'

/** Moves a block of one’s own page. @returns what to say of it */
export function rearrange(ctx: Context, page: ArrangedPage, asked: Asked): Promise<string> {
  const personId = ownName(ctx.actor)
  if (personId === null) throw new Unauthenticated()
  return ctx.db.write(ctx.actor, async (tx) => {
    await holdOwn(tx, personId)
    const { known, placed, own, previous } = await standingOn(ctx, tx, page)
    if (asked.vers === 'annuler') {
      if (previous === null) return 'Il n’y a rien à annuler.'
      await saveOwn(tx, personId, page.name, { placed: previous, previous: null })
      return DONE.annuler('')
    }
    if (asked.vers === 'depart') {
      await saveOwn(tx, personId, page.name, { placed: [], previous: own })
      return DONE.depart('')
    }
    const block = known.get(asked.bloc)
    const next = moved(placed, asked.bloc, asked.vers)
    if (block === undefined || JSON.stringify(next) === JSON.stringify(placed)) return STAYS
    await saveOwn(tx, personId, page.name, { placed: next, previous: own })
    return DONE[asked.vers](block.title)
  })
}
