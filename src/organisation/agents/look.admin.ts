// « Voir comme »: whoever administers an agent’s authority sees Parvis as that agent does, for a reason that is kept and told to them.
import { z } from 'zod'
import { actorOfPerson, beginLook, endLook, mayLook } from '#people'
import { type AccessTable, agent, looking, metropolitanAdministrator } from '#platform/access.ts'
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { type FieldProblem, Unauthenticated } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html, type Html } from '#platform/html.ts'
import { homeOf } from '#platform/http/navigation.ts'
import { type Context, one, type Posted, redirect, type Reply, type Values } from '#platform/http/route.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { textInput } from '#platform/ui/fields.ts'
import { RECENT_MINUTES, requireRecent } from '#signin'
import { agentOf } from './found.ts'
import { addressOf, HERE } from './words.ts'

// Not whoever administers a unit alone: they read nothing of its work.
const mayLookAs = [agent('admin').inItsAuthority, metropolitanAdministrator]

export const lookAccess: AccessTable = {
  'agent.look': mayLookAs,
  // A page that was left open asks for it once looking is over, too.
  'agent.look_back': [looking, ...mayLookAs],
}

/** POST: sees with one’s own eyes again. */
export const LOOK_BACK = `${HERE}/retour`

export const lookInput = z.object({
  motif: z
    .string()
    .trim()
    .min(1, 'Écrivez pourquoi\u00a0: la personne le lira.')
    .max(300, 'Écrivez 300 caractères au plus.'),
})

/** POST …/voir-comme */
export async function doLook(
  ctx: Context,
  { motif: reason }: z.infer<typeof lookInput>,
  posted: Posted,
): Promise<Reply> {
  const { sessionToken: token } = ctx
  if (token === null) throw new Unauthenticated()
  const { personId } = await ctx.db.read(ctx.actor, (tx) => agentOf(ctx, tx))
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  await ctx.db.write(ctx.actor, (tx) => beginLook(tx, { token, personId, reason }))
  const seen = await ctx.db.read(system, (tx) => actorOfPerson(tx, personId))
  return redirect(homeOf(ctx, seen ?? ctx.actor))
}

/** POST /administration/agents/retour */
export async function doLookBack({ actor, db }: Context): Promise<Reply> {
  if (!actor.by?.looks) return redirect(HERE)
  await endLook(db, actor.by)
  return redirect(`${HERE}/${actor.personId}`, 'C’est de nouveau votre compte.')
}

/** On the page of an agent, for whoever may now. */
export async function lookPanel(
  ctx: Context,
  tx: Read,
  { personId, name }: { personId: number; name: string },
  { typed, problems }: { typed: Values; problems: readonly FieldProblem[] },
): Promise<Html | null> {
  if (!(await mayLook(tx, personId))) return null
  const reason = textInput({
    name: 'motif',
    label: 'Pourquoi',
    hint: 'La personne le lira, avec votre nom.',
    maxlength: 300,
    value: one(typed, 'motif'),
    error: problems.find(({ field }) => field === 'motif')?.message,
  })
  return panel(
    'Voir comme cette personne',
    html`<p>Vous voyez le poste et l’administration ${ofPerson(name)}, en lecture seule, pendant 30&nbsp;minutes au plus. Chaque page ouverte est notée, et la personne en est prévenue.</p>
    <form class="stack tight" method="post" action="${addressOf({ personId, invitationId: null })}/voir-comme" novalidate>${csrfField(ctx.csrf)}${reason}
    <div class="row">${button(`Voir comme ${name}`, { kind: 'quiet', icon: 'eye' })}</div></form>`,
  )
}
