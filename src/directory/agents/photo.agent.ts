// GET and POST /intranet/ma-fiche/photo: an agent's photograph, which they agree to show; …/retrait: they agree no more. And who it shows.
import { takeFileRoom } from '#files'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { servingHeaders } from '#platform/files/headers.ts'
import { RefusedFile } from '#platform/files/inspect.ts'
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
import { intranetFrame, territory } from '#territory'
import { z } from 'zod'
import { photoScreen } from './pages/photo.ts'
import { givePortrait, portraitOf, takeBackPortrait } from './portrait.ts'
import { ownPortrait } from './queries.ts'
import { addressOf, HERE, OWN, PHOTO } from './words.ts'

const shown = (ctx: Context, problems: readonly FieldProblem[], hasAgreed = false): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const [portrait, { zone }] = [await ownPortrait(tx), await territory(tx)]
    if (portrait === undefined) throw new NotFound()
    const said = { ...portrait, personId: ctx.actor.personId ?? 0, problems, hasAgreed, zone }
    return page(photoScreen(await intranetFrame(ctx, tx), said), problems.length > 0 ? 422 : 200)
  })

const refused = (field: 'photo' | 'agreed', message: string): BadInput => new BadInput([{ field, message }])

async function take(ctx: Context, _input: object, { values, uploads, refusal }: Posted): Promise<Reply> {
  const own = ctx.actor.personId ?? 0
  if (one(values, 'agreed') !== 'oui')
    throw refused(
      'agreed',
      'Sans votre accord, votre photo n’est pas gardée\u00a0: cochez la case, puis choisissez-la.',
    )
  const upload = uploads.find(({ field }) => field === 'photo')
  if (upload === undefined) throw refused('photo', refusal ?? 'Choisissez votre photo.')
  await takeFileRoom(ctx, 1)
  try {
    await givePortrait(ctx, own, upload)
  } catch (error) {
    throw error instanceof RefusedFile ? refused('photo', error.message) : error
  }
  return redirect(addressOf(own), 'Votre photo est sur votre fiche.')
}

async function withdraw(ctx: Context): Promise<Reply> {
  await takeBackPortrait(ctx, ctx.actor.personId ?? 0)
  return redirect(PHOTO, 'Votre photo est effacée, et votre accord avec elle.')
}

/** GET /intranet/annuaire/:personne/photo @throws NotFound for whoever does not read all of that card */
async function send(ctx: Context): Promise<Reply> {
  const { personne = '' } = ctx.params
  const found = /^\d{1,15}$/.test(personne)
    ? await ctx.db.read(ctx.actor, (tx) => portraitOf(tx, Number(personne)))
    : undefined
  const body = found === undefined ? null : await ctx.files.get(found.storageKey)
  if (found === undefined || body === null) throw new NotFound()
  return { kind: 'stream', body, headers: servingHeaders(found) }
}

const changing = { action: 'card.change', face: 'agent' } as const

export const photoRoutes: readonly Route[] = [
  { ...changing, get: PHOTO, title: 'Ma photo', handle: (ctx: Context) => shown(ctx, []) },
  post({
    ...{ ...changing, post: PHOTO, title: 'Ma photo', input: z.object({}), takesFiles: true },
    handle: take,
    again: (ctx, problems, { values }) => shown(ctx, problems, one(values, 'agreed') === 'oui'),
  }),
  post({
    ...changing,
    post: `${OWN}/photo/retrait`,
    title: 'Retirer ma photo',
    input: z.object({}),
    handle: withdraw,
  }),
  {
    ...{
      get: `${HERE}/:personne/photo`,
      action: 'colleague.read',
      title: 'La photo d’un agent',
      face: 'agent',
    },
    handle: send,
  },
]
