// Sending the PDF of a brochure: its first, or the one that takes the place of what is read today.
import { eraseFiles, keepOnePdf } from '#files'
import { type FieldProblem } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import {
  type Context,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { fileField } from '#platform/ui/files.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { adminFrame } from '#territory'
import { z } from 'zod'
import { fileBrochure } from '../record/keep.ts'
import { KEPT } from './list.admin.ts'
import { asked } from './screens.ts'

const MOST_BYTES = 20_000_000

const shown = (ctx: Context, problems: readonly FieldProblem[], status: number): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { id, title, pdf } = await asked(tx, ctx)
    const errors = problems.map(({ message }) => ({ id: 'pdf', message }))
    const file = fileField({
      ...{ name: 'pdf', label: 'PDF', files: [], max: 1, maxBytes: MOST_BYTES, accept: 'application/pdf' },
      hint: `20\u00a0Mo au plus.${pdf === null ? '' : ' Celui d’aujourd’hui reste à l’adresse que des lecteurs en ont gardée.'}`,
      error: problems[0]?.message,
    })
    const heading = `PDF\u00a0: ${title}`
    const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${heading}</h1>
      <form class="stack" method="post" action="${KEPT}/${id}/pdf" enctype="multipart/form-data" novalidate>${csrfField(ctx.csrf)}
      <section class="panel" aria-label="${heading}"><div class="inside"><div class="fields">${file}</div></div></section>
      <div class="row">${button('Déposer')}<a href="${KEPT}/${id}">Revenir à la brochure</a></div></form></div>`
    return page(
      agentPage(await adminFrame(ctx, tx), {
        title: heading,
        main,
        current: KEPT,
        errorCount: errors.length,
      }),
      status,
    )
  })

async function take(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const { id } = await ctx.db.read(ctx.actor, (tx) => asked(tx, ctx))
  const file = await keepOnePdf(ctx, posted, {
    field: 'pdf',
    maxBytes: MOST_BYTES,
    missing: 'Choisissez le PDF à déposer.',
  })
  try {
    await ctx.db.write(ctx.actor, (tx) => fileBrochure(tx, id, file))
  } catch (error) {
    await eraseFiles(ctx.db, [file.fileId])
    throw error
  }
  return redirect(`${KEPT}/${id}`, 'Le PDF est déposé\u00a0: c’est celui qui se lit maintenant.')
}

const keep = { action: 'brochure.keep', title: 'PDF d’une brochure', face: 'admin' } as const

export const pdfRoutes: readonly Route[] = [
  { ...keep, get: `${KEPT}/:brochure/pdf`, handle: (ctx: Context) => shown(ctx, [], 200) },
  post({
    ...keep,
    post: `${KEPT}/:brochure/pdf`,
    input: z.object({}),
    takesFiles: true,
    handle: take,
    again: (ctx, problems) => shown(ctx, problems, 422),
  }),
]
