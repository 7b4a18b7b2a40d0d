// « Voir comme »: whoever administers an agent’s authority looks at Parvis as that agent, half an hour at most, and changes nothing.
// Whether it still may is judged at each exchange (identity.ts, accounts.may_look); what is served is the kernel’s (http/looking.ts).
import { labelled, type Looking } from '#platform/actor.ts'
import type { Database, Listeners, Write } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { beginLookRow, endLookRow, holdLook, type Look, looksOver, mayLookRow } from './queries.look.ts'
import { digest } from './token.ts'

/** Told on each look; payloads hold ids, and paths of pages without what was asked of them. */
export const lookListeners = { 'look.begun': [], 'look.opened': [], 'look.ended': [] } satisfies Listeners

/**
 * From now on the session of that token looks as the agent.
 * @throws NotFound when every post of that agent is not in an authority that whoever acts administers whole; Conflict when it looks already
 */
export async function beginLook(
  tx: Write,
  { token, personId, reason }: { token: string; personId: number; reason: string },
): Promise<void> {
  if (!(await mayLookRow(tx, personId)))
    throw new NotFound(
      'On ne voit pas comme cette personne\u00a0: toutes ses fonctions doivent être dans votre collectivité.',
    )
  const id = await beginLookRow(tx, { tokenHash: digest(token), personId, reason }).catch(
    (error: unknown) => {
      if ((error as { code?: unknown }).code !== '23505') throw error
      throw new Conflict('Vous voyez déjà comme quelqu’un d’autre\u00a0: revenez d’abord à votre compte.')
    },
  )
  await emit(tx, {
    name: 'look.begun',
    subjectKind: 'look',
    subjectId: id,
    payload: { personId },
    isFirst: true,
  })
}

const tellLook = (
  tx: Write,
  name: keyof typeof lookListeners,
  look: Pick<Look, 'id' | 'viewerId'>,
  more: Record<string, unknown> = {},
): Promise<number> =>
  emit(tx, { name, subjectKind: 'look', subjectId: look.id, payload: { ...more, by: look.viewerId } })

/** A page is asked for under it: kept before it is shown. @throws NotFound when it has just ended */
export async function noteLooked(db: Database, looking: Looking, path: string): Promise<void> {
  await db.write(labelled({ label: looking.name }), async (tx) => {
    const look = await holdLook(tx, looking.lookId)
    if (look === undefined || look.endedAt !== null) throw new NotFound()
    await tellLook(tx, 'look.opened', look, { path })
  })
}

/** Whoever looks sees with their own eyes again. */
export async function endLook(db: Database, looking: Looking): Promise<void> {
  await db.write(labelled({ label: looking.name }), async (tx) => {
    const look = await holdLook(tx, looking.lookId)
    if (look !== undefined && look.endedAt === null) await end(tx, look, tx.now)
  })
}

/** Says of those that ran out, or whose session ended, that they are over. They opened nothing any more: times decide. */
export async function closeLooks(tx: Write): Promise<void> {
  for (const look of await looksOver(tx)) await end(tx, look, look.endsAt < tx.now ? look.endsAt : tx.now)
}

async function end(tx: Write, look: Look, at: Date): Promise<void> {
  await endLookRow(tx, look.id, at)
  await tellLook(tx, 'look.ended', look)
}
