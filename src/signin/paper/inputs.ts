// The shapes of what is typed around accounts on paper, with their messages.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { DOCUMENTS, IDENTITY_DOCUMENTS, NO_DOCUMENT, PROVABLE } from './proofs.ts'

const typed = (message: string, most = 200) =>
  z.string(message).trim().min(1, message).max(most, `Écrivez ${most} caractères au plus.`)
const maybe = z.string().trim().max(200, 'Écrivez 200 caractères au plus.').default('')
const oneOf = (ids: readonly string[], message: string) =>
  z.string(message).refine((id) => ids.includes(id), message)
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id)

const numero = typed('Écrivez le numéro de compte.', 40)
const cle = z.uuid().catch(() => randomUUID())
const SEEN = 'Choisissez la pièce que vous avez vue.'
const piece = oneOf(idsOf([...IDENTITY_DOCUMENTS, NO_DOCUMENT]), SEEN)

export const FindInput = z.object({ numero })

export const OpenInput = z.object({
  cle,
  prenom: typed('Écrivez le prénom.', 100),
  nom: typed('Écrivez le nom.', 100),
  'naissance-jour': maybe,
  'naissance-mois': maybe,
  'naissance-annee': maybe,
  commune: typed('Choisissez la commune où la personne habite.'),
  telephone: maybe,
  piece,
})
export type OpenInput = z.infer<typeof OpenInput>

export const ReplaceInput = z.object({
  cle,
  numero,
  piece,
  presente: z.literal('oui', 'Un nouveau code se fait seulement avec la personne devant vous.'),
})

export const ProveInput = z.object({
  numero,
  valeur: oneOf(idsOf(PROVABLE), 'Choisissez ce que la pièce prouve.'),
  texte: typed('Écrivez ce qui est sur la pièce.'),
  document: oneOf(idsOf(DOCUMENTS), SEEN),
})

const passe = typed('Écrivez le code de votre papier.', 80)
const suite = z.string().max(2000).optional().catch(undefined)

export const PaperSignInInput = z.object({
  numero: typed('Écrivez votre numéro de compte.', 40),
  passe,
  suite,
})
export const PaperConfirmInput = z.object({ passe, suite })
export const NothingInput = z.object({})
