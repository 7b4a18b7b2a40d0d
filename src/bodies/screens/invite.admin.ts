// An elected member is invited by mail to have an account: the form, what becomes of an invitation that waits, and how an account that is
// not theirs is unlinked.
import { z } from 'zod'
import { inviteMember, inviteMemberAgain, openInvitationOf, takeBackMember } from '#signin'
import { ofPerson } from '#platform/french/noun.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, redirect, type Reply } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { field } from '#platform/screens/field.ts'
import { type FormScreen, formOf } from '#platform/screens/form.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { dateTime } from '#platform/ui/french.ts'
import { territory, todayThere } from '#territory'
import { LIMITS } from '../record/limits.ts'
import { postText } from '../record/kinds.ts'
import { memberSeats, type Seat } from '../record/queries.ts'
import { unlinkSeat } from '../record/write.ts'
import { askedSeat } from './asked.ts'
import { SEAT, seatAddress } from './words.ts'

const form = formOf({
  email: field({
    label: 'Adresse e-mail',
    hint: 'Le lien qui ouvre l’accès y est envoyé. Il fonctionne une fois, pendant 48\u00a0heures.',
    control: 'email',
    type: z.string().trim().min(1, 'Écrivez une adresse e-mail.'),
  }),
})

/** « Maire, Conseil municipal de Bron », of each seat that is not over. */
async function electedAs(tx: Read, memberId: number): Promise<string> {
  const today = await todayThere(tx)
  const seats = await memberSeats(tx, memberId)
  const standing = seats.filter(({ to }) => to === null || to >= today)
  return standing.map(({ post, rank, body }) => `${postText(post, rank)}, ${body}`).join('\u00a0; ')
}

const hourly = (ctx: Context): Promise<void> =>
  throttle(ctx, `member-invitation:${ctx.actor.personId}`, LIMITS.memberInvitations)

/** GET and POST …/sieges/:siege/invitation */
export const invitation: FormScreen<typeof form.fields> = {
  at: `${SEAT}/invitation`,
  action: 'body.change',
  title: 'Inviter une personne élue',
  form,
  button: 'Envoyer l’invitation',
  back: { href: SEAT, label: 'Revenir au siège' },
  async shown(tx, ctx) {
    const { seat } = await askedSeat(tx, ctx)
    if (seat.hasAccount) throw new NotFound()
    return {
      title: `Inviter ${seat.name}`,
      intro: html`<p class="reading">Ses mandats&nbsp;: ${await electedAs(tx, seat.memberId)}. Deux preuves lui sont demandées, comme aux agents.</p>`,
    }
  },
  async act(tx, { email }, ctx) {
    const { body, seat, at } = await askedSeat(tx, ctx)
    if (seat.hasAccount || (await electedAs(tx, seat.memberId)) === '')
      throw new BadInput([
        { field: 'email', message: 'Cette personne a déjà un compte, ou n’a plus de mandat.' },
      ])
    await hourly(ctx)
    const { memberId, name } = seat
    await inviteMember(tx, { authorityId: body.authorityId, memberId, name, email })
    return redirect(seatAddress(at), `L’invitation part à ${email}.`)
  },
}

/** POST …/invitation/relance */
export const doInviteAgain = (ctx: Context): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    const { seat, at } = await askedSeat(tx, ctx)
    const { email } = await inviteMemberAgain(tx, seat.memberId)
    await hourly(ctx)
    return redirect(seatAddress(at), `Un nouveau lien part à ${email}.`)
  })

/** POST …/invitation/retrait */
export const doTakeBack = (ctx: Context): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    const { seat, at } = await askedSeat(tx, ctx)
    await takeBackMember(tx, seat.memberId)
    return redirect(
      seatAddress(at),
      `L’invitation ${ofPerson(seat.name)} est retirée\u00a0: son lien n’ouvre plus rien.`,
    )
  })

const noForm = formOf({})

/** GET and POST …/sieges/:siege/compte */
export const unlinking: FormScreen<typeof noForm.fields> = {
  at: `${SEAT}/compte`,
  action: 'body.change',
  title: 'Délier un compte',
  form: noForm,
  button: 'Délier ce compte',
  back: { href: SEAT, label: 'Revenir au siège' },
  async shown(tx, ctx) {
    const { seat } = await askedSeat(tx, ctx)
    if (!seat.hasAccount) throw new NotFound()
    return {
      title: `Délier le compte ${ofPerson(seat.name)}`,
      intro: html`<p class="reading">Si ce n’est pas la bonne personne qui a accepté l’invitation. Ces mandats n’ouvrent plus rien à ce compte, dès maintenant&nbsp;: ${await electedAs(tx, seat.memberId)}. Ils restent, et vous pourrez inviter la bonne personne.</p>`,
    }
  },
  async act(tx, _, ctx) {
    const { seat, at } = await askedSeat(tx, ctx)
    await unlinkSeat(tx, at)
    return redirect(seatAddress(at), `Plus aucun compte n’est celui ${ofPerson(seat.name)}.`)
  },
}

/** Whether they have an account, and the way to one. */
export async function accountPanel(
  tx: Read,
  { csrf }: Context,
  seat: Seat,
  at: Parameters<typeof seatAddress>[0],
): Promise<Html> {
  const address = `${seatAddress(at)}/invitation`
  if (seat.hasAccount)
    return panel(
      'Compte',
      html`<p>Cette personne a un compte, et y lit ses mandats.</p><div class="row">${linkButton('Délier ce compte', `${seatAddress(at)}/compte`, { kind: 'quiet' })}</div>`,
    )
  const waiting = await openInvitationOf(tx, seat.memberId)
  if (waiting === undefined)
    return panel(
      'Compte',
      html`<p>Cette personne n’a pas encore de compte relié.</p><div class="row">${linkButton('Inviter par courriel', address, { kind: 'quiet' })}</div>`,
    )
  const { zone } = await territory(tx)
  return panel(
    'Compte',
    html`<p>Invitation envoyée à ${waiting.email}, ${dateTime(waiting.invitedAt, zone)}.</p><div class="row">${buttonForm('Envoyer un nouveau lien', `${address}/relance`, csrf, { kind: 'quiet' })}${buttonForm('Retirer l’invitation', `${address}/retrait`, csrf, { kind: 'danger' })}</div>`,
  )
}
