// The shapes of what members and collaborators post.
import { z } from 'zod'
import { checks } from '#people'
import { type Capacity, CAPACITIES, RecoverInput } from '#signin'
import { dayBoxes, partsOf } from '#mandates'

const NAME = 'Écrivez le prénom et le nom de cette personne.'
const EVERY_CAPACITY = Object.keys(CAPACITIES) as [Capacity, ...Capacity[]]

export const ProposalInput = RecoverInput.extend({
  name: z
    .string(NAME)
    .trim()
    .min(1, NAME)
    .max(120, 'Écrivez un nom de 120 caractères au plus.')
    .refine((text) => text === '' || checks.name(text) === null, 'Écrivez ce nom en lettres.'),
  capacity: z.enum(EVERY_CAPACITY, 'Choisissez en quelle qualité cette personne agit.'),
  ...dayBoxes('debut'),
  ...dayBoxes('fin'),
}).transform((given) => ({
  ...{ name: given.name, email: given.email, capacity: given.capacity },
  ...{ debut: partsOf(given, 'debut'), fin: partsOf(given, 'fin') },
}))

export const AnswerInput = z.object({ choix: z.enum(['accepter', 'refuser'], 'Acceptez ou refusez.') })
