// The keys of directories: made by whoever administers an authority, shown once, known afterwards by their digest alone.
import { digest, newToken } from '#people'
import { agent, holding, metropolitanAdministrator, type Relation } from '#platform/access.ts'
import { type Actor, program, system } from '#platform/actor.ts'
import { BEARER, type Caller } from '#platform/api/call.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Forbidden, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { territory } from '#territory'
import { insertKey, type Key, keyKept, keyThatCalls, revokeKeyRow, useKey } from './queries.ts'

/** Whoever administers an authority keeps its keys. */
export const keyKeepers: readonly Relation[] = [agent('admin').inItsAuthority, metropolitanAdministrator]

const SCOPE = 'agents.provision'
/** What a key may ask. */
export const calling: readonly Relation[] = [holding(SCOPE)]

/** Told from other secrets at a glance, by people and by what looks for leaks. */
const PREFIX = 'parvis_scim_'

/** A key lasts two years at most. */
const MOST_DAYS = 731

export type NewKey = Pick<Key, 'name' | 'unitId' | 'role' | 'endsOn'>

/** @returns the key itself, which is kept nowhere. @throws NotFound for a unit of others; BadInput on `ends` or `role` */
export async function makeKey(tx: Write, made: NewKey): Promise<string> {
  const { authorityId } = (await territory(tx)).unit(made.unitId)
  const isTheirs = tx.actor.memberships.some(
    ({ role, authorityId: own, commune }) => role === 'admin' && (own === authorityId || !commune),
  )
  if (!isTheirs) throw new NotFound()
  const days = (Date.parse(made.endsOn) - tx.now.getTime()) / 86_400_000
  if (days < 0 || days > MOST_DAYS)
    throw new BadInput([{ field: 'ends', message: 'Choisissez un jour à venir, d’ici deux ans.' }])
  if (made.role === 'admin')
    throw new BadInput([
      { field: 'role', message: 'Un annuaire ne donne pas l’administration de la collectivité.' },
    ])
  const key = PREFIX + newToken()
  const id = await insertKey(tx, { ...made, authorityId, digest: digest(key) })
  await emit(tx, { name: 'key.made', subjectKind: 'key', subjectId: id, payload: {}, isFirst: true })
  return key
}

/** @throws NotFound when it is none of theirs */
export async function heldKey(tx: Read, id: number): Promise<Key> {
  const key = Number.isSafeInteger(id) ? await keyKept(tx, keyKeepers, id) : undefined
  if (key === undefined) throw new NotFound('Cette clé n’existe pas, ou n’est pas de votre collectivité.')
  return key
}

/** It opens nothing any more, nor does what it invited to. @throws NotFound */
export async function revokeKey(tx: Write, id: number): Promise<Key> {
  const key = await heldKey(tx, id)
  if (await revokeKeyRow(tx, id))
    await emit(tx, { name: 'key.revoked', subjectKind: 'key', subjectId: id, payload: {} })
  return key
}

// Among the agents of its authority a key does what a steward of every unit would: it gives no administrator’s post.
async function actorOf(
  tx: Read,
  { id, authorityId, label }: Pick<Key, 'id' | 'authorityId' | 'label'>,
): Promise<Actor> {
  const place = await territory(tx)
  const below = place.unitsOf(authorityId).map((unit) => unit.id)
  const commune = place.authority(authorityId).id !== place.metropolis.id
  const memberships = [{ unitId: below[0] ?? 0, authorityId, commune, role: 'steward', below } as const]
  return { ...program(label, [SCOPE]), keyId: id, memberships }
}

export const keyCaller: Caller = {
  title: 'Clé d’annuaire, faite à /administration/annuaires',
  scheme: BEARER,
  identify: async ({ db }, secret) =>
    secret === null || !secret.startsWith(PREFIX)
      ? null
      : db.write(system, async (tx) => {
          const key = await useKey(tx, digest(secret))
          return key === undefined ? null : actorOf(tx, key)
        }),
}

/** The key that calls. @throws Forbidden when it has just been revoked */
export async function callingKey(tx: Read): Promise<Key> {
  const key = await keyThatCalls(tx)
  if (key === undefined) throw new Forbidden('Cette clé vient d’être retirée.')
  return key
}
