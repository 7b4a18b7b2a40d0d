// A form of administration, or of the desk, from its fields: the shape of what is posted, the page with everything typed, its two routes.
import { z, type ZodType } from 'zod'
import type { Read, Write } from '../db/db.ts'
import { BadInput, Conflict, ParvisError, type FieldProblem, TooMany } from '../errors.ts'
import { attrs, type Html, type HtmlValue, html } from '../html.ts'
import {
  type Context,
  type GetRoute,
  one,
  page,
  type PostRoute,
  type Reply,
  type Route,
  type Values,
} from '../http/route.ts'
import { isSecret, keptHere } from '../http/keep.ts'
import { problemsOf, wrongValue } from '../http/wrong-value.ts'
import { button, csrfField } from '../ui/button.ts'
import { errorSummary, notice } from '../ui/feedback.ts'
import { agentPage } from '../ui/layout.ts'
import type { AgentFrame } from '../ui/site.ts'
import { controlOf } from './control.ts'
import { type Choice, type Field, takesSeveral } from './field.ts'
import type { FrameOf } from './list-screen.ts'
import { bothTexts, keptOf, merge, Outdated, seenOf, versionField, versionIn } from './outdated.ts'
import { changedRows, hasRows, type RowsChanged } from './rows-act.ts'
import { isTried, triedField } from './tried.ts'

export type Fields = Readonly<Record<string, Field>>
/** What a form gives its verb. */
export type ReadFields<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never }

export interface Form<F extends Fields> {
  readonly fields: F
  readonly input: ZodType<ReadFields<F>>
}

const posted = z.union([z.string(), z.array(z.string())]).optional()
const anything = z.record(z.string(), posted)
const asMany = posted.transform((given) => [given ?? []].flat())
const asOne = posted.transform((given) => [given ?? []].flat()[0] ?? '')

/** The form of those fields, in their order. @throws when what a secret is called would have it kept */
export function formOf<F extends Fields>(fields: F): Form<F> {
  const told = Object.keys(fields).find((name) => fields[name]?.control === 'secret' && !isSecret(name))
  if (told !== undefined)
    throw new TypeError(`${told} is a secret, and would be kept for whoever signs in again`)
  const shape = Object.entries(fields).map(([name, field]) => {
    const type = field.type as ZodType<unknown, string & string[]>
    return [name, takesSeveral(field) ? asMany.pipe(type) : asOne.pipe(type)]
  })
  const names = Object.keys(fields)
  const input = z.preprocess((values) => keptOf(names, values as Values), z.object(Object.fromEntries(shape)))
  return { fields, input: input as unknown as ZodType<ReadFields<F>> }
}

/** What a form shows: what is typed, what is wrong. */
export interface Filled {
  readonly typed: Values
  readonly problems: readonly FieldProblem[]
  /** What lists hold, by field, when only the screen knows. */
  readonly choices?: Readonly<Record<string, readonly Choice[]>>
  /** Fields that are not asked here. */
  readonly without?: readonly string[]
  /** Ids of controls, when a page holds several of this form. */
  readonly idOf?: (name: string) => string
  /** Of its lines of cells, that where the person goes on. */
  readonly goesOn?: RowsChanged['goesOn']
}

/** Those of its fields that are asked here. */
const askedIn = ({ fields }: Form<Fields>, { without }: Pick<Filled, 'without'>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => without?.includes(name) !== true))

/** Its controls. */
export function formFields(form: Form<Fields>, filled: Filled): Html[] {
  const { typed, problems, choices, idOf, goesOn } = filled
  const asked = Object.entries(askedIn(form, filled))
  const shown = asked.map(([name, field]) => ({
    under: field.under,
    isUsed: problems.some((problem) => problem.field === name) || one(typed, name) !== '',
    control: controlOf(field, {
      ...{ name, id: idOf?.(name), values: typed, problems, choices: choices?.[name] },
      row: goesOn?.name === name ? goesOn.row : undefined,
    }),
  }))
  return shown.flatMap(({ under, control }, at) => {
    if (under === undefined) return control
    if (shown[at - 1]?.under === under) return []
    const together = shown.filter((other) => other.under === under)
    const open = attrs({ class: 'fold', open: together.some(({ isUsed }) => isUsed) })
    return html`<details ${open}><summary>${under}</summary><div class="fields pairs">${together.map((other) => other.control)}</div></details>`
  })
}

