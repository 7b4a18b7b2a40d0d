// Sectors of the pass as an agreement opens them to an authority (settings.opening): a partner has none beyond, and one that closes closes
// its doors that night. What was held waits, and is told why.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { of } from '#platform/french/noun.ts'
import { type Feature, feature } from '#platform/partnership/feature.ts'
import { listSentence, quoted } from '#platform/ui/french.ts'
import { SECTORS } from '#register'
import { authorityNoun, territory } from '#territory'

export const sectorName = (sector: string): string => SECTORS[sector as keyof typeof SECTORS] ?? sector

/** Those that a partner may have: all of the register but the account’s own. */
export const SECTOR_IDS: readonly string[] = Object.keys(SECTORS).slice(1)

async function moves(
  tx: Read,
  sector: string,
  { authorityId, opens }: { authorityId: number; opens: boolean },
) {
  const { rows } = await sql<{ name: string }>`select p.name from pass.partner p
    where p.authority_id = ${authorityId} and ${sector} = any (p.sectors) and p.sandbox_of is null and p.until >= territory.day_of(${tx.now}) order by 1`.execute(
    tx.q,
  )
  const names = rows.map(({ name }) => quoted(name))
  const called = `Pass, secteur ${quoted(sectorName(sector))}`
  if (names.length === 0)
    return [
      `${called}\u00a0: ${opens ? 'la commune peut y signer des partenaires.' : 'aucun partenaire n’y est.'}`,
    ]
  return [
    opens
      ? `${called}\u00a0: les portes de ${listSentence(names)} ouvrent de nouveau, et les droits qui attendaient servent.`
      : `${called}\u00a0: les portes de ${listSentence(names)} n’ouvrent plus. Les droits des titulaires attendent\u00a0: aucun n’est perdu.`,
  ]
}

/** `pass.petite_enfance`: as `pass.open_until` says it. */
export const features: readonly Feature[] = SECTOR_IDS.map((sector) =>
  feature({
    id: `pass.${sector.replaceAll('-', '_')}`,
    label: sectorName(sector),
    gives: 'Les partenaires qu’elle signe, leurs portes, ce que les habitants y ont.',
    isNamed: true,
    moves: (tx, authorityId, opens) => moves(tx, sector, { authorityId, opens }),
  }),
)

/** Those of these that are open to an authority today, or on that first day when it is to come. */
export async function openSectors(
  tx: Read,
  authorityId: number,
  { sectors = SECTOR_IDS, since }: { sectors?: readonly string[]; since?: string } = {},
): Promise<string[]> {
  const { rows } = await sql<{
    open: string[]
  }>`select pass.open_sectors(${authorityId}, ${[...sectors]}::text[], greatest(${since ?? null}::date, territory.day_of(${tx.now}))) as open`.execute(
    tx.q,
  )
  return rows[0]?.open ?? []
}

/** @param had sectors that the partner has already: they may wait. @throws BadInput on `sectors` */
export async function refuseClosed(
  tx: Read,
  authorityId: number,
  { sectors, since, had = [] }: { sectors: readonly string[]; since: string; had?: readonly string[] },
): Promise<void> {
  const open = await openSectors(tx, authorityId, { since })
  const closed = sectors.filter((sector) => !open.includes(sector) && !had.includes(sector))
  if (closed.length === 0) return
  const whose = of(authorityNoun((await territory(tx)).authority(authorityId)))
  const own =
    open.length === 0
      ? 'aucun secteur'
      : `seulement ${listSentence(open.map((one) => quoted(sectorName(one))))}`
  throw new BadInput([
    {
      field: 'sectors',
      message: `La convention ${whose} n’ouvre pas ${listSentence(closed.map((one) => quoted(sectorName(one))))} ce jour-là\u00a0: elle ouvre ${own} au pass. Retirez ce secteur, ou faites voter un avenant.`,
    },
  ])
}

/** Why what one holds there opens nothing today. */
export const waitsWords = (sector: string): string =>
  `La convention de la collectivité n’ouvre plus le secteur ${quoted(sectorName(sector))} au pass. Ce droit est gardé tel quel\u00a0; il ouvrira de nouveau si le secteur rouvre.`
