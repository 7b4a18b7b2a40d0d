// The screen « Corriger la démarche »: the right service is chosen, what it changes is read, then it is done.
import { z } from 'zod'
import { html } from '#platform/html.ts'
import type { Read } from '#platform/db/db.ts'
import { type Context, redirect } from '#platform/http/route.ts'
import { type Choice, field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { lastSeq } from '#platform/ledger/events.ts'
import { catalogue } from '#services'
import { agentForm, territory } from '#territory'
import { MOST_CHARACTERS } from '#threads'
import { backQuery, returnFilter } from '../inbox/back.ts'
import { reachOf } from '../inbox/reach.ts'
import { noteOpening } from '../record/journal.ts'
import type { RequestRow } from '../record/queries.ts'
import { correctService, requestToCorrect } from './correct.ts'
import { correctionView } from './pages/correction.ts'
import { planCorrection, requireOpen, servicesFor } from './plan.ts'
import { shownCorrection } from './shown.ts'

const FORM = formOf({
  demarche: field({
    label: 'La bonne démarche',
    hint: 'Celles qui se demandent à cet endroit.',
    control: { list: [], seek: 'Chercher une démarche' },
    type: z.string().min(1, 'Choisissez la démarche.').max(100),
  }),
  note: field({
    label: 'Note pour vos collègues',
    hint: 'Seuls les agents la lisent, dans le fil.',
    optional: true,
    control: 'text',
    rows: 3,
    type: z.string().max(MOST_CHARACTERS, `Écrivez ${MOST_CHARACTERS} caractères au plus.`),
  }),
})

const refOf = ({ params }: Context): string => params.ref ?? ''

/** Services in the groups of their themes. */
async function choicesFor(tx: Read, request: RequestRow): Promise<Choice[]> {
  const { themes } = await catalogue(tx)
  const services = await servicesFor(tx, request)
  return themes.flatMap((theme) =>
    services
      .filter(({ definition }) => definition.theme === theme.slug)
      .map(({ slug, definition: { title } }): Choice => [slug, title, theme.title]),
  )
}

export const correctRoutes = agentForm({
  at: '/agents/demandes/:ref/demarche',
  action: 'request.correct',
  title: 'Corriger la démarche',
  form: FORM,
  button: 'Corriger la démarche',
  back: { href: '/agents/demandes/:ref', label: 'Revenir à la demande' },
  keeps: 'retour',
  async shown(tx, ctx) {
    const request = await requestToCorrect(tx, refOf(ctx))
    requireOpen(request)
    const known = (await catalogue(tx)).service(request.serviceSlug)
    return {
      title: `Corriger la démarche\u00a0: ${request.ref}`,
      version: await lastSeq(tx, 'request', request.id),
      choices: { demarche: await choicesFor(tx, request) },
      intro: html`<p class="reading">Elle est classée dans «&nbsp;${known?.definition.title ?? request.subject}&nbsp;». Classée ailleurs, elle suit le parcours et les délais de la bonne démarche, comptés depuis le jour de la demande. Rien de ce que la personne a envoyé ne se perd.</p>`,
    }
  },
  async tried(tx, { demarche }, ctx) {
    const request = await requestToCorrect(tx, refOf(ctx))
    return correctionView(await shownCorrection(tx, await planCorrection(tx, request, demarche)))
  },
  async noted(tx, _, ctx) {
    await noteOpening(tx, await requestToCorrect(tx, refOf(ctx)))
  },
  async act(tx, { demarche, note }, ctx, seen) {
    const ref = refOf(ctx)
    const done = await correctService(tx, ref, { to: demarche, note, seen })
    const back = returnFilter(ctx.query, reachOf(tx.actor, await territory(tx)))
    const to =
      done === null
        ? 'La démarche est déjà corrigée.'
        : `La démarche est corrigée\u00a0: ${done.service.definition.title}.`
    return redirect(`/agents/demandes/${ref}${backQuery(back)}`, to)
  },
})
