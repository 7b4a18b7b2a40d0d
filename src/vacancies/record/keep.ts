// An offer is published, changed, withdrawn by its last day, by those who publish for its authority. Each is told on it.
import type { Write } from '#platform/db/db.ts'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import { NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import { heldVacancy, insertVacancy, keptVacancies, type Said, updateVacancy } from './queries.ts'

/** Subject of its events. */
export const VACANCY = 'vacancy'

export const TOLD: Readonly<Record<string, string>> = {
  'vacancy.published': 'Publiée',
  'vacancy.changed': 'Modifiée',
  'vacancy.named': 'Une personne nommée pour recruter',
  'vacancy.unnamed': 'Une personne retirée du recrutement',
}

/** What raises its number. */
const CHANGES = ['vacancy.published', 'vacancy.changed'] as const

const REFUSALS: Refusals = {
  audience_withdrawn: {
    field: 'audience',
    message: 'Ce public vient d’être retiré\u00a0: choisissez-en un autre.',
  },
}

const tell = (tx: Write, name: string, subjectId: number) =>
  emit(tx, { name, subjectKind: VACANCY, subjectId, payload: {}, isFirst: name === 'vacancy.published' })

/** @returns its id; refused by PostgreSQL for a unit of others. @throws BadInput */
export async function publishVacancy(tx: Write, said: Said): Promise<number> {
  const id = await inWords(insertVacancy(tx, said), REFUSALS)
  await tell(tx, 'vacancy.published', id)
  return id
}

/** @throws NotFound; Outdated when somebody changed it since it was read; BadInput */
export async function changeVacancy(tx: Write, id: number, seen: number, said: Said): Promise<void> {
  const held = await heldVacancy(tx, id)
  if (held === undefined) throw new NotFound()
  if (held.version !== seen) throw new Outdated(await lastWriter(tx, VACANCY, id, CHANGES))
  await inWords(updateVacancy(tx, id, said), REFUSALS)
  await tell(tx, 'vacancy.changed', id)
}

/** All that was for an audience is for another. */
export async function readdress(tx: Write, from: number, to: number): Promise<void> {
  for (const { id, version, ...said } of (await keptVacancies(tx)).filter(
    ({ audienceId }) => audienceId === from,
  ))
    await changeVacancy(tx, id, version, { ...said, audienceId: to })
}
