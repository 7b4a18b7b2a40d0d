// GET and POST /intranet/annonces/:annonce/photos: its author adds photographs, says what is seen on each, orders them, takes some away.
import { eraseFiles, type KeptFile, looseFiles, storeUploads, takeFileRoom } from '#files'
import type { Read } from '#platform/db/db.ts'
import { BadInput, Conflict, type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import {
  type Context,
  many,
  one,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { button } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { fileField, REMOVE_FILE } from '#platform/ui/files.ts'
import { form } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { lineOf } from '#platform/screens/field.ts'
import { intranetFrame } from '#territory'
import { z } from 'zod'
import { adOf, FROZEN } from '../record/ad.ts'
import type { Ad } from '../record/queries.ts'
import { addressOf, HERE, numberIn } from '../record/where.ts'
import { addPhoto, FULL, type Photo, photosOf, raisePhoto, removePhoto, sayPhoto } from './photo.ts'
import { gallery } from './shown.ts'
import { MOST_PHOTOS } from './queries.ts'

const MOST_BYTES = 12_000_000
const KEPT = 'kept'
const TITLE = 'Photos d’une annonce'
const AT = `${HERE}/:annonce/photos`
export const photosAt = (adId: number): string => `${addressOf(adId)}/photos`

const alternativeType = lineOf(200).refine(
  (text) => text.length > 2,
  'Dites en quelques mots ce qu’on voit sur la photo.',
)
const HINT = 'Pour qui ne la voit pas\u00a0: un vélo bleu, vu de côté.'

/** What was typed for the next one, its file stored already. */
interface Next {
  alternative: string
  files: readonly KeptFile[]
  problems: readonly FieldProblem[]
}
const NOTHING: Next = { alternative: '', files: [], problems: [] }

const errorOf = ({ problems }: Next, name: string): string[] | undefined => {
  const found = problems.filter(({ field }) => field === name).map(({ message }) => message)
  return found.length === 0 ? undefined : found
}

const addForm = (ctx: Context, ad: Ad, next: Next): Html =>
  panel(
    'Ajouter une photo',
    form({
      ...{ action: photosAt(ad.id), csrf: ctx.csrf, files: true },
      body: html`<div class="inside stack"><div class="fields">${fileField({
        ...{
          name: 'photo',
          label: 'Photo',
          max: 1,
          maxBytes: MOST_BYTES,
          accept: 'image/jpeg,image/png,image/webp',
        },
        hint: 'JPEG, PNG ou WebP, 12\u00a0Mo au plus. Le lieu et l’appareil qu’elle garde en elle sont effacés.',
        files: next.files.map((file) => ({ ...file, url: `/fichiers/${file.fileId}` })),
        keep: KEPT,
        error: errorOf(next, 'photo'),
      })}${textInput({
        ...{ name: 'alternative', label: 'Ce qu’on y voit', hint: HINT, maxlength: 200 },
        value: next.alternative,
        error: errorOf(next, 'alternative'),
      })}</div><div class="row">${button('Ajouter')}</div></div>`,
    }),
  )

const onePhoto = (ctx: Context, { id, adId, alternative, fileId, place }: Photo): Html => {
  const named = `la photo ${place}`
  const name = `alternative-${id}`
  return html`<li class="ad-photo"><a href="/fichiers/${fileId}"><img src="/fichiers/${fileId}/vignette" alt="${alternative}" loading="lazy"></a>${form(
    {
      ...{ action: `${photosAt(adId)}/${id}`, csrf: ctx.csrf, className: 'stack tight' },
      body: html`${textInput({ name: 'alternative', id: name, label: `Ce qu’on voit sur ${named}`, value: alternative, maxlength: 200 })}<div class="row">${button('Enregistrer', { kind: 'quiet', name: 'act', value: 'say', more: named })}${place > 1 && button('Placer avant', { kind: 'bare', name: 'act', value: 'raise', more: named })}${button('Retirer', { kind: 'bare', name: 'act', value: 'remove', more: named })}</div>`,
    },
  )}</li>`
}

/** One’s own ad. @throws NotFound */
async function ownAd(tx: Read, ctx: Context): Promise<Ad> {
  const ad = await adOf(tx, numberIn(ctx, 'annonce'))
  if (!ad.isOwn) throw new NotFound()
  return ad
}

const shown = (ctx: Context, next: Next = NOTHING, status = 200): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const ad = await ownAd(tx, ctx)
    const photos = await photosOf(tx, [ad.id])
    const title = `Photos\u00a0: ${ad.title}`
    const errors = next.problems.map(({ field, message }) => ({ id: field, message }))
    const isFrozen = ad.state === 'reported'
    const list =
      !isFrozen &&
      photos.length > 0 &&
      panel(
        photos.length > 1 ? 'Dans cet ordre' : 'Sa photo',
        html`<div class="inside"><ol class="ad-photos">${photos.map((photo) => onePhoto(ctx, photo))}</ol></div>`,
      )
    const room = isFrozen
      ? html`${notice('warn', 'Elle ne change pas pour l’instant', html`<p>${FROZEN}</p>`)}${gallery(photos)}`
      : photos.length < MOST_PHOTOS
        ? addForm(ctx, ad, next)
        : html`<p class="meta">${FULL}</p>`
    const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1><p class="reading">La première se voit dans la liste. Ni visage, ni plaque d’une autre personne sans son accord.</p>${list}${room}<p><a href="${addressOf(ad.id)}">Revenir à l’annonce</a></p></div>`
    const frame = await intranetFrame(ctx, tx)
    return page(agentPage(frame, { title, main, current: HERE, errorCount: errors.length }), status)
  })

/** What was sent, stored as the sender’s: at once, so that a word that is missing does not cost the picture. */
async function sent(
  ctx: Context,
  { values, uploads, refusal }: Posted,
): Promise<Next & { removed: boolean }> {
  const removed = one(values, REMOVE_FILE)
  const kept = await ctx.db.read(ctx.actor, (tx) =>
    looseFiles(
      tx,
      many(values, KEPT)
        .slice(0, 1)
        .filter((id) => id !== removed),
    ),
  )
  await takeFileRoom(ctx, uploads.length)
  const { stored, problems } = await storeUploads(ctx, uploads, {
    ...{ accept: ['image'], maxBytes: MOST_BYTES, room: 1 - kept.length, full: 'Une photo à la fois.' },
  })
  const wrong = [...(refusal ? [refusal] : []), ...problems]
  return {
    alternative: one(values, 'alternative'),
    files: [...kept, ...stored],
    problems: wrong.map((message) => ({ field: 'photo', message })),
    removed: removed !== '',
  }
}

async function add(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const { id } = await ctx.db.read(ctx.actor, (tx) => ownAd(tx, ctx))
  const next = await sent(ctx, posted)
  if (next.removed) return shown(ctx, next)
  const said = alternativeType.safeParse(next.alternative)
  const [file] = next.files
  const problems = [
    ...next.problems,
    ...(file === undefined && next.problems.length === 0
      ? [{ field: 'photo', message: 'Choisissez la photo à ajouter.' }]
      : []),
    ...(said.success ? [] : said.error.issues.map(({ message }) => ({ field: 'alternative', message }))),
  ]
  if (file === undefined || !said.success || problems.length > 0)
    return shown(ctx, { ...next, problems }, 422)
  try {
    await ctx.db.write(ctx.actor, (tx) => addPhoto(tx, id, file.fileId, said.data))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    await eraseFiles(ctx.db, [file.fileId])
    return shown(ctx, { ...NOTHING, problems: [{ field: '', message: error.message }] }, error.status)
  }
  return redirect(photosAt(id), 'La photo est ajoutée.')
}

const Act = z.object({
  act: z.enum(['say', 'raise', 'remove'], 'Dites ce que vous voulez faire.'),
  alternative: z.string().optional(),
})

async function change(ctx: Context, { act, alternative = '' }: z.infer<typeof Act>): Promise<Reply> {
  const [adId, photoId] = [numberIn(ctx, 'annonce'), numberIn(ctx, 'photo')]
  if (act === 'remove') {
    const fileId = await ctx.db.write(ctx.actor, (tx) => removePhoto(tx, adId, photoId))
    await eraseFiles(ctx.db, [fileId])
    return redirect(photosAt(adId), 'La photo est retirée.')
  }
  if (act === 'raise') {
    await ctx.db.write(ctx.actor, (tx) => raisePhoto(tx, adId, photoId))
    return redirect(photosAt(adId), 'La photo est placée avant.')
  }
  const said = alternativeType.safeParse(alternative)
  if (!said.success)
    throw new BadInput(said.error.issues.map(({ message }) => ({ field: `alternative-${photoId}`, message })))
  await ctx.db.write(ctx.actor, (tx) => sayPhoto(tx, adId, photoId, said.data))
  return redirect(photosAt(adId), 'C’est enregistré.')
}

const own = { action: 'ad.write', title: TITLE, face: 'agent' } as const

export const photoRoutes: readonly Route[] = [
  { ...own, get: AT, handle: (ctx: Context) => shown(ctx) },
  post({
    ...own,
    post: AT,
    input: z.object({}),
    takesFiles: true,
    handle: add,
    again: (ctx, problems, { values }) =>
      shown(ctx, { alternative: one(values, 'alternative'), files: [], problems }, 422),
  }),
  post({
    ...own,
    post: `${AT}/:photo`,
    input: Act,
    handle: change,
    again: (ctx, problems) => shown(ctx, { ...NOTHING, problems }, 422),
  }),
]