/** What is wrong, linked to the controls: for the summary above. */
export const errorsOf = ({ problems, idOf }: Pick<Filled, 'problems' | 'idOf'>) =>
  problems.map(({ field, message }) => ({ id: field === '' ? '' : (idOf?.(field) ?? field), message }))

/** A page with one form of administration. */
export interface FormScreen<F extends Fields> {
  /** Address of the page, where it is posted too. */
  readonly at: string
  /** The administration’s when absent. */
  readonly face?: 'agent'
  /** What its address says of where one comes from: it stays in every address of the screen. */
  readonly keeps?: string
  readonly action: string
  readonly title: string
  /** What is asked; found for the address, when only it tells. */
  readonly form: Form<F> | ((tx: Read, ctx: Context) => Promise<Form<F>>)
  readonly button: string
  /** Where one comes from: what the address is about, by its parameters, or the place of the menu. */
  readonly back: { readonly href: string; readonly label: string }
  /** What stands there before anything is typed. @throws NotFound */
  readonly shown?: (tx: Read, ctx: Context) => Promise<Partial<Shown>>
  /**
   * What it does; `version` is that of what was shown.
   * @throws BadInput beside a field; Outdated when what was shown has been changed since: the page comes with both texts; Conflict when
   * it may not be done any more: the page comes with what was typed
   * @returns what is answered; or what is left to do once its transaction has ended, by transactions of its own (bytes taken in): one that
   * waits for another holds a connection while it asks for a second, and so many at once wait for each other
   */
  readonly act: (
    tx: Write,
    input: ReadFields<F>,
    ctx: Context,
    version: number,
  ) => Promise<Reply | (() => Promise<Reply>)>
  /** What it would do, said before it is done: the form comes again with it, and what is then sent as it stands is done. Throws as `act`. */
  readonly tried?: (tx: Read, input: ReadFields<F>, ctx: Context, version: number) => Promise<HtmlValue>
  /** What its button says before that; « Voir ce que cela change » when absent. */
  readonly triedButton?: string
  /** What is to be read before what was typed is done; null: nothing, and it is done at once. */
  readonly warned?: (tx: Read, input: ReadFields<F>, ctx: Context) => Promise<Html | null>
  /** What its being tried leaves behind, in a transaction of its own: the journal of what it shows. */
  readonly noted?: (tx: Write, input: ReadFields<F>, ctx: Context) => Promise<void>
}

interface Shown extends Filled {
  /** What it would do was shown for what is typed. */
  readonly isTried?: boolean
  readonly title?: string
  readonly intro?: HtmlValue
  /** Number of what is shown, where several may change it; marks of its fields, when others are typed. */
  readonly version?: number
  readonly seen?: string
  /** Why it may not be done any more: said alone, and nothing is sent from there. */
  readonly closed?: { readonly title: string; readonly text: HtmlValue }
  /** Somebody typed what stands there. */
  readonly isTyped?: boolean
  /** What somebody wrote meanwhile, and the choice of each text. */
  readonly both?: Html
}

