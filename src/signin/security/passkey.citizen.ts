// A passkey refused when one confirms who one is: the same page, with the reason.
import type { FieldProblem } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply } from '#platform/http/route.ts'
import { localPath } from '#platform/http/local-path.ts'
import { confirmPage } from './pages/confirm.ts'

export async function confirmAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  return page(
    confirmPage(ctx, { next: localPath(one(values, 'suite')) ?? '', hasPasskey: true, problems }),
    422,
  )
}
