// A passkey refused at the door: the page to sign in again, with the reason.
import type { FieldProblem } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply } from '#platform/http/route.ts'
import { localPath } from '#platform/http/local-path.ts'
import { signInPage } from './pages/sign-in.ts'

export async function signInAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  return page(signInPage(ctx, { email: '', next: localPath(one(values, 'suite')) ?? '', problems }), 422)
}
