// What is asked of a picture: what it shows, whom it is by, by which right, until when, who may take it.
import type { Values } from '#platform/http/route.ts'
import { dayOrNone, field, lineOf } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { z } from 'zod'
import type { Picture, Said } from './queries.ts'
import { LICENCES, type Licence, licenceChoices } from './words.ts'

const isLicence = (text: string): text is Licence => Object.hasOwn(LICENCES, text)

export const pictureForm = formOf({
  name: field({
    label: 'Nom',
    hint: 'Par lequel on la retrouve\u00a0: «\u00a0Le parc au printemps\u00a0».',
    control: 'line',
    type: lineOf(160).refine((text) => text.length > 2, 'Nommez l’image.'),
  }),
  alternative: field({
    label: 'Ce qu’elle montre',
    hint: 'Lu à qui ne la voit pas. Proposé à qui la place, qui peut le dire autrement, ou dire qu’elle n’est là que pour décorer.',
    control: 'text',
    rows: 3,
    type: lineOf(500)
      .transform((text) => text.replaceAll(/\s+/g, ' '))
      .refine((text) => text.length > 4, 'Écrivez ce que l’image montre, en une phrase.')
      .refine(
        (text) => !/^(?:image|photo|photographie|illustration|dessin)s?$/i.test(text),
        'Dites ce que l’on y voit\u00a0: qu’elle est une image, on le sait.',
      ),
  }),
  credit: field({
    label: 'Auteur',
    hint: 'Montré sous l’image.',
    control: 'line',
    medium: true,
    type: lineOf(200).refine((text) => text.length > 1, 'Dites de qui est l’image.'),
  }),
  licence: field({
    label: 'Par quel droit',
    control: { list: licenceChoices },
    medium: true,
    type: z.string().refine(isLicence, 'Choisissez dans la liste.'),
  }),
  source: field({
    label: 'D’où elle vient',
    hint: 'Adresse, numéro de commande, nom de la licence\u00a0: ce qui prouve le droit.',
    optional: true,
    control: 'line',
    type: lineOf(500),
  }),
  until: field({
    label: 'Jusqu’au',
    hint: 'Le dernier jour où vous avez le droit de la montrer. Sans date, sans fin. Vous êtes prévenu un mois avant.',
    optional: true,
    control: 'day',
    medium: true,
    type: dayOrNone,
  }),
  shared: field({
    label: 'Qui peut la prendre',
    control: [
      ['non', 'Votre collectivité'],
      ['oui', 'Toutes les collectivités du territoire'],
    ],
    type: z.enum(['oui', 'non'], 'Choisissez qui peut la prendre.'),
  }),
})

type Typed = ReadFields<(typeof pictureForm)['fields']>

export const saidOf = ({ name, alternative, credit, licence, source, until, shared }: Typed): Said => ({
  ...{ name, alternative, credit, source, rightsUntil: until, isShared: shared === 'oui' },
  licence: licence as Licence,
})

export const typedOf = ({
  name,
  alternative,
  credit,
  licence,
  source,
  rightsUntil,
  isShared,
}: Picture): Values => ({
  ...{ name, alternative, credit, licence, source },
  until: rightsUntil ?? '',
  shared: isShared ? 'oui' : 'non',
})

/** A licence that others wrote is named, and a bought picture is proved. */
export function sourceProblem({ licence, source }: Said): string | null {
  if (source !== '') return null
  if (licence === 'free') return 'Nommez la licence, et l’adresse où vous l’avez trouvée.'
  return licence === 'agency' ? 'Donnez le numéro de la commande, ou de la facture.' : null
}
