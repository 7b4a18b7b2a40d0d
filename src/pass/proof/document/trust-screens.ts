// A list of trust is written on screen: an authority and a certificate are added (pasted, or fetched under the guard), an authority is
// believed no more; all in a draft, published when it holds together.
import type { Command } from '#definitions'
import { bodyOf, type Drafted, draftRoutes, type Group, writeCommands, writtenOf } from '#drafting'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { FetchRefused, guardedFetch } from '#platform/outside/guard.ts'
import { type Choice, dayOrNone, field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { adminForm, adminList } from '#territory'
import { z } from 'zod'
import { certificateIn, isGiven, type TrustList } from './trust-list.ts'
import { TRUST } from './trust-kind.ts'
import { addressOf, HERE, showList, shownList, trustLists } from './trust-page.ts'

const action = 'definition.draft'
const KEPT = 'Gardé dans le brouillon\u00a0: relisez, puis publiez.'

const nameOf = ({ params }: Pick<Context, 'params'>) => ({ kind: TRUST, id: params.liste ?? '' })

const text = (most: number, missing: string) => lineOf(most).pipe(z.string().min(1, missing))

const DECLARATION: Group<TrustList> = {
  name: 'declaration',
  title: 'D’où elle vient',
  parts: {
    titre: {
      field: field({ label: 'Nom de la liste', control: 'line', type: text(200, 'Donnez-lui un nom.') }),
      at: ['title'],
      read: ({ title }) => title,
      write: (typed) => typed,
    },
    source: {
      field: field({ label: 'Source', control: 'text', rows: 2, type: text(500, 'Dites d’où elle vient.') }),
      at: ['source'],
      read: ({ source }) => source,
      write: (typed) => typed,
    },
    lue: {
      field: field({ label: 'Lue le', control: 'day', type: z.iso.date('Indiquez le jour.'), medium: true }),
      at: ['readOn'],
      read: ({ readOn }) => readOn,
      write: (typed) => typed,
    },
  },
}

const LISTS: Drafted<TrustList> = {
  ...{ kind: TRUST, at: HERE, param: 'liste', groups: [DECLARATION], back: 'Revenir à la liste' },
  titleOf: ({ title }) => title,
  page: shownList,
}

const back = { href: `${HERE}/:liste`, label: 'Revenir à la liste' }
const button = 'Garder dans le brouillon'
const wrong = (name: string, message: string) => new BadInput([{ field: name, message }])

/** The list of the address as it is being written. @throws NotFound */
async function readList(tx: Read, ctx: Context): Promise<{ list: TrustList; version: number }> {
  const written = await writtenOf(tx, nameOf(ctx))
  return { list: bodyOf(written), version: written.edition }
}

const pasted = (missing: boolean) =>
  field({
    label: 'Certificat',
    hint: 'Collez-le\u00a0: «\u00a0-----BEGIN CERTIFICATE-----\u00a0» et la suite, ou sa base\u00a064.',
    control: 'text',
    rows: 8,
    optional: missing,
    type: missing ? lineOf(8000) : text(8000, 'Collez le certificat.'),
  })

const authorityId = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}[A-Z0-9]{2}$/, 'Écrivez deux lettres de pays et deux caractères\u00a0: FR03.')

const addAuthority = adminForm({
  at: `${HERE}/:liste/certificateurs/nouveau`,
  action,
  title: 'Ajouter un certificateur',
  form: formOf({
    id: field({
      label: 'Identifiant',
      hint: 'Celui que portent ses codes\u00a0: FR03.',
      control: 'line',
      type: authorityId,
      medium: true,
    }),
    nom: field({ label: 'Nom', control: 'line', type: text(200, 'Donnez son nom.'), medium: true }),
    certificat: pasted(false),
  }),
  button,
  back,
  shown: async (tx, ctx) => ({ version: (await readList(tx, ctx)).version }),
  async act(tx, { id, nom, certificat }, ctx, seen) {
    const { list } = await readList(tx, ctx)
    if (list.authorities.some((one) => one.id === id))
      throw wrong('id', 'Ce certificateur est déjà dans la liste.')
    const certificate = certificateIn(certificat)
    if (certificate === null)
      throw wrong('certificat', 'Ce n’est pas un certificat (X.509). Collez-le en entier.')
    const item = { id, name: nom, certificate, certificates: [] }
    await writeCommands(tx, nameOf(ctx), [{ do: 'add', at: ['authorities'], item }], seen)
    return redirect(addressOf(list.id), KEPT)
  },
})

const REFUSED: Readonly<Record<FetchRefused['reason'], string>> = {
  address: 'Cette adresse n’est pas celle d’un site public.',
  host: 'Cette adresse n’est pas celle d’un site public.',
  redirects: 'Cette adresse mène trop loin\u00a0: donnez celle du certificat lui-même.',
  size: 'Ce qui se trouve à cette adresse est trop gros pour un certificat.',
  timeout: 'Cette adresse ne répond pas. Réessayez plus tard, ou collez le certificat.',
  network: 'Cette adresse ne répond pas. Réessayez plus tard, ou collez le certificat.',
}

