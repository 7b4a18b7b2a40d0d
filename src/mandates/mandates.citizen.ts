// Handlers: who helps me and whom I help, giving a mandate, declaring a child, ending.
import { ofPerson } from '#platform/french/noun.ts'
import { ownName, system } from '#platform/actor.ts'
import { Conflict, type FieldProblem, NotFound, Unauthenticated } from '#platform/errors.ts'
import { eventsByHelpers } from '#platform/ledger/events.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { type DateParts, dateParts } from '#platform/ui/choices.ts'
import { localDay, territory } from '#territory'
import { RECENT_MINUTES, requireRecent } from '#signin'
import { writerOf } from '#people'
import { dayOfParts } from './days.ts'
import { partsOf } from './inputs.ts'
import { declareChild } from './child.ts'
import { giveMandate } from './mandate.ts'
import { endMandate } from './over.ts'
import { MANDATES, placeOf } from './mails.ts'
import { childPage, givePage } from './pages/give.ts'
import { mandatesPage } from './pages/mandates.ts'
import { askNumber } from '#signin'
import { childOf, childrenAlone, mandatesOf, openMandate, parentOf } from './queries.ts'

/** Acts of helpers shown. */
const SHOWN = 30

/** The person who is signed in, in their own name. */
export function selfOf({ actor }: Context): number {
  const personId = ownName(actor)
  if (personId === null) throw new Unauthenticated()
  return personId
}

export async function showMandates(ctx: Context): Promise<Reply> {
  const personId = selfOf(ctx)
  const view = await ctx.db.read(system, async (tx) => {
    const { zone } = await territory(tx)
    // Those of elected members have their own page (src/collaborators).
    const all = await mandatesOf(tx, personId)
    const collaborators = new Set(
      all.flatMap(({ kind, helperId }) => (kind === 'collaborator' ? [helperId] : [])),
    )
    const acts = await eventsByHelpers(tx, personId, SHOWN)
    return {
      ...{ personId, zone, today: localDay(tx.now, zone) },
      mandates: all.filter(({ kind }) => kind !== 'collaborator'),
      acts: acts.filter(({ by }) => !collaborators.has(by)),
    }
  })
  return page(mandatesPage(ctx, view))
}

interface Typed {
  email: string
  fin: DateParts
  enfant: string
}

async function giveScreen(ctx: Context, typed: Typed, problems: FieldProblem[]): Promise<Reply> {
  const { enfant } = typed
  const child = enfant === '' ? null : await ctx.db.read(system, (tx) => parentOf(tx, enfant, selfOf(ctx)))
  if (enfant !== '' && child === null) throw new NotFound()
  return page(givePage(ctx, { ...typed, child, problems }), problems.length > 0 ? 422 : 200)
}

/** Proposed end: six months, which the person may shorten or lengthen to a year. */
async function halfYear(ctx: Context): Promise<DateParts> {
  const { zone } = await ctx.db.read(ctx.actor, territory)
  const day = localDay(new Date(ctx.db.clock().getTime() + 182 * 86_400_000), zone)
  return dateParts(day)
}

export async function showGive(ctx: Context): Promise<Reply> {
  const first = await requireRecent(ctx, RECENT_MINUTES)
  if (first !== null) return first
  return giveScreen(ctx, { email: '', fin: await halfYear(ctx), enfant: one(ctx.query, 'enfant') }, [])
}

export const giveAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  giveScreen(
    ctx,
    { email: one(values, 'email'), fin: partsOf(values, 'fin'), enfant: one(values, 'enfant') },
    problems,
  )

export async function doGive(ctx: Context, typed: Typed, posted: Posted): Promise<Reply> {
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  const { email, fin, enfant } = typed
  const mandate = { email, until: dayOfParts(fin), childId: enfant === '' ? null : enfant }
  await giveMandate(ctx, selfOf(ctx), mandate, writerOf(ctx))
  return redirect(MANDATES, `Nous avons écrit à ${email}. Le mandat commence quand cette personne accepte.`)
}

const childScreen = (ctx: Context, typed: Parameters<typeof childPage>[1]): Reply =>
  page(childPage(ctx, typed), typed.problems.length > 0 ? 422 : 200)

export async function showChild(ctx: Context): Promise<Reply> {
  return childScreen(ctx, { givenName: '', familyName: '', birth: dateParts(undefined), problems: [] })
}

export async function childAgain(ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> {
  const typed = { givenName: one(values, 'given_name'), familyName: one(values, 'family_name') }
  return childScreen(ctx, { ...typed, birth: partsOf(values, 'naissance'), problems })
}

export async function doDeclare(
  ctx: Context,
  { birth, ...names }: { givenName: string; familyName: string; birth: DateParts },
): Promise<Reply> {
  try {
    await declareChild(ctx, selfOf(ctx), { ...names, birthdate: dayOfParts(birth) })
    return redirect(MANDATES, `C’est ajouté\u00a0: vous pouvez agir au nom ${ofPerson(names.givenName)}.`)
  } catch (error) {
    // Sent twice: the child is there, and there is nothing to correct.
    if (error instanceof Conflict) return redirect(MANDATES, error.message)
    throw error
  }
}

/** The last parent does not leave a child's record to nobody: to stop acting is to erase it. */
async function leftToNobody(ctx: Context): Promise<number | null> {
  const parentId = selfOf(ctx)
  return ctx.db.read(system, async (tx) => {
    const mandate = await openMandate(tx, ctx.params.id ?? '', parentId)
    if (mandate?.kind !== 'parent' || mandate.helperId !== parentId) return null
    return (await childrenAlone(tx, parentId)).find((id) => id === mandate.personId) ?? null
  })
}

/** A number for the child, which opens nothing: with it a desk finds the record, and makes a code once the child is 18. */
export async function doChildNumber(ctx: Context): Promise<Reply> {
  const child = await ctx.db.read(system, (tx) => childOf(tx, ctx.params.enfant ?? '', selfOf(ctx)))
  if (child === null) throw new NotFound()
  await askNumber(ctx, child.personId)
  return redirect(MANDATES, `${child.name} a un numéro de compte\u00a0: vous pouvez le donner à un agent.`)
}

export async function doEnd(ctx: Context): Promise<Reply> {
  const childId = await leftToNobody(ctx)
  // What would go with the record is said first (src/privacy).
  if (childId !== null) return redirect(`${MANDATES}/enfants/${childId}/effacement`)
  const mandate = await endMandate(ctx, selfOf(ctx), ctx.params.id ?? '')
  const { state, personName, helperName } = mandate
  const said =
    state === 'waiting' ? 'L’invitation est annulée.' : `${helperName} n’agit plus pour ${personName}.`
  return redirect(placeOf(mandate), said)
}
