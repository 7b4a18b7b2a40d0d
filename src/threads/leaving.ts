// The signed address by which whoever receives the mails of a thread, or of a room, ends them without signing in: it ends, and opens nothing.
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, one, page, post, type Reply, type Route } from '#platform/http/route.ts'
import { seal, unseal } from '#platform/http/seal.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { z } from 'zod'

interface Leaving {
  /** Address of the page, and what its seal is for. */
  at: string
  purpose: string
  action: string
  /** « Ne plus suivre ce sujet », what it does in a sentence, its button, and what is said once it is done. */
  title: string
  text: string
  button: string
  done: string
  /** In a transaction of its own, whoever is there. */
  leave: (db: Database, aboutId: number, personId: number) => Promise<void>
}

export interface Left {
  address: (config: Pick<Config, 'secret' | 'publicUrl'>, aboutId: number, personId: number) => string
  routes: readonly Route[]
}

const framed = (ctx: Context, title: string, body: Html): Reply =>
  page(
    citizenPage(frameOf(ctx), {
      title,
      main: html`<div class="stack reading"><h1>${title}</h1>${body}</div>`,
    }),
  )

export function leaving({ at, purpose, action, title, text, button, done, leave }: Leaving): Left {
  /** @throws NotFound for an address that was not made here */
  function askedBy({ config, query }: Context): [aboutId: number, personId: number] {
    const said = unseal(config.secret, purpose, one(query, 'jeton'))
    const [, aboutId, personId] = /^(\d{1,15})-(\d{1,15})$/.exec(said ?? '') ?? []
    if (aboutId === undefined || personId === undefined)
      throw new NotFound('Cette adresse n’est pas complète\u00a0: ouvrez-la depuis le courriel.')
    return [Number(aboutId), Number(personId)]
  }
  /** A program that follows the links of mails ends nothing. */
  const show = (ctx: Context): Promise<Reply> => {
    askedBy(ctx)
    const address = `${at}?${new URLSearchParams({ jeton: one(ctx.query, 'jeton') })}`
    return Promise.resolve(framed(ctx, title, html`<p>${text}</p>${buttonForm(button, address, ctx.csrf)}`))
  }
  /** By the button, or by a server of mail in one click (RFC 8058). */
  const end = async (ctx: Context): Promise<Reply> => {
    const [aboutId, personId] = askedBy(ctx)
    await leave(ctx.db, aboutId, personId)
    return framed(ctx, 'C’est noté', html`<p>${done}</p><p><a href="/">Retour à l’accueil</a></p>`)
  }
  const route = { action, face: 'citizen', title } as const
  return {
    address: ({ secret, publicUrl }, aboutId, personId) =>
      `${new URL(publicUrl).origin}${at}?jeton=${seal(secret, purpose, `${aboutId}-${personId}`)}`,
    routes: [
      { get: at, ...route, handle: show },
      post({ post: at, ...route, input: z.object({}), signed: true, handle: end }),
    ],
  }
}
