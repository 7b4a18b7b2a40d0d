// GET /administration/pass/portefeuilles: wallets that may ask by themselves, and where they are answered.
import { z } from 'zod'
import { type AccessTable, metropolitanAdministrator } from '#platform/access.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { field, lineOf, words } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { tag } from '#platform/ui/feedback.ts'
import { adminForm, adminList, territory } from '#territory'
import { addProgram, endProgram, type Program, programBy, programs } from './programs.ts'
import { returnProblem } from './returns.ts'

const HERE = '/administration/pass/portefeuilles'
const action = 'passwallet.keep'

export const programAccess = { [action]: [metropolitanAdministrator] } satisfies AccessTable

interface Line extends Program {
  zone: string
}

/** GET /administration/pass/portefeuilles */
const programList = listOf<Line>({
  at: HERE,
  action,
  title: 'Portefeuilles connus du pass',
  one: 'portefeuille',
  several: 'portefeuilles',
  intro: html`<p class="reading">Un portefeuille connu peut demander lui-même un droit à son titulaire, qui choisit lequel. Un autre n’en prend que par le carré de la page du pass. Aucun ne reçoit de nom.</p>`,
  add: { label: 'Ajouter un portefeuille', href: `${HERE}/nouveau` },
  columns: [
    {
      label: 'Portefeuille',
      text: ({ name }) => name,
      cell: ({ clientId, name, endedAt }) =>
        endedAt === null
          ? html`<a href="${`${HERE}/${encodeURIComponent(clientId)}/retrait`}">${name}</a>`
          : html`${name}`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    {
      label: 'État',
      text: ({ endedAt }) => (endedAt === null ? 'Connu' : 'Retiré'),
      cell: ({ endedAt }) => (endedAt === null ? tag('good', 'Connu') : tag('idle', 'Retiré')),
    },
    { label: 'Nom dans le protocole', text: ({ clientId }) => clientId },
    { label: 'Réponses à', text: ({ returns }) => returns.join(' ') },
    { label: 'Depuis le', text: ({ addedAt, zone }) => mediumDate(addedAt, zone) },
  ],
  filters: [{ name: 'q', label: 'Mots', placeholder: 'Nom', in: ({ name, clientId }) => [name, clientId] }],
  id: ({ clientId }) => clientId,
  order: 'nom',
  async rows(tx) {
    const { zone } = await territory(tx)
    return (await programs(tx)).map((program) => ({ ...program, zone }))
  },
  empty: {
    title: 'Aucun portefeuille',
    text: 'Les titulaires ajoutent leurs droits depuis la page de leur pass, par un carré et un numéro.',
  },
  export: 'portefeuilles-du-pass',
})

const back = { href: HERE, label: 'Revenir aux portefeuilles' }

const adding = adminForm({
  at: `${HERE}/nouveau`,
  action,
  title: 'Ajouter un portefeuille',
  button: 'Ajouter ce portefeuille',
  back,
  form: formOf({
    name: field({
      label: 'Nom',
      hint: 'Celui que les titulaires lisent quand il demande un droit.',
      control: 'line',
      type: lineOf(60).refine((text) => text.length > 1, 'Écrivez le nom du portefeuille.'),
    }),
    clientId: field({
      label: 'Nom dans le protocole',
      hint: 'Son «\u00a0client_id\u00a0», donné par son éditeur.',
      control: 'line',
      type: z
        .string()
        .trim()
        .regex(
          /^[A-Za-z0-9][A-Za-z0-9._:/-]{2,199}$/,
          'Écrivez de 3 à 200 lettres sans accent, chiffres, points, tirets, barres ou deux-points.',
        ),
    }),
    returns: field({
      label: 'Adresses de réponse',
      hint: 'Une par ligne, exactes\u00a0: https://portefeuille.example/retour, ou celle d’une application, fr.exemple.portefeuille:/retour.',
      control: 'text',
      rows: 3,
      type: words,
    }),
  }),
  async act(tx, said) {
    const problem =
      said.returns.length === 0 || said.returns.length > 5
        ? 'Écrivez de une à cinq adresses.'
        : said.returns.map(returnProblem).find((one) => one !== null)
    if (problem !== undefined && problem !== null)
      throw new BadInput([{ field: 'returns', message: problem }])
    if (!(await addProgram(tx, said)))
      throw new BadInput([{ field: 'clientId', message: 'Un portefeuille porte ou a porté ce nom.' }])
    return redirect(HERE, `${said.name}\u00a0: ce portefeuille peut demander des droits à ses titulaires.`)
  },
})

/** @throws NotFound */
async function knownIn(tx: Read, { params }: Context): Promise<Program> {
  const program = await programBy(tx, params.portefeuille ?? '')
  if (program === undefined || program.endedAt !== null) throw new NotFound()
  return program
}

const ending = adminForm({
  at: `${HERE}/:portefeuille/retrait`,
  action,
  title: 'Retirer un portefeuille',
  button: 'Retirer ce portefeuille',
  back,
  form: formOf({}),
  async shown(tx, ctx) {
    const { name } = await knownIn(tx, ctx)
    return {
      title: `Retirer «\u00a0${name}\u00a0»`,
      intro: html`<p class="reading">Il ne pourra plus rien demander, dès maintenant et pour de bon. Les copies qu’il porte restent à leurs titulaires, qui peuvent les retirer de leur pass.</p>`,
    }
  },
  async act(tx, _input, ctx) {
    const { clientId, name } = await knownIn(tx, ctx)
    await endProgram(tx, clientId)
    return redirect(HERE, `${name}\u00a0: ce portefeuille ne peut plus rien demander.`)
  },
})

export const programRoutes: readonly Route[] = [...adminList(programList), ...adding, ...ending]
export const WALLETS = { at: HERE, title: 'Portefeuilles du pass' } as const
