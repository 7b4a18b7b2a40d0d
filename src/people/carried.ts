// What an authority takes away of its agents: their names, their addresses, their posts, days away and departures. Accounts stay.
import type { Carried, Erasing } from '#platform/db/db.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { countPostsLeft, deletePostsLeft, isAgentOf } from './queries.carried.ts'

const POSTS = 'Postes d’agents'
const AWAY = { erased: 'Absences et départs d’agents' } as const
const ACCOUNT = 'the account stays: agents are known by their name and their address'

/** Whoever administers goes on reading: the certificate is theirs. */
const postsLeft: Erasing = {
  count: async (tx, authorityId) => ({ [POSTS]: await countPostsLeft(tx, authorityId) }),
  async erase(tx, authorityId, most) {
    const count = await deletePostsLeft(tx, authorityId, most)
    return count === 0 ? {} : { [POSTS]: count }
  },
}

export const carried: readonly Carried[] = [
  {
    table: 'accounts.person',
    rows: isAgentOf,
    end: {
      kept: 'Comptes',
      because: 'La Métropole en est responsable\u00a0: chaque personne ferme le sien.',
    },
    without: {
      closed_at: ACCOUNT,
      closing_told_at: ACCOUNT,
      created_at: ACCOUNT,
      email_verified_at: ACCOUNT,
      last_seen_at: ACCOUNT,
      passkey_later_at: ACCOUNT,
    },
  },
  {
    table: 'accounts.membership',
    rows: { column: 'unit_id', of: 'territory.unit' },
    end: { by: postsLeft },
    subject: { kind: 'post', by: 'id' },
  },
  { table: 'accounts.absence', rows: ITS_OWN, end: AWAY, subject: { kind: 'absence', by: 'id' } },
  { table: 'accounts.departure', rows: ITS_OWN, end: AWAY, subject: { kind: 'departure', by: 'id' } },
]
