// Forms that say who is in a space, in both places: somebody invited, what lets in changed or taken away, an answer to whoever asks.
import { z } from 'zod'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { type Choice, field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { idOf } from '../record/frame.ts'
import { EVERY_ROLE, ROLES, type Role } from '../record/kinds.ts'
import { LIMITS } from '../record/limits.ts'
import { askingsOf } from '../record/queries.ts'
import { admissionOf, answer, changeRole, dismiss, invitePerson } from '../record/write.ts'
import { asked, backTo, pageOf, type Place } from './place.ts'
import { groupText, namesIn } from './words.ts'

const ROLE_CHOICES: readonly Choice[] = EVERY_ROLE.map((role) => [role, ROLES[role].label, ROLES[role].hint])
export const roleField = field<Role>({
  label: 'Rôle',
  control: ROLE_CHOICES,
  type: z.enum(EVERY_ROLE as [Role, ...Role[]], { error: 'Choisissez un rôle.' }),
})

const INVITE = formOf({
  email: field({
    label: 'Adresse e-mail',
    hint: 'Celle d’un agent ou d’un élu du territoire, qui a déjà son accès. La personne est prévenue.',
    control: 'email',
    type: z.string().trim().min(1, 'Écrivez une adresse e-mail.').max(254, 'Cette adresse est trop longue.'),
  }),
  role: roleField,
})

const invitation = (place: Place): Route[] =>
  place.form({
    at: `${place.at}/invitation`,
    action: place.action,
    title: 'Inviter une personne',
    form: INVITE,
    button: 'Faire entrer',
    back: backTo(place),
    shown: async (tx, ctx) => {
      const space = await asked(place, tx, ctx)
      return { title: `Inviter une personne\u00a0: ${space.name}`, typed: { role: 'contributor' } }
    },
    async act(tx, { email, role }, ctx) {
      const space = await asked(place, tx, ctx)
      await throttle(
        ctx,
        `space-invitation:${ctx.actor.personId ?? ctx.actor.by?.personId}`,
        LIMITS.spaceInvitations,
      )
      await invitePerson(tx, space.id, email, role)
      return redirect(pageOf(place, space), 'La personne est entrée, et prévenue.')
    },
  })

const OUT = 'out'
const CHANGE = formOf({
  role: field<Role | typeof OUT>({
    label: 'Rôle',
    control: [...ROLE_CHOICES, [OUT, 'Retirer', 'N’entre plus par là, dès maintenant.']],
    type: z.enum([OUT, ...EVERY_ROLE] as [typeof OUT, ...Role[]], { error: 'Choisissez un rôle.' }),
  }),
})

const change = (place: Place): Route[] =>
  place.form({
    at: `${place.at}/entrees/:entree`,
    action: place.action,
    title: 'Changer une entrée',
    form: CHANGE,
    button: 'Enregistrer',
    back: backTo(place),
    async shown(tx, ctx) {
      const space = await asked(place, tx, ctx)
      const one = await admissionOf(tx, space.id, idOf(ctx, 'entree'))
      const who =
        one.kind === 'person' ? 'Une personne, à titre personnel' : groupText(one, await namesIn(tx))
      return {
        typed: { role: one.role },
        intro: html`<p class="reading">${who}. Ce qui change vaut tout de suite.</p>`,
      }
    },
    async act(tx, { role }, ctx) {
      const space = await asked(place, tx, ctx)
      const id = idOf(ctx, 'entree')
      if (role === OUT) await dismiss(tx, space.id, id)
      else await changeRole(tx, space.id, id, role)
      return redirect(pageOf(place, space), role === OUT ? 'C’est retiré.' : 'Le rôle est changé.')
    },
  })

const NO = 'no'
const ANSWER = formOf({
  answer: field<Role | typeof NO>({
    label: 'Votre réponse',
    control: [...ROLE_CHOICES, [NO, 'Ne pas faire entrer', 'La personne en est prévenue.']],
    type: z.enum([NO, ...EVERY_ROLE] as [typeof NO, ...Role[]], { error: 'Choisissez une réponse.' }),
  }),
})

const answering = (place: Place): Route[] =>
  place.form({
    at: `${place.at}/demandes/:demande`,
    action: place.action,
    title: 'Répondre à une demande d’entrer',
    form: ANSWER,
    button: 'Répondre',
    back: backTo(place),
    async shown(tx, ctx) {
      const space = await asked(place, tx, ctx)
      const asking = (await askingsOf(tx, space.id)).find(({ id }) => id === idOf(ctx, 'demande'))
      if (asking === undefined) throw new NotFound()
      return {
        title: `${asking.name} demande à entrer`,
        intro: html`<p class="reading">Espace ${space.name}.${asking.word !== '' && html` «&nbsp;${asking.word}&nbsp;»`}</p>`,
      }
    },
    async act(tx, { answer: said }, ctx) {
      const space = await asked(place, tx, ctx)
      await answer(tx, space.id, idOf(ctx, 'demande'), said === NO ? null : said)
      return redirect(pageOf(place, space), 'Votre réponse est envoyée.')
    },
  })

export const membersForms = (place: Place): Route[] => [
  ...invitation(place),
  ...change(place),
  ...answering(place),
]
