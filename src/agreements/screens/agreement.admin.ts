// Handlers: one agreement, its documents, giving up what was not voted.
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Context, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { openingsBy } from '#settings'
import { attach, filesOf, storeUploads, takeFileRoom } from '#files'
import { adminFrame, type Day, territory } from '#territory'
import { giveUpAmendment } from '../record/act.ts'
import { titleRows } from '../dues/queries.ts'
import { reportRows } from '../report/queries.ts'
import { bookOf } from '../record/lines.ts'
import { historyOf, lastCopy } from '../record/events.ts'
import { awaitsErasure, erasureOf } from '../record/erasure.ts'
import { movesOf, sourceOf } from '../record/openings.ts'
import { type AgreementRow, stepRows, takenSeats } from '../record/queries.ts'
import { agreement, agreements, giveUp, todayOf } from '../record/write.ts'
import { addressOf } from './forms.admin.ts'
import { agreementPage, type AgreementView } from './pages/agreement.ts'
import { documentsPage } from './pages/documents.ts'
import { HERE } from './words.ts'

const MOST_BYTES = 10_000_000
/** Documents of one step. */
const MOST_FILES = 5
const STEP = 'agreementstep'

const idOf = ({ params }: Context): number => Number(params.id)

/** What its last amendment moves on its day, as long as that day is to come. */
async function comingOf(
  tx: Read,
  { features }: Context,
  { authorityId, deeds, stopped }: AgreementRow,
  today: Day,
): Promise<AgreementView['coming']> {
  const [before, last] = [deeds.at(-2), deeds.at(-1)]
  if (before === undefined || last === undefined || stopped !== null || last.startsOn <= today) return null
  const said = await movesOf(tx, features, { authorityId, from: before, to: last })
  return { day: last.startsOn, said }
}

async function viewOf(tx: Read, ctx: Context): Promise<AgreementView> {
  const row = await agreement(tx, idOf(ctx))
  const [place, today] = [await territory(tx), await todayOf(tx)]
  const steps = await stepRows(tx, row.id)
  return {
    row,
    steps,
    authority: place.authority(row.authorityId),
    metropolis: place.metropolis,
    zone: place.zone,
    history: await historyOf(tx, row.id),
    copy: await lastCopy(tx, row.authorityId),
    erasure: await erasureOf(tx, row.id),
    awaitsErasure: await awaitsErasure(tx, row.id),
    book: await bookOf(tx),
    others: (await agreements(tx, row.authorityId)).filter(({ id }) => id !== row.id),
    files: await filesOf(tx, ...steps.map(({ id }) => ({ kind: STEP, id }))),
    titles: await titleRows(tx, row.id),
    reports: (await reportRows(tx, row.authorityId)).map(({ year }) => year),
    features: ctx.features,
    openings: await openingsBy(tx, sourceOf(row)),
    taken: await takenSeats(tx, row.authorityId),
    today,
    coming: await comingOf(tx, ctx, row, today),
    mayWrite: metropolitanAdministrator.ever(ctx.actor),
  }
}

/** GET /administration/conventions/:id */
export const showAgreement = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(agreementPage(await adminFrame(ctx, tx), await viewOf(tx, ctx))))

/** GET /administration/conventions/:id/pieces */
export const showDocuments = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(documentsPage(await adminFrame(ctx, tx), await viewOf(tx, ctx))))

/** POST /administration/conventions/:id/pieces/:etape: a vote, a signature, a letter. */
export async function addDocument(ctx: Context, _input: object, { uploads }: Posted): Promise<Reply> {
  const stepId = Number(ctx.params.etape)
  const held = await ctx.db.read(ctx.actor, async (tx) => {
    const steps = await stepRows(tx, (await agreement(tx, idOf(ctx))).id)
    if (steps.every(({ id }) => id !== stepId)) throw new NotFound('Cet acte n’est pas de cette convention.')
    return filesOf(tx, { kind: STEP, id: stepId })
  })
  await takeFileRoom(ctx, uploads.length)
  const { stored, problems } = await storeUploads(ctx, uploads, {
    accept: ['pdf', 'image'],
    maxBytes: MOST_BYTES,
    room: MOST_FILES - held.length,
    full: `${MOST_FILES} pièces au plus par acte.`,
  })
  if (stored.length > 0)
    await ctx.db.write(ctx.actor, (tx) =>
      attach(
        tx,
        stored.map(({ fileId }) => fileId),
        { kind: STEP, id: stepId },
      ),
    )
  if (problems.length > 0 || stored.length === 0)
    throw new BadInput(problems.length > 0 ? problems.join(' ') : 'Choisissez la pièce à joindre.')
  return redirect(`${addressOf(ctx.params.id ?? '')}/pieces`, 'La pièce est jointe.')
}

/** The same page, with why a document was not taken. */
export const addAgain = (ctx: Context, problems: readonly { message: string }[]): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) =>
    page(
      documentsPage(
        await adminFrame(ctx, tx),
        await viewOf(tx, ctx),
        problems.map(({ message }) => message),
      ),
      422,
    ),
  )

/** POST /administration/conventions/:id/abandon */
export const doGiveUp = (ctx: Context): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    await giveUp(tx, idOf(ctx))
    return redirect(HERE, 'Le projet est abandonné.')
  })

/** POST /administration/conventions/:id/avenants/:rang/abandon */
export const doGiveUpAmendment = (ctx: Context): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    await giveUpAmendment(tx, idOf(ctx), Number(ctx.params.rang))
    return redirect(addressOf(idOf(ctx)), 'L’avenant est abandonné.')
  })
