// Cards and papers of the pass of the demonstration, in each of their states: waiting, on a list, made, sent, in service, lost, replaced, run out.
import { sql } from 'kysely'
import {
  endSupport,
  listedIn,
  type MadeAs,
  makeList,
  orderAgain,
  orderSupport,
  putInService,
  stepBatch,
} from '#pass'
import type { Write } from '#platform/db/db.ts'
import { addDays, territory, todayThere } from '#territory'

const DAY_MS = 86_400_000
const LIBRARIES = 'Réseau des médiathèques'
const LUCETTE = 'habitante@parvis.example'

const LABELS: Readonly<Record<MadeAs, string>> = {
  chip: 'Carte à puce',
  printed: `Carte imprimée\u00a0: ${LIBRARIES}`,
  letter: 'Papier, par la poste',
}

/** Until where it went. */
type Stage = 'ordered' | 'listed' | 'made' | 'sent'
interface Lot {
  madeAs: MadeAs
  stage: Stage
  daysAgo: number
  count: number
  /** What became of some of them since. */
  since?: readonly ('active' | 'lost' | 'replaced' | 'expired')[]
  hasLucette?: true
}

const LOTS: readonly Lot[] = [
  {
    ...{ madeAs: 'chip', stage: 'sent', daysAgo: 96, count: 9, hasLucette: true },
    since: ['active', 'active', 'active', 'lost', 'active', 'replaced', 'active', 'active'],
  },
  {
    madeAs: 'printed',
    stage: 'sent',
    daysAgo: 40,
    count: 5,
    since: ['active', 'active', 'expired', 'active'],
  },
  { madeAs: 'letter', stage: 'sent', daysAgo: 33, count: 4, since: ['active', 'active', 'active', 'active'] },
  { madeAs: 'chip', stage: 'sent', daysAgo: 6, count: 4 },
  { madeAs: 'printed', stage: 'made', daysAgo: 4, count: 3, hasLucette: true },
  { madeAs: 'chip', stage: 'listed', daysAgo: 2, count: 5 },
  { madeAs: 'letter', stage: 'ordered', daysAgo: 1, count: 4 },
  { madeAs: 'chip', stage: 'ordered', daysAgo: 1, count: 6 },
]

interface Told {
  authorityId: number
  library: { id: number; product: number }
}

/** Passes of adults that have the card of the libraries, Lucette’s first. */
async function holders(tx: Write, { library }: Told): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select p.id from pass.pass p join accounts.person w on w.id = p.person_id
    where p.stopped_at is null and exists (select from pass.entitlement e where e.pass_id = p.id and e.product_id = ${library.product} and e.ended_at is null)
      and not exists (select from accounts.mandate m where m.person_id = w.id and m.kind = 'parent')
    order by w.email is not distinct from ${LUCETTE} desc, p.id limit 36`.execute(tx.q)
  return rows.map(({ id }) => id)
}

const STREETS = ['rue du Lac', 'rue des Brotteaux', 'avenue du Parc', 'place du Marché', 'chemin des Vignes']

async function order(tx: Write, told: Told, lot: Lot, passId: number): Promise<void> {
  const of = lot.madeAs === 'printed' ? { partnerId: told.library.id, sector: 'culture' } : null
  const address = `${1 + (passId % 60)} ${STREETS[passId % STREETS.length] ?? ''}, 6900${1 + (passId % 9)} Lyon`
  await orderSupport(tx, {
    ...{ passId, madeAs: lot.madeAs, label: LABELS[lot.madeAs], authorityId: told.authorityId, of },
    ...{ address, keepsValues: false, orderedBy: null },
  })
}

async function tellLot(tx: Write, told: Told, lot: Lot, passes: readonly number[]): Promise<void> {
  const on = (days: number): Write => ({
    ...tx,
    now: new Date(tx.now.getTime() - (lot.daysAgo - days) * DAY_MS),
  })
  for (const passId of passes) await order(on(0), told, lot, passId)
  if (lot.stage === 'ordered') return
  const { authorityId } = told
  const id = await makeList(on(0.3), { authorityId, madeAs: lot.madeAs, by: null })
  if (id === undefined) return
  const listed = await listedIn(tx, id)
  if (lot.stage === 'listed') return
  await stepBatch(on(1), id, 'made')
  if (lot.stage === 'made') return
  await stepBatch(on(2), id, 'sent')
  const today = await todayThere(tx)
  for (const [at, what] of (lot.since ?? []).entries()) {
    const one = listed[at]
    if (one === undefined) continue
    const { supportId, passId, label } = one
    const until =
      what === 'expired' ? addDays(today, -1) : addDays(today, lot.madeAs === 'chip' ? 1700 : 28 + 40 * at)
    await putInService(on(5), { id: supportId, passId, until })
    if (what === 'active') continue
    await endSupport(on(5.5), { passId, id: supportId, as: what })
    if (what === 'replaced') await orderAgain(on(5.5), { id: supportId, passId, label }, null)
  }
  await sql`update pass.card_order set address = null where batch_id = ${id}`.execute(tx.q)
}

/** Act as the system; nothing when the partners are not there. */
export async function tellSupports(tx: Write): Promise<void> {
  const { rows } = await sql<{ id: number; product: number }>`select p.id, d.id as product from pass.partner p
    join pass.product d on d.partner_id = p.id and d.name = 'Carte de lecteur' where p.name = ${LIBRARIES}`.execute(
    tx.q,
  )
  const [library] = rows
  if (library === undefined) return
  const told: Told = { authorityId: (await territory(tx)).metropolis.id, library }
  const [lucette, ...others] = await holders(tx, told)
  if (lucette === undefined || others.length === 0) return
  let from = 0
  for (const lot of LOTS) {
    const own = lot.hasLucette ? [lucette] : []
    const count = lot.count - own.length
    const passes = Array.from({ length: count }, (_, at) => others[(from + at) % others.length] ?? lucette)
    from += count
    await tellLot(tx, told, lot, [...own, ...new Set(passes)])
  }
}
