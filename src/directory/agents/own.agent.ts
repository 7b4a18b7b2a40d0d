// GET and POST /intranet/ma-fiche: what an agent tells of themselves, in their own words.
import { z } from 'zod'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf, type FormScreen } from '#platform/screens/form.ts'
import { ownCard, tellCard } from './queries.ts'
import { addressOf, HERE, OWN, PHOTO } from './words.ts'

const phone = lineOf(40).refine(
  (text) => text === '' || (/^[\d\s.()+\-\u00a0]+$/.test(text) && text.replaceAll(/\D/g, '').length >= 4),
  'Écrivez un numéro, en chiffres, par exemple 04 65 71 58 16.',
)
const lines = z.string().trim().max(1200, 'Écrivez 1 200 caractères au plus.')

const form = formOf({
  job: field({
    ...{ label: 'Votre fonction', control: 'line', optional: true, type: lineOf(120) },
    hint: 'Comme vous la dites, par exemple «\u00a0Coordonnatrice de chantiers\u00a0». Vide, seul votre service est affiché, et «\u00a0Responsable\u00a0» si vous le dirigez.',
  }),
  phone: field({
    ...{ label: 'Téléphone professionnel', control: 'line', optional: true, type: phone, medium: true },
    hint: 'Vu de tous les agents du territoire.',
  }),
  mobile: field({
    ...{ label: 'Portable professionnel', control: 'line', optional: true, type: phone, medium: true },
    hint: 'Vu des agents de votre collectivité.',
  }),
  place: field({
    ...{ label: 'Où vous trouver', control: 'line', optional: true, type: lineOf(200) },
    hint: 'Bâtiment, bureau, jours sur place. Vu des agents de votre collectivité.',
  }),
  does: field({
    ...{ label: 'Ce que vous faites', control: 'text', rows: 5, optional: true, type: lines },
    hint: 'Un sujet par ligne. On vous trouve par ces mots dans votre collectivité.',
  }),
  skills: field({
    ...{ label: 'Compétences que vous partagez', control: 'text', rows: 4, optional: true, type: lines },
    hint: 'Une par ligne, par exemple «\u00a0Langue des signes, notions\u00a0».',
  }),
  open: field({
    label: 'Si vous dirigez un service, votre nom peut-il être lu du public\u00a0?',
    hint: 'Dans l’organigramme en données ouvertes, si votre collectivité a décidé d’y nommer ses responsables.',
    control: [
      ['non', 'Non'],
      ['oui', 'Oui'],
    ],
    type: z.enum(['non', 'oui'], 'Choisissez oui ou non.'),
  }),
})

export const ownScreen: FormScreen<typeof form.fields> = {
  at: OWN,
  face: 'agent',
  action: 'card.change',
  title: 'Ma fiche',
  form,
  button: 'Enregistrer ma fiche',
  back: { href: HERE, label: 'Revenir à l’annuaire' },
  async shown(tx) {
    const card = await ownCard(tx)
    if (card === undefined) throw new NotFound()
    const { isPublic, ...told } = card
    return {
      typed: { ...told, open: isPublic ? 'oui' : 'non' },
      intro: html`<p>Ce que vos collègues lisent de vous dans l’annuaire. Rien n’est obligatoire&nbsp;; le public n’en voit que votre nom, si vous le dites en bas.</p><p><a class="more" href="${PHOTO}">Mettre ou retirer ma photo</a></p>`,
    }
  },
  async act(tx, { open, ...told }) {
    const own = tx.actor.personId ?? 0
    await tellCard(tx, own, { ...told, isPublic: open === 'oui' })
    return redirect(addressOf(own), 'Votre fiche est enregistrée.')
  },
}
