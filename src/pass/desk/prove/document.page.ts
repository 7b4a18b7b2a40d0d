// GET /agents/pass/fiche/…/document: a 2D-Doc that whoever is there shows, read and verified; its class alone is kept.
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import { system } from '#platform/actor.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html } from '#platform/html.ts'
import {
  type Context,
  one,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { fullDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { agentOf } from '#signin'
import { deskFrame, territory, todayThere } from '#territory'
import { HOLDER_LIMITS } from '../../holder/limits.ts'
import { nameIn, namesOf } from '../../holder/offers.ts'
import { proofIn } from '../../proof/document/from-document.ts'
import { DOCUMENT, documentForm, documentSent } from '../../proof/document/sent.ts'
import { trusted } from '../../proof/document/trust-kind.ts'
import { BRACKETS, SHOWN } from '../../proof/facts.ts'
import { keepProof } from '../../proof/queries.ts'
import { familyOf } from '../family.ts'
import { fileAt, HERE, noteServed, servedPass } from '../file.ts'

const AT = `${HERE}/fiche/:fiche/document`
const TITLE = 'Lire un document'

async function documentScreen(
  ctx: Context,
  typed = '',
  problems: readonly FieldProblem[] = [],
): Promise<Reply> {
  const { person } = await servedPass(ctx)
  return ctx.db.read(ctx.actor, async (tx) => {
    const at = `${fileAt(ctx, person.id)}/document`
    const errors = problems.map(({ field, message }) => ({ id: field, message }))
    const title = `${TITLE}\u00a0: pass ${ofPerson(person.name)}`
    const isEmpty = (await trusted(tx)).authorities.length === 0
    const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1>
      <p class="reading">Avis d’impôt ou facture avec un code 2D-Doc, au nom de la personne, ou pour un enfant de son parent. Le document est lu, sa signature vérifiée, puis oublié&nbsp;: la classe seule est gardée.</p>
      ${isEmpty && notice('warn', 'Aucun certificateur n’est de confiance ici', html`<p>Un document ne sera pas cru tant que la liste de confiance est vide. Gardez ce que vous voyez dans «&nbsp;Garder une preuve&nbsp;».</p>`)}
      ${panel('Le code', documentForm({ at, csrf: ctx.csrf, typed, problems }))}
      <p><a href="${fileAt(ctx, person.id)}">Revenir au pass</a></p></div>`
    const frame = await deskFrame(ctx, tx)
    const whole = agentPage(frame, { title, main, current: HERE, errorCount: errors.length })
    return page(whole, errors.length > 0 ? 422 : 200)
  })
}

/** POST: the document is of the person, or of a parent who acts for that child. */
async function doRead(ctx: Context, { document }: { document: string }, posted: Posted): Promise<Reply> {
  const { person } = await servedPass(ctx)
  const { agentId } = agentOf(ctx.actor)
  await throttle(ctx, `pass:document:${agentId}`, HOLDER_LIMITS.passDocuments)
  const sent = await documentSent(document, posted, `agent ${agentId}`)
  const people = await ctx.db.read(system, async (all) => {
    const { parents } = await familyOf(all, person.id)
    return [await namesOf(all, person.id, person.name), ...parents.map(({ name }) => nameIn(name))]
  })
  const proof = await ctx.db.read(ctx.actor, async (tx) =>
    proofIn(sent.text, {
      ...{ trust: await trusted(tx), today: await todayThere(tx), people },
      ...{ communes: (await territory(tx)).communes, brackets: BRACKETS },
    }),
  )
  if (!proof.ok) throw new BadInput([{ field: sent.field, message: proof.sentence }])
  const isKept = await ctx.db.write(system, async (all) => {
    await noteServed(all, ctx.actor, person.id, 'Pass\u00a0: a lu un document que vous avez montré')
    return keepProof(all, { personId: person.id, proof: proof.proof })
  })
  return redirect(
    fileAt(ctx, person.id),
    isKept
      ? `C’est lu (${SHOWN[proof.proof.shown].label}), gardé jusqu’au ${fullDate(proof.proof.endsOn)}.`
      : 'Ce qui était prouvé l’était déjà mieux\u00a0: rien ne change.',
  )
}

const base = { action: 'pass.serve', face: 'agent', title: TITLE } as const

export const documentRoutes: readonly Route[] = [
  { ...base, get: AT, handle: (ctx: Context) => documentScreen(ctx) },
  post({
    ...{ ...base, post: AT, input: DOCUMENT, takesFiles: true as const, handle: doRead },
    again: (ctx, problems, { values }) => documentScreen(ctx, one(values, 'document'), problems),
  }),
]
