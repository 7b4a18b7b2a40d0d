// GET and POST /compte/borne: one’s number at the kiosks, and the six digits that one chooses.
import { z } from 'zod'
import { accountMain, writerOf } from '#people'
import { RECENT_MINUTES, requireRecent } from '#signin'
import { ownName } from '#platform/actor.ts'
import { type FieldProblem, Unauthenticated } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { problemOf } from '#platform/http/form-page.ts'
import { ownPage } from '#platform/http/own-page.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { choosePin, ownAccess } from './keep.ts'
import { showBadge } from './pin.ts'
import { OWN } from './places.ts'

export const TITLE = 'Bornes des agents'

const ChooseInput = z.object({
  code: z.string().max(20, 'C’est trop long\u00a0: six chiffres.').default(''),
  encore: z.string().max(20, 'C’est trop long\u00a0: six chiffres.').default(''),
})

/** Six digits: never kept by the browser, nor shown again. */
const digitsInput = (name: string, label: string, problems: readonly FieldProblem[], hint = ''): Html =>
  textInput({
    ...{
      name,
      label,
      medium: true,
      inputmode: 'numeric',
      autocomplete: 'off',
      maxlength: 12,
      spellcheck: false,
    },
    ...(hint === '' ? {} : { hint }),
    error: problemOf(problems, name),
  })

async function shown(ctx: Context, problems: readonly FieldProblem[]): Promise<Html> {
  const personId = ownName(ctx.actor)
  if (personId === null) throw new Unauthenticated()
  const access = await ownAccess(ctx, personId)
  const number =
    access === undefined
      ? html`<p>Vous n’avez pas encore de numéro&nbsp;: il vous est donné quand vous choisissez votre code.</p>`
      : html`<p>Votre numéro&nbsp;: <b class="code">${showBadge(access.badge)}</b>. ${access.pinHash === null ? 'Vous n’avez pas encore choisi votre code.' : 'Votre code est choisi.'}</p>`
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const body = html`${errorSummary(errors, 'Les chiffres sont à taper de nouveau.')}<h1>${TITLE}</h1>
    <p class="lead">Dans les dépôts et les ateliers, une borne montre vos messages, ce qui est à lire, les emplois et les questionnaires. Elle s’ouvre avec votre numéro et six chiffres, pour quelques minutes, et jamais vos réglages ni les demandes des habitants.</p>
    ${number}
    <form class="card stack" method="post" action="${OWN}" novalidate>${csrfField(ctx.csrf)}<div class="fields">
    ${digitsInput('code', 'Six chiffres', problems, 'Ni une date, ni des chiffres qui se suivent ou se répètent.')}
    ${digitsInput('encore', 'Les mêmes, encore une fois', problems)}</div>
    <div class="actions">${button(access?.pinHash == null ? 'Choisir ce code' : 'Changer de code')}</div></form>`
  return ownPage(ctx, {
    title: TITLE,
    main: accountMain(ctx, OWN, body),
    errorCount: errors.length,
  })
}

const show = async (ctx: Context): Promise<Reply> => page(await shown(ctx, []))

export const ownRoutes: readonly Route[] = [
  { get: OWN, action: 'kiosk.choose', title: TITLE, face: 'citizen', handle: show },
  post({
    post: OWN,
    action: 'kiosk.choose',
    title: TITLE,
    face: 'citizen',
    input: ChooseInput,
    async handle(ctx, typed) {
      // Nothing is kept of the digits meanwhile: they are typed again.
      const first = await requireRecent(ctx, RECENT_MINUTES)
      if (first !== null) return first
      const badge = await choosePin(ctx, ctx.actor, typed, writerOf(ctx))
      return redirect(
        OWN,
        `C’est choisi. À la borne, tapez le numéro ${showBadge(badge)} et vos six chiffres.`,
      )
    },
    again: async (ctx, problems) => page(await shown(ctx, problems), 422),
  }),
]
