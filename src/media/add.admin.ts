// Sending a picture: its file alone, judged by its content; what is said of it comes on the next page, so that nothing is sent twice.
import { type KeptFile, storeUploads, takeFileRoom } from '#files'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import {
  type Context,
  one,
  page,
  type Posted,
  redirect,
  type Reply,
  type Values,
} from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { WRITING } from '#platform/roles.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { select } from '#platform/ui/fields.ts'
import { fileField } from '#platform/ui/files.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { adminFrame, authoritiesOf, territory, type Territory } from '#territory'
import { HERE } from './list.ts'
import { addPicture } from './picture.ts'

const MOST_BYTES = 12_000_000
const TITLE = 'Envoyer une image'

type Own = ReturnType<typeof authoritiesOf>

const ownIn = ({ actor }: Context, place: Territory): Own => authoritiesOf(actor, place, WRITING)

function addPage(frame: AgentFrame, own: Own, typed: Values, problems: readonly FieldProblem[]): Html {
  const errorOf = (name: string) => problems.find(({ field }) => field === name)?.message
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const chosen = one(typed, 'authority') || (own.length === 1 ? (own[0]?.slug ?? '') : '')
  const whose = select({
    ...{ name: 'authority', label: 'Collectivité', value: chosen, error: errorOf('authority') },
    options: own.map(({ slug, name }) => ({ value: slug, label: name })),
    ...(own.length > 1 ? { blank: 'Choisissez' } : {}),
  })
  const file = fileField({
    ...{ name: 'image', label: 'Image', error: errorOf('image'), files: [], max: 1, maxBytes: MOST_BYTES },
    hint: 'JPEG, PNG ou WebP, 12 Mo au plus. Le lieu et l’appareil qu’elle garde en elle sont effacés. Un dessin (SVG) s’enregistre d’abord en PNG.',
    accept: 'image/jpeg,image/png,image/webp',
  })
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${TITLE}</h1>
    <form class="stack" method="post" action="${HERE}/nouvelle" enctype="multipart/form-data" novalidate>${csrfField(frame.csrf)}
    <section class="panel" aria-label="${TITLE}"><div class="inside"><div class="fields">${whose}${file}</div></div></section>
    <div class="row">${button('Envoyer')}<a href="${HERE}">Toutes les images</a></div></form></div>`
  return agentPage(frame, { title: TITLE, main, current: HERE, errorCount: errors.length })
}

const shown = (
  ctx: Context,
  typed: Values,
  problems: readonly FieldProblem[],
  status: number,
): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) =>
    page(addPage(await adminFrame(ctx, tx), ownIn(ctx, await territory(tx)), typed, problems), status),
  )

/** GET /administration/images/nouvelle */
export const showAdd = (ctx: Context): Promise<Reply> => shown(ctx, {}, [], 200)

/** The same page, with why the picture was not taken. */
export const addAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  shown(ctx, values, problems, 422)

/** The one picture that was sent, kept as the sender’s. @throws BadInput */
async function sent(ctx: Context, { uploads, refusal }: Posted): Promise<KeptFile> {
  const refuse = (message: string): never => {
    throw new BadInput([{ field: 'image', message }])
  }
  if (uploads.length === 0) refuse(refusal ?? 'Choisissez l’image à envoyer.')
  await takeFileRoom(ctx, uploads.length)
  const { stored, problems } = await storeUploads(ctx, uploads, {
    ...{ accept: ['image'], maxBytes: MOST_BYTES, room: 1, full: 'Une image à la fois.' },
  })
  return stored[0] ?? refuse(problems.join(' ') || 'Choisissez l’image à envoyer.')
}

/** POST /administration/images/nouvelle */
export async function addOne(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const place = await ctx.db.read(ctx.actor, territory)
  const authority = ownIn(ctx, place).find(({ slug }) => slug === one(posted.values, 'authority'))
  if (authority === undefined)
    throw new BadInput([{ field: 'authority', message: 'Choisissez une collectivité de la liste.' }])
  const file = await sent(ctx, posted)
  const id = await ctx.db.write(ctx.actor, (tx) => addPicture(tx, authority.id, file))
  return redirect(`${HERE}/${id}`, 'L’image est envoyée\u00a0: dites ce qu’elle montre, et de qui elle est.')
}
