// Hooks as their owner keeps them: an address, what it is told, a secret shown once; tried, stopped, taken up again.
import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import type { Config } from '#platform/config.ts'
import { lock } from '#platform/db/locked.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import { isPublicAddress } from '#platform/outside/guard.ts'
import type { ToldEvent } from '#platform/api/told-event.ts'
import type { KeyOwner } from '../keys/queries.ts'
import {
  type Delivery,
  deliveriesOf,
  type Hook,
  hooksHeld,
  insertHook,
  stopHook,
  updateHook,
  updateSecret,
} from './queries.ts'
import { newSecret } from './sign.ts'

const MOST_HOOKS = 10
type Sealing = Pick<Config, 'secret' | 'insideHooks'>
type Wanted = Pick<Hook, 'url' | 'events'>

/** @throws BadInput on `url` or `events` */
function judge(
  { insideHooks }: Sealing,
  owner: KeyOwner,
  { url, events }: Wanted,
  offered: readonly ToldEvent[],
): void {
  const parsed = URL.parse(url)
  const isInside = insideHooks.includes(`${owner.kind}/${owner.id}`)
  const host = parsed?.hostname.replace(/^\[|\]$/g, '') ?? ''
  const isWrong =
    parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== ''
  if (isWrong)
    throw new BadInput([{ field: 'url', message: 'Écrivez une adresse entière, qui commence par https://.' }])
  if (
    !isInside &&
    (parsed.protocol !== 'https:' || host === 'localhost' || (isIP(host) !== 0 && !isPublicAddress(host)))
  )
    throw new BadInput([
      {
        field: 'url',
        message: 'Choisissez une adresse publique, en https\u00a0: rien ne part vers un réseau interne.',
      },
    ])
  const known = offered.filter(({ owner: kind }) => kind === owner.kind).map(({ name }) => name)
  if (events.length === 0 || events.some((name) => !known.includes(name)))
    throw new BadInput([{ field: 'events', message: 'Choisissez au moins une chose à dire.' }])
}

/** @returns its id, and its secret, shown once. @throws BadInput */
export async function makeHook(
  config: Sealing,
  tx: Write,
  owner: KeyOwner,
  wanted: Wanted,
  offered: readonly ToldEvent[],
): Promise<{ id: number; secret: string }> {
  judge(config, owner, wanted, offered)
  if ((await hooksHeld(tx, owner)).length >= MOST_HOOKS)
    throw new Conflict('Dix adresses sont déjà prévenues\u00a0: retirez celles qui ne servent plus.')
  const [uid, secret] = [randomUUID(), newSecret()]
  const id = await insertHook(tx, owner, { ...wanted, uid, secret: lock(config.secret, uid, secret) })
  return { id, secret }
}

/** @throws NotFound when it is none of that owner’s */
export async function hookOf(tx: Read, owner: KeyOwner, text: string | undefined): Promise<Hook> {
  const [hook] = /^[1-9]\d{0,14}$/.test(text ?? '') ? await hooksHeld(tx, owner, Number(text)) : []
  if (hook === undefined) throw new NotFound('Cette adresse n’est pas prévenue, ou n’est pas la vôtre.')
  return hook
}

/** @throws NotFound when it is none of that hook’s */
export async function deliveryOf(
  tx: Read,
  hook: Pick<Hook, 'id'>,
  text: string | undefined,
): Promise<Delivery> {
  const [delivery] = /^[1-9]\d{0,14}$/.test(text ?? '') ? await deliveriesOf(tx, hook.id, Number(text)) : []
  if (delivery === undefined) throw new NotFound('Cet envoi n’existe pas, ou a plus de trente jours.')
  return delivery
}

/** @throws BadInput */
export async function changeHook(
  config: Sealing,
  tx: Write,
  hook: Hook,
  wanted: Wanted,
  offered: readonly ToldEvent[],
): Promise<void> {
  judge(config, { kind: hook.ownerKind, id: hook.ownerId }, wanted, offered)
  await updateHook(tx, hook.id, wanted)
}

/** Another secret, shown once; the one before signs too for a day. */
export async function changeSecret(
  { secret: sealing }: Pick<Config, 'secret'>,
  tx: Write,
  { id, uid }: Hook,
): Promise<string> {
  const secret = newSecret()
  await updateSecret(tx, id, lock(sealing, uid, secret))
  return secret
}

/** Stopped, or taken up again. */
export const turnHook = (tx: Write, hook: Hook): Promise<unknown> =>
  stopHook(tx, hook.id, hook.stoppedAt === null ? tx.now : null)
