// Where somebody goes who came in.
import { homeOf } from '#platform/http/navigation.ts'
import { type Context, type Reply, redirect } from '#platform/http/route.ts'
import type { Entered } from '../entry/enter.ts'
import { codeAddress } from '../entry/code-address.ts'

/** Where somebody goes who came in, for the second factor first when one is owed. */
export function goOn(ctx: Context, entered: Entered & { isHalf: boolean; next: string | null }): Reply {
  const { session, cookies, isHalf, next } = entered
  return { ...redirect(isHalf ? codeAddress(next) : (next ?? homeOf(ctx, session.actor))), cookies }
}
