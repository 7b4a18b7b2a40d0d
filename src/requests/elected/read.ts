// The requests of an authority as its elected members read them: those of the past month, and what is open.
import { agent } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Context, one } from '#platform/http/route.ts'
import { catalogue, lineage } from '#services'
import { type Authority, territory } from '#territory'
import { type Figures, figuresOf } from './figures.ts'
import { tally } from './queries.ts'

export const HERE = '/territoires/demandes'
/** What is counted as received: of these days, before today. */
export const DAYS = 30

const ANSWERS = agent('handler', 'manager', 'reception').anywhere

/** Where whoever acts is elected: communes by name, the metropolis last. */
export async function electedIn(ctx: Context, tx: Read): Promise<Authority[]> {
  const place = await territory(tx)
  const all = (ctx.actor.elected ?? []).map((id) => place.authority(id))
  const isLast = ({ id }: Authority) => Number(id === place.metropolis.id)
  return all.toSorted((a, b) => isLast(a) - isLast(b) || a.name.localeCompare(b.name, 'fr'))
}

/** The one asked for by its code, else the first. @throws NotFound when they are not elected there */
export function askedOf(ctx: Context, all: readonly Authority[]): Authority {
  const code = one(ctx.query, 'collectivite')
  const found = code === '' ? all[0] : all.find((authority) => authority.code === code)
  if (found === undefined) throw new NotFound()
  return found
}

/** Lists of the desk behind the figures, for whoever works there too; null for who has no list. */
export interface Behind {
  readonly open: string
  readonly late: string
  readonly own: string
}

/** The lists of the desk, for whoever answers for that commune as well. */
export function behindOf({ actor }: Context, { id, level }: Authority): Behind | null {
  if (level !== 'commune' || !ANSWERS.ever(actor)) return null
  if (!actor.memberships.some(({ authorityId }) => authorityId === id)) return null
  return {
    open: '/agents?vue=commune',
    late: '/agents?vue=commune&delai=retard',
    own: `/agents?vue=autorite-${id}`,
  }
}

export async function figuresIn(tx: Read, { id }: Authority): Promise<Figures> {
  const known = await catalogue(tx)
  const themeOf = (code: string): string => {
    const top = lineage(known, code).at(-1) ?? code
    return known.category(top)?.label ?? top
  }
  return figuresOf(await tally(tx, id), themeOf)
}
