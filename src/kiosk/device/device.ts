// A shared device: its code is shown once to whoever administers, typed once where it stands, and what the device holds from then on opens
// nothing by itself.
import { newPaperCode, readPaperCode } from '#signin'
import { keyedDigest } from '#platform/db/locked.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { type Device, deviceKept, insertDevice, revokeDeviceRow } from './queries.ts'

export const codeHash = ({ config }: Pick<Keys, 'config'>, code: string): Buffer =>
  keyedDigest(config.secret, 'kiosk devices', code)

/** What was typed, as it was made; null when it cannot be a code. */
export const readCode = readPaperCode

/** @returns its code, kept nowhere in clear. @throws NotFound for an authority of others */
export async function makeDevice(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  { authorityId, place }: { authorityId: number; place: string },
): Promise<string> {
  const isTheirs = tx.actor.memberships.some(
    ({ role, authorityId: own, commune }) => role === 'admin' && (own === authorityId || !commune),
  )
  if (!isTheirs) throw new NotFound()
  const code = newPaperCode()
  await insertDevice(tx, authorityId, place, codeHash(tools, code))
  return code
}

/** @throws NotFound when it is none of theirs */
export async function heldDevice(tx: Read, id: string | undefined): Promise<Device> {
  const device = /^[1-9]\d{0,8}$/.test(id ?? '') ? await deviceKept(tx, Number(id)) : undefined
  if (device === undefined)
    throw new NotFound('Cette borne n’existe pas, ou n’est pas de votre collectivité.')
  return device
}

/** It opens nothing any more, and whoever is there is out. @throws NotFound */
export async function revokeDevice(tx: Write, id: string | undefined): Promise<Device> {
  const device = await heldDevice(tx, id)
  await revokeDeviceRow(tx, device.id)
  return device
}
