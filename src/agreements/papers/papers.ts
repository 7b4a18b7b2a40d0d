// The papers of an agreement: each the same words, as a page to print and as a tagged PDF.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import type { Paper, Part } from '#platform/pdf/document.ts'
import { register } from '#register'
import { territory } from '#territory'
import type { Feature } from '#platform/partnership/feature.ts'
import { gridIn, bookOf, linesOf } from '../record/lines.ts'
import { stepRows } from '../record/queries.ts'
import { agreement, todayOf } from '../record/write.ts'
import { dataParts, financialParts } from './annexes.ts'
import { erasureOf } from '../record/erasure.ts'
import { certificateParts } from './certificate.ts'
import type { Said } from './said.ts'
import { agreementParts } from './text.ts'

interface Kind {
  readonly label: string
  readonly parts: (said: Said) => Part[]
  /** Is there one? Absent: always. */
  readonly isMade?: (said: Pick<Said, 'erasure'>) => boolean
}

/** By their name in addresses. */
const PAPERS: Readonly<Record<string, Kind>> = {
  convention: { label: 'Convention', parts: agreementParts },
  'annexe-financiere': { label: 'Annexe financière', parts: financialParts },
  'annexe-donnees': { label: 'Annexe relative aux données personnelles', parts: dataParts },
  certificat: {
    label: 'Certificat d’effacement',
    parts: certificateParts,
    isMade: ({ erasure }) => erasure !== null,
  },
}

/** Those that an agreement has. */
export const papersOf = (said: Pick<Said, 'erasure'>) =>
  Object.entries(PAPERS).filter(([, { isMade }]) => isMade?.(said) !== false)

/** Everything the papers of an agreement say. @throws NotFound */
async function saidOf(tx: Read, id: number, features: readonly Feature[]): Promise<Said> {
  const row = await agreement(tx, id)
  const place = await territory(tx)
  const book = await bookOf(tx)
  const commune = place.authority(row.authorityId)
  const mine = ({ kind, controller }: { kind: string; controller: string }) =>
    kind !== 'platform' && (controller === 'each-authority' || controller === commune.code)
  return {
    row,
    commune,
    metropolis: place.metropolis,
    place,
    grid: gridIn(book, row.deeds[0]?.gridId ?? 0),
    lines: linesOf(row, book),
    steps: await stepRows(tx, id),
    opens: features.filter((one) => row.deeds[0]?.opens.includes(one.id) === true).map(({ label }) => label),
    entries: (await register(tx)).entries.filter(mine),
    today: await todayOf(tx),
    erasure: await erasureOf(tx, id),
  }
}

/** That paper of that agreement. @throws NotFound */
export async function paperOf(
  tx: Read,
  { features }: Pick<Context, 'features'>,
  { id, name }: { id: number; name: string },
): Promise<Paper> {
  const kind = Object.hasOwn(PAPERS, name) ? PAPERS[name] : undefined
  const said = await saidOf(tx, id, features)
  if (kind === undefined || kind.isMade?.(said) === false)
    throw new NotFound('Cette convention n’a pas de pièce de ce nom.')
  const { number } = said.row
  return {
    title: `${kind.label}\u00a0: guichet numérique, ${said.commune.name}`,
    author: said.metropolis.name,
    foot: `Convention n° ${number}, ${kind.label.toLowerCase()}`,
    at: tx.now,
    parts: kind.parts(said),
  }
}
