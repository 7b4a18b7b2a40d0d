// « Cette page vous a-t-elle aidé ? », at the foot of a content. Answers are counted; whose they are is not kept.
import { z } from 'zod'
import { type Html, html } from '#platform/html.ts'
import { NotFound, TooMany } from '#platform/errors.ts'
import { type Context, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { HOUR, type Limits } from '#platform/limits/limits.ts'
import { networkOf, throttleAll } from '#platform/limits/throttle.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { giveOpinion } from './queries.ts'

export const LIMITS = {
  /** Of one browser on one content: one answer a day. */
  opinion: { limit: 1, windowSeconds: 24 * HOUR },
  opinionsOfNetwork: { limit: 60, windowSeconds: HOUR },
} as const satisfies Limits

const at = (id: number | string): string => `/contenus/${id}/avis`

/** The question, in a form that works without scripts. */
export const opinionForm = (id: number, csrf: string): Html =>
  html`<form class="row" method="post" action="${at(id)}" aria-labelledby="aide-question">${csrfField(csrf)}<p id="aide-question">Cette page vous a-t-elle aidé&nbsp;?</p>
    ${button('Oui', { name: 'helped', value: 'oui', kind: 'quiet' })}${button('Non', { name: 'helped', value: 'non', kind: 'quiet' })}</form>`

const input = z.object({ helped: z.enum(['oui', 'non'], { error: 'Répondez par oui ou par non.' }) })

async function doAnswer(ctx: Context, { helped }: z.infer<typeof input>): Promise<Reply> {
  const { id = '' } = ctx.params
  const contentId = /^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0
  const back = `/contenus/${contentId}/lire`
  const counters = [
    { key: `opinion:${contentId}:${ctx.visitorId}`, ...LIMITS.opinion },
    { key: `opinion:network:${networkOf(ctx.ip)}`, ...LIMITS.opinionsOfNetwork },
  ]
  try {
    await throttleAll(ctx, counters)
  } catch (error) {
    if (error instanceof TooMany) return redirect(back, 'Votre réponse est déjà comptée.')
    throw error
  }
  const isGiven = await ctx.db.write(ctx.actor, (tx) => giveOpinion(tx, contentId, helped === 'oui'))
  if (!isGiven) throw new NotFound('Ce contenu n’est plus en ligne, ou n’est pas pour vous.')
  return redirect(back, 'Merci\u00a0: votre réponse est comptée, sans que l’on sache de qui elle est.')
}

export const opinionRoutes: readonly Route[] = [
  post({
    post: '/contenus/:id/avis',
    action: 'content.judge',
    title: 'Dire si un contenu a aidé',
    face: 'citizen',
    input,
    handle: doAnswer,
  }),
]
