// Forms of a product: what one may hold, for how long, at which price in each class, where.
import { z } from 'zod'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import { redirect, type Route, type Values } from '#platform/http/route.ts'
import { day, dayOrNone, field, lineOf, several, whole } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { cellPart, type Rows, rowsIn } from '#platform/ui/rows.ts'
import { adminForm, todayThere } from '#territory'
import type { Kind } from '../record/queries.ts'
import { changeProduct, keptPartner, keptProduct, offerProduct, SECTOR_CLOSED } from './keep.ts'
import { numberOrNone } from './partner.admin.ts'
import {
  type DayRange,
  type KeptPartner,
  type KeptProduct,
  keptPlaces,
  type Price,
  type SaidOfProduct,
} from './queries.ts'
import { addressOf, KINDS, ONE, plainEuros } from './words.ts'
import { sectorName } from '../record/sectors.ts'
import type { Read } from '#platform/db/db.ts'

const action = 'passpartner.keep'
const back = { href: ONE, label: 'Revenir au partenaire' }
const MOST_CENTS = 1_000_000

const PRICES: Rows = {
  one: 'tarif',
  most: 12,
  columns: [
    {
      id: 'class',
      label: 'Classe',
      hint: 'Identifiant de la grille\u00a0; vide quand il n’y en a pas.',
      optional: true,
      maxLength: 40,
    },
    {
      id: 'cents',
      label: 'Prix, en euros',
      hint: '0 pour gratuit. D’un crédit\u00a0: ce que prend un passage\u00a0; il se vend ce qu’il contient.',
      maxLength: 12,
    },
    {
      id: 'reimbursed',
      label: 'Remboursé au partenaire par passage, en euros',
      optional: true,
      maxLength: 12,
    },
  ],
}
const CLOSED: Rows = {
  one: 'fermeture',
  isFeminine: true,
  most: 12,
  columns: [
    { id: 'from', label: 'Du', hint: 'Par exemple 24/12/2026.', maxLength: 10 },
    {
      id: 'to',
      label: 'Au',
      hint: 'Ce jour compris\u00a0; vide\u00a0: un seul jour.',
      optional: true,
      maxLength: 10,
    },
  ],
}

const fields = {
  name: field({
    label: 'Nom du produit',
    hint: 'Par exemple\u00a0: Dix entrées, tarif solidaire.',
    control: 'line',
    type: lineOf(80).refine((text) => text.length > 1, 'Écrivez le nom du produit.'),
  }),
  quantity: field({
    label: 'Combien',
    hint: 'Entrées d’un carnet, euros d’un crédit, ou passages par semaine. Vide pour une entrée libre ou un tarif.',
    optional: true,
    control: 'line',
    medium: true,
    type: numberOrNone(1, 1_000_000),
  }),
  grid: field({
    label: 'Grille de droits',
    hint: 'Identifiant de la grille qui dit qui l’a, et dans quelle classe. Vide\u00a0: qui le demande.',
    optional: true,
    control: 'line',
    medium: true,
    type: lineOf(60)
      .refine((text) => /^[a-z0-9-]*$/.test(text), 'Des minuscules, des chiffres et des traits d’union.')
      .transform((text) => (text === '' ? null : text)),
  }),
  months: field({
    label: 'Durée, en mois',
    hint: 'À partir du jour où on l’a.',
    control: 'line',
    medium: true,
    type: whole(1, 60),
  }),
  prices: field({
    label: 'Prix de chaque classe',
    control: { rows: PRICES },
    type: several,
  }),
  places: field({
    label: 'Lieux',
    hint: 'Aucun choisi\u00a0: tous ceux du partenaire.',
    optional: true,
    control: { several: [] },
    type: several,
  }),
  alone: field({
    label: 'Sans réseau, accepté par porte',
    hint: 'Entrées (ou euros) d’un même titulaire qu’une porte accepte seule entre deux envois. 0\u00a0: aucune.',
    control: 'line',
    medium: true,
    type: whole(0, 10_000),
  }),
  daily: field({
    label: 'Crédit\u00a0: pris par porte et par jour, au plus',
    hint: 'En euros, d’un même titulaire, avec ou sans réseau. Une porte volée ne vide aucun crédit. Vide\u00a0: pas de plafond.',
    optional: true,
    control: 'line',
    medium: true,
    type: numberOrNone(1, 10_000),
  }),
  onPaper: field({
    label: 'Sur papier',
    control: [
      ['no', 'Non'],
      ['yes', 'Oui', 'Seulement ce qui a peu de valeur\u00a0: un papier se recopie.'],
    ],
    type: z.enum(['no', 'yes'], 'Dites si un papier suffit.').transform((said) => said === 'yes'),
  }),
  mostHolders: field({
    label: 'Titulaires au plus',
    hint: 'Vide\u00a0: autant qu’on veut.',
    optional: true,
    control: 'line',
    medium: true,
    type: numberOrNone(1, 1_000_000),
  }),
  since: field({ label: 'Proposé à partir du', control: 'day', medium: true, type: day }),
  until: field({
    label: 'Jusqu’au',
    hint: 'Ce jour compris. Vide\u00a0: tant que l’accord court.',
    optional: true,
    control: 'day',
    medium: true,
    type: dayOrNone,
  }),
  closed: field({
    label: 'Jours où il n’ouvre rien',
    optional: true,
    control: { rows: CLOSED },
    type: several,
  }),
}

