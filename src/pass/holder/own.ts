// Whose pass whoever is there has before them, and what they change of it: judged under their own sight, written by the system, told to the
// person when somebody acts for them.
import { type Actor, system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict, Unauthenticated } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { recordAccess } from '#platform/ledger/audit.ts'
import { mandatesOf } from '#mandates'
import { type Pass, passOf } from '../record/passes.ts'

export const HERE = '/pass'

/** The person whose pass it is: their own, or that of whoever is acted for. */
export function holderId({ personId }: Actor): number {
  if (personId === null) throw new Unauthenticated()
  return personId
}

export const holderName = ({ by, label }: Actor): string => by?.personName ?? label

/** « Lucette » */
export const firstNameOf = (name: string): string => name.split(' ', 1)[0] ?? name

const STOPPED = 'Ce pass est arrêté\u00a0: reprenez-le d’abord.'

/** The pass that is there. @throws Conflict when it is not opened yet */
export async function ownPass(tx: Read): Promise<Pass> {
  const pass = await passOf(tx, holderId(tx.actor))
  if (pass === undefined) throw new Conflict('Ce pass n’est pas encore ouvert\u00a0: ouvrez-le d’abord.')
  return pass
}

/** One that opens something. @throws Conflict in words when it is stopped, or not opened */
export async function livePass(tx: Read): Promise<Pass> {
  const pass = await ownPass(tx)
  if (pass.stoppedAt !== null) throw new Conflict(STOPPED)
  return pass
}

/**
 * Changes what is of the holder, once `judged` under their sight. @param told what they read in their journal when somebody acts for
 * them: « Pass : a arrêté votre pass »
 */
export async function change<J, T>(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  told: string,
  judged: (tx: Read) => Promise<J>,
  work: (tx: Write, of: J) => Promise<T>,
): Promise<T> {
  const of = await db.read(actor, judged)
  return db.write(system, async (tx) => {
    const done = await work(tx, of)
    if (actor.by)
      await recordAccess(tx, {
        ...{ personId: holderId(actor), kind: 'pass', object: told, purpose: 'pass' },
        ...{ actorId: actor.by.personId, authorityId: null, role: 'helper' },
      })
    return done
  })
}

/** Somebody for whom whoever is there may act today. */
export interface Helped {
  mandateId: number
  name: string
}

export interface Family {
  /** In their own name: those for whom they may act. */
  helped: readonly Helped[]
  /** Acting for their child: its papers are in their name. */
  isParent: boolean
}

/** By the mandates that run. */
export async function familyOf({ db, actor }: Pick<Context, 'db' | 'actor'>): Promise<Family> {
  const me = actor.by?.personId ?? holderId(actor)
  const all = await db.read(system, (tx) => mandatesOf(tx, me))
  const live = all.filter(
    ({ kind, state, helperId }) => kind !== 'collaborator' && state === 'live' && helperId === me,
  )
  return {
    helped: actor.by ? [] : live.map(({ id, personName }) => ({ mandateId: id, name: personName })),
    isParent: live.some(({ kind, personId }) => kind === 'parent' && personId === actor.personId),
  }
}
