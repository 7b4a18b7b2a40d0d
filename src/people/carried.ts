// What an authority takes away of its agents: their names, their addresses, their posts, days away and departures. Accounts stay.
import { type Carried, ITS_OWN } from '#platform/partnership/carried.ts'
import { isAgentOf } from './queries.carried.ts'

const ACCOUNT = 'the account stays: agents are known by their name and their address'

export const carried: readonly Carried[] = [
  {
    table: 'accounts.person',
    rows: isAgentOf,
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
    subject: { kind: 'post', by: 'id' },
  },
  { table: 'accounts.absence', rows: ITS_OWN, subject: { kind: 'absence', by: 'id' } },
  { table: 'accounts.departure', rows: ITS_OWN, subject: { kind: 'departure', by: 'id' } },
]
