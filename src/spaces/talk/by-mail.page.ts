// What one wants by mail of what is said in a space: chosen there, in one act.
import { z } from 'zod'
import { mayEver } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { access } from '../record/access.ts'
import { askedSpace, ONE } from '../record/frame.ts'
import type { Space } from '../record/queries.ts'
import { topicsAt } from './pages.ts'
import { choose, ownWant, type Wants } from './queries.mail.ts'

const WANTS: Readonly<Record<Wants, readonly [said: string, act: string]>> = {
  each: ['chaque message, regroupés par cinq minutes', 'Chaque message'],
  digest: ['les sujets nouveaux, dans votre résumé', 'Dans mon résumé'],
  none: ['rien, sauf si l’on vous nomme', 'Rien'],
}
const NEVER = 'ce que disent vos notifications, pour tous vos espaces'
const at = (space: Pick<Space, 'id'>): string => `${topicsAt(space)}/courriel`

/** What they receive, and the ways to receive otherwise; null for whoever reads in the place of somebody. */
export async function mailChoice(tx: Read, ctx: Context, space: Space): Promise<Html | null> {
  if (!mayEver(access['space.mail'], ctx.actor)) return null
  const now = await ownWant(tx, space.id)
  const acts = (Object.keys(WANTS) as Wants[]).map(
    (wants) => wants !== now && button(WANTS[wants][1], { kind: 'quiet', name: 'wants', value: wants }),
  )
  return html`<form class="stack tight" method="post" action="${at(space)}" aria-labelledby="par-courriel">${csrfField(ctx.csrf)}
    <p id="par-courriel">Par courriel, vous recevez ce qui se dit ici&nbsp;: <b>${now === undefined ? NEVER : WANTS[now][0]}</b>.</p>
    <div class="row">${acts}</div>${now === 'digest' && html`<p class="meta">Le résumé part comme vous l’avez choisi dans <a href="/compte/notifications/resume">vos notifications</a>.</p>`}</form>`
}

const Choice = z.object({ wants: z.enum(['each', 'digest', 'none'], 'Dites ce que vous voulez recevoir.') })

async function doChoose(ctx: Context, { wants }: z.infer<typeof Choice>): Promise<Reply> {
  const space = await ctx.db.write(ctx.actor, async (tx) => {
    const found = await askedSpace(tx, ctx, 'space.mail')
    await choose(tx, found.id, wants)
    return found
  })
  return redirect(topicsAt(space), `C’est noté\u00a0: par courriel, ${WANTS[wants][0]}.`)
}

export const byMailRoutes: readonly Route[] = [
  post({
    ...{ post: `${ONE}/sujets/courriel`, action: 'space.mail', face: 'agent' },
    title: 'Recevoir les discussions d’un espace',
    input: Choice,
    handle: doChoose,
  }),
]
