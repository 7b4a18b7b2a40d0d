// An agent’s ways in, for whoever administers their authority: every session ended, the second factor forgotten in a day.
import { endSessionsFor, lostAccess, RECENT_MINUTES, requireRecent } from '#signin'
import { writerOf } from '#people'
import { mayEver } from '#platform/access.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { agentOf } from './found.ts'
import { addressOf } from './words.ts'

/** POST …/sessions */
export async function doEndSessions(ctx: Context, _input: object, posted: Posted): Promise<Reply> {
  const agent = await ctx.db.read(ctx.actor, (tx) => agentOf(ctx, tx))
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  await endSessionsFor(ctx, ctx.actor, agent.personId, writerOf(ctx))
  return redirect(addressOf(agent), 'Toutes ses sessions sont fermées. La personne en est prévenue.')
}

/** On the page of an agent who works today, for whoever may. */
export function waysInPanel(ctx: Context, personId: number): Html | null {
  if (personId === ctx.actor.personId || !mayEver(lostAccess['account.end_sessions'] ?? [], ctx.actor))
    return null
  const at = addressOf({ personId, invitationId: null })
  return panel(
    'Connexion',
    html`<p>Un appareil perdu, ou quelqu’un d’autre se sert peut-être du compte&nbsp;: fermez les sessions, elles se rouvrent avec le mot de passe et la double vérification. Un téléphone et des codes de secours perdus&nbsp;: la double vérification s’oublie en 24&nbsp;heures, et la personne peut l’empêcher.</p>
    <div class="row">${buttonForm('Fermer ses sessions', `${at}/sessions`, ctx.csrf, { kind: 'quiet' })}${buttonForm('Réinitialiser sa double vérification', `/compte/equipe/${personId}/reinitialisation`, ctx.csrf, { kind: 'quiet' })}</div>`,
  )
}
