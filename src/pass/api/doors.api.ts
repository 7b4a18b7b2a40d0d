// The doors of a partner, for its programs: which there are, when they spoke last; one taken back at once.
import { z } from 'zod'
import { type Call, call } from '#platform/api/call.ts'
import { closeDoor, keptDevice } from '../partner/keep.ts'
import { type Device, devicesOf } from '../record/devices.ts'
import { AT, callingPartner } from './calling.ts'

const instant = z.iso.datetime()
const DOOR = z.object({
  id: z.int(),
  label: z.string(),
  place: z.int(),
  sector: z.string(),
  state: z.enum(['waiting', 'installed', 'revoked']).meta({
    description: 'Son code attend, installée, retirée.',
  }),
  installedAt: instant.nullable(),
  lastSeenAt: instant.nullable(),
  revokedAt: instant.nullable(),
  missingLines: z.int().meta({ description: 'Lignes de son journal qui ne sont jamais arrivées.' }),
})

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
const told = ({ id, label, placeId, sector, enrolledAt, lastSeenAt, revokedAt, missing }: Device) => ({
  ...{ id, label, place: placeId, sector, missingLines: missing },
  state:
    revokedAt !== null
      ? ('revoked' as const)
      : enrolledAt === null
        ? ('waiting' as const)
        : ('installed' as const),
  ...{ installedAt: iso(enrolledAt), lastSeenAt: iso(lastSeenAt), revokedAt: iso(revokedAt) },
})

const doors = { face: 'api', by: ['key'], action: 'passcall.doors', scope: 'pass.doors' } as const

export const doorCalls: readonly Call[] = [
  call({
    ...doors,
    call: `GET ${AT}/doors`,
    title: 'Portes du partenaire',
    text: 'Ses portes, celles qui sont retirées comprises.',
    answer: z.object({ doors: z.array(DOOR) }),
    handle: (ctx) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.doors')
        return { body: { doors: (await devicesOf(tx, id)).map(told) } }
      }),
  }),
  call({
    ...doors,
    call: `DELETE ${AT}/doors/:door`,
    title: 'Retirer une porte',
    text: 'En ligne, elle n’ouvre plus rien aussitôt\u00a0; sans réseau, au plus tard un jour après. Deux fois font une.',
    handle: (ctx) =>
      ctx.db.write(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.doors')
        const device = await keptDevice(tx, id, ctx.params['door'])
        if (device.revokedAt === null) await closeDoor(tx, device)
        return { body: undefined }
      }),
  }),
]
