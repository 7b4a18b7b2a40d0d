// Whom at the desk a mail reaches: the unit's own address, else its agents one by one, else the door of its authority.
import type { Read } from '#platform/db.ts'
import { hearersOf } from '#people'
import type { Territory, Unit } from '#territory'
import { doorsOf } from '../record/receiver.ts'

/** Who is told, and where to write (known to the system alone); nobody is `null`. */
export type Told =
  | { by: 'unit' | 'door'; unit: Unit; addresses: string[] }
  | { by: 'agents'; unit: Unit; people: number; addresses: string[] }
  | null

/** Who is told of what comes to that unit: what the page says before is what the mail does after. */
export async function toldOf(tx: Read, place: Territory, unit: Unit, areaCode: string): Promise<Told> {
  if (unit.email !== null) return { by: 'unit', unit, addresses: [unit.email] }
  const people = await hearersOf(tx, unit.id)
  if (people[0] !== undefined)
    return {
      by: 'agents',
      unit: place.unit(people[0].unitId),
      people: people.length,
      addresses: people.flatMap(({ address }) => address ?? []),
    }
  const door = doorsOf(unit.authorityId, areaCode, place).find(({ email }) => email !== null)
  if (door?.email) return { by: 'door', unit: door, addresses: [door.email] }
  const { email } = place.authority(unit.authorityId).profile
  return email ? { by: 'door', unit, addresses: [email] } : null
}
