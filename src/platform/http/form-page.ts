// A page of one form: one column, one form, one button; and the page that says one thing.
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, type HtmlValue, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { citizenPage } from '#platform/ui/layout.ts'

export interface FormPage {
  title: string
  /** Address of the link of the navigation that is current. */
  current: string
  intro?: HtmlValue
  action: string
  fields: HtmlValue
  /** The one button. */
  button: string
  problems?: readonly FieldProblem[]
  /** Above the title: where one is in the account. */
  before?: HtmlValue
  after?: HtmlValue
  /** More in the band of the demonstration. */
  demoNote?: HtmlValue
}

/** A page with one form. */
export function formPage(ctx: Context, content: FormPage): Html {
  const { title, current, intro, action, fields, problems = [], before, after, demoNote } = content
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const main = html`<div class="account">${before}<div class="sections reading">${errorSummary(errors, 'Le reste est gardé, sauf les mots de passe.')}
    <h1>${title}</h1>
    <div class="card stack">${intro}<form class="stack" method="post" action="${action}" novalidate>${csrfField(ctx.csrf)}
    ${fields && html`<div class="fields">${fields}</div>`}
    <div class="actions">${button(content.button)}</div></form></div>
    ${after}</div></div>`
  const whole = { title, main, current, errorCount: errors.length, demoNote }
  return current === ctx.door.account ? ownPage(ctx, whole) : citizenPage(frameOf(ctx), whole)
}

/** A page that says one thing. */
export function sayPage(ctx: Context, title: string, body: HtmlValue): Html {
  const main = html`<div class="sections reading"><h1>${title}</h1>${body}</div>`
  return citizenPage(frameOf(ctx), { title, main, current: ctx.door.signIn })
}

/** The message of a field, if it has one. */
export function problemOf(problems: readonly FieldProblem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.message
}

export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`

export function emailInput(
  value: string,
  problems: readonly FieldProblem[],
  kind: 'username' | 'email' | 'off',
  label = 'Adresse e-mail',
): Html {
  return textInput({
    name: 'email',
    label,
    kind: 'email',
    value,
    autocomplete: kind,
    spellcheck: false,
    medium: true,
    error: problemOf(problems, 'email'),
  })
}
