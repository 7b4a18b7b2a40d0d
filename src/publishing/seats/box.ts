// « S’inscrire », under a content that says how many seats there are. One signs up in one’s own name, and leaves when one likes.
import { ownName } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { NotFound, Unauthenticated } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { z } from 'zod'
import { leaveSeat, takeSeat, type Visit, visitOf } from './queries.ts'

const WANTED = ['inscrire', 'retirer'] as const
const GONE = 'On ne s’inscrit pas à ce contenu, ou il n’est plus en ligne pour vous.'

const waits = ({ seats, rank }: Visit): number => (rank === null ? 0 : Math.max(0, rank - seats))

function standing(visit: Visit): string {
  const { seats, asked, closesOn, isClosed } = visit
  const [taken, waiting] = [Math.min(asked, seats), Math.max(0, asked - seats)]
  const beyond = waiting === 0 ? '' : `, ${plural(waiting, 'personne attend', 'personnes attendent')}`
  const until = isClosed
    ? `Les inscriptions sont closes depuis le ${longDate(closesOn)}.`
    : `Inscription jusqu’au ${longDate(closesOn)}.`
  return `${taken} sur ${plural(seats, 'place prise', 'places prises')}${beyond}. ${until}`
}

function own(visit: Visit): string | null {
  if (visit.rank === null) return null
  const place = waits(visit)
  return place === 0
    ? 'Vous êtes inscrit.'
    : `Vous êtes en liste d’attente, en position ${place}. Nous vous prévenons si une place se libère.`
}

function act(ctx: Context, id: number, visit: Visit): Html | null {
  const at = `/compte/inscription/${id}`
  if (ownName(ctx.actor) === null)
    return ctx.actor.by || visit.isClosed
      ? null
      : html`<p><a href="/connexion">Se connecter pour s’inscrire</a></p>`
  if (visit.rank !== null)
    return buttonForm('Me retirer', at, ctx.csrf, { kind: 'quiet', fields: { voulu: 'retirer' } })
  const label = visit.asked < visit.seats ? 'M’inscrire' : 'M’inscrire en liste d’attente'
  return visit.isClosed ? null : buttonForm(label, at, ctx.csrf, { fields: { voulu: 'inscrire' } })
}

/** null: one does not sign up to it. */
export async function seatsBox(ctx: Context, tx: Read, id: number): Promise<Html | null> {
  const visit = await visitOf(tx, id)
  if (visit === undefined) return null
  const said = own(visit)
  return html`<aside class="card plain-card stack tight" aria-labelledby="inscription"><h2 class="small" id="inscription">Inscription</h2>${said && html`<p><b>${said}</b></p>`}<p>${standing(visit)}</p>${act(ctx, id, visit)}<p class="meta">Votre nom n’est lu que par qui tient ce contenu.</p></aside>`
}

const input = z.object({ voulu: z.enum(WANTED, { error: 'Dites si vous vous inscrivez ou vous retirez.' }) })

function saidOf(rank: number, visit: Visit | undefined): string {
  if (rank === 0) return 'Les inscriptions sont closes\u00a0: rien n’a changé.'
  return visit !== undefined && waits(visit) > 0 ? 'Vous êtes en liste d’attente.' : 'Vous êtes inscrit.'
}

/** @throws NotFound for whoever does not read it */
async function doSign(ctx: Context, { voulu }: z.infer<typeof input>): Promise<Reply> {
  const { id = '' } = ctx.params
  const contentId = /^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0
  const back = `/contenus/${contentId}/lire#inscription`
  if (ownName(ctx.actor) === null) throw new Unauthenticated()
  return ctx.db.write(ctx.actor, async (tx) => {
    if (voulu === 'retirer') {
      await leaveSeat(tx, contentId)
      return redirect(back, 'Vous n’êtes plus inscrit.')
    }
    const rank = await takeSeat(tx, contentId)
    if (rank === null) throw new NotFound(GONE)
    return redirect(back, saidOf(rank, await visitOf(tx, contentId)))
  })
}

export const seatRoutes: readonly Route[] = [
  post({
    post: '/compte/inscription/:id',
    action: 'content.sign',
    title: 'S’inscrire',
    face: 'citizen',
    input,
    handle: doSign,
  }),
]
