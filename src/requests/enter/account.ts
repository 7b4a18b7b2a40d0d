// The account that a request entered at the desk goes to: by its exact number, which the person gives. Nothing of it is told
// to the agent but its name.
import { BadInput, TooMany } from '#platform/errors.ts'
import { type Context, one, type Values } from '#platform/http/route.ts'
import { findAtDesk } from '#signin'
import type { FormProblem } from '#forms'

/** Name of the field. */
export const ACCOUNT_FIELD = 'numero-compte'

export interface EntryAccount {
  /** As typed. */
  typed: string
  /** null: no number, or a wrong one. */
  holder: { personId: number; name: string } | null
  problems: FormProblem[]
}

const problem = (message: string): FormProblem => ({ field: ACCOUNT_FIELD, fieldId: ACCOUNT_FIELD, message })

/** What the field says; a wrong number is a problem beside it, never the loss of the form. */
export async function entryAccount(ctx: Context, values: Values): Promise<EntryAccount> {
  const typed = one(values, ACCOUNT_FIELD).trim().slice(0, 40)
  if (typed === '') return { typed, holder: null, problems: [] }
  try {
    const { account } = await findAtDesk(ctx, ctx.actor, typed)
    return { typed, holder: { personId: account.personId, name: account.name }, problems: [] }
  } catch (error) {
    if (!(error instanceof BadInput || error instanceof TooMany)) throw error
    return { typed, holder: null, problems: [problem(error.message)] }
  }
}
