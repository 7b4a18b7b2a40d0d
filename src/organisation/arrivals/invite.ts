// Inviting an agent: the form, and what becomes of an invitation that waits.
import { agentsPage, keepers } from '#people'
import { inviteAgain, inviteAgent, invitationHeld, takeBackInvitation } from '#signin'
import { ofPerson } from '#platform/french/noun.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Context, page, redirect, type Reply } from '#platform/http/route.ts'
import { plural } from '#platform/ui/french.ts'
import { mostAt } from '#settings'
import { throttle } from '#platform/limits/throttle.ts'
import type { FormScreen } from '#platform/screens/form.ts'
import { adminFrame, localDay, territory } from '#territory'
import { EVERYBODY, invitationForm, unitChoices } from '../agents/forms.ts'
import { INVITATIONS, LIMITS } from './limits.ts'
import { invitationPage } from './pages/invitation.ts'
import { addressOf, HERE } from '../agents/words.ts'

/** One more mail of that person to somebody of that authority. @throws TooMany */
async function throttleInvitations(ctx: Context, tx: Read, authorityId: number): Promise<void> {
  const most = await mostAt(tx, INVITATIONS, authorityId)
  const sentence = `Vous avez envoyé ${plural(most, 'invitation', 'invitations')} en une heure\u00a0: attendez avant la suivante, ou importez une liste. Celle-ci n’est pas partie.`
  await throttle(ctx, `invitation:${ctx.actor.personId}`, { ...LIMITS.invitations, limit: most, sentence })
}

/** GET and POST /administration/agents/nouveau */
export const invitation: FormScreen<typeof invitationForm.fields> = {
  at: `${HERE}/nouveau`,
  action: 'agent.invite',
  title: 'Inviter un agent',
  form: invitationForm,
  button: 'Envoyer l’invitation',
  back: { href: HERE, label: 'Revenir aux agents' },
  async shown(tx) {
    const today = localDay(tx.now, (await territory(tx)).zone)
    return { typed: { from: today }, choices: { unit: await unitChoices(tx) } }
  },
  async act(tx, { name, email, unit, role, from, to }, ctx) {
    if (to !== null && to < from)
      throw new BadInput([{ field: 'to', message: 'Le dernier jour est avant le premier.' }])
    const here = await agentsPage(tx, keepers, { email }, EVERYBODY)
    const known = here.rows.find(({ personId }) => personId !== null)
    if (known !== undefined)
      throw new BadInput([
        {
          field: 'email',
          message: `Cette adresse est celle ${ofPerson(known.name)}, qui a déjà un accès ici\u00a0: ouvrez sa fiche pour ajouter une fonction.`,
        },
      ])
    const { authorityId } = (await territory(tx)).unit(unit)
    await throttleInvitations(ctx, tx, authorityId)
    await inviteAgent(tx, { authorityId, name, email, posts: [{ unitId: unit, role, from, to }] })
    return redirect(
      HERE,
      `L’invitation part à ${email}. Le lien fonctionne une fois, pendant 48\u00a0heures.`,
    )
  },
}

const idOf = ({ params }: Context): number => {
  const id = Number(params.invitation)
  if (!Number.isSafeInteger(id)) throw new NotFound()
  return id
}

/** GET /administration/agents/invitations/:invitation */
export const showInvitation = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const row = await invitationHeld(tx, idOf(ctx))
    return page(invitationPage(await adminFrame(ctx, tx), row, await territory(tx)))
  })

/** POST …/relance */
export const doInviteAgain = (ctx: Context): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    const { id, email, authorityId } = await inviteAgain(tx, idOf(ctx))
    await throttleInvitations(ctx, tx, authorityId)
    return redirect(addressOf({ personId: null, invitationId: id }), `Un nouveau lien part à ${email}.`)
  })

/** POST …/retrait */
export const doTakeBack = (ctx: Context): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    const { name } = await takeBackInvitation(tx, idOf(ctx))
    return redirect(HERE, `L’invitation ${ofPerson(name)} est retirée\u00a0: son lien n’ouvre plus rien.`)
  })
