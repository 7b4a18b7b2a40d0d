// POST /pass/code, then GET /pass/code/…: the code of the moment without a script, to be read or said, for its minute. To show it writes nothing.
import { z } from 'zod'
import { NotFound } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html } from '#platform/html.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { system } from '#platform/actor.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { plural, time } from '#platform/ui/french.ts'
import { qrCode } from '#platform/ui/qr-code.ts'
import { territory } from '#territory'
import { drawPageCode, pageCode } from '../issue/codes.ts'
import { spokenGroups } from '../token/spoken.ts'
import { HOLDER_LIMITS } from './limits.ts'
import { change, firstNameOf, HERE, holderId, holderName, livePass, ownPass } from './own.ts'
import { underPass } from './page.ts'

/** POST /pass/code */
const drawCode = async (ctx: Context): Promise<Reply> => {
  await throttle(ctx, `pass:codes:${holderId(ctx.actor)}`, HOLDER_LIMITS.passCodes)
  const { serial } = await change(ctx, 'Pass\u00a0: a montré votre code', livePass, (tx, { id }) =>
    drawPageCode(ctx, tx, id),
  )
  return redirect(`${HERE}/code/${serial}`)
}

/** GET /pass/code/:serie */
const showCode = async (ctx: Context): Promise<Reply> => {
  const { serie = '' } = ctx.params
  if (!/^[\da-f-]{36}$/.test(serie)) throw new NotFound()
  const { pass, zone } = await ctx.db.read(ctx.actor, async (tx) => ({
    pass: await ownPass(tx),
    zone: (await territory(tx)).zone,
  }))
  const code = await ctx.db.read(system, (tx) => pageCode(ctx, tx, { passId: pass.id, serial: serie }))
  const title = `Le code ${ofPerson(firstNameOf(holderName(ctx.actor)))}`
  const again = buttonForm(
    code === null ? 'Montrer un nouveau code' : 'Un autre code',
    `${HERE}/code`,
    ctx.csrf,
    {
      kind: code === null ? 'main' : 'quiet',
    },
  )
  const shown =
    code === null
      ? emptyState('Ce code n’est plus bon', 'Il a servi, ou sa minute est passée.')
      : html`${qrCode(code.text, 'Code à présenter au lecteur')}
        <p>Bon jusqu’à <b>${time(code.until, zone)} et ${plural(code.until.getSeconds(), 'seconde', 'secondes')}</b>, une seule fois.</p>
        <p class="spoken"><span class="meta">Si le lecteur ne marche pas, dites</span><b>${spokenGroups(code.spoken)}</b></p>
        <p class="meta">Une copie d’écran ne sert pas deux fois.</p>`
  const main = html`<h1>${title}</h1><div class="pass-face alone">${shown}${again}<p><a href="${HERE}">Revenir au pass</a></p></div>`
  return page(underPass(ctx, { title, main }))
}

const base = { action: 'pass.hold', face: 'citizen', title: 'Le code de mon pass' } as const

export const codeRoutes: readonly Route[] = [
  post({ ...base, post: `${HERE}/code`, input: z.object({}), handle: drawCode }),
  { ...base, get: `${HERE}/code/:serie`, handle: showCode },
]
