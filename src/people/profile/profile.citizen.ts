// Handlers: one's profile, value by value with its source; changing what one declared.
import { ownName } from '#platform/actor.ts'
import { type FieldProblem, NotFound, Unauthenticated } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { territory } from '#territory'
import { readProfile } from '../person/queries.ts'
import { changeProfile, DECLARED_IDS, type TypedProfile } from './change.ts'
import { profilePage } from './pages/profile.ts'
import { readHistory } from './queries.ts'
import { profileValues } from './values.ts'

function personOf({ actor }: Context): number {
  const personId = ownName(actor)
  if (personId === null) throw new Unauthenticated()
  return personId
}

async function screen(ctx: Context, typed: TypedProfile | null, problems: FieldProblem[]): Promise<Reply> {
  const personId = personOf(ctx)
  const view = await ctx.db.read(ctx.actor, async (tx) => ({
    profile: await readProfile(tx, personId),
    values: await profileValues(tx, personId),
    history: await readHistory(tx, personId),
    place: await territory(tx),
    now: tx.now,
  }))
  const { profile } = view
  if (profile === null) throw new NotFound()
  return page(profilePage(ctx, { ...view, profile, typed, problems }), problems.length > 0 ? 422 : 200)
}

export const showProfile = (ctx: Context): Promise<Reply> => screen(ctx, null, [])

/** Everything typed is kept. */
export const changeAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> => {
  const said = DECLARED_IDS.filter((id) => values[id] !== undefined).map((id) => [id, one(values, id)])
  return screen(ctx, { name: one(values, 'name'), ...Object.fromEntries(said) }, problems)
}

export async function doChange(ctx: Context, input: TypedProfile): Promise<Reply> {
  await changeProfile(ctx, personOf(ctx), input)
  return redirect('/compte/profil', 'Votre profil est à jour.')
}
