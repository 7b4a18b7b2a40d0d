// Keys by which programs of others call: made for an owner, shown once, known afterwards by their digest alone; replaced with a week during
// which both open; stopped at once.
import { randomInt } from 'node:crypto'
import { digest, newToken } from '#people'
import { program, system } from '#platform/actor.ts'
import { BEARER, type Caller, type Known } from '#platform/api/call.ts'
import type { Scope } from '#platform/api/scope.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Conflict, NotFound, TooMany } from '#platform/errors.ts'
import { addDays, todayThere } from '#territory'
import {
  type Called,
  countCall,
  type ExchangeKey,
  insertKey,
  type KeyOwner,
  keysHeld,
  stopKeyRow,
} from './queries.ts'

/** Told from other secrets at a glance, by people and by what looks for leaks. */
const MARK = 'parvis_'
/** Of an owner that is a trial: seen in the key itself. */
const TRIAL = 'essai_'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
const PREFIX_LENGTH = 8

/** Days that a key lasts at most, and during which one that is replaced opens still. */
const MOST_DAYS = 731
const OVERLAP_MS = 7 * 86_400_000
/** In use at once, of one owner. */
const MOST_KEYS = 50

export interface MadeKey {
  readonly name: string
  /** The key itself, which is kept nowhere. */
  readonly key: string
  readonly prefix: string
}

type Wanted = Pick<ExchangeKey, 'name' | 'scopes' | 'endsOn'>

async function insertNew(tx: Write, owner: KeyOwner, { name, scopes, endsOn }: Wanted): Promise<MadeKey> {
  const prefix = Array.from({ length: PREFIX_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  const key = `${MARK}${owner.isTrial === true ? TRIAL : ''}${prefix}_${newToken()}`
  await insertKey(tx, owner, { name, scopes, endsOn, prefix, digest: digest(key) })
  return { name, key, prefix }
}

/** Is it of no use any more, at that instant? */
export const isStopped = ({ stopsAt }: Pick<ExchangeKey, 'stopsAt'>, now: Date): boolean =>
  stopsAt !== null && stopsAt <= now

/** @param offered what keys of that owner may be allowed. @throws BadInput on `scopes` or `ends` */
export async function makeKey(
  tx: Write,
  owner: KeyOwner,
  wanted: Wanted,
  offered: readonly Scope[],
): Promise<MadeKey> {
  const allowed = offered.filter(({ owner: kind }) => kind === owner.kind).map(({ id }) => id)
  if (wanted.scopes.length === 0 || wanted.scopes.some((id) => !allowed.includes(id)))
    throw new BadInput([{ field: 'scopes', message: 'Choisissez au moins une chose que cette clé permet.' }])
  const today = await todayThere(tx)
  if (wanted.endsOn < today || wanted.endsOn > addDays(today, MOST_DAYS))
    throw new BadInput([{ field: 'ends', message: 'Choisissez un jour à venir, d’ici deux ans.' }])
  const standing = (await keysHeld(tx, owner)).filter((key) => !isStopped(key, tx.now))
  if (standing.length >= MOST_KEYS)
    throw new Conflict('Cinquante clés servent déjà\u00a0: retirez celles qui ne servent plus.')
  return insertNew(tx, owner, wanted)
}

/** @throws NotFound when it is none of that owner’s */
export async function keyOf(tx: Read, owner: KeyOwner, prefix: string | undefined): Promise<ExchangeKey> {
  const [key] = /^[a-z2-7]{8}$/.test(prefix ?? '') ? await keysHeld(tx, owner, prefix) : []
  if (key === undefined) throw new NotFound('Cette clé n’existe pas, ou n’est pas la vôtre.')
  return key
}

/** Another takes its place, with the same scopes and last day; this one opens for a week still. @throws Conflict */
export async function replaceKey(tx: Write, owner: KeyOwner, key: ExchangeKey): Promise<MadeKey> {
  if (key.stopsAt !== null || key.endsOn < (await todayThere(tx)))
    throw new Conflict('Cette clé est déjà remplacée, retirée ou terminée\u00a0: faites-en une nouvelle.')
  await stopKeyRow(tx, key.id, new Date(tx.now.getTime() + OVERLAP_MS))
  return insertNew(tx, owner, key)
}

/** It opens nothing any more. @returns false when it did not already */
export const stopKey = (tx: Write, key: Pick<ExchangeKey, 'id'>): Promise<boolean> =>
  stopKeyRow(tx, key.id, tx.now)

const MINUTE_MS = 60_000

/** Whoever calls, what they have left of the minute, and whether they are over it. */
function known({ id, label, scopes, mostCalls, calls, minuteSince }: Called, now: Date): Known {
  const reset = Math.max(1, Math.ceil((minuteSince.getTime() + MINUTE_MS - now.getTime()) / 1000))
  const said = {
    actor: { ...program(label, scopes), keyId: id },
    headers: {
      'ratelimit-policy': `${mostCalls};w=60`,
      'ratelimit-limit': String(mostCalls),
      'ratelimit-remaining': String(Math.max(0, mostCalls - calls)),
      'ratelimit-reset': String(reset),
    },
  }
  if (calls <= mostCalls) return said
  const why = `Cette clé fait ${mostCalls} appels par minute au plus\u00a0: revenez dans ${reset}\u00a0s.`
  return { ...said, refused: new TooMany(why, reset) }
}

export const keyCaller: Caller = {
  title: 'Clé d’une application, faite par son propriétaire sur ses propres pages',
  scheme: BEARER,
  identify: async ({ db }, secret) =>
    secret === null || !secret.startsWith(MARK)
      ? null
      : db.write(system, async (tx) => {
          const called = await countCall(tx, digest(secret))
          return called === undefined ? null : known(called, tx.now)
        }),
}