/** @throws BadInput beside what was given */
async function certificateGiven({
  adresse,
  certificat,
}: {
  adresse: string
  certificat: string
}): Promise<string> {
  if ((adresse === '') === (certificat === ''))
    throw wrong('certificat', 'Donnez son adresse, ou collez-le\u00a0: l’un des deux.')
  if (certificat !== '') {
    const read = certificateIn(certificat)
    if (read === null) throw wrong('certificat', 'Ce n’est pas un certificat (X.509). Collez-le en entier.')
    return read
  }
  const answer = await guardedFetch(adresse, { timeoutMs: 10_000, maxBytes: 50_000 }).catch(
    (error: unknown) => {
      if (error instanceof FetchRefused) throw wrong('adresse', REFUSED[error.reason])
      throw error
    },
  )
  const read = answer.status === 200 ? certificateIn(answer.body) : null
  if (read === null) throw wrong('adresse', 'Rien à cette adresse n’est un certificat (X.509).')
  return read
}

const chosen = field({
  label: 'Certificateur',
  control: { list: [] },
  type: z.string().min(1, 'Choisissez le certificateur.'),
  medium: true,
})

const authoritiesIn = ({ authorities }: TrustList): Record<string, readonly Choice[]> => ({
  certificateur: [['', 'Choisissez'], ...authorities.map(({ id, name }): Choice => [id, `${id} ${name}`])],
})

/** @throws BadInput */
function authorityOf({ authorities }: TrustList, typed: string): TrustList['authorities'][number] {
  const found = authorities.find(({ id }) => id === typed)
  if (found === undefined) throw wrong('certificateur', 'Choisissez le certificateur.')
  return found
}

const addCertificate = adminForm({
  at: `${HERE}/:liste/certificats/nouveau`,
  action,
  title: 'Ajouter un certificat',
  form: formOf({
    certificateur: chosen,
    id: field({
      label: 'Identifiant du certificat',
      hint: 'Quatre caractères, comme les codes le portent.',
      control: 'line',
      type: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z0-9]{4}$/, 'Écrivez quatre caractères, lettres ou chiffres.'),
      medium: true,
    }),
    adresse: field({ label: 'Adresse où le lire', optional: true, control: 'url', type: lineOf(500) }),
    certificat: pasted(true),
  }),
  button,
  back,
  async shown(tx, ctx) {
    const { list, version } = await readList(tx, ctx)
    return { version, choices: authoritiesIn(list) }
  },
  async act(tx, { certificateur, id, adresse, certificat }, ctx, seen) {
    const { list } = await readList(tx, ctx)
    const authority = authorityOf(list, certificateur)
    if (authority.certificates.some((one) => one.id === id))
      throw wrong('id', 'Ce certificat est déjà dans la liste.')
    // Nobody’s connection waits for an address.
    return async () => {
      const certificate = await certificateGiven({ adresse, certificat })
      if (!isGiven(certificate, authority.certificate))
        throw wrong(
          adresse === '' ? 'certificat' : 'adresse',
          `Ce certificat n’a pas été donné par ${authority.name}.`,
        )
      const command: Command = {
        do: 'add',
        at: ['authorities', authority.id, 'certificates'],
        item: { id, certificate },
      }
      await ctx.db.write(ctx.actor, (later) => writeCommands(later, nameOf(ctx), [command], seen))
      return redirect(addressOf(list.id), KEPT)
    }
  },
})

const lastDay = adminForm({
  at: `${HERE}/:liste/dernier-jour`,
  action,
  title: 'Ne plus croire un certificateur',
  form: formOf({
    certificateur: chosen,
    jour: field({
      label: 'Dernier jour',
      hint: 'Ce qu’il a signé jusque-là reste cru. Vide\u00a0: il est cru.',
      optional: true,
      control: 'day',
      type: dayOrNone,
      medium: true,
    }),
  }),
  button,
  back,
  async shown(tx, ctx) {
    const { list, version } = await readList(tx, ctx)
    return { version, choices: authoritiesIn(list) }
  },
  async act(tx, { certificateur, jour }, ctx, seen) {
    const { list } = await readList(tx, ctx)
    const { id, until } = authorityOf(list, certificateur)
    if (jour === (until ?? null)) return redirect(addressOf(list.id), 'Rien n’a changé.')
    const at = ['authorities', id, 'until']
    const command: Command = jour === null ? { do: 'remove', at } : { do: 'set', at, to: jour }
    await writeCommands(tx, nameOf(ctx), [command], seen)
    return redirect(addressOf(list.id), KEPT)
  },
})

export const trustRoutes: readonly Route[] = [
  ...adminList(trustLists),
  ...draftRoutes(LISTS),
  ...addAuthority,
  ...addCertificate,
  ...lastDay,
  {
    get: `${HERE}/:liste`,
    action: 'trust.read',
    title: 'Liste de confiance',
    face: 'admin',
    handle: showList,
  },
]
