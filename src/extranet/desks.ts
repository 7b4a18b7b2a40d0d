// Desks that help agents at their work (computers, badges, human resources): a setting of their authority, one a line.
import { chosenFor } from '#settings'
import type { Read } from '#platform/db/db.ts'
import { setting } from '#platform/house/settings.ts'
import { isMailAddress } from '#platform/mail/message.ts'
import { catalogue } from '#services'
import { territory } from '#territory'
import { z } from 'zod'

const [MOST, LONGEST] = [12, 300]

export interface HelpDesk {
  name: string
  /** A number, an office; '': none. */
  reach: string
  mail: string
  /** The identifier of the calendar that says its hours; '': not said. */
  calendar: string
  /** The end of the address of the service by which one writes to it, /demarches/…; '': none. */
  form: string
}

const deskOf = (line: string): HelpDesk => {
  const [name = '', reach = '', mail = '', calendar = '', form = ''] = line
    .split('|')
    .map((part) => part.trim())
  return { name, reach, mail, calendar, form }
}

const desksIn = (typed: string): HelpDesk[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(deskOf)

const isReached = ({ name, reach, mail, form }: HelpDesk): boolean =>
  name.length > 1 && (reach !== '' || mail !== '' || form !== '')

export const HELP_DESKS = setting({
  key: 'extranet.text_help_desks',
  label: 'Assistance aux agents',
  hint: 'Lue sur l’accueil de vos agents. Une ligne par équipe, cinq parties séparées par des barres\u00a0: nom | téléphone ou bureau | courriel | calendrier qui donne ses heures | démarche. Une partie qui ne sert pas reste vide.',
  levels: ['metropolis', 'commune'],
  control: 'text',
  type: z
    .string()
    .refine((typed) => typed.length <= MOST * LONGEST, 'C’est trop long\u00a0: écrivez une ligne par équipe.')
    .transform(desksIn)
    .refine((desks) => desks.length <= MOST, `Écrivez ${MOST} équipes au plus.`)
    .refine(
      (desks) => desks.every(isReached),
      'À chaque ligne, écrivez un nom, puis au moins un téléphone ou un bureau, un courriel, ou une démarche.',
    )
    .refine(
      (desks) => desks.every(({ mail }) => mail === '' || isMailAddress(mail)),
      'Un courriel n’est pas complet\u00a0: écrivez-le comme assistance@ville.example, en troisième partie de sa ligne.',
    ),
  otherwise: '',
  async refuse(tx, _where, typed) {
    const place = await territory(tx)
    const { every } = await catalogue(tx)
    const unknown = (names: readonly string[], known: (name: string) => boolean) =>
      names.find((name) => name !== '' && !known(name))
    const desks = desksIn(typed ?? '')
    const calendar = unknown(
      desks.map((desk) => desk.calendar),
      (id) => place.calendar(id) !== undefined,
    )
    if (calendar !== undefined)
      return `Aucun calendrier ne s’appelle «\u00a0${calendar}\u00a0»\u00a0: écrivez l’un de ceux-ci\u00a0: ${place.calendars.map(({ id }) => id).join(', ')}.`
    const form = unknown(
      desks.map((desk) => desk.form),
      (slug) => every.some((service) => service.slug === slug),
    )
    return form === undefined
      ? null
      : `Aucune démarche n’a pour adresse «\u00a0/demarches/${form}\u00a0»\u00a0: recopiez la fin de l’adresse de sa page.`
  },
})

/** Those that this authority chose itself: a number within the metropolis is of no use to a town. */
export async function helpDesksOf(tx: Read, authorityId: number): Promise<HelpDesk[]> {
  const where = { authorityId, unitId: null, serviceSlug: null }
  const chosen = (await chosenFor(tx, [HELP_DESKS], where)).get(HELP_DESKS.key)
  return chosen?.from?.authorityId === authorityId ? (chosen.value as HelpDesk[]) : []
}
