// Children: a parent acts for a child (Civil Code, art. 388-1-1) until the day before the 18th birthday.
import { system } from '#platform/actor.ts'
import { Conflict } from '#platform/errors.ts'
import { type Throttling, throttleAll } from '#platform/limits/throttle.ts'
import { localDay, territory } from '#territory'
import { createPerson, tell } from '#people'
import { lockPerson } from '#people'
import { recordValue } from '#people'
import { lastDayOfChildhood } from './days.ts'
import { checkCount, refuse } from './mandate.ts'
import { hasChild, insertParent } from './queries.ts'

export interface Child {
  givenName: string
  familyName: string
  /** null when what was typed is no day. */
  birthdate: string | null
}

/**
 * A parent declares a child: a person without address nor means to sign in, for whom the parent acts until 18.
 * Everything is declared, nothing proved.
 * @throws BadInput on fields `given_name`, `family_name`, `naissance`; Conflict when the child is there already; TooMany
 */
export async function declareChild(tools: Throttling, parentId: number, child: Child): Promise<void> {
  await throttleAll(tools, [{ key: `child:person:${parentId}`, limit: 10, windowSeconds: 900 }])
  await tools.db.write(system, async (tx) => {
    await lockPerson(tx, parentId)
    await checkCount(tx, parentId)
    const { givenName, familyName } = child
    const birthdate = checkedBirth(child.birthdate, localDay(tx.now, (await territory(tx)).zone))
    const name = `${givenName} ${familyName}`
    if (await hasChild(tx, parentId, { name, birthdate }))
      throw new Conflict(`${name} est déjà dans votre liste.`)
    const personId = await createPerson(tx, { email: null, name })
    const said = { personId, source: 'declared' as const, level: 'declared' as const }
    await recordValue(tx, { ...said, valueId: 'given_name', value: givenName })
    await recordValue(tx, { ...said, valueId: 'family_name', value: familyName })
    await recordValue(tx, { ...said, valueId: 'birthdate', value: birthdate })
    const validTo = lastDayOfChildhood(birthdate)
    const mandateId = await insertParent(tx, { personId, givenBy: parentId, validTo })
    await tell(tx, 'person.mandate_accepted', personId, { mandateId, helperId: parentId })
  })
}

function checkedBirth(birthdate: string | null, today: string): string {
  if (birthdate === null || birthdate > today)
    return refuse('naissance', 'Écrivez une date de naissance complète, par exemple 12 3 2015.')
  if (lastDayOfChildhood(birthdate) < today)
    return refuse(
      'naissance',
      'Cette personne a 18 ans ou plus\u00a0: elle peut ouvrir son compte et vous confier ses démarches.',
    )
  return birthdate
}
