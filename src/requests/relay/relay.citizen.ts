// Handlers of the page of a link: one request, for a town hall without the desk.
import { BadInput, Conflict, type FieldProblem, Forbidden, NotFound } from '#platform/errors.ts'
import { servingHeaders } from '#platform/files/headers.ts'
import { freshVisitor } from '#platform/http/fresh-visitor.ts'
import { type Context, one, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { onceOf } from '../write/draft.ts'
import { actByLink, type Bearer, fileByLink, openLink, seeLink } from './link.ts'
import { linkPage, type Typed, untyped } from './pages/link.ts'

const bearerOf = (ctx: Context, token: string): Bearer => ({ token, visitorId: ctx.visitorId })
const address = (token: string): string => `/mairie?jeton=${encodeURIComponent(token)}`

/** The page that this browser may see. Its address is a secret: no other site learns it. */
async function shown(ctx: Context, token: string, typed: Typed = untyped, status = 200): Promise<Reply> {
  const seen = await seeLink(ctx.db, bearerOf(ctx, token))
  return { ...page(linkPage(ctx, token, seen, typed), status), headers: { 'referrer-policy': 'no-referrer' } }
}

/** GET /mairie */
export const showLink = (ctx: Context): Promise<Reply> => shown(ctx, one(ctx.query, 'jeton'))

/** POST /mairie: who answers. */
export async function sayWho(ctx: Context, { jeton, nom }: { jeton: string; nom: string }): Promise<Reply> {
  const { visitorId, cookies } = await freshVisitor(ctx)
  await openLink(ctx, { ...bearerOf(ctx, jeton), visitorId }, nom)
  return { ...redirect(address(jeton)), cookies }
}

export const linkAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  shown(ctx, one(values, 'jeton'), { ...untyped, act: ctx.params.transition ?? '', values, problems }, 422)

/** POST /mairie/actions/:transition */
export async function takeByLink(
  ctx: Context,
  { jeton, ...said }: { jeton: string; message: string; explanation: string; reason: string; date: string },
  posted: Posted,
): Promise<Reply> {
  const once = onceOf(posted.values)
  try {
    const input = { ...said, ...(once === undefined ? {} : { once }) }
    const done = await actByLink(ctx, bearerOf(ctx, jeton), ctx.params.transition ?? '', input)
    return redirect(address(jeton), done)
  } catch (error) {
    if (error instanceof BadInput) return linkAgain(ctx, error.problems, posted)
    if (error instanceof Conflict || error instanceof Forbidden)
      return linkAgain(ctx, [{ field: '', message: error.message }], posted)
    throw error
  }
}

/** GET /mairie/fichiers/:id */
export async function sendFile(ctx: Context): Promise<Reply> {
  const file = await fileByLink(ctx.db, bearerOf(ctx, one(ctx.query, 'jeton')), ctx.params.id ?? '')
  const body = await ctx.files.get(file.storageKey)
  if (body === null) throw new NotFound('Ce fichier n’est plus disponible.')
  return { kind: 'stream', body, headers: { ...servingHeaders(file), 'content-length': String(file.bytes) } }
}
