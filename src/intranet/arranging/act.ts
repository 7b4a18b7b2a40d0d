// A page of agents arranged for an audience: made, moved block by block, looked at before or after others, for another, removed. Each is told on it.
import type { Addressed, Write } from '#platform/db/db.ts'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import { NotFound } from '#platform/errors.ts'
import type { Block } from '#platform/http/route.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import { ALL, type ArrangedBlock, blocksFor } from '../places.ts'
import { byDefault, laidOver, type Move, moved, type Placed } from '../placing.ts'
import {
  type Arrangement,
  arrangementById,
  arrangements,
  countForAudiences,
  deleteArrangement,
  exchange,
  holdAuthority,
  insertArrangement,
  type NewArrangement,
  saveAudience,
  savePlaced,
} from './queries.ts'

/** Subject of its events. */
export const ARRANGEMENT = 'arrangement'

const TAKEN = 'Ce public a déjà son rangement de cette page\u00a0: changez celui-là.'
const REFUSALS: Refusals = {
  arrangement_authority_id_page_audience_id_key: { field: 'audience', message: TAKEN },
  arrangement_position: {
    field: 'audience',
    message: 'Cette page a déjà cinquante rangements\u00a0: retirez-en un avant d’en faire un autre.',
  },
  audience_withdrawn: {
    field: 'audience',
    message: 'Ce public vient d’être retiré\u00a0: choisissez-en un autre.',
  },
}

const tell = (tx: Write, name: string, subjectId: number, payload: Readonly<Record<string, unknown>> = {}) =>
  emit(tx, { name, subjectKind: ARRANGEMENT, subjectId, payload, isFirst: name === 'arrangement.made' })

/** What stands there: what was placed, over what modules say; a block that is no more is not there. */
export function standing(
  blocks: readonly Block[],
  { page, placed }: Pick<Arrangement, 'page' | 'placed'>,
): { known: ReadonlyMap<string, ArrangedBlock>; placed: Placed[] } {
  const known = blocksFor(blocks, ALL[page])
  const all = laidOver(byDefault(known.values(), ALL[page]), placed)
  return { known, placed: all.filter(({ name }) => known.has(name)) }
}

/** As it is once nobody else arranges for its authority. @throws NotFound for whoever may not */
async function held(tx: Write, id: number): Promise<Arrangement> {
  const found = await arrangementById(tx, id)
  if (found === undefined) throw new NotFound()
  await holdAuthority(tx, found.authorityId)
  const still = await arrangementById(tx, id)
  if (still === undefined) throw new NotFound()
  return still
}

async function seen(tx: Write, id: number, version: number): Promise<Arrangement> {
  const found = await held(tx, id)
  if (found.version !== version) throw new Outdated(await lastWriter(tx, ARRANGEMENT, id))
  return found
}

/** Blocks that are not placed come after, as modules say. @returns its id; refused by PostgreSQL for an authority of others. @throws BadInput */
export async function makeArrangement(tx: Write, said: NewArrangement): Promise<number> {
  await holdAuthority(tx, said.authorityId)
  const id = await inWords(insertArrangement(tx, said), REFUSALS)
  await tell(tx, 'arrangement.made', id, { audience: said.audienceId })
  return id
}

/** @returns the block that was moved; undefined: nothing changed. @throws NotFound */
export async function placeBlock(
  tx: Write,
  id: number,
  { blocks, bloc, vers }: { blocks: readonly Block[]; bloc: string; vers: Move },
): Promise<ArrangedBlock | undefined> {
  const { known, placed } = standing(blocks, await held(tx, id))
  const block = known.get(bloc)
  const next = moved(placed, bloc, vers)
  if (block === undefined || JSON.stringify(next) === JSON.stringify(placed)) return undefined
  await savePlaced(tx, id, next)
  await tell(tx, 'arrangement.placed', id, { block: bloc, move: vers })
  return block
}

/** Looked at before the one that came just before, or after the next. @returns whether it could. @throws NotFound */
export async function rank(tx: Write, id: number, step: 1 | -1): Promise<boolean> {
  const could = await exchange(tx, await held(tx, id), step)
  if (could) await tell(tx, 'arrangement.ranked', id, { sooner: step === -1 })
  return could
}

/** @throws NotFound; Outdated when somebody changed whom it is for; BadInput */
export async function addressArrangement(
  tx: Write,
  id: number,
  version: number,
  audienceId: number,
): Promise<void> {
  await seen(tx, id, version)
  await inWords(saveAudience(tx, id, audienceId), REFUSALS)
  await tell(tx, 'arrangement.addressed', id, { audience: audienceId })
}

/** @throws NotFound; Outdated */
export async function removeArrangement(tx: Write, id: number, version: number): Promise<void> {
  const found = await seen(tx, id, version)
  await tell(tx, 'arrangement.removed', id)
  await deleteArrangement(tx, found)
}

/** All that was for an audience is for another; where that one has its own, the one that is looked at first stays. */
async function readdress(tx: Write, from: number, to: number): Promise<void> {
  const all = await arrangements(tx)
  for (const one of all.filter(({ audienceId }) => audienceId === from)) {
    const double = all.find(({ audienceId, page }) => audienceId === to && page === one.page)
    const isLast = double !== undefined && double.position < one.position
    if (double !== undefined) {
      const { id, version } = isLast ? one : double
      await removeArrangement(tx, id, version)
    }
    if (!isLast) await addressArrangement(tx, one.id, one.version, to)
  }
}

export const addressed: Addressed = {
  ...{ id: 'intranet.arrangement', one: 'page d’agents arrangée', several: 'pages d’agents arrangées' },
  count: countForAudiences,
  readdress,
}
