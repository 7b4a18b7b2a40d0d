// Whom at the desk a word reaches: the unit's own address, else its agents one by one, else the door of its authority.
import type { Read } from '#platform/db/db.ts'
import type { Recipient } from '#notices'
import { hearersOf } from '#people'
import type { Territory, Unit } from '#territory'
import { doorsOf } from '#services'

const mailbox = (address: string): Recipient => ({ personId: null, address })

/** Who is told, and where (known to the system alone); nobody is `null`. */
export type Told =
  | { by: 'unit' | 'door'; unit: Unit; to: Recipient[] }
  | { by: 'agents'; unit: Unit; people: number; to: Recipient[] }
  | null

/** Who is told of what comes to that unit: what the page says before is what the mail does after. */
export async function toldOf(tx: Read, place: Territory, unit: Unit, areaCode: string): Promise<Told> {
  if (unit.email !== null) return { by: 'unit', unit, to: [mailbox(unit.email)] }
  const people = await hearersOf(tx, unit.id)
  if (people[0] !== undefined)
    return {
      by: 'agents',
      unit: place.unit(people[0].unitId),
      people: people.length,
      to: people.flatMap(({ personId, address }) => (address === null ? [] : [{ personId, address }])),
    }
  const door = doorsOf(unit.authorityId, areaCode, place).find(({ email }) => email !== null)
  if (door?.email) return { by: 'door', unit: door, to: [mailbox(door.email)] }
  const { email } = place.authority(unit.authorityId).profile
  return email ? { by: 'door', unit, to: [mailbox(email)] } : null
}
