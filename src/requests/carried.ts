// What an authority takes away of the requests it answers, with the versions of the definitions they were made under.
import type { Carried } from '#platform/db/db.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import { closedRequests } from './privacy/leaving.ts'
import { isVersionOf } from './queries.carried.ts'

const WITH_REQUEST = { with: 'requests.request' } as const
const OF_REQUEST = { column: 'request_id', of: 'requests.request' } as const

export const carried: readonly Carried[] = [
  {
    table: 'requests.request',
    rows: ITS_OWN,
    end: { by: closedRequests },
    subject: { kind: 'request', by: 'id' },
    without: {
      resident_id: 'the account stays: who asks is known by what the request says of them',
      draft_id: 'the resident’s draft, empty once it is sent',
      search: 'made of the other columns',
    },
  },
  { table: 'requests.tracking', rows: OF_REQUEST, end: WITH_REQUEST },
  { table: 'requests.access', rows: OF_REQUEST, end: WITH_REQUEST },
  { table: 'requests.rating', rows: OF_REQUEST, end: WITH_REQUEST },
  { table: 'requests.signature', rows: OF_REQUEST, end: WITH_REQUEST },
  {
    table: 'requests.link',
    rows: OF_REQUEST,
    end: WITH_REQUEST,
    without: { token_hash: 'opens the request here, and nowhere else' },
  },
  {
    table: 'definitions.version',
    rows: isVersionOf,
    end: {
      kept: 'Démarches, formulaires et leurs étapes',
      because: 'Ils sont communs au territoire, et ne nomment personne.',
    },
    without: {
      author_id: 'an account',
      reviewer_id: 'an account',
      authority_id: 'read in the body, which names it',
    },
  },
]
