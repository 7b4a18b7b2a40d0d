// GET and POST …/questions/:question/modele: the model that a question gives to download, sent, replaced, taken away. One act of the draft each.
import { storeUploads, takeFileRoom } from '#files'
import {
  type Field as Question,
  keepModel,
  type Model,
  MODEL_KINDS,
  modelAddress,
  modelOf,
  MOST_MODEL_BYTES,
} from '#forms'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { DOCUMENTS_CHOSEN } from '#platform/files/office.ts'
import { html } from '#platform/html.ts'
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
import { button, csrfField } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { fileField, REMOVE_FILE } from '#platform/ui/files.ts'
import { Outdated, VERSION, versionIn } from '#platform/screens/outdated.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { adminFrame } from '#territory'
import { z } from 'zod'
import { ACTION, elementAddress, HERE, questionAddress } from '../written/address.ts'
import { propertyCommands } from '../written/commands.ts'
import { questionIn, questionWay, whereWords } from '../written/elements.ts'
import { givesModel } from '../written/kinds.ts'
import { idIn, readForm, save, shownNumber } from '../written/read.ts'

const AT = `${HERE}/:formulaire/questions/:question/modele`
const FILE = 'modele'

const placedOf = (ctx: Context) => (form: Parameters<typeof questionIn>[0]) => {
  const placed = questionIn(form, ctx.params.question ?? '')
  if (!givesModel(placed.field)) throw new NotFound('Cette question ne donne pas de modèle à remplir.')
  return placed
}

const keptOf = (ctx: Context) => (form: Parameters<typeof questionIn>[0]) =>
  modelOf(placedOf(ctx)(form).field) ?? null

const shown = (ctx: Context, problems: readonly FieldProblem[], status: number): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { id, form } = await readForm(tx, idIn(ctx))
    const { field: question, number } = placedOf(ctx)(form)
    const model = modelOf(question)
    const errors = problems.map(({ message }) => ({ id: FILE, message }))
    const file = fileField({
      ...{
        name: FILE,
        label: 'Modèle à remplir',
        max: 1,
        maxBytes: MOST_MODEL_BYTES,
        accept: DOCUMENTS_CHOSEN,
      },
      files:
        model === undefined
          ? []
          : [{ ...model, fileId: model.sha256, url: modelAddress(model), thumbUrl: undefined }],
      hint: 'Un PDF, un texte ou un tableur (ODT, DOCX, ODS, XLSX), 5\u00a0Mo au plus. Il est proposé sous la question, à qui peut voir ce formulaire.',
      error: problems[0]?.message,
    })
    const title = `Modèle à remplir, question ${number}\u00a0: ${question.label}`
    const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1>
      <form class="stack" method="post" action="${questionAddress(id, question.id, 'modele')}" enctype="multipart/form-data" novalidate>${csrfField(ctx.csrf)}<input type="hidden" name="${VERSION}" value="${shownNumber(model)}">
      <section class="panel" aria-label="Modèle à remplir"><div class="inside"><div class="fields">${file}</div></div></section>
      <div class="row">${model === undefined && button('Garder dans le brouillon')}<a href="${elementAddress(id, question.id)}">Revenir aux questions</a></div></form></div>`
    const frame = await adminFrame(ctx, tx)
    return page(agentPage(frame, { title, main, current: HERE, errorCount: errors.length }), status)
  })

/** The file that was chosen, kept as a model. @throws BadInput beside its field */
async function sent(ctx: Context, { uploads, refusal }: Posted): Promise<Model> {
  const refuse = (message: string): never => {
    throw new BadInput([{ field: FILE, message }])
  }
  const chosen = uploads.filter(({ field }) => field === FILE)
  if (chosen.length === 0) refuse(refusal ?? 'Choisissez le modèle à déposer.')
  await takeFileRoom(ctx, chosen.length)
  const rules = { accept: MODEL_KINDS, maxBytes: MOST_MODEL_BYTES, room: 1, full: 'Un modèle à la fois.' }
  const { stored, problems } = await storeUploads(ctx, chosen, rules)
  const [kept] = stored
  if (kept === undefined) return refuse(problems.join(' '))
  return keepModel(ctx, kept.fileId)
}

const withModel = (question: Question, model: Model | undefined): Question => {
  const { model: _, ...rest } = question as Question & { model?: Model }
  return { ...rest, ...(model !== undefined && { model }) } as Question
}

const CHANGED =
  'Quelqu’un a changé ce modèle pendant que vous choisissiez le vôtre\u00a0: celui qui est montré est le sien.'

async function act(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const isRemoval = one(posted.values, REMOVE_FILE) !== ''
  await ctx.db.read(ctx.actor, async (tx) => placedOf(ctx)((await readForm(tx, idIn(ctx))).form))
  const model = isRemoval ? undefined : await sent(ctx, posted)
  try {
    const form = await ctx.db.write(ctx.actor, (tx) =>
      save(tx, idIn(ctx), {
        ...{ of: keptOf(ctx), seen: versionIn(posted.values) },
        commands(now) {
          const placed = placedOf(ctx)(now)
          return propertyCommands(questionWay(placed), placed.field, withModel(placed.field, model))
        },
      }),
    )
    const id = ctx.params.question ?? ''
    const done = isRemoval ? 'Le modèle est retiré du brouillon.' : 'Le modèle est gardé dans le brouillon.'
    return redirect(elementAddress(form.id, id), `${done} ${whereWords(form, id)}`)
  } catch (error) {
    if (!(error instanceof Outdated)) throw error
    return shown(ctx, [{ field: FILE, message: CHANGED }], 409)
  }
}

const base = { action: ACTION, title: 'Modèle à remplir d’une question', face: 'admin' } as const

export const modelRoutes: readonly Route[] = [
  { ...base, get: AT, handle: (ctx: Context) => shown(ctx, [], 200) },
  post({
    ...base,
    post: AT,
    input: z.object({}),
    takesFiles: 'documents',
    handle: act,
    again: (ctx, problems) => shown(ctx, problems, 422),
  }),
]
