// Handlers: a form is tried, page by page, as a kind of person. What is typed comes back with each page, and is kept nowhere.
import {
  asksFiles,
  blockActDone,
  CONTACT_ROLES,
  everyFieldOf,
  fieldsOf,
  type FormDefinition,
  type FormPage,
  type FormProblem,
  type Judges,
  type RawAnswers,
  rawOfValues,
  reachablePages,
  validate,
} from '#forms'
import type { Read } from '#platform/db/db.ts'
import { type Context, one, page, post, type Reply, type Route, type Values } from '#platform/http/route.ts'
import { spokenForm } from '#requests'
import { adminFrame, territory, type Territory, todayThere } from '#territory'
import { z } from 'zod'
import { readSeen } from '../shown/shown.ts'
import { ACTION, HERE } from '../written/address.ts'
import { idIn } from '../written/read.ts'
import { type As, isAs, offered } from './as.ts'
import { PAGE, previewPage, SEEN, seenOn, type Tried } from './preview.page.ts'

const face = 'admin'

function asked({ query }: Context): { as: As; isPhone: boolean } {
  const comme = one(query, 'comme')
  return { as: isAs(comme) ? comme : 'habitant', isPhone: one(query, 'largeur') === 'telephone' }
}

const judgesOf = async (tx: Read, place: Territory, as: As): Promise<Judges> => ({
  today: await todayThere(tx),
  area: (code) => place.area(code),
  ...(as === 'agent' && { lenient: CONTACT_ROLES }),
})

/** Is it about a question that takes files, in a block or not? */
const lacksFile = (form: FormDefinition, { fieldId, within }: FormProblem): boolean =>
  everyFieldOf(form).some((field) => asksFiles(field) && field.id === (within?.problem.fieldId ?? fieldId))

/** What is wrong there; no file is taken here, so none lacks. */
function judged(form: FormDefinition, pages: readonly FormPage[], raw: RawAnswers, judges: Judges) {
  const { answers, problems } = validate(form, pages, raw, {}, judges)
  return { answers, problems: problems.filter((problem) => !lacksFile(form, problem)) }
}

async function shown(
  ctx: Context,
  go: (
    form: FormDefinition,
    judges: Judges,
    as: As,
    commune: string,
  ) => Pick<Tried, 'raw' | 'answers' | 'problems' | 'current' | 'focused'>,
): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const head = await readSeen(tx, idIn(ctx))
    const place = await territory(tx)
    const { as, isPhone } = asked(ctx)
    const wanted = one(ctx.query, 'commune')
    const commune = (place.communes.find(({ code }) => code === wanted) ?? place.communes[0])?.code ?? ''
    const form = as === 'agent' ? spokenForm(head.read.form) : head.read.form
    const tried = go(form, await judgesOf(tx, place, as), as, commune)
    const pages = reachablePages(form, tried.answers)
    const html = previewPage(await adminFrame(ctx, tx), place, head, {
      ...tried,
      as,
      isPhone,
      commune,
      form,
      pages,
    })
    return page(html, tried.problems.length > 0 ? 422 : 200)
  })
}

const first = (ctx: Context): Promise<Reply> =>
  shown(ctx, (form, judges, as, commune) => {
    const raw = offered(form, as, commune)
    const { answers } = judged(form, form.pages, raw, judges)
    return { raw, answers, problems: [], current: reachablePages(form, answers)[0] ?? null }
  })

/** The page after that one, by what was typed; the same one while something is wrong, or was not seen. */
function onward(
  form: FormDefinition,
  values: Values,
  judges: Judges,
): ReturnType<Parameters<typeof shown>[1]> {
  const typed = rawOfValues(fieldsOf(form), values)
  const moved = blockActDone(fieldsOf(form), values, typed)
  const raw = moved?.raw ?? typed
  const { answers } = judged(form, form.pages, raw, judges)
  const here = form.pages.find(({ id }) => id === one(values, PAGE)) ?? form.pages[0]
  if (moved !== null && here !== undefined)
    return { raw, answers, problems: [], current: here, focused: moved.focused }
  const problems: FormProblem[] =
    here === undefined
      ? []
      : judged(form, form.pages, raw, judges).problems.filter(({ fieldId }) =>
          here.fields.some(({ id }) => id === fieldId),
        )
  const seen = one(values, SEEN).split(' ')
  const isUnseen =
    here !== undefined &&
    values[SEEN] !== undefined &&
    seenOn({ form, answers, raw }, here).some((id) => !seen.includes(id))
  if (here !== undefined && (problems.length > 0 || isUnseen))
    return { raw, answers, problems: isUnseen ? [] : problems, current: here }
  const after = here === undefined ? [] : form.pages.slice(form.pages.indexOf(here) + 1)
  const shownPages = reachablePages(form, answers)
  return { raw, answers, problems: [], current: after.find((one_) => shownPages.includes(one_)) ?? null }
}

export const previewRoutes: readonly Route[] = [
  { get: `${HERE}/:formulaire/apercu`, action: ACTION, title: 'Aperçu d’un formulaire', face, handle: first },
  post({
    post: `${HERE}/:formulaire/apercu`,
    action: ACTION,
    title: 'Continuer l’aperçu d’un formulaire',
    face,
    input: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    handle: (ctx, _, { values }) => shown(ctx, (form, judges) => onward(form, values, judges)),
  }),
]
