// Who has the pages of a pass: whoever holds it, in their own name, and whoever acts for them under a mandate. Nobody who looks as an agent.
import { type AccessTable, type Relation, signedIn } from '#platform/access.ts'

export const holder: Relation = {
  name: 'signed in, or acting for somebody, and looking as nobody',
  ever: ({ kind, personId, by }) => kind !== 'system' && personId !== null && by?.looks !== true,
}

/** A phone carries the pass of whoever is there in their own name: a mandate that ends would leave it in the hands of a helper. */
export const holderAccess = { 'pass.hold': [holder], 'pass.bear': [signedIn] } satisfies AccessTable
