// A form is begun, empty or as another; its title and its entry of the register are changed.
import { draft, drafts, published } from '#definitions'
import { FORM, type FormDefinition } from '#forms'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { slugFor } from '#platform/plain-words.ts'
import { type Choice, field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { register } from '#register'
import { adminForm } from '#territory'
import { z } from 'zod'
import { ACTION, BACK, formAddress, HERE, RESERVED } from '../written/address.ts'
import { propertyCommands } from '../written/commands.ts'
import { asOf, ownTown } from '../written/owner.ts'
import { idIn, nameOf, readAny, readForm, save, shownNumber } from '../written/read.ts'

export const title = field({
  label: 'Titre du formulaire',
  hint: 'Ce que la personne vient faire, par exemple «\u00a0Réserver une salle\u00a0».',
  control: 'line',
  type: lineOf(200).pipe(z.string().min(1, 'Donnez-lui un titre.')),
})
const entry = field({
  label: 'Fiche du registre',
  hint: 'À choisir quand aucune démarche ne le demande\u00a0: elle dit à quoi servent les réponses.',
  optional: true,
  control: { list: [] },
  type: z.string(),
})

async function entriesOf(tx: Read): Promise<readonly Choice[]> {
  const { entries } = await register(tx)
  return [['', 'Celle de la démarche'], ...entries.map(({ id, title: said }): Choice => [id, said])]
}

/** Begins it in the name of the authority of whoever acts. @returns its id @throws BadInput on `titre` */
export async function begin(tx: Write, form: Omit<FormDefinition, 'id' | 'owner'>): Promise<string> {
  const name = slugFor(form.title)
  const town = await ownTown(tx)
  const made = asOf(town, { ...form, id: name })
  const { id } = made
  const taken = [
    ...(await published(tx, FORM)),
    ...(await drafts(tx)).filter(({ kind }) => kind === FORM.kind),
  ]
  if (name === '' || RESERVED.includes(id) || taken.some((one) => one.id === id))
    throw new BadInput([
      {
        field: 'titre',
        message: 'Un formulaire porte déjà ce nom, ou l’a porté\u00a0: choisissez-en un autre.',
      },
    ])
  await draft(tx, nameOf(id), { ...made })
  return id
}

const BEGUN = 'Le brouillon est commencé\u00a0: rien n’est publié.'

const beginRoutes = adminForm({
  at: `${HERE}/nouveau`,
  action: ACTION,
  title: 'Nouveau formulaire',
  form: formOf({ titre: title, fiche: entry }),
  button: 'Commencer le brouillon',
  back: { href: HERE, label: 'Tous les formulaires' },
  async shown(tx) {
    return { choices: { fiche: await entriesOf(tx) } }
  },
  async act(tx, { titre, fiche }) {
    const pages = [{ id: 'page_1', title: 'Votre demande', fields: [] }]
    const processing = fiche === '' ? {} : { processing: fiche }
    return redirect(formAddress(await begin(tx, { title: titre, ...processing, pages })), BEGUN)
  },
})

const copyRoutes = adminForm({
  at: `${HERE}/:formulaire/copier`,
  action: ACTION,
  title: 'Copier un formulaire',
  form: formOf({ titre: title, fiche: entry }),
  button: 'Commencer la copie',
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readAny(tx, idIn(ctx))
    return {
      title: `Copier\u00a0: ${form.title}`,
      typed: { titre: `${form.title} (copie)`, fiche: form.processing ?? '' },
      choices: { fiche: await entriesOf(tx) },
    }
  },
  async act(tx, { titre, fiche }, ctx) {
    const { form } = await readAny(tx, idIn(ctx))
    const { processing: _, ...same } = form
    const processing = fiche === '' ? {} : { processing: fiche }
    return redirect(formAddress(await begin(tx, { ...same, title: titre, ...processing })), BEGUN)
  },
})

const about = ({ title: said, processing }: FormDefinition) => ({ titre: said, fiche: processing ?? '' })

const titleRoutes = adminForm({
  at: `${HERE}/:formulaire/titre`,
  action: ACTION,
  title: 'Titre du formulaire',
  form: formOf({ titre: title, fiche: entry }),
  button: 'Garder dans le brouillon',
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    return {
      title: `Titre\u00a0: ${form.title}`,
      typed: about(form),
      choices: { fiche: await entriesOf(tx) },
      version: shownNumber(about(form)),
    }
  },
  async act(tx, { titre, fiche }, ctx: Context, seen) {
    await save(tx, idIn(ctx), {
      ...{ of: about, seen },
      commands: ({ title: said, processing }) =>
        propertyCommands(
          [],
          { title: said, ...(processing !== undefined && { processing }) },
          { title: titre, ...(fiche !== '' && { processing: fiche }) },
        ),
    })
    return redirect(formAddress(idIn(ctx)), 'Gardé dans le brouillon.')
  },
})

export const beginning: readonly Route[] = [...beginRoutes, ...copyRoutes, ...titleRoutes]

/** Title of the entry of the register that a form names. */
export async function entryOf(tx: Read, { processing }: FormDefinition): Promise<string | null> {
  if (processing === undefined) return null
  return (await register(tx)).entry(processing)?.title ?? processing
}
