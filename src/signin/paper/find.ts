// An account at the desk: found by its exact number and nothing else, so that nobody browses the population; each agent's acts
// are counted. What the agent sees is a name, and which values are sure.
import { type Actor, system } from '#platform/actor.ts'
import { recordAccess } from '#platform/ledger/audit.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, Unauthenticated } from '#platform/errors.ts'
import { DESK_FIND, LIMITS } from '../entry/limits.ts'
import type { Limit } from '#platform/limits/limits.ts'
import { limitAt } from '#settings'
import { throttle } from '#platform/limits/throttle.ts'
import { keyedDigest } from '#platform/db/locked.ts'
import type { Keys } from '#platform/keys.ts'
import { isWorking } from '#platform/roles.ts'
import { closenessOf } from '#people'
import type { ProfileValue } from '#people'
import { profileValues } from '#people'
import { readNumber } from './number.ts'
import { accountByNumber, type DeskAccount } from './queries.ts'

/** Who acts, and for which authority. */
export function agentOf(actor: Actor): { agentId: number; authorityId: number } {
  const working = actor.memberships.find(isWorking)
  if (actor.personId === null || working === undefined) throw new Unauthenticated()
  return { agentId: actor.personId, authorityId: working.authorityId }
}

/** Counts one act of the agent. @throws TooMany */
export const count = (
  tools: Keys,
  actor: Actor,
  act: 'deskFind' | 'deskOpen' | 'deskReplace' | 'deskProve',
  limit: Limit = LIMITS[act],
): Promise<void> => throttle(tools, `${act}:${agentOf(actor).agentId}`, limit)

/** What the agent is shown of an account: a name, and which values are sure; never a value. */
export interface DeskView {
  account: DeskAccount
  values: readonly Pick<ProfileValue, 'valueId' | 'source' | 'level' | 'recordedAt' | 'expiresAt'>[]
}

/**
 * The account of a number that somebody gave, exact to the last digit.
 * @throws BadInput on field `numero`, TooMany
 */
export async function findAtDesk(tools: Keys, actor: Actor, typed: string): Promise<DeskView> {
  const { authorityId } = agentOf(actor)
  const limit = await limitAt({ db: tools.db, actor }, LIMITS.deskFind, DESK_FIND, authorityId)
  await count(tools, actor, 'deskFind', limit)
  const number = readNumber(typed)
  if (number === null)
    throw wrongNumber(
      'Un numéro de compte a dix chiffres. Il en manque un, ou l’un d’eux est faux\u00a0: relisez-le avec la personne.',
    )
  const found = await tools.db.write(system, async (tx) => {
    const account = await accountByNumber(tx, number)
    if (account === null) return null
    await noteOpened(tx, actor, account.personId)
    return { account, values: await profileValues(tx, account.personId) }
  })
  if (found === null) throw wrongNumber('Aucun compte n’a ce numéro. Relisez-le avec la personne.')
  return found
}

const roleOf = ({ memberships }: Actor): string => memberships.find(isWorking)?.role ?? 'agent'

// The person sees who looked, in « Mes données ».
async function noteOpened(tx: Write, actor: Actor, personId: number): Promise<void> {
  const { agentId, authorityId } = agentOf(actor)
  await recordAccess(
    tx,
    {
      personId,
      kind: 'account',
      object: 'Votre compte, par son numéro',
      purpose: 'comptes-au-guichet',
      actorId: agentId,
      authorityId,
      role: roleOf(actor),
    },
    (all) => closenessOf(all, actor, personId),
  )
}

const wrongNumber = (message: string) => new BadInput([{ field: 'numero', message }])

/** A number and a code, to be printed and forgotten. `code` null: the same page made it before, and codes are shown once. */
export interface Paper {
  account: DeskAccount
  code: string | null
}

/** What is kept of a code: it opens one account, and only this installation can make it. */
export const paperHash = (tools: Keys, number: string, code: string): Buffer =>
  keyedDigest(tools.config.secret, 'paper codes', `${number} ${code}`)