/** The two routes of a form: its page, and what it does; the same page when something is wrong. */
export function formRoutes<F extends Fields>(screen: FormScreen<F>, frameOf: FrameOf): Route[] {
  const { at, action, title } = screen
  const base = { action, title, face: screen.face ?? 'admin' } as const
  const show = async (ctx: Context, again?: Again): Promise<Reply> => {
    const before = again === undefined ? await keptHere(ctx) : null
    return ctx.db.read(ctx.actor, async (tx) => {
      const kept = { typed: {}, problems: [], ...(await screen.shown?.(tx, ctx)) }
      const form = await formIn(screen, tx, ctx)
      const found = before === null ? kept : typedBefore(kept, before)
      const names = Object.keys(form.fields)
      const shown =
        again === undefined ? found : againOf(form, kept, { ...again, typed: keptOf(names, again.typed) })
      return page(formPage(screen, form, shown, await frameOf(ctx, tx), ctx), statusOf(again))
    })
  }
  const acted = async (ctx: Context, input: ReadFields<F>, values: Values): Promise<Reply> => {
    const done = await ctx.db.write(ctx.actor, (tx) => screen.act(tx, input, ctx, versionIn(values)))
    return typeof done === 'function' ? done() : done
  }
  const shownTried = async (ctx: Context, input: ReadFields<F>, values: Values): Promise<Reply> => {
    const { noted, tried, warned } = screen
    if (noted !== undefined) await ctx.db.write(ctx.actor, (tx) => noted(tx, input, ctx))
    const shown = await ctx.db.read(ctx.actor, async (tx) => {
      const intro =
        tried === undefined ? await warned?.(tx, input, ctx) : await tried(tx, input, ctx, versionIn(values))
      if (tried === undefined && intro === null) return null
      const kept = {
        problems: [],
        ...(await screen.shown?.(tx, ctx)),
        typed: values,
        version: versionIn(values),
      }
      const form = await formIn(screen, tx, ctx)
      return page(formPage(screen, form, { ...kept, intro, isTried: true }, await frameOf(ctx, tx), ctx))
    })
    return shown ?? acted(ctx, input, values)
  }
  const isRead = (form: Form<F>, values: Values): boolean =>
    (screen.tried === undefined && screen.warned === undefined) || isTried(form, values)
  const route: PostRoute<unknown> = {
    ...base,
    post: at,
    resend: 'on its page',
    input: typeof screen.form === 'function' ? anything : screen.form.input,
    async handle(ctx, typed, posted) {
      const form = await formHere(screen, ctx)
      const values = keptOf(Object.keys(form.fields), posted.values)
      const changed = changedRows(form, values)
      if (changed !== null) return show(ctx, { problems: [], ...changed })
      const input = typeof screen.form === 'function' ? readBy(form, typed) : (typed as ReadFields<F>)
      return (isRead(form, values) ? acted : shownTried)(ctx, input, values).catch((error: unknown) => {
        if (!(error instanceof Conflict || error instanceof TooMany)) throw error
        // Where its page has nothing to show any more, why is said alone.
        return show(ctx, { typed: values, problems: [], error }).catch((gone: unknown) => {
          throw gone instanceof ParvisError ? error : gone
        })
      })
    },
    async again(ctx, problems, { values }) {
      // Lines are changed whatever stands in them.
      const changed = typeof screen.form === 'function' ? null : changedRows(screen.form, values)
      return show(ctx, changed === null ? { typed: values, problems } : { problems: [], ...changed })
    },
  }
  const shownAt: GetRoute = { ...base, get: at, handle: (ctx) => show(ctx) }
  return [shownAt, route]
}

const formHere = async <F extends Fields>(screen: FormScreen<F>, ctx: Context): Promise<Form<F>> =>
  typeof screen.form === 'function' ? ctx.db.read(ctx.actor, (tx) => formIn(screen, tx, ctx)) : screen.form

const formIn = async <F extends Fields>({ form }: FormScreen<F>, tx: Read, ctx: Context): Promise<Form<F>> =>
  typeof form === 'function' ? form(tx, ctx) : form

/** @throws BadInput beside what its form refuses */
function readBy<F extends Fields>({ input }: Form<F>, typed: unknown): ReadFields<F> {
  const read = input.safeParse(typed, { error: wrongValue })
  if (!read.success) throw new BadInput(problemsOf(read.error))
  return read.data
}

/** Why a form comes again, with what was typed. */
interface Again {
  readonly typed: Values
  readonly problems: readonly FieldProblem[]
  /** Nothing is wrong: lines of it were changed. */
  readonly goesOn?: RowsChanged['goesOn']
  /** Of whoever came too often, or after what changed meanwhile. */
  readonly error?: Conflict | TooMany
}

const statusOf = (again: Again | undefined): number =>
  again === undefined || again.goesOn !== undefined ? 200 : (again.error?.status ?? 422)