/** « 3,10 », « 3.1 », « 3 » in cents; null when it is no amount. */
function centsIn(text: string): number | null {
  const [, whole_ = '', part = ''] =
    /^(\d{1,5})(?:[.,](\d{1,2}))?\s*€?$/.exec(text.trim().replaceAll(/\s/g, '')) ?? []
  if (whole_ === '') return null
  const cents = Number(whole_) * 100 + Number(part.padEnd(2, '0'))
  return cents <= MOST_CENTS ? cents : null
}

function pricesIn(cells: readonly string[]): Price[] {
  const problems: FieldProblem[] = []
  const wrong = (row: number, column: number, message: string) =>
    problems.push({ field: `prices${cellPart(row, column)}`, message })
  const seen = new Set<string>()
  const prices = rowsIn(PRICES, cells).flatMap((line, row) => {
    const [id = '', price = '', reimbursed = ''] = line.map((text) => text.trim())
    if (id === '' && price === '' && reimbursed === '') return []
    const [cents, back_] = [centsIn(price), reimbursed === '' ? 0 : centsIn(reimbursed)]
    if (!/^[a-z0-9-]{0,40}$/.test(id)) wrong(row, 0, 'Des minuscules, des chiffres et des traits d’union.')
    else if (seen.has(id)) wrong(row, 0, 'Cette classe a déjà un prix.')
    else if (cents === null) wrong(row, 1, 'Écrivez un prix, par exemple 3,10.')
    else if (back_ === null) wrong(row, 2, 'Écrivez un montant, par exemple 2,40.')
    seen.add(id)
    return [{ class: id, cents: cents ?? 0, reimbursedCents: back_ ?? 0 }]
  })
  if (problems.length > 0) throw new BadInput(problems)
  if (prices.length === 0)
    throw new BadInput([{ field: 'prices', message: 'Écrivez au moins un prix\u00a0: 0 pour gratuit.' }])
  return prices
}

function closedIn(cells: readonly string[]): DayRange[] {
  const problems: FieldProblem[] = []
  const ranges = rowsIn(CLOSED, cells).flatMap((line, row): DayRange[] => {
    const [first = '', last = ''] = line.map((text) => text.trim())
    if (first === '' && last === '') return []
    const [from, to] = [day.safeParse(first), day.safeParse(last === '' ? first : last)]
    if (!from.success)
      problems.push({
        field: `closed${cellPart(row, 0)}`,
        message: 'Écrivez un jour, par exemple 24/12/2026.',
      })
    else if (!to.success)
      problems.push({
        field: `closed${cellPart(row, 1)}`,
        message: 'Écrivez un jour, par exemple 02/01/2027.',
      })
    else if (to.data < from.data)
      problems.push({
        field: `closed${cellPart(row, 1)}`,
        message: 'Cette fermeture finit avant d’avoir commencé.',
      })
    else return [[from.data, to.data]]
    return []
  })
  if (problems.length > 0) throw new BadInput(problems)
  return ranges
}

const COUNTED: readonly Kind[] = ['entries', 'credit', 'weekly']

function saidOf(typed: ReadFields<typeof fields>, kind: Kind): SaidOfProduct {
  const { prices, places, closed, quantity, alone, daily, until, ...said } = typed
  if (COUNTED.includes(kind) !== (quantity !== null))
    throw new BadInput([
      {
        field: 'quantity',
        message:
          quantity === null
            ? 'Écrivez combien\u00a0: c’est ce qui se décompte.'
            : 'Une entrée libre ou un tarif ne se décompte pas\u00a0: laissez vide.',
      },
    ])
  if (daily !== null && kind !== 'credit')
    throw new BadInput([{ field: 'daily', message: 'Seul un crédit a un plafond\u00a0: laissez vide.' }])
  if (until !== null && until < said.since)
    throw new BadInput([{ field: 'until', message: 'Le produit finit avant d’avoir commencé.' }])
  const unit = kind === 'credit' ? 100 : 1
  return {
    ...said,
    until,
    quantity: quantity === null ? null : quantity * unit,
    alone: alone * unit,
    daily: daily === null ? null : daily * 100,
    prices: pricesIn(prices),
    closedDays: closedIn(closed),
    placeIds: places.filter((id) => /^\d{1,9}$/.test(id)).map(Number),
  }
}

