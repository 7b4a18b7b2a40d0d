// A passkey is proposed to whoever came in with a password and has none: beside their requests, until they say « later ».
import { ownName, system } from '#platform/actor.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, type Reply, redirect } from '#platform/http/route.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { notice } from '#platform/ui/feedback.ts'
import { digest } from '#people'
import { declineOffer, isToOffer } from './queries.ts'

/** The notice, or null: nobody to propose it to. Never on a shared computer, nor to whoever acts for somebody. */
export async function passkeyOffer(ctx: Context): Promise<Html | null> {
  const { sessionToken } = ctx
  if (sessionToken === null || ownName(ctx.actor) === null) return null
  if (!(await ctx.db.read(system, (tx) => isToOffer(tx, digest(sessionToken))))) return null
  return notice(
    'info',
    'La prochaine fois, sans mot de passe',
    html`<p>Une clé d’accès ouvre votre compte avec l’empreinte, le visage ou le code de cet appareil.</p>
    <div class="actions">${linkButton('Ajouter une clé d’accès', '/compte/securite#t-cles-d-acces', { kind: 'quiet' })}${buttonForm('Plus tard', '/compte/securite/cles/plus-tard', ctx.csrf, { kind: 'bare', more: 'ajouter une clé d’accès' })}</div>`,
  )
}

/** POST /compte/securite/cles/plus-tard: it is not proposed again; the page of security still has it. */
export async function doDecline(ctx: Context): Promise<Reply> {
  const personId = ownName(ctx.actor)
  if (personId !== null) await ctx.db.write(system, (tx) => declineOffer(tx, personId))
  return redirect('/compte', 'Vous pourrez en ajouter une quand vous voulez, dans «\u00a0Sécurité\u00a0».')
}
