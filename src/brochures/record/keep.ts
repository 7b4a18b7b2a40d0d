// A brochure is added, changed, given its PDF, by those who publish for its authority. Each is told on it.
import { attach, type KeptFile } from '#files'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import type { Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import { type Brochure, heldBrochure, insertBrochure, type Said, setPdf, updateBrochure } from './queries.ts'

/** Subject of its events, and of its PDF. */
export const BROCHURE = 'brochure'

export const TOLD: Readonly<Record<string, string>> = {
  'brochure.added': 'Ajoutée',
  'brochure.changed': 'Modifiée',
  'brochure.filed': 'PDF déposé',
  'brochure.restocked': 'Stock changé',
}
/** What raises its number: a stock that moves is nothing to whoever rewords it. */
const CHANGES = ['brochure.added', 'brochure.changed', 'brochure.filed'] as const

const REFUSALS: Refusals = {
  brochure_title: { field: 'title', message: 'Une brochure de cette collectivité a déjà ce titre.' },
  audience_withdrawn: {
    field: 'audience',
    message: 'Ce public vient d’être retiré\u00a0: choisissez-en un autre.',
  },
}

export const tell = (tx: Write, name: string, subjectId: number, payload: Record<string, unknown> = {}) =>
  emit(tx, { name, subjectKind: BROCHURE, subjectId, payload, isFirst: name === 'brochure.added' })

/** @returns its id; refused by PostgreSQL for an authority of others. @throws BadInput */
export async function makeBrochure(tx: Write, authorityId: number, said: Said): Promise<number> {
  const id = await inWords(insertBrochure(tx, authorityId, said), REFUSALS)
  await tell(tx, 'brochure.added', id)
  return id
}

/** @throws NotFound for whoever may not */
export async function holdBrochure(tx: Write, id: number): Promise<Brochure> {
  const found = await heldBrochure(tx, id)
  if (found === undefined) throw new NotFound()
  return found
}

/** @throws NotFound; Outdated when somebody changed it since it was read; BadInput */
export async function changeBrochure(tx: Write, id: number, seen: number, said: Said): Promise<void> {
  const { version } = await holdBrochure(tx, id)
  if (version !== seen) throw new Outdated(await lastWriter(tx, BROCHURE, id, CHANGES))
  await inWords(updateBrochure(tx, id, said), REFUSALS)
  await tell(tx, 'brochure.changed', id)
}

/** Its PDF from now on; those of before stay with whoever kept their address. @throws NotFound */
export async function fileBrochure(tx: Write, id: number, { fileId }: KeptFile): Promise<void> {
  await holdBrochure(tx, id)
  await attach(tx, [fileId], { kind: BROCHURE, id })
  await setPdf(tx, id, fileId)
  await tell(tx, 'brochure.filed', id, { fileId })
}

/** All that was for an audience is for another. */
export async function readdress(
  tx: Write,
  brochures: readonly Brochure[],
  audienceId: number,
): Promise<void> {
  for (const { id, version, ...said } of brochures)
    await changeBrochure(tx, id, version, { ...said, audienceId })
}
