// Handlers: the passwords that one gives to programs; made once who one is was asked again, shown once, removed.
import { z } from 'zod'
import { accountById, digest, lockPerson, newToken, tell, writerOf } from '#people'
import { ownName, system } from '#platform/actor.ts'
import { BadInput, type FieldProblem, NotFound, Unauthenticated } from '#platform/errors.ts'
import {
  type Context,
  one,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { RECENT_MINUTES, requireRecent, saidOfSecurity, SECURITY_CHANGED, warn } from '#signin'
import { territory } from '#territory'
import { AT } from '../protocol/path.ts'
import { PREFIX } from './caller.ts'
import { HERE, madePage, passwordsPage, TITLE } from './pages.ts'
import { deletePassword, insertPassword, ownPasswords } from './queries.ts'

const MOST = 20

/** @throws Unauthenticated for whoever acts for somebody */
function ownerOf({ actor }: Context): number {
  const personId = ownName(actor)
  if (personId === null) throw new Unauthenticated()
  return personId
}

async function shown(ctx: Context, typed = '', problems: readonly FieldProblem[] = []): Promise<Reply> {
  ownerOf(ctx)
  return ctx.db.read(ctx.actor, async (tx) => {
    const { zone } = await territory(tx)
    const passwords = await ownPasswords(tx)
    return page(passwordsPage(ctx, { zone, passwords, typed, problems }), problems.length > 0 ? 422 : 200)
  })
}

async function make(ctx: Context, { name }: { name: string }, posted: Posted): Promise<Reply> {
  const personId = ownerOf(ctx)
  const again = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (again !== null) return again
  const password = PREFIX + newToken()
  try {
    await ctx.db.write(ctx.actor, async (tx) => {
      if ((await ownPasswords(tx)).length >= MOST)
        throw new BadInput([
          {
            field: 'name',
            message: `${MOST} mots de passe d’application au plus\u00a0: retirez d’abord ceux qui ne servent plus.`,
          },
        ])
      await insertPassword(tx, personId, { name, digest: digest(password) })
    })
  } catch (error) {
    if (error instanceof BadInput) return shown(ctx, name, error.problems)
    throw error
  }
  await noted(ctx, personId, 'person.application_password_made', `Un mot de passe d’application est ajouté`, [
    `Un mot de passe d’application vient d’être fait sous votre compte\u00a0: ${name}. Il ouvre à un programme les documents de vos espaces, et rien d’autre.`,
  ])
  return page(madePage(ctx, { name, password, address: `${new URL(ctx.config.publicUrl).origin}${AT}/` }))
}

/** What happens to what opens an account is told to its owner, and in its history. */
async function noted(
  ctx: Context,
  personId: number,
  event: 'person.application_password_made' | 'person.application_password_removed',
  title: string,
  text: readonly string[],
): Promise<void> {
  const writer = writerOf(ctx)
  await ctx.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const account = await accountById(tx, personId)
    await tell(tx, event, personId)
    if (account !== null)
      await warn(tx, account, writer, { kind: SECURITY_CHANGED, mail: saidOfSecurity(writer, title, text) })
  })
}

async function remove(ctx: Context): Promise<Reply> {
  const personId = ownerOf(ctx)
  const id = Number(ctx.params.id)
  const isGone =
    Number.isSafeInteger(id) && (await ctx.db.write(ctx.actor, (tx) => deletePassword(tx, personId, id)))
  if (!isGone) throw new NotFound()
  await noted(
    ctx,
    personId,
    'person.application_password_removed',
    'Un mot de passe d’application est retiré',
    ['Un mot de passe d’application vient d’être retiré de votre compte. Il n’ouvre plus rien.'],
  )
  return redirect(HERE, 'Ce mot de passe n’ouvre plus rien.')
}

const action = 'password.keep'
const Name = z.object({
  name: z
    .string('Écrivez un nom.')
    .trim()
    .min(1, 'Écrivez un nom.')
    .max(60, 'Écrivez 60 caractères au plus.'),
})

export const passwordRoutes: readonly Route[] = [
  { get: HERE, action, title: TITLE, face: 'citizen', handle: (ctx: Context) => shown(ctx) },
  post({
    post: HERE,
    action,
    title: 'Faire un mot de passe d’application',
    face: 'citizen',
    resend: true,
    input: Name,
    handle: make,
    again: (ctx, problems, { values }) => shown(ctx, one(values, 'name'), problems),
  }),
  post({
    post: `${HERE}/:id/retrait`,
    action,
    title: 'Retirer un mot de passe d’application',
    face: 'citizen',
    input: z.object({}),
    handle: remove,
  }),
]
