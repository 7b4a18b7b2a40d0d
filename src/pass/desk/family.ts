// Whoever is there, and their family, by the mandates that run.
import { mandatesOf } from '#mandates'
import type { Read } from '#platform/db/db.ts'
import { accountById } from '#people'

export interface Person {
  id: number
  name: string
}

/** Whoever has an account that is not closed. */
export async function personById(tx: Read, id: number): Promise<Person | undefined> {
  const found = await accountById(tx, id)
  return found === null ? undefined : { id: found.personId, name: found.name }
}

/** Children for whom the person acts today, and parents who act for them. As the system. */
export async function familyOf(
  tx: Read,
  personId: number,
): Promise<{ children: Person[]; parents: (Person & { mandateId: number })[] }> {
  const live = (await mandatesOf(tx, personId)).filter(
    ({ kind, state }) => kind === 'parent' && state === 'live',
  )
  const children = live
    .filter(({ helperId }) => helperId === personId)
    .map(({ personId: id, personName: name }) => ({ id, name }))
  const parents = live.flatMap(({ id: mandateId, personId: child, helperId, helperName }) =>
    child === personId && helperId !== null ? [{ id: helperId, name: helperName ?? '', mandateId }] : [],
  )
  return { children, parents }
}
