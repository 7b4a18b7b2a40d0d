// How what is published is told: waited for, for the record, urgent, or not at all. One question.
import { PUBLIC } from '#audiences'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import type { Urgency } from '#platform/mail/digest.ts'
import { field } from '#platform/screens/field.ts'
import { notice } from '#platform/ui/feedback.ts'
import { z } from 'zod'

const ANSWERS = ['oui', 'non', 'memoire', 'urgent'] as const
type Announced = (typeof ANSWERS)[number]

export const announced = field({
  label: 'L’annoncer',
  hint: 'Une correction n’a pas à remonter dans les listes.',
  control: [
    ['non', 'Oui', 'En tête des listes, sur les pages d’accueil et dans le prochain résumé par courriel'],
    ['memoire', 'Pour mémoire', 'De même, à la fin du résumé, sur une ligne'],
    [
      'urgent',
      'Urgent',
      'Un courriel part aussitôt à ceux qui en sont, et chacun dit en avoir pris connaissance\u00a0; pas pour «\u00a0Public\u00a0»',
    ],
    ['oui', 'Non', 'Publier sans prévenir\u00a0: il garde sa place, et nul courriel n’en parle'],
  ],
  type: z.enum(ANSWERS, 'Choisissez.'),
})

const URGENCY: Readonly<Record<Announced, Urgency>> = {
  oui: 'normal',
  non: 'normal',
  memoire: 'low',
  urgent: 'urgent',
}

/** As it is kept. `name`: of the question. @throws BadInput when everybody would be woken */
export function toldAs(
  name: string,
  typed: Announced,
  audienceId: number,
): { isSilent: boolean; urgency: Urgency } {
  if (typed === 'urgent' && audienceId === PUBLIC)
    throw new BadInput([
      {
        field: name,
        message:
          'Ce qui est pour tout le monde n’alerte personne\u00a0: choisissez un public, ou annoncez-le.',
      },
    ])
  return { isSilent: typed === 'oui', urgency: URGENCY[typed] }
}

/** What it will do, before it is done. */
export const toldWarning = (typed: Announced) =>
  typed === 'urgent' &&
  notice(
    'warn',
    'Urgent',
    html`<p>Un courriel partira aussitôt qu’il paraîtra, la nuit aussi, à ceux de ce public qui reçoivent des courriels. Chacun sera prié de dire qu’il en a pris connaissance, et vous lirez qui ne l’a pas fait, parmi ceux dont vous pouvez connaître le nom.</p>`,
  )
