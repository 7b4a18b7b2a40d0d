// A commune more, on screen: its code, and whom to invite.
import { z } from 'zod'
import { redirect } from '#platform/http/route.ts'
import { the } from '#platform/french/noun.ts'
import { capital } from '#platform/ui/french.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { adminForm, authorityNoun, territory } from '#territory'
import { writerOf } from '#people'
import { join } from './join.ts'
import { HERE, hrefOf, NEW_COMMUNE } from './pages/opening.ts'

const form = formOf({
  commune: field({
    label: 'Code INSEE de la commune',
    hint: 'Cinq caractères\u00a0; ce n’est pas le code postal.',
    control: 'line',
    medium: true,
    type: z
      .string()
      .trim()
      .regex(/^\d[\dAB]\d{3}$/, 'Écrivez les cinq caractères du code INSEE.'),
  }),
  mail: field({
    label: 'Adresse e-mail de son premier administrateur',
    hint: 'Elle reçoit une invitation, bonne une fois et pendant 48 heures.',
    control: 'line',
    type: lineOf(320),
  }),
})

export const communeScreens = adminForm({
  at: NEW_COMMUNE,
  action: 'commune.add',
  title: 'Ajouter une commune',
  form,
  button: 'Ajouter et inviter',
  back: { href: HERE, label: 'Revenir à l’ouverture' },
  async act(tx, { commune, mail }, ctx) {
    const { name, isNew, authorityId, agreement } = await join(ctx.db, { commune, mail }, writerOf(ctx))
    const { slug } = (await territory(tx)).authority(authorityId)
    const whose = capital(the(authorityNoun({ name })))
    const said = isNew ? `${whose} est du territoire` : `${whose} l’était déjà`
    return redirect(hrefOf(slug), `${said}\u00a0; l’invitation part vers ${mail}. ${agreement}`.trimEnd())
  },
})