/** What was typed, with what is wrong; where somebody was faster, with what only they changed, and both texts of the rest. */
function againOf(form: Form<Fields>, kept: Shown, { typed, problems, error, goesOn }: Again): Shown {
  if (kept.closed !== undefined) return { ...kept, typed, isTyped: true }
  if (error instanceof Outdated) {
    const asked = askedIn(form, kept)
    const merged = merge(asked, kept.typed, typed)
    const both = bothTexts(asked, error, kept, typed, merged)
    // Where nothing is typed, what is said comes before what is to be read again.
    const said = Object.keys(asked).length === 0 ? { intro: html`${both}${kept.intro}` } : { both }
    return { ...kept, typed: merged.typed, seen: seenOf(asked, kept.typed), problems, ...said }
  }
  const said = error === undefined ? problems : [{ field: '', message: error.message }]
  return {
    ...{ ...kept, typed, problems: said, version: versionIn(typed) },
    ...(goesOn === undefined ? {} : { goesOn }),
  }
}

/** What was typed in a session that ended; what was shown to whoever typed it stays what they saw. */
const typedBefore = (kept: Shown, typed: Values): Shown =>
  kept.closed === undefined
    ? {
        ...kept,
        typed,
        ...(kept.version !== undefined && { version: versionIn(typed) }),
        intro: html`${notice('good', 'Rien n’est perdu', html`<p>Votre session avait expiré avant l’envoi&nbsp;: ce que vous aviez écrit est ci-dessous. Relisez, puis envoyez de nouveau.</p>`)}${kept.intro}`,
      }
    : { ...kept, typed, isTyped: true }

/** Why nothing is sent from there; whoever typed something finds it below. */
const closedNotice = ({ closed, isTyped }: Shown): Html | false =>
  closed !== undefined &&
  notice(
    'warn',
    closed.title,
    html`<p>${closed.text}</p>${isTyped === true && html`<p>Ce que vous aviez écrit est gardé ci-dessous, pour le reprendre ailleurs&nbsp;: rien ne s’enregistre plus ici.</p>`}`,
  )

/** The parameters of an address, as this page has them. */
/** An address, with what its parameters are. */
export const filledWith = (params: Context['params'], address: string): string =>
  address.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

const keptIn = (query: Values, name: string | undefined): string =>
  name === undefined || one(query, name) === '' ? '' : `?${new URLSearchParams({ [name]: one(query, name) })}`

/** What the key « Entrée » presses in a form whose lines have buttons of their own: the first button is that of the browser. */
const FIRST_BUTTON = html`<button hidden></button>`

function formPage<F extends Fields>(
  screen: FormScreen<F>,
  form: Form<F>,
  shown: Shown,
  frame: AgentFrame,
  { params, query }: Context,
): Html {
  const kept = keptIn(query, screen.keeps)
  const back = { ...screen.back, href: filledWith(params, screen.back.href) + kept }
  const title = shown.title ?? screen.title
  const errors = errorsOf(shown)
  const isOpen = shown.closed === undefined
  // Of a form that is closed before anything was there or typed, nothing is to be read.
  const isEmpty = !isOpen && shown.isTyped !== true && shown.version === undefined
  const fields = isEmpty ? [] : formFields(form, shown)
  const action = filledWith(params, screen.at) + kept
  // Posted, and not done: browsers do not come back to that answer.
  const isAgain = errors.length > 0 || shown.isTried === true || shown.goesOn !== undefined
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1>${closedNotice(shown)}${shown.intro}
    <keep-typed ${attrs({ 'data-again': isAgain })}><form class="stack" method="post" action="${action}" novalidate>${csrfField(frame.csrf)}${hasRows(form) && FIRST_BUTTON}${shown.version !== undefined && versionField(shown.version, shown.seen ?? seenOf(askedIn(form, shown), shown.typed))}${shown.isTried && triedField(form, shown.typed)}${shown.both}
    ${fields.length > 0 && html`<section class="panel" aria-label="${title}"><div class="inside"><div class="fields pairs">${fields}</div></div></section>`}
    <div class="row">${isOpen && button(screen.tried === undefined || shown.isTried ? screen.button : (screen.triedButton ?? 'Voir ce que cela change'))}<a href="${back.href}">${back.label}</a></div></form></keep-typed></div>`
  return agentPage(frame, { title, main, current: back.href, errorCount: errors.length })
}
