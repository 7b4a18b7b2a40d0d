// A form on a partner's own pages: its page, with everything typed, and what it does.
import { BadInput, Conflict, type FieldProblem } from '#platform/errors.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { type Html, type HtmlValue, html } from '#platform/html.ts'
import {
  type Context,
  page,
  type PostRoute,
  type Reply,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import {
  errorsOf,
  type Fields,
  filledWith,
  type Form,
  formFields,
  type ReadFields,
} from '#platform/screens/form.ts'
import type { Choice } from '#platform/screens/field.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { ownAddress, ownPage, type PartPath } from './pages.ts'
import type { OwnPartner } from './queries.ts'

export interface OwnForm<F extends Fields> {
  readonly action: 'passpartner.manage' | 'passpartner.head'
  readonly title: string
  readonly part: PartPath
  readonly form: Form<F>
  readonly button: string
  /** @throws NotFound for whoever may not */
  readonly partner: (tx: Read, ctx: Context) => Promise<OwnPartner>
  /** What stands there first. @throws NotFound */
  readonly shown?: (
    tx: Read,
    partner: OwnPartner,
    ctx: Context,
  ) => Promise<{
    title?: string
    typed?: Values
    choices?: Record<string, readonly Choice[]>
    intro?: HtmlValue
  }>
  readonly act: (tx: Write, partner: OwnPartner, input: ReadFields<F>, ctx: Context) => Promise<Reply>
}

interface Again {
  readonly typed: Values
  readonly problems: readonly FieldProblem[]
}

/** Its two routes: its page, and what it does; the same page when something is wrong. */
export function ownForm<F extends Fields>(at: string, screen: OwnForm<F>): Route[] {
  const base = { action: screen.action, title: screen.title, face: 'citizen' } as const
  const show = (ctx: Context, again?: Again): Promise<Reply> =>
    ctx.db.read(ctx.actor, async (tx) => {
      const partner = await screen.partner(tx, ctx)
      const shown = await screen.shown?.(tx, partner, ctx)
      const filled = {
        problems: again?.problems ?? [],
        typed: again?.typed ?? shown?.typed ?? {},
        ...(shown?.choices === undefined ? {} : { choices: shown.choices }),
      }
      const errors = errorsOf(filled)
      const fields = formFields(screen.form, filled)
      const back = ownAddress(partner) + screen.part
      const main: Html = html`${errorSummary(errors)}${shown?.intro}<form class="stack reading" method="post" action="${filledWith(ctx.params, at)}" novalidate>${csrfField(ctx.csrf)}<div class="fields">${fields}</div>
        <div class="row">${button(screen.button)}<a href="${back}">Revenir</a></div></form>`
      const title = shown?.title ?? screen.title
      const whole = await ownPage(ctx, tx, partner, {
        part: screen.part,
        title,
        main,
        errorCount: errors.length,
      })
      return page(whole, again === undefined ? 200 : 422)
    })
  const route: PostRoute<ReadFields<F>> = {
    ...base,
    post: at,
    input: screen.form.input,
    async handle(ctx, input, { values }) {
      try {
        return await ctx.db.write(ctx.actor, async (tx) =>
          screen.act(tx, await screen.partner(tx, ctx), input, ctx),
        )
      } catch (error) {
        if (error instanceof BadInput) return show(ctx, { typed: values, problems: error.problems })
        if (error instanceof Conflict)
          return show(ctx, { typed: values, problems: [{ field: '', message: error.message }] })
        throw error
      }
    },
    again: (ctx: Context, problems, { values }) => show(ctx, { typed: values, problems }),
  }
  return [{ ...base, get: at, handle: (ctx: Context) => show(ctx) }, route as Route]
}
