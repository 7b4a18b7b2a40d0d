// Audiences are made, changed and withdrawn by whoever writes contents for their authority. What is shown to them follows at once.
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import {
  type Audience,
  countReaders,
  heldAudience,
  insertAudience,
  updateAudience,
  withdrawRow,
} from './queries.ts'
import { always, isEverybody, type Rule } from './rule.ts'

/** Subject of its events. */
export const AUDIENCE = 'audience'

export interface SaidAudience {
  readonly name: string
  readonly rule: Rule
}

/** @throws BadInput beside `field` when the rule means nobody at all */
export async function checkReached(tx: Read, rule: Rule, field: string): Promise<void> {
  if (isEverybody(rule) || (await countReaders(tx, always(rule))).isReached) return
  throw new BadInput([
    {
      field,
      message:
        'Personne n’est dans ce public aujourd’hui\u00a0: rien de ce qui lui est adressé ne serait lu.',
    },
  ])
}

const NAME_TAKEN = 'Un public de cette collectivité porte déjà ce nom.'

/** @throws BadInput beside the name when another audience of the authority bears it */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint !== 'audience_name') throw error
    throw new BadInput([{ field: 'name', message: NAME_TAKEN }])
  }
}

/** @returns its id; refused by PostgreSQL for an authority of others. @throws BadInput */
export async function makeAudience(tx: Write, authorityId: number, said: SaidAudience): Promise<number> {
  await checkReached(tx, said.rule, 'who1')
  const id = await named(insertAudience(tx, { authorityId, ...said }))
  await emit(tx, {
    name: 'audience.made',
    subjectKind: AUDIENCE,
    subjectId: id,
    payload: { ...said },
    isFirst: true,
  })
  return id
}

/** @throws NotFound for whoever may not; Outdated when somebody changed it since it was shown; BadInput */
export async function changeAudience(tx: Write, id: number, seen: number, said: SaidAudience): Promise<void> {
  await held(tx, id, seen)
  await checkReached(tx, said.rule, 'who1')
  await named(updateAudience(tx, id, said))
  await emit(tx, { name: 'audience.changed', subjectKind: AUDIENCE, subjectId: id, payload: { ...said } })
}

/** What is shown to it is shown to `to` from now on. @throws as `changeAudience`; BadInput while it is used and nothing takes its place */
export async function withdrawAudience(
  tx: Write,
  id: number,
  seen: number,
  to: Audience | null,
): Promise<void> {
  await held(tx, id, seen)
  for (const { count, readdress } of tx.addressed) {
    if (((await count(tx, [id])).get(id) ?? 0) === 0) continue
    if (to === null)
      throw new BadInput([
        { field: 'vers', message: 'Ce public est employé\u00a0: choisissez celui qui le remplace.' },
      ])
    await readdress(tx, id, to.id)
  }
  await withdrawRow(tx, id)
  await emit(tx, {
    name: 'audience.withdrawn',
    subjectKind: AUDIENCE,
    subjectId: id,
    payload: { to: to?.id ?? null },
  })
}

async function held(tx: Write, id: number, seen: number): Promise<Audience> {
  const kept = await heldAudience(tx, id)
  if (kept === undefined) throw new NotFound()
  if (kept.version !== seen) throw new Outdated(await lastWriter(tx, AUDIENCE, id))
  return kept
}
