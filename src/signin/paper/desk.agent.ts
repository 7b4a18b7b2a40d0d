// Handlers of the desk: find an account by its number, open one, print its paper, record a document. Numbers and codes travel
// in forms only: an address would be kept in histories and journals.
import { ofPerson } from '#platform/french/noun.ts'
import { randomUUID } from 'node:crypto'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import {
  type Context,
  one,
  page,
  type Posted,
  type Reply,
  redirect,
  type Values,
} from '#platform/http/route.ts'
import { deskFrame, localDay, territory } from '#territory'
import type { ProfileValueId } from '#people'
import { writerOf } from '#people'
import { type DeskView, findAtDesk, type Paper } from './find.ts'
import type { OpenInput } from './inputs.ts'
import { openAtDesk } from './open.ts'
import { accountPage, type AccountView } from './pages/account.ts'
import { findPage } from './pages/find.ts'
import { HERE } from './pages/here.ts'
import { ELSEWHERE, openPage } from './pages/open.ts'
import { paperPage } from './pages/paper.ts'
import { proveValue } from './prove.ts'
import { replaceCode } from './replace.ts'
import { dayTyped, problemsWith, tidy, valueTyped } from './values.ts'

/** GET /agents/comptes */
export const showFind = (ctx: Context): Promise<Reply> => findScreen(ctx, '', [])

function findScreen(ctx: Context, number: string, problems: FieldProblem[]): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const frame = await deskFrame(ctx, tx)
    return page(findPage(frame, number, problems), problems.length > 0 ? 422 : 200)
  })
}

export const findAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  findScreen(ctx, one(values, 'numero'), problems)

/** POST /agents/comptes */
export async function doFind(ctx: Context, { numero }: { numero: string }): Promise<Reply> {
  return accountScreen(ctx, await findAtDesk(ctx, ctx.actor, numero), {})
}

type Shown = Partial<Pick<AccountView, 'typed' | 'problems' | 'said'>>

function accountScreen(ctx: Context, found: DeskView, shown: Shown, status = 200): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const { typed = {}, problems = [], said } = shown
    const view = { ...found, typed, problems, askedKey: randomUUID(), zone: place.zone, now: tx.now }
    return page(accountPage(await deskFrame(ctx, tx), said === undefined ? view : { ...view, said }), status)
  })
}

/** The account's page with what is wrong; the page of numbers when the number itself is. */
export async function accountAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  const number = one(values, 'numero')
  if (problems.some(({ field }) => field === 'numero')) return findScreen(ctx, number, problems)
  try {
    return await accountScreen(
      ctx,
      await findAtDesk(ctx, ctx.actor, number),
      { typed: values, problems },
      422,
    )
  } catch (error) {
    if (error instanceof BadInput) return findScreen(ctx, number, error.problems)
    throw error
  }
}

/** GET /agents/comptes/nouveau */
export const showOpen = (ctx: Context): Promise<Reply> => openScreen(ctx, {}, [])

function openScreen(ctx: Context, values: Values, problems: FieldProblem[]): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const view = { askedKey: one(values, 'cle') || randomUUID(), values, areas: place.areas, problems }
    return page(openPage(await deskFrame(ctx, tx), view), problems.length > 0 ? 422 : 200)
  })
}

export const openAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  openScreen(ctx, values, problems)

/** POST /agents/comptes/nouveau */
export async function doOpen(ctx: Context, input: OpenInput): Promise<Reply> {
  const today = await ctx.db.read(ctx.actor, async (tx) => localDay(tx.now, (await territory(tx)).zone))
  const given = {
    givenName: tidy(input.prenom),
    familyName: tidy(input.nom),
    birthdate: dayTyped({
      day: input['naissance-jour'],
      month: input['naissance-mois'],
      year: input['naissance-annee'],
    }),
    commune: input.commune === ELSEWHERE ? null : input.commune,
    phone: input.telephone === '' ? null : input.telephone,
  }
  const problems = [
    ...problemsWith('prenom', 'given_name', given.givenName, today),
    ...problemsWith('nom', 'family_name', given.familyName, today),
    ...problemsWith('naissance', 'birthdate', given.birthdate, today),
    ...problemsWith('commune', 'commune', given.commune, today),
    ...problemsWith('telephone', 'phone', given.phone, today),
  ]
  if (problems.length > 0) throw new BadInput(problems)
  return paperScreen(
    ctx,
    await openAtDesk(ctx, ctx.actor, { ...given, askedKey: input.cle, document: input.piece }),
  )
}

/** POST /agents/comptes/code */
export async function doReplace(
  ctx: Context,
  { numero, piece, cle }: { numero: string; piece: string; cle: string },
): Promise<Reply> {
  const asked = { number: numero, document: piece, askedKey: cle }
  return paperScreen(ctx, await replaceCode(ctx, ctx.actor, asked, writerOf(ctx)))
}

function paperScreen(ctx: Context, { account, code }: Paper): Promise<Reply> {
  if (code === null)
    return Promise.resolve(
      redirect(
        HERE,
        `Le papier ${ofPerson(account.name)} a déjà été montré, et ne l’est qu’une fois. S’il n’est pas imprimé, retrouvez le compte par son numéro et faites un nouveau code.`,
      ),
    )
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const view = {
      name: account.name,
      number: account.number,
      code,
      origin: ctx.config.publicUrl,
      phone: ctx.site.phone,
      now: tx.now,
      zone: place.zone,
    }
    return page(paperPage(await deskFrame(ctx, tx), view))
  })
}

/** POST /agents/comptes/preuve */
export async function doProve(
  ctx: Context,
  input: { numero: string; valeur: string; texte: string; document: string },
): Promise<Reply> {
  const place = await ctx.db.read(ctx.actor, territory)
  // The input lets nothing else through than the ids that a document proves.
  const valueId = input.valeur as ProfileValueId
  const value = valueTyped(valueId, input.texte, place)
  const problems = problemsWith('texte', valueId, value, localDay(ctx.db.clock(), place.zone))
  if (problems.length > 0) throw new BadInput(problems)
  const { isKept, ...found } = await proveValue(ctx, ctx.actor, {
    number: input.numero,
    valueId,
    value,
    document: input.document,
  })
  const said = isKept
    ? {
        tone: 'good' as const,
        title: 'La preuve est notée',
        text: 'Le compte dit quand, et quelle pièce a été vue.',
      }
    : {
        tone: 'warn' as const,
        title: 'Rien n’a changé',
        text: 'Une information plus sûre est déjà dans ce compte (FranceConnect).',
      }
  return accountScreen(ctx, found, { said })
}