const frenchDay = (text: string): string => text.split('-').toReversed().join('/')

const typedOf = ({ kind, ...kept }: KeptProduct): Values => {
  const unit = kind === 'credit' ? 100 : 1
  return {
    ...{ name: kept.name, grid: kept.grid ?? '', months: String(kept.months) },
    quantity: kept.quantity === null ? '' : String(Math.floor(kept.quantity / unit)),
    ...{ alone: String(Math.floor(kept.alone / unit)), onPaper: kept.onPaper ? 'yes' : 'no' },
    ...{ since: kept.since, until: kept.until ?? '' },
    daily: kept.daily === null ? '' : String(Math.floor(kept.daily / 100)),
    mostHolders: kept.mostHolders === null ? '' : String(kept.mostHolders),
    prices: kept.prices.flatMap((price) => [
      price.class,
      plainEuros(price.cents),
      plainEuros(price.reimbursedCents),
    ]),
    closed: kept.closedDays.flatMap(([from, to]) => [frenchDay(from), from === to ? '' : frenchDay(to)]),
    places: kept.placeIds.map(String),
  }
}

async function choicesFor(tx: Read, { id, openSectors }: KeptPartner) {
  const places = await keptPlaces(tx, id)
  return {
    places: places.map((place): [string, string] => [String(place.id), place.name]),
    sector: openSectors.map((sector): [string, string] => [sector, sectorName(sector)]),
  }
}

const isKind = (id: string): id is Kind => Object.hasOwn(KINDS, id)

const offering = adminForm({
  at: `${ONE}/produits/nouveau`,
  action,
  title: 'Ajouter un produit',
  button: 'Ajouter ce produit',
  back,
  form: formOf({
    kind: field({
      label: 'Ce que c’est',
      hint: 'Ne change plus ensuite.',
      control: { list: Object.entries(KINDS) },
      medium: true,
      type: z.string().refine(isKind, 'Choisissez dans la liste.'),
    }),
    sector: field({
      label: 'Secteur',
      hint: 'Ne change plus ensuite.',
      control: { list: [] },
      medium: true,
      type: z.string().min(1, 'Choisissez un secteur.'),
    }),
    ...fields,
  }),
  async shown(tx, ctx) {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    return {
      title: `Ajouter un produit à ${partner.name}`,
      typed: {
        months: '12',
        alone: '0',
        onPaper: 'no',
        since: await todayThere(tx),
        sector: partner.openSectors[0] ?? '',
      },
      choices: await choicesFor(tx, partner),
    }
  },
  async act(tx, { kind, sector, ...typed }, ctx) {
    const { id, sectors, openSectors } = await keptPartner(tx, ctx.params.partenaire)
    if (!sectors.includes(sector))
      throw new BadInput([{ field: 'sector', message: 'Ce partenaire n’a pas ce secteur.' }])
    if (!openSectors.includes(sector)) throw new BadInput([{ field: 'sector', message: SECTOR_CLOSED }])
    if (!isKind(kind)) throw new BadInput([{ field: 'kind', message: 'Choisissez dans la liste.' }])
    await offerProduct(tx, { partnerId: id, sector, kind }, saidOf(typed, kind))
    return redirect(addressOf(id), 'Le produit est ajouté.')
  },
})

const changing = adminForm({
  at: `${ONE}/produits/:produit`,
  action,
  title: 'Modifier un produit',
  button: 'Enregistrer',
  back,
  form: formOf(fields),
  async shown(tx, ctx) {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    const product = await keptProduct(tx, partner.id, ctx.params.produit)
    const { places } = await choicesFor(tx, partner)
    return {
      title: `Modifier «\u00a0${product.name}\u00a0»`,
      typed: typedOf(product),
      version: product.version,
      choices: { places },
    }
  },
  async act(tx, typed, ctx, version) {
    const { id } = await keptPartner(tx, ctx.params.partenaire)
    const product = await keptProduct(tx, id, ctx.params.produit)
    await changeProduct(tx, product, version, saidOf(typed, product.kind))
    return redirect(addressOf(id), 'Le produit est modifié. Qui l’avait le garde.')
  },
})

export const productForms: readonly Route[] = [...offering, ...changing]
