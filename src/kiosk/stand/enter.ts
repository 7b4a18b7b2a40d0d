// Coming in at a kiosk. An unknown number, a wrong code, somebody who works there no more: the same answer for the same work, and tries
// that are counted by number at all kiosks together, and by device. The owner of a number is told of them (pin/tell.ts).
import { randomUUID, timingSafeEqual } from 'node:crypto'
import { closeSession, digest, lockPerson, newToken } from '#people'
import { hashPassword, passwordMatches } from '#signin'
import { system } from '#platform/actor.ts'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import type { Cookie } from '#platform/http/route.ts'
import type { Keys } from '#platform/keys.ts'
import { forgiveIn, networkOf, throttle, throttleAll } from '#platform/limits/throttle.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { codeHash, readCode } from '../device/device.ts'
import { type Device, openDeviceRow } from '../device/queries.ts'
import { readChosen } from '../pin/keep.ts'
import { kioskCounters, LIMITS } from '../pin/limits.ts'
import { onceHash, pinText, readBadge, readOnce, readPin } from '../pin/pin.ts'
import { type Access, accessAt, saveAccess } from '../pin/queries.ts'
import { planTelling, tellAgent } from '../pin/tell.ts'
import { agentHere, beginVisit, deviceCookie } from './visit.ts'

const problem = (field: string, message: string): BadInput => new BadInput([{ field, message }])

const WRONG: FieldProblem = {
  field: 'numero',
  message: 'Ce numéro et ce code ne vont pas ensemble. Tapez de nouveau les deux.',
}
const WRONG_ONCE: FieldProblem = {
  field: 'numero',
  message:
    'Ce numéro et ce code de premier accès ne vont pas ensemble, ou le code a déjà servi. Demandez-en un autre à votre responsable.',
}

/** Compared when nobody has the number, or no code. */
const NOTHING = Buffer.alloc(32)

/** @throws BadInput on `code`, TooMany */
export async function openDevice(
  tools: Keys,
  { typed, ip, sessionToken }: { typed: string; ip: string; sessionToken: string | null },
): Promise<Cookie> {
  const code = readCode(typed)
  if (code === null)
    throw problem('code', 'Un code de borne a seize lettres et chiffres, par groupes de quatre.')
  await throttle(tools, `kiosk:code:${networkOf(ip)}`, LIMITS.kioskCode)
  const token = newToken()
  return tools.db.write(system, async (tx) => {
    const device = await openDeviceRow(tx, codeHash(tools, code), digest(token))
    if (device === undefined)
      throw problem(
        'code',
        'Ce code n’ouvre pas de borne\u00a0: il a déjà servi, ou il est périmé. Demandez-en un autre.',
      )
    // Whoever installed it signed in there: nobody else goes on in their name.
    if (sessionToken !== null) await closeSession(tx, sessionToken)
    return deviceCookie(token)
  })
}

function readNumber(typed: string): string {
  const badge = readBadge(typed)
  if (badge === null)
    throw problem('numero', 'Tapez votre numéro\u00a0: de quatre à dix chiffres, ceux de votre badge.')
  return badge
}

/** Is it what was judged? A printed code serves once, and digits that were changed meanwhile open nothing. */
const isStill = (judged: Access, now: Access | undefined): boolean =>
  now?.personId === judged.personId &&
  now.pinHash === judged.pinHash &&
  (now.onceHash ?? NOTHING).equals(judged.onceHash ?? NOTHING)

/** Counts a try, then judges it; what was right is given back. @throws BadInput, TooMany */
async function tried(
  tools: Keys,
  device: Device,
  badge: string,
  {
    wrong,
    judge,
    then,
  }: {
    wrong: FieldProblem
    judge: (access: Access | undefined) => Promise<boolean>
    then: (tx: Parameters<typeof beginVisit>[0], access: Access) => Promise<void>
  },
): Promise<Cookie> {
  const { id, authorityId, place } = device
  const counters = kioskCounters(authorityId, badge, id)
  const [taken] = await throttleAll(tools, counters)
  const access = await tools.db.read(system, (tx) => accessAt(tx, authorityId, badge))
  const isRight = await judge(access)
  const cookie = await tools.db.write(system, async (tx) => {
    if (access !== undefined) await lockPerson(tx, access.personId)
    const agent = await agentHere(tx, access?.personId ?? 0, authorityId)
    if (
      !isRight ||
      access === undefined ||
      agent === null ||
      !isStill(access, await accessAt(tx, authorityId, badge))
    ) {
      await planTelling(tx, { failures: taken?.failures ?? 0, authorityId, badge, place })
      return null
    }
    await then(tx, access)
    await forgiveIn(tx, tools, counters)
    return beginVisit(tx, access.personId, id)
  })
  if (cookie === null) throw new BadInput([wrong])
  return cookie
}

/** By a number and six digits. @throws BadInput on `numero` or `code`, TooMany, Unavailable */
export async function enterByPin(
  tools: Keys,
  device: Device,
  typed: { numero: string; code: string },
): Promise<Cookie> {
  const badge = readNumber(typed.numero)
  const pin = readPin(typed.code)
  if (pin === null) throw problem('code', 'Tapez les six chiffres de votre code.')
  const at = { authorityId: device.authorityId, badge }
  return tried(tools, device, badge, {
    wrong: WRONG,
    judge: (access) => passwordMatches(access?.pinHash ?? null, pinText(tools, at, pin)),
    then: async () => {},
  })
}

/**
 * By a printed code, which chooses the digits and goes. @throws BadInput on `numero`, `unique`, `code` or `encore`, TooMany, Unavailable
 */
export async function enterFirst(
  tools: Keys,
  device: Device,
  typed: { numero: string; unique: string; code: string; encore: string },
  writer: Writer,
): Promise<Cookie> {
  const badge = readNumber(typed.numero)
  const once = readOnce(typed.unique)
  if (once === null) throw problem('unique', 'Tapez les huit chiffres du code qui est imprimé.')
  const pin = readChosen(typed, badge)
  const at = { authorityId: device.authorityId, badge }
  const pinHash = await hashPassword(pinText(tools, at, pin))
  return tried(tools, device, badge, {
    wrong: WRONG_ONCE,
    judge: async (access) =>
      timingSafeEqual(access?.onceHash ?? NOTHING, onceHash(tools, at, once)) &&
      (access?.onceUntil ?? new Date(0)) > tools.db.clock(),
    async then(tx, { personId, authorityId }) {
      await saveAccess(tx, { personId, authorityId, badge, pinHash, once: null })
      await tellAgent(tx, personId, 'chosen', writer, { key: randomUUID() })
    },
  })
}
