// Handlers: a member’s collaborators and what they did, and for whom one acts.
import { sittingOf } from '#bodies'
import { COLLABORATOR, COLLABORATORS, dayOfParts, mandatesOf, partsOf, proposalsTo, selfOf } from '#mandates'
import { writerOf } from '#people'
import { RECENT_MINUTES, requireRecent, type Capacity } from '#signin'
import { system } from '#platform/actor.ts'
import { BadInput, Conflict, type FieldProblem } from '#platform/errors.ts'
import { type Context, one, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { accessEntriesOf } from '#platform/ledger/audit.ts'
import { type DateParts, dateParts } from '#platform/ui/choices.ts'
import { addDays, localDay, territory } from '#territory'
import { answerProposal } from './answer.ts'
import { journalPage } from './pages/journal.ts'
import { collaboratorsPage } from './pages/list.ts'
import { type ProposalView, proposalPage } from './pages/propose.ts'
import { propose, seatsOf } from './propose.ts'

/** Days of a mandate that the form proposes, first included. */
const PROPOSED_DAYS = 364
/** Lines of the journal that are shown, the latest first. */
const SHOWN = 200

/** GET /compte/collaborateurs */
export async function showCollaborators(ctx: Context): Promise<Reply> {
  const personId = selfOf(ctx)
  const view = await ctx.db.read(system, async (tx) => ({
    personId,
    zone: (await territory(tx)).zone,
    sits: (await sittingOf(tx, personId)).sits,
    mandates: (await mandatesOf(tx, personId)).filter(({ kind }) => kind === 'collaborator'),
    proposals: await proposalsTo(tx, personId),
  }))
  return page(collaboratorsPage(ctx, view))
}

const proposalScreen = (ctx: Context, view: ProposalView): Reply =>
  page(proposalPage(ctx, view), view.problems.length > 0 ? 422 : 200)

/** GET /compte/collaborateurs/nouveau */
export async function showProposal(ctx: Context): Promise<Reply> {
  const first = await requireRecent(ctx, RECENT_MINUTES)
  if (first !== null) return first
  const { today, until } = await ctx.db.read(system, async (tx) => {
    const today = localDay(tx.now, (await territory(tx)).zone)
    return { today, until: (await seatsOf(tx, selfOf(ctx))).until }
  })
  const year = addDays(today, PROPOSED_DAYS)
  const fin = dateParts(until !== null && until < year ? until : year)
  return proposalScreen(ctx, {
    name: '',
    email: '',
    capacity: '',
    debut: dateParts(today),
    fin,
    problems: [],
  })
}

export async function proposalAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  return proposalScreen(ctx, {
    ...{ name: one(values, 'name'), email: one(values, 'email'), capacity: one(values, 'capacity') },
    ...{ debut: partsOf(values, 'debut'), fin: partsOf(values, 'fin'), problems },
  })
}

/** POST /compte/collaborateurs/nouveau */
export async function doPropose(
  ctx: Context,
  typed: { name: string; email: string; capacity: Capacity; debut: DateParts; fin: DateParts },
  posted: Posted,
): Promise<Reply> {
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  const { debut, fin, ...who } = typed
  await propose(ctx, selfOf(ctx), { ...who, from: dayOfParts(debut), until: dayOfParts(fin) })
  return redirect(
    COLLABORATORS,
    `Nous avons écrit à ${typed.email}. Le mandat commence quand cette personne accepte.`,
  )
}

/** POST /compte/collaborateurs/:id/reponse */
export async function doAnswer(ctx: Context, { choix }: { choix: 'accepter' | 'refuser' }): Promise<Reply> {
  const accepts = choix === 'accepter'
  const answer = { id: ctx.params.id ?? '', personId: selfOf(ctx), accepts }
  try {
    const name = await answerProposal(ctx, answer, writerOf(ctx))
    return redirect(
      COLLABORATORS,
      accepts
        ? `Vous pouvez maintenant agir pour ${name}, aux jours du mandat.`
        : 'Vous avez refusé. Rien ne change.',
    )
  } catch (error) {
    if (error instanceof Conflict) return redirect('/compte/securite', error.message)
    if (error instanceof BadInput) return redirect(COLLABORATORS, error.problems[0]?.message ?? error.message)
    throw error
  }
}

/** GET /compte/collaborateurs/journal */
export async function showJournal(ctx: Context): Promise<Reply> {
  const personId = selfOf(ctx)
  const view = await ctx.db.read(system, async (tx) => {
    const entries = (await accessEntriesOf(tx, personId)).filter(({ role }) => role === COLLABORATOR)
    const names = new Map(
      (await mandatesOf(tx, personId)).map(({ helperId, helperName }) => [helperId, helperName]),
    )
    return { zone: (await territory(tx)).zone, entries: entries.toReversed().slice(0, SHOWN), names }
  })
  return page(journalPage(ctx, view))
}
