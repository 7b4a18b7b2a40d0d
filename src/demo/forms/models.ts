// The model that a form of the demonstration gives to fill in: a budget, as a spreadsheet; kept and published through the real verbs.
import { Readable } from 'node:stream'
import { live, publishEdited } from '#definitions'
import { receive, type Storing } from '#files'
import { FORM, keepModel, MODEL_KINDS, MOST_MODEL_BYTES } from '#forms'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import type { Defining } from '#platform/house/definition.ts'
import { spreadsheet } from '#platform/sheets/ods.ts'

const FORM_ID = 'subvention'
const WAY = ['pages', 'project', 'fields', 'budget', 'model']

/** Lines of a budget, to be filled in. */
const BUDGET = [
  ['Budget prévisionnel de l’année', '', '', ''],
  ['Charges', 'Montant (€)', 'Produits', 'Montant (€)'],
  ['Achats et fournitures', '', 'Cotisations', ''],
  ['Locations et assurances', '', 'Ventes, participations', ''],
  ['Déplacements', '', 'Subvention demandée ici', ''],
  ['Salaires et charges', '', 'Autres subventions', ''],
  ['Autres charges', '', 'Autres produits', ''],
  ['Total des charges', '', 'Total des produits', ''],
]

export async function giveModels(
  db: Database,
  storing: Pick<Storing, 'files' | 'config'>,
  admin: Actor,
  house: Defining,
): Promise<void> {
  const sending: Storing = { ...storing, db, actor: admin }
  const source = Readable.from([spreadsheet('Budget', BUDGET)])
  const rules = { accept: MODEL_KINDS, maxBytes: MOST_MODEL_BYTES }
  const { fileId } = await receive(sending, { source, name: 'Budget prévisionnel.ods' }, rules)
  const model = await keepModel(sending, fileId)
  const seen = (await db.read(admin, (tx) => live(tx, FORM))).find(({ id }) => id === FORM_ID)?.version ?? 0
  const commands = [{ do: 'set' as const, at: WAY, to: { ...model } }]
  await publishEdited(db, admin, house, { kind: FORM, id: FORM_ID }, { commands, seen })
}
